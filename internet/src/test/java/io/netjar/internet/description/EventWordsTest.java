package io.netjar.internet.description;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.netjar.engine.Chance;
import io.netjar.engine.Engine;
import io.netjar.internet.event.Action;
import io.netjar.internet.event.Alteration;
import io.netjar.internet.event.TimedEvent;
import io.netjar.internet.event.Way;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What happens to lines, as descriptions say it, and what is said about wrong words. Events begin in line 5.
final class EventWordsTest {
    private static final String HEAD = """
            providers: { p: { kind: residential, cities: [seoul, busan], addresses: 203.0.112.0/20 } }
            homes: { h: { provider: p, devices: [pc, phone (wifi)] } }
            sites: { www.shop.test: { in: p/busan, redirects: { /a: /b } } }
            events:
            """;

    private static List<TimedEvent> events(String... items) {
        return Description.parse(HEAD + List.of(items).stream().map(item -> "- " + item + "\n")
                .collect(Collectors.joining()), "x.yaml").events();
    }

    @Test
    void readsTimesAndSentences() {
        assertThat(events("at 30 s: cut p/busan to p/seoul for 20 s",
                "at 1.5 min: slow h/line up to 1 Mbit/s", "{ at 0 s: heal, at 5 s: restore h }"))
                .containsExactly(
                        new TimedEvent(Duration.ofSeconds(30),
                                new Action.Cut("p/busan to p/seoul", Optional.of(Duration.ofSeconds(20)))),
                        new TimedEvent(Duration.ofSeconds(90),
                                new Action.Change("h/line", Way.UP, new Alteration.Rate(1_000_000),
                                        Optional.empty())),
                        new TimedEvent(Duration.ZERO, new Action.Heal(Optional.empty())),
                        new TimedEvent(Duration.ofSeconds(5), new Action.Restore(Optional.of("h"))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"cut h", "cut h/wifi for 1.5 s", "cut h/phone", "heal", "heal p/seoul to p/busan",
            "restore", "restore www.shop.test", "slow p to 10 Gbit/s for 90 s",
            "slow p/seoul to p/busan there to 56 kbit/s", "slow h/pc to h/switch to 1 Mbit/s",
            "delay h/line down by 50 ms", "delay p/seoul to p/busan back by 0.5 µs for 2 h",
            "jitter h/modem by 5 ms", "lose h/pc 33.3 %", "lose h up 100 %",
            "lose p/seoul/core 5 % in bursts of 10 for 1 min", "duplicate h 0.000001 %",
            "corrupt h/pc up 1 %",
            "reorder p/busan/www.shop.test 5 % by 1 ms for 3 s", "cut p/seoul", "cut p/seoul/edge/access",
            "mtu h/line to 1280 for 5 s", "mtu p/seoul to p/busan there to 576", "queue h up to 64 kB",
            "queue p/seoul to p/busan to fq-codel", "queue h/line to codel for 1 min",
            "queue h/line down to 50 ms", "queue h/line to 1 packet", "queue h/wifi to 1.6 kB",
            "signal h/phone to -75.5 dBm for 10 s", "signal h/wifi to -83 dBm", "crowd h/wifi 60 % for 1 s"})
    void everySentenceIsWhatItsActionSays(String sentence) {
        TimedEvent event = events("at 30 s: " + sentence).getFirst();
        assertThat(event).hasToString("at 30 s: " + sentence);
        assertThat(events(event.toString())).containsExactly(event);
    }

    @Test
    void whatIsRepeatedFromTheBeginningHasNoOtherTime() {
        TimedEvent event = events("every 10 s for 1 min: cut h for 1 s").getFirst();
        assertThat(event).isEqualTo(new TimedEvent(Duration.ZERO, new Action.Repeat(Duration.ofSeconds(10),
                new Action.Cut("h", Optional.of(Duration.ofSeconds(1))),
                Optional.of(Duration.ofMinutes(1)))));
        assertThat(event).hasToString("every 10 s for 1 min: cut h for 1 s");
        assertThat(events("at 0 s: 'every 10 s for 1 min: cut h for 1 s'")).containsExactly(event);
        Description read = Description.parse(HEAD + "- " + event + "\n- at 5 s: 'every 1 h: heal'\n",
                "x.yaml");
        assertThat(Description.parse(read.toYaml(), "y.yaml").events()).isEqualTo(read.events()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"weak", "-70 dBm", "-70.0dBm"})
    void aSignalIsAWordOrAPower(String signal) {
        assertThat(events("at 1 s: signal h/phone to " + signal).getFirst().what())
                .isEqualTo("signal h/phone to -70 dBm");
        assertThat(events("at 1 s: signal h/phone to 12 m").getFirst().what())
                .matches("signal h/phone to -[0-9]{2}(\\.[0-9])? dBm");
    }

    @Test
    void spacesDoNotMatterAndUnitsMayStandClose() {
        assertThat(events("at  30s:  lose   h/line  down 5% in bursts of 3   for 2s").getFirst())
                .hasToString("at 30 s: lose h/line down 5 % in bursts of 3 for 2 s");
    }

    private record Wrong(String item, String... expected) {
        DynamicTest asTest() {
            return DynamicTest.dynamicTest(item, () -> {
                DescriptionException wrong = catchThrowableOfType(DescriptionException.class,
                        () -> events(item));
                assertThat(wrong).as("a mistake in " + item).isNotNull();
                assertThat(wrong.mistakes()).extracting(Mistake::toString).containsExactly(expected);
            });
        }
    }

    private static Wrong wrong(String sentence, String... expected) {
        return new Wrong("at 5 s: " + sentence, expected);
    }

    @TestFactory
    List<DynamicTest> saysWhatIsWrongWithSentences() {
        String rate = " is not a rate from 1 kbit/s to 10 Tbit/s (a number and bit/s, kbit/s, Mbit/s or Gbit/s, as in"
                + " '100 Mbit/s')";
        String time = " is not a time (a number and µs, ms, s, min or h, as in '20 ms')";
        String delay = " is not a delay up to 1 h (a number and µs, ms, s, min or h, as in '20 ms')";
        String share = " is not a share (a number from 0 to 100 and %, as in '0.1 %')";
        String verbs = "Allowed: cut, heal, slow, delay, jitter, lose, duplicate, corrupt, reorder, mtu, queue, signal,"
                + " crowd, restore, every";
        return Stream.of(
                wrong("cutt h/line",
                        "x.yaml:5:11: 'cutt' does nothing to a line; did you mean 'cut'? " + verbs),
                wrong("explode", "x.yaml:5:11: 'explode' does nothing to a line. " + verbs),
                wrong("cut", "x.yaml:5:11: 'cut' needs a line or a node, as in 'cut alice/line'"),
                wrong("slow h/line",
                        "x.yaml:5:11: 'slow' needs a rate: slow LINE to RATE, as in 'slow alice/line"
                                + " to 1 Mbit/s'"),
                wrong("slow p/seoul to p/busan",
                        "x.yaml:5:27: 'slow' needs a rate: slow LINE to RATE, as in 'slow alice/line to 1 Mbit/s'"),
                wrong("slow h/line to 1 MB/s", "x.yaml:5:26: '1 MB/s'" + rate),
                wrong("slow h/line to 1 Mbit/s for ever", "x.yaml:5:39: 'ever'" + time),
                wrong("cut h for 0 s", "x.yaml:5:21: '0 s'" + time),
                wrong("delay h 50 ms",
                        "x.yaml:5:11: 'delay' needs a time: delay LINE by TIME, as in 'delay alice/line by 50 ms'"),
                wrong("jitter h by 5", "x.yaml:5:23: '5'" + delay),
                wrong("delay h by 2 h", "x.yaml:5:22: '2 h'" + delay),
                wrong("lose h", "x.yaml:5:11: 'lose' needs a share: lose LINE SHARE, as in '5 %'"),
                wrong("corrupt h 120 %", "x.yaml:5:21: '120 %'" + share),
                wrong("duplicate h 5", "x.yaml:5:23: '5'" + share),
                wrong("reorder h 5 %",
                        "x.yaml:5:11: 'reorder' needs a time: reorder LINE SHARE by TIME, as in"
                                + " 'reorder alice/line 5 % by 1 ms'"),
                wrong("reorder h by 5 ms",
                        "x.yaml:5:11: 'reorder' needs a share: reorder LINE SHARE by TIME, as in '5 %'"),
                wrong("lose h 90 % in bursts of 2",
                        "x.yaml:5:18: bursts of 2 frames are at most 66.666666667 % of all, not 90 %"),
                wrong("lose h 90 % in twos", "x.yaml:5:26: 'in twos' is not 'in bursts of COUNT', as in 'lose"
                        + " alice/line 5 % in bursts of 10'"),
                wrong("heal h for 5 s",
                        "x.yaml:5:22: 'heal' is for good; what is only for a time ends by itself"),
                wrong("cut h up",
                        "x.yaml:5:15: 'cut' is about both directions of a line; to lose all in one of"
                                + " them: 'lose h up 100 %'"),
                wrong("delay h/phone by 5 ms",
                        "x.yaml:5:17: 'h/phone': of a device on Wi-Fi 'signal' is changed; it has no line with a"
                                + " rate, delay or loss; 'h/line' can be changed"))
                .map(Wrong::asTest).toList();
    }

    @TestFactory
    List<DynamicTest> saysWhatIsWrongWithSizesAndWifi() {
        String queues = " Allowed: a limit in bytes, packets or time ('64 kB' of 1600 B and more, '100 packets', '50 ms'"
                + " of at most a minute), codel, fq-codel; what needs more is described";
        String signals = " Allowed: good, weak, far, a power as in '-70 dBm', or a distance as in '12 m'";
        return Stream.of(
                wrong("mtu h/line",
                        "x.yaml:5:11: 'mtu' needs bytes: mtu LINE to BYTES, as in 'mtu alice/line to 1280'"),
                wrong("mtu h/line to 60",
                        "x.yaml:5:25: '60' is not an MTU: a number of bytes from 68 to 65535, as in '1492'"),
                wrong("queue h/line to red", "x.yaml:5:27: 'red' is no queue of a sentence." + queues),
                wrong("queue h/line to fq-codl",
                        "x.yaml:5:27: 'fq-codl' is no queue of a sentence; did you mean 'fq-codel'?"
                                + queues),
                wrong("queue h/wifi to 50 ms",
                        "x.yaml:5:17: 'h/wifi': a radio's queue is limited in bytes or packets, not in time: it cannot"
                                + " know how long a frame will wait"),
                wrong("queue h/wifi up to codel",
                        "x.yaml:5:17: 'h/wifi' has no directions: Wi-Fi is the same both ways"),
                wrong("queue h/phone to codel",
                        "x.yaml:5:17: 'h/phone': of a device on Wi-Fi 'signal' is changed; it has no line with a rate,"
                                + " delay or loss; 'h/line' can be changed"),
                wrong("slow h/wifi to 1 Mbit/s",
                        "x.yaml:5:16: 'h/wifi': of a Wi-Fi are changed 'signal', 'crowd' and 'queue', of all in it; it"
                                + " has no rate, delay or loss of its own; 'h/line' can be changed"),
                wrong("signal h/pc to weak",
                        "x.yaml:5:18: 'h/pc' is not on Wi-Fi: 'signal' is of h/phone, h/wifi"),
                wrong("crowd h/phone 5 %",
                        "x.yaml:5:17: 'h/phone': of a device on Wi-Fi 'signal' is changed; it has no line with a rate,"
                                + " delay or loss; 'h/line' can be changed"),
                wrong("signal h/phone to weka",
                        "x.yaml:5:29: 'weka' is no signal; did you mean 'weak'?" + signals),
                wrong("signal h/phone to -200 dBm",
                        "x.yaml:5:29: '-200 dBm' is no signal: a signal is from -110 to 0 dBm, not -200.0 dBm"),
                wrong("crowd h/wifi 100 %",
                        "x.yaml:5:24: neighbours take less than all of a channel, not 100 %"))
                .map(Wrong::asTest).toList();
    }

    @TestFactory
    List<DynamicTest> saysWhatIsWrongWithWhatIsRepeated() {
        String often = " is not a time of 1 ms or more (a number and ms, s, min or h), as in 'every 10 s: cut"
                + " alice/line for 1 s'";
        String once = "'every' stands once, before what is repeated";
        return Stream.of(
                new Wrong("every 0.5 ms: cut h for 1 s", "x.yaml:5:9: '0.5 ms'" + often),
                new Wrong("every now and then: cut h", "x.yaml:5:9: 'now and then'" + often),
                new Wrong("every 5 s for ever: cut h/lime for 1 s",
                        "x.yaml:5:17: 'ever' is not a time (a number and µs, ms, s, min or h, as in '20 ms')",
                        "x.yaml:5:27: no line is called 'h/lime'; did you mean 'h/line'? There are: h/phone, h/wifi,"
                                + " h/line, h, p/seoul/edge, p/seoul/core, p/seoul, p, p/busan/edge, p/busan/core,"
                                + " p/busan, p/seoul/servers and 13 more"),
                new Wrong("every 5 s: 'every 5 s: heal'", "x.yaml:5:14: " + once),
                wrong("'every 5 s: every 5 s: heal'", "x.yaml:5:23: " + once),
                wrong("'every 5 s'",
                        "x.yaml:5:12: 'every' needs what happens: every TIME [for TIME]: SENTENCE, as in"
                                + " 'every 10 s: cut alice/line for 1 s'"))
                .map(Wrong::asTest).toList();
    }

    @TestFactory
    List<DynamicTest> saysWhatIsWrongWithNamesAndTimes() {
        String time = " is not a time (a number and µs, ms, s, min or h, as in '20 ms')";
        String form = "an event is 'at TIME: SENTENCE' or 'every TIME [for TIME]: SENTENCE', as in 'at 30 s: cut"
                + " alice/line for 20 s'";
        String some = "There are: h/phone, h/wifi, h/line, h, p/seoul/edge, p/seoul/core, p/seoul, p, p/busan/edge,"
                + " p/busan/core, p/busan, p/seoul/servers and ";
        return Stream.of(
                wrong("cut h/lime", "x.yaml:5:15: no line is called 'h/lime'; did you mean 'h/line'? " + some
                        + "13 more"),
                wrong("cut p/seol to p/busan for never",
                        "x.yaml:5:15: no line is called 'p/seol to p/busan'; did you mean 'p/seoul to p/busan'?"
                                + " There are: p/seoul/edge to p/seoul/core, p/busan/edge to p/busan/core,"
                                + " p/seoul to p/busan, p/seoul/edge to p/seoul/servers,"
                                + " p/seoul/a.root-servers.net to p/seoul/servers,"
                                + " p/seoul/resolver to p/seoul/servers, p/busan/edge to p/busan/servers,"
                                + " p/busan/www.shop.test to p/busan/servers,"
                                + " p/busan/ns1.shop.test to p/busan/servers,"
                                + " p/seoul/a.nic.test to p/seoul/servers, p/seoul/ns1.p.test to p/seoul/servers,"
                                + " p/seoul/a.in-addr-servers.arpa to p/seoul/servers and 3 more",
                        "x.yaml:5:37: 'never'" + time),
                new Wrong("at noon: cut h", "x.yaml:5:6: 'noon'" + time),
                new Wrong("in 5 s: cut h", "x.yaml:5:3: " + form),
                new Wrong("at 5 s cut h", "x.yaml:5:3: " + form),
                new Wrong("[cut, h]", "x.yaml:5:3: " + form),
                new Wrong("at 5 s: [cut, h]",
                        "x.yaml:5:11: what happens must be a word or a number, not a list"),
                new Wrong("'at 5 s': \"cut h/lin\"",
                        "x.yaml:5:18: no line is called 'h/lin'; did you mean 'h/line'? " + some + "13 more"),
                new Wrong("at 5 s: >-\n    cut\n    elsewhere",
                        "x.yaml:5:11: no line is called 'elsewhere'. " + some + "13 more"))
                .map(Wrong::asTest).toList();
    }

    @Test
    void aNameIsNotBlamedForAMistakeElsewhere() {
        String text = """
                providers: { p: { kind: residential, cities: [seoul], addresses: 203.0.112.0/20 } }
                homes: { h: { provider: q, devices: [pc] } }
                events: [ at 5 s: cut h/pc, at 6 s: cut i/pc ]
                """;
        DescriptionException wrong = catchThrowableOfType(DescriptionException.class,
                () -> Description.parse(text, "x.yaml"));
        assertThat(wrong.mistakes()).extracting(Mistake::line, Mistake::column).containsExactly(
                org.assertj.core.groups.Tuple.tuple(2, 25), org.assertj.core.groups.Tuple.tuple(3, 41));
    }

    /// Words of the grammar in any order, whole ones and cut ones.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void whateverIsWrittenIsFlawedOrIsWhatItsActionSays(long seed) {
        Chance chance = new Engine(seed).chance("words");
        List<String> words = new ArrayList<>(Sentences.VERBS);
        words.addAll(List.of("h", "h/line", "h/phone", "p/seoul", "to", "to", "p/busan", "for", "by",
                "in bursts of", "3",
                "5 %", "100%", "20 ms", "1 Mbit/s", "0 s", "up", "back", "%", "9999999999999 h", "\u00b5s",
                "'", ":", "\t", "h/wifi", "1280", "64 kB", "fq-codel", "weak", "-75 dBm", "every 5 s:"));
        var sentences = new Sentences(Description.parse(HEAD.replace("events:\n", ""), "x.yaml").wiring());
        int understood = 0;
        for (int i = 0; i < 3_000; i++) {
            var text = new StringBuilder(Sentences.VERBS.get(chance.nextInt(Sentences.VERBS.size())));
            for (int count = chance.nextInt(7); count > 0; count--) {
                String word = words.get(chance.nextInt(words.size()));
                text.append(' ').append(chance.happens(0.02) ? word.substring(1) : word);
            }
            List<String> flaws = new ArrayList<>();
            Optional<Action> action = sentences.read(text.toString(), (at, message) -> {
                assertThat(at).as(text + ": " + message).isBetween(0, text.length());
                flaws.add(message);
            });
            assertThat(action.isEmpty()).as("seed %d: %s", seed, text).isEqualTo(!flaws.isEmpty());
            action.ifPresent(
                    found -> assertThat(sentences.read(found.sentence(), (_, message) -> flaws.add(message)))
                            .as("seed %d: %s", seed, text).contains(found));
            understood += action.isPresent() ? 1 : 0;
        }
        assertThat(understood).isGreaterThan(20);
    }
}
