package io.netjar.dns;

import static org.assertj.core.api.Assertions.assertThat;

import io.netjar.wire.Endpoint;
import io.netjar.wire.IpAddress;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xbill.DNS.Name;

/// Compares with what dig 9.18.49 printed for the same bytes, sent to it by a script on 127.0.0.1:5300.
class DigTextTest {
    private static final Instant WHEN = Instant.parse("2026-11-22T15:09:15Z");

    private static String resource(String name) {
        try (InputStream in = Objects.requireNonNull(DigTextTest.class.getResourceAsStream("/dig/" + name))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static QueryOutcome.Response response(String name) {
        byte[] wire = HexFormat.of().parseHex(resource(name + ".hex").strip());
        return new QueryOutcome.Response(MessageBytes.parse(wire).orElseThrow(), wire,
                new Endpoint(IpAddress.LOOPBACK_V4, 5300), false, 400_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"www", "none", "fail", "denied", "keys", "bogus"})
    void printsWhatDigPrints(String name) {
        assertThat(DigText.answer(response(name), WHEN, EnumSet.allOf(DigPart.class)))
                .isEqualTo(resource(name + ".txt"));
    }

    /// The files have what dig printed with `+nocmd` and these options.
    @ParameterizedTest
    @CsvSource({"noall-answer, ANSWER", "nocomments, QUESTION ANSWER AUTHORITY ADDITIONAL STATISTICS",
            "nostats-noquestion-noadditional, COMMENTS ANSWER AUTHORITY",
            "noall-authority-comments, COMMENTS AUTHORITY", "noall-stats, STATISTICS",
            "noall-question, QUESTION"})
    void leavesOutWhatDigLeavesOut(String name, String parts) {
        Set<DigPart> shown = EnumSet.noneOf(DigPart.class);
        for (String part : parts.split(" ", -1)) {
            shown.add(DigPart.valueOf(part));
        }
        assertThat(DigText.answer(response("www"), WHEN, shown)).isEqualTo(resource("www-" + name + ".txt"));
    }

    @Test
    void printsTheDataAloneWhenBrief() {
        assertThat(DigText.brief(response("www")))
                .isEqualTo("a-much-longer-name-than-usual.shop.test.\n203.0.113.80\n203.0.113.80\n");
    }

    @Test
    void printsAStepOfATrace() {
        assertThat(DigText.step(Name.fromConstantString("ns1.shop.test."), response("none"))).isEqualTo("""
                shop.test.\t\t60\tIN\tSOA\tns1.shop.test. hostmaster.shop.test. 1 1800 900 604800 60
                ;; Received 110 bytes from 127.0.0.1#5300(ns1.shop.test) in 0 ms

                """);
    }
}
