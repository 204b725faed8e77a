package io.netjar.internet.description;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Wrong words about lines, queues and signals, and what is said about them. What is written here begins in line 3.
final class LineMistakesTest {
    private static final String HEAD = """
            providers: { p: { kind: residential, cities: [seoul, busan], addresses: 203.0.112.0/20 } }
            exchanges: { ix: { city: seoul, members: [p] } }
            """;
    private static final String QUEUES = "drop-tail, red, codel, fq-codel, token-bucket";
    private static final String LIMIT = "a limit in bytes, packets or time ('64 kB' of 1600 B and more, '100 packets',"
            + " '50 ms' of at most a minute)";

    private record Wrong(String text, String... expected) {
        DynamicTest asTest() {
            return DynamicTest.dynamicTest(text, () -> {
                DescriptionException wrong = catchThrowableOfType(DescriptionException.class,
                        () -> Description.parse(HEAD + text, "x.yaml"));
                assertThat(wrong).as("a mistake in " + text).isNotNull();
                assertThat(wrong.mistakes()).extracting(Mistake::toString).containsExactly(expected);
            });
        }
    }

    private static Wrong line(String words, String... expected) {
        return new Wrong("links: { p/seoul to p/busan: { " + words + " } }", expected);
    }

    private static Wrong access(String words, String... expected) {
        return new Wrong("homes: { h: { provider: p, devices: [], access: { kind: lte, " + words + " } } }",
                expected);
    }

    private static Wrong device(String device, String expected) {
        return new Wrong("homes: { h: { provider: p, devices: [" + device + "] } }", expected);
    }

    @TestFactory
    List<DynamicTest> saysWhatIsWrongWithQueues() {
        return List.of(
                line("queue: fqcodel",
                        "x.yaml:3:39: 'fqcodel' is no queue; did you mean 'fq-codel'? Allowed: " + LIMIT
                                + "; " + QUEUES + "; or { discipline: …, … }"),
                line("queue: red",
                        "x.yaml:3:39: the queue 'red' needs more than its name, as in '{ discipline: red,"
                                + " limit: 240 kB }'"),
                line("queue: { limit: 9 packets }",
                        "x.yaml:3:39: 'queue' needs 'discipline', as in 'discipline:"
                                + " fq-codel'. Allowed: " + QUEUES),
                line("queue: { discipline: cake }",
                        "x.yaml:3:53: 'cake' is not a discipline. Allowed: " + QUEUES),
                line("queue: { discipline: codel, flows: 8 }",
                        "x.yaml:3:60: unknown key 'flows' in the queue 'codel'."
                                + " Allowed: discipline, limit, target, interval, ecn"),
                line("queue: { discipline: codel, target: 2 s, interval: 1 s }",
                        "x.yaml:3:39: CoDel's target is from 1 ns to its interval, not 2000000000 ns"),
                line("queue: { discipline: codel, ecn: maybe, limit: 0 packets }",
                        "x.yaml:3:65: 'maybe' is not yes or no. Allowed: yes, no",
                        "x.yaml:3:79: '0 packets' is not " + LIMIT),
                line("queue: { discipline: red, limit: 50 packets }",
                        "x.yaml:3:39: the queue 'red' needs 'min', as in 'min: 20 kB'",
                        "x.yaml:3:39: the queue 'red' needs 'max', as in 'max: 60 kB'"),
                line("queue: { discipline: red, limit: 50 kB, min: 9 kB, max: 8 kB }",
                        "x.yaml:3:39: RED's upper threshold"
                                + " is above the lower one of 9000 bytes, up to 1 GB, not 8000 bytes"),
                line("queue: { discipline: token-bucket, rate: 1 Mbit/s }",
                        "x.yaml:3:39: the queue 'token-bucket' needs 'burst', as in 'burst: 30 kB'",
                        "x.yaml:3:39: the queue 'token-bucket' needs 'limit', as in 'limit: 50 ms'"),
                line("queue: { discipline: token-bucket, rate: 1 Mbit/s, burst: 2 kB, limit: 9 ms, peak-rate: 1 Mbit/s }",
                        "x.yaml:3:39: a token bucket's peak rate is above its rate and up to 100 Tbit/s, not 1000000 bit/s"),
                line("queue: { discipline: token-bucket, rate: 1 Mbit/s, burst: 1 kB, limit: 9 ms }",
                        "x.yaml:3:30: a token bucket must hold a frame of 1514 bytes at least, not 1000 bytes"),
                line("queue: { discipline: fq-codel, flows: 65537 }",
                        "x.yaml:3:39: FQ-CoDel has from 1 to 65536 queues, not 65537"))
                .stream().map(Wrong::asTest).toList();
    }

