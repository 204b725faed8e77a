package io.netjar.internet.description;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.netjar.net.tcp.CongestionAlgorithm;
import io.netjar.net.tcp.EcnMode;
import io.netjar.net.tcp.TcpSettings;
import io.netjar.net.tcp.TcpShortage;
import io.netjar.net.tcp.TimeWaitReuse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The word `tcp`.
final class TcpWordsTest {
    private static final TcpSettings USUAL = TcpSettings.linuxLike();
    private static final String HEAD = """
            providers: { hanbit: { kind: residential, cities: [seoul], addresses: 203.0.112.0/20 } }
            """;

    private static TcpSettings everywhere(String words) {
        return Description.parse(HEAD + "tcp: { " + words + " }", "x.yaml").tcp();
    }

    private static List<String> mistakes(String text) {
        DescriptionException wrong = catchThrowableOfType(DescriptionException.class,
                () -> Description.parse(HEAD + text, "x.yaml"));
        assertThat(wrong).as("a mistake in " + text).isNotNull();
        return wrong.mistakes().stream().map(Mistake::toString).toList();
    }

    @Test
    void isLinuxsUnlessSaidOtherwise() {
        Description world = Description.parse(HEAD + """
                homes: { h: { provider: hanbit, devices: [pc] } }
                offices: { o: { provider: hanbit, devices: [pc], sites: { in.o.test: shop } } }
                sites: { www.shop.test: { in: hanbit/seoul, files: shop } }
                """, "x.yaml");
        assertThat(List.of(world.tcp(), world.homes().getFirst().tcp().of("pc"),
                world.homes().getFirst().tcp().of(LanTcp.ROUTER),
                world.offices().getFirst().tcp().of(LanTcp.SERVER),
                world.sites().getFirst().tcp())).containsOnly(USUAL);
        assertThat(everywhere("")).isEqualTo(USUAL);
    }

    @Test
    void readsEveryWord() {
        assertThat(everywhere("congestion: newreno, ecn: on, sack: off, timestamps: off, window-scaling: off,"
                + " receive-buffer: { default: 64 kB, max: 1 MB }, send-buffer: { default: 32 kB, max: 2 MB },"
                + " rto-min: 50 ms, rto-max: 30 s, delayed-ack: 100 ms, time-wait: 4 min, time-wait-reuse: on,"
                + " syn-retries: 1, synack-retries: 2, data-retries: 3, orphan-retries: 4, max-orphans: 5,"
                + " syn-cookies: off, black-hole-detection: on"))
                .isEqualTo(new TcpSettings(64_000, 1_000_000, 32_000, 2_000_000, Duration.ofMillis(50),
                        Duration.ofSeconds(30), Duration.ofMillis(100), Duration.ofMinutes(4), 1, 2, 3, 4,
                        false, false, false, CongestionAlgorithm.NEW_RENO, EcnMode.ASK, true,
                        new TcpShortage(TimeWaitReuse.ALWAYS, 5, false)));
    }

    @ParameterizedTest
    @CsvSource({"'', CUBIC", "congestion: cubic, CUBIC", "congestion: newreno, NEW_RENO",
            "congestion: reno, NEW_RENO", "slow-start: hystart, CUBIC",
            "slow-start: hystart++, CUBIC_HYSTART_PLUS_PLUS", "slow-start: plain, CUBIC_PLAIN_SLOW_START",
            "'congestion: newreno, slow-start: plain', NEW_RENO"})
    void readsCongestionControls(String words, CongestionAlgorithm algorithm) {
        assertThat(everywhere(words)).isEqualTo(USUAL.withCongestionControl(algorithm));
    }

    @ParameterizedTest
    @CsvSource({"off, OFF", "on, ASK", "when-asked, AGREE"})
    void readsPartsInEcn(String word, EcnMode mode) {
        assertThat(everywhere("ecn: " + word)).isEqualTo(USUAL.withEcn(mode));
    }

