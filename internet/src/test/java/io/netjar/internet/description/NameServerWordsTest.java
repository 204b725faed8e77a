package io.netjar.internet.description;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netjar.dns.NameServerSettings;
import io.netjar.dns.ResponseRateLimit;
import io.netjar.wire.IpPrefix;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is said under `name-servers`.
class NameServerWordsTest {
    private static NameServerSettings read(String words) {
        return Description.parse("""
                providers: { hanbit: { kind: residential, cities: [seoul], addresses: 203.0.112.0/20 } }
                """ + words, "words.yaml").nameServers();
    }

    @Test
    void giveZonesToNobodyUnlessToldSo() {
        assertThat(read("")).isEqualTo(NameServerSettings.usual());
        assertThat(read("name-servers: {}")).isEqualTo(NameServerSettings.usual());
        assertThat(NameServerSettings.usual().transfersTo()).isEmpty();
    }

    @Test
    void giveZonesToThoseWhoAreNamed() {
        assertThat(read("name-servers: { transfer-to: [203.0.112.0/24, 203.0.113.7] }").transfersTo())
                .containsExactly(IpPrefix.of("203.0.112.0/24"), IpPrefix.of("203.0.113.7/32"));
    }

    @Test
    void limitTheRateOfAnswersWithBindsDefaultsForWhatIsLeftOut() {
        assertThat(read("").rateLimit()).isEmpty();
        assertThat(read("name-servers: { rate-limit: 20 }").rateLimit())
                .hasValue(new ResponseRateLimit(20, Duration.ofSeconds(15), 2, 24));
        assertThat(read("name-servers: { rate-limit: { responses: 5, window: 1 min, slip: 0, prefix: 32 } }")
                .rateLimit()).hasValue(new ResponseRateLimit(5, Duration.ofMinutes(1), 0, 32));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            { transfer-to: everyone }     | must be a list
            { transfer-to: [203.0.112.300/24] } | 203.0.112.300
            { rate-limit: 0 }             | is not a number of answers a second
            { rate-limit: { slip: 2 } }   | needs 'responses'
            { rate-limit: { responses: 5, slip: 11 } } | is not a 'slip'
            { rate-limit: { responses: 5, window: 2 h } } | is not a window
            { transfers: [] }             | unknown key 'transfers'
            { delegation-ttl: 200 h }     | is not a TTL of a week at most
            { negative-ttl: -1 s }        | is not a TTL of a week at most
            """)
    void areCheckedWithEverythingElse(String words, String mistake) {
        assertThatThrownBy(() -> read("name-servers: " + words)).isInstanceOf(DescriptionException.class)
                .hasMessageContaining("words.yaml:2").hasMessageContaining(mistake);
    }
}