    @TestFactory
    List<DynamicTest> saysWhatIsWrongWithLines() {
        return List.of(
                line("jiter: 5 ms",
                        "x.yaml:3:32: unknown key 'jiter' in line 'p/seoul to p/busan'; did you mean 'jitter'?"
                                + " Allowed: rate, delay, loss, queue, mtu, jitter, bursts, duplication, corruption,"
                                + " reordering, there, back"),
                line("there: { jitter: { spread: 5, shape: bell, order: no } }",
                        "x.yaml:3:59: '5' is not a delay up to 1 h (a number and µs, ms, s, min or h, as in '20 ms')",
                        "x.yaml:3:69: 'bell' is not a shape of jitter. Allowed: uniform, normal",
                        "x.yaml:3:82: 'no' is not an order. Allowed: kept, free"),
                line("back: { bursts: { end: 10 } }",
                        "x.yaml:3:48: 'bursts' needs 'begin', as in 'begin: 0.05 %'",
                        "x.yaml:3:55: '10' is not a share (a number from 0 to 100 and %, as in '0.1 %')"),
                line("reordering: { share: 5 %, late: 1 ms, early: 1 ms }",
                        "x.yaml:3:44: 'reordering' needs either 'late' or 'early', as in 'late: 1 ms'"),
                line("reordering: { share: 5 %, late: 1 ms, gap: 0 }",
                        "x.yaml:3:75: '0' is not a whole number from 1 to 1000000"),
                line("mtu: 67",
                        "x.yaml:3:37: '67' is not an MTU: a number of bytes from 68 to 65535, as in '1492'"),
                line("mtu: 65535, queue: 60 kB",
                        "x.yaml:3:30: a link's queue must hold a frame of 65549 bytes at least, not 60000 bytes"),
                line("duplication: 101 %, corruption: x",
                        "x.yaml:3:45: '101 %' is not a share (a number from 0 to 100 and %, as in '0.1 %')",
                        "x.yaml:3:64: 'x' is not a share (a number from 0 to 100 and %, as in '0.1 %')"),
                access("buffer: 64 kB, queue: codel",
                        "x.yaml:3:70: 'buffer' says the same as 'queue': write one of them"),
                access("up: { rate: 5/1 Mbit/s }",
                        "x.yaml:3:74: '5/1 Mbit/s' is not a rate from 1 kbit/s to 10 Tbit/s (a"
                                + " number and bit/s, kbit/s, Mbit/s or Gbit/s, as in '100 Mbit/s')"),
                new Wrong("links: { p/seoul to iy: { loss: 1 % } }",
                        "x.yaml:3:10: 'iy' is no place: write provider/city, as in 'namsan/seoul'"),
                new Wrong("links: { p/busan to ix: { loss: 1 % } }",
                        "x.yaml:3:10: there is no line p/busan to ix;"
                                + " lines: p/seoul to p/busan, p/seoul to ix"))
                .stream().map(Wrong::asTest).toList();
    }

    @TestFactory
    List<DynamicTest> saysWhatIsWrongWithSignals() {
        return List.of(
                device("tv (wifi week)",
                        "x.yaml:3:38: 'week' is no signal; did you mean 'weak'? Allowed: good, weak, far,"
                                + " a power as in '-70 dBm', or a distance as in '12 m'"),
                device("tv (wifi 5 dBm)", "x.yaml:3:38: a signal is from -110 to 0 dBm, not 5.0 dBm"),
                device("tv (wifi 70)",
                        "x.yaml:3:38: '70' is no signal. Allowed: good, weak, far, a power as in"
                                + " '-70 dBm', or a distance as in '12 m'"),
                device("tv (wi-fi)",
                        "x.yaml:3:38: 'tv (wi-fi)' is no device: write a name, and '(wifi)' if it has no"
                                + " cable, as in 'laptop (wifi)'"))
                .stream().map(Wrong::asTest).toList();
    }