    @ParameterizedTest
    @CsvSource({"off, NEVER", "loopback, LOOPBACK", "on, ALWAYS"})
    void readsReusesOfTimeWait(String word, TimeWaitReuse reuse) {
        assertThat(everywhere("time-wait-reuse: " + word).shortage())
                .isEqualTo(TcpShortage.linuxLike().withTimeWaitReuse(reuse));
    }

    /// What is left out is as it was, unless it would be more than the greatest or less than the first.
    @ParameterizedTest
    @CsvSource({"64 kB, 64000, 64000", "'{ max: 1 MB }', 262144, 1000000", "'{ max: 64 kB }', 64000, 64000",
            "'{ default: 64 kB }', 64000, 6291456", "'{ default: 8 MB }', 8000000, 8000000",
            "'{}', 262144, 6291456", "2048 B, 2048, 2048", "1000 MB, 1000000000, 1000000000"})
    void readsBuffers(String value, int first, int most) {
        assertThat(everywhere("receive-buffer: " + value)).isEqualTo(USUAL.withReceiveBuffer(first, most));
    }

    @ParameterizedTest
    @CsvSource({"rto-min: 1 ms, 1, 120000", "rto-min: 2 min, 120000, 120000", "rto-max: 1 s, 200, 1000",
            "rto-max: 1 h, 200, 3600000", "'rto-min: 2 s, rto-max: 2 s', 2000, 2000"})
    void readsTimeouts(String words, long least, long most) {
        assertThat(everywhere(words))
                .isEqualTo(USUAL.withRto(Duration.ofMillis(least), Duration.ofMillis(most)));
    }

    @Test
    void theNearestWordHolds() {
        Description world = Description.parse(
                HEAD + """
                        tcp: { sack: off, slow-start: hystart++, rto-min: 10 ms }
                        homes:
                          h: { provider: hanbit, devices: [a, b, c], tcp: { rto-min: 20 ms, devices: { b: { sack: on }, c: { congestion: newreno } } } }
                        """,
                "x.yaml");
        LanTcp home = world.homes().getFirst().tcp();
        TcpSettings all = USUAL.withCongestionControl(CongestionAlgorithm.CUBIC_HYSTART_PLUS_PLUS)
                .withOptions(true, false, true);
        assertThat(world.tcp()).isEqualTo(all.withRto(Duration.ofMillis(10), USUAL.maxRto()));
        TcpSettings inside = all.withRto(Duration.ofMillis(20), USUAL.maxRto());
        assertThat(home.of("a")).isEqualTo(inside).isEqualTo(home.of(LanTcp.ROUTER));
        assertThat(home.of("b")).isEqualTo(inside.withOptions(true, true, true));
        assertThat(home.of("c")).isEqualTo(inside.withCongestionControl(CongestionAlgorithm.NEW_RENO));
    }

