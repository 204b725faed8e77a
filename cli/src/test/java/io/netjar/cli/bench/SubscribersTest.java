package io.netjar.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class SubscribersTest {
    private static final Pattern MESSAGES = Pattern
            .compile("subscribers=130 messages=[0-9]+ messages_per_subscriber_and_s=([0-9.]+) ");

    @Test
    void tellsEverybodyBehindTwoRoutersAboutTenMessagesASecond() {
        Matcher line = MESSAGES.matcher(Subscribers.run(130, 10));

        assertThat(line.find()).isTrue();
        assertThat(Double.parseDouble(line.group(1))).isBetween(10.0, 13.0);
    }
}