    @TestFactory
    List<DynamicTest> saysWhatIsWrongWithWifi() {
        String pairs = " is no pair of devices in the Wi-Fi: write DEVICE from DEVICE, as in 'laptop from phone';"
                + " devices: a, b";
        return List.of(
                wifi("hidden: [a from c]", "x.yaml:3:79: 'a from c'" + pairs),
                wifi("hidden: [a from b, a from a, b]", "x.yaml:3:89: 'a from a'" + pairs,
                        "x.yaml:3:99: 'b'" + pairs),
                wifi("quality: god, radio: x",
                        "x.yaml:3:79: 'god' is not a quality of Wi-Fi; did you mean 'good'? Allowed: good, weak,"
                                + " crowded, far",
                        "x.yaml:3:84: unknown key 'radio' in 'wifi'. Allowed: quality, queue, rts, hidden"),
                wifi("rts: 0 B", "x.yaml:3:75: '0 B' is not a size up to 1000 MB (a number and B, kB or MB,"
                        + " as in '30 kB')"),
                wifi("rts: { a: 500 B, c: 1 B, router: 0 B }",
                        "x.yaml:3:87: 'c' is not in the Wi-Fi; did you mean 'a'? Allowed: a, b, router",
                        "x.yaml:3:103: '0 B' is not a size up to 1000 MB (a number and B, kB or MB, as in '30 kB')"),
                wifi("queue: token-bucket",
                        "x.yaml:3:77: 'token-bucket' is no queue. Allowed: a limit in bytes or packets ('64 kB' of"
                                + " 1600 B and more, '100 packets'); drop-tail, codel, fq-codel; or { discipline: …, … }"),
                wifi("queue: { discipline: codel, limit: much }",
                        "x.yaml:3:105: 'much' is not a limit in bytes or packets ('64 kB' of 1600 B and more,"
                                + " '100 packets')"),
                wifi("queue: { discipline: red, limit: 64 kB }",
                        "x.yaml:3:91: 'red' is not a discipline. Allowed: drop-tail, codel, fq-codel"),
                wifi("queue: 50 ms",
                        "x.yaml:3:77: a radio's queue is limited in bytes or packets, not in time: it"
                                + " cannot know how long a frame will wait"))
                .stream().map(Wrong::asTest).toList();
    }

    @TestFactory
    List<DynamicTest> saysWhatIsWrongWithDhcp() {
        String lease = "' is not a lease from 1 s to 10000 h (a number and s, min or h, as in '2 h')";
        String ping = "' is not a wait for a ping's answer up to 30 s (a number and ms or s, as in '1 s')";
        return List.of(
                dhcp("lease: 999 ms, ping: 31 s", "x.yaml:3:57: '999 ms" + lease,
                        "x.yaml:3:71: '31 s" + ping),
                dhcp("lease: 10001 h", "x.yaml:3:57: '10001 h" + lease),
                dhcp("ping: on", "x.yaml:3:56: 'on" + ping),
                new Wrong("homes: { h: { provider: q, devices: [a], wifi: god, dhcp: { ping: on } } }",
                        "x.yaml:3:25: no provider is called 'q'; did you mean 'p'? Providers: p",
                        "x.yaml:3:48: 'god' is not a quality of Wi-Fi; did you mean 'good'? Allowed: good, weak,"
                                + " crowded, far",
                        "x.yaml:3:67: 'on" + ping),
                dhcp("range: 100",
                        "x.yaml:3:50: unknown key 'range' in 'dhcp'. Allowed: lease, ping, domain"))
                .stream().map(Wrong::asTest).toList();
    }

    private static Wrong dhcp(String words, String... expected) {
        return new Wrong("homes: { h: { provider: p, devices: [a], dhcp: { " + words + " } } }", expected);
    }

    private static Wrong wifi(String words, String... expected) {
        return new Wrong("homes: { h: { provider: p, devices: [a (wifi), b (wifi), c], wifi: { " + words
                + " } } }", expected);
    }
}