    @Test
    void homesOfAKindAreToldTheSame() {
        List<Home> homes = Description.parse(HEAD + "homes: { 2 × h: { provider: hanbit, devices: [3 × pc],"
                + " tcp: { devices: { pc-2: { sack: off } } } } }", "x.yaml").homes();
        assertThat(homes).hasSize(2).allSatisfy(home -> {
            assertThat(home.tcp().of("pc-2").sack()).isFalse();
            assertThat(home.tcp().of("pc-3").sack()).isTrue();
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "congestion: bbr | 'bbr' is not a congestion control. Allowed: cubic, newreno, reno",
            "slow-start: hystrat | 'hystrat' is not a slow start; did you mean 'hystart'? Allowed: hystart, hystart++, plain",
            "ecn: ask | 'ask' is not a use of ECN. Allowed: off, on, when-asked",
            "sack: yes | 'yes' is not a switch. Allowed: on, off",
            "timestamps: [on] | a switch must be a word or a number, not a list",
            "window-scaling: 7 | '7' is not a switch. Allowed: on, off",
            "receive-buffer: 2047 B | '2047 B' is not a buffer from 2048 B to 1000 MB (a number and B, kB or MB, as in '64 kB')",
            "send-buffer: 1001 MB | '1001 MB' is not a buffer from 2048 B to 1000 MB (a number and B, kB or MB, as in '64 kB')",
            "rto-min: 0 s | '0 s' is not a least timeout from 1 ms to 2 min (a number and ms, s or min, as in '200 ms')",
            "rto-max: 999 ms | '999 ms' is not a greatest timeout from 1 s to 1 h (a number and s, min or h, as in '120 s')",
            "delayed-ack: 500 ms | '500 ms' is not a wait of an acknowledgement below 500 ms (a number and ms, as in '40 ms')",
            "time-wait: 61 min | '61 min' is not a time in TIME-WAIT up to 1 h (a number and ms, s, min or h, as in '60 s')",
            "time-wait-reuse: yes | 'yes' is not a way to reuse TIME-WAIT. Allowed: off, loopback, on",
            "syn-retries: 101 | '101' is not a whole number from 0 to 100",
            "synack-retries: -1 | '-1' is not a whole number from 0 to 100",
            "data-retries: many | 'many' is not a whole number from 0 to 100",
            "orphan-retries: 1.5 | '1.5' is not a whole number from 0 to 100",
            "max-orphans: 1000001 | '1000001' is not a whole number from 0 to 1000000",
            "syn-cookies: maybe | 'maybe' is not a switch. Allowed: on, off",
            "black-hole-detection: maybe | 'maybe' is not a switch. Allowed: on, off"})
    void saysWhatIsWrongWithEachWord(String word, String message) {
        int column = "tcp: { ".length() + word.indexOf(' ') + 2;
        assertThat(mistakes("tcp: { " + word + " }")).containsExactly("x.yaml:2:" + column + ": " + message);
    }

    @Test
    void saysWhatDoesNotGoTogether() {
        assertThat(mistakes("tcp: { congestion: newreno, slow-start: hystart }")).containsExactly(
                "x.yaml:2:41: NewReno leaves slow start at the first loss: write 'slow-start: plain' or nothing,"
                        + " or 'congestion: cubic'");
        assertThat(mistakes("tcp: { rto-min: 90 s, rto-max: 60 s }")).containsExactly(
                "x.yaml:2:32: the greatest timeout (rto-max, 60000 ms) cannot be less than the least (rto-min,"
                        + " 90000 ms)");
        assertThat(mistakes("tcp: { receive-buffer: { default: 64 kB, max: 32 kB } }")).containsExactly(
                "x.yaml:2:47: 'max' of 'receive-buffer' cannot be less than its 'default'");
        assertThat(mistakes("tcp: { send-buffer: { least: 64 kB } }")).containsExactly(
                "x.yaml:2:23: unknown key 'least' in 'send-buffer'. Allowed: default, max");
    }

    @Test
    void saysEverythingThatIsWrongAtOnce() {
        String words = "congestion, slow-start, ecn, sack, timestamps, window-scaling, receive-buffer,"
                + " send-buffer, rto-min, rto-max, delayed-ack, time-wait, time-wait-reuse, syn-retries,"
                + " synack-retries, data-retries, orphan-retries, max-orphans, syn-cookies, black-hole-detection";
        assertThat(mistakes(
                """
                        tcp: { sak: off, ecn: no }
                        homes: { h: { provider: hanbit, devices: [laptop], tcp: { devices: { labtop: { sack: no } } } } }
                        sites: { www.shop.test: { in: hanbit/seoul, files: shop, tcp: { devices: {} } } }
                        """))
                .containsExactly(
                        "x.yaml:2:8: unknown key 'sak' in 'tcp'; did you mean 'sack'? Allowed: " + words,
                        "x.yaml:2:23: 'no' is not a use of ECN; did you mean 'on'? Allowed: off, on, when-asked",
                        "x.yaml:3:70: no device inside is called 'labtop'; did you mean 'laptop'? Allowed: laptop, router",
                        "x.yaml:3:86: 'no' is not a switch; did you mean 'on'? Allowed: on, off",
                        "x.yaml:4:65: unknown key 'devices' in 'tcp'. Allowed: " + words);
    }
}
