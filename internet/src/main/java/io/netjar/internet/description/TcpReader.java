package io.netjar.internet.description;

import io.netjar.net.tcp.CongestionAlgorithm;
import io.netjar.net.tcp.EcnMode;
import io.netjar.net.tcp.TcpSettings;
import io.netjar.net.tcp.TcpShortage;
import io.netjar.net.tcp.TimeWaitReuse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/// Reads `tcp`: `{ congestion: newreno, ecn: on, receive-buffer: 64 kB }`. What it does not say stays as it is around it.
final class TcpReader {
    private static final String[] WORDS = {"congestion", "slow-start", "ecn", "sack", "timestamps",
            "window-scaling", "receive-buffer", "send-buffer", "rto-min", "rto-max", "delayed-ack",
            "time-wait", "time-wait-reuse", "syn-retries", "synack-retries", "data-retries",
            "orphan-retries", "max-orphans", "syn-cookies", "black-hole-detection"};
    private static final String DEVICES = "devices";
    private static final Fields.TimeRange RTO_MIN = new Fields.TimeRange(Duration.ofMillis(1),
            Duration.ofMinutes(2),
            "a least timeout from 1 ms to 2 min (a number and ms, s or min, as in '200 ms')");
    /// RFC 6298 §2.1 begins with a timeout of a second.
    private static final Fields.TimeRange RTO_MAX = new Fields.TimeRange(Duration.ofSeconds(1),
            Duration.ofHours(1),
            "a greatest timeout from 1 s to 1 h (a number and s, min or h, as in '120 s')");
    /// RFC 9293 §3.8.6.3 (MUST-40): less than half a second.
    private static final Fields.TimeRange DELAYED_ACK = new Fields.TimeRange(Duration.ZERO,
            Duration.ofMillis(500).minusNanos(1),
            "a wait of an acknowledgement below 500 ms (a number and ms, as in '40 ms')");
    private static final Fields.TimeRange TIME_WAIT = new Fields.TimeRange(Duration.ZERO,
            Duration.ofHours(1),
            "a time in TIME-WAIT up to 1 h (a number and ms, s, min or h, as in '60 s')");
    private static final Pattern WHOLE = Pattern.compile("0|[1-9][0-9]{0,6}");
    private static final int MOST_RETRIES = 100;
    private static final int MOST_ORPHANS = 1_000_000;
    /// What [TcpSettings] allows.
    private static final int LEAST_BUFFER = 2048;
    private static final String BUFFER = "a buffer from 2048 B to 1000 MB (a number and B, kB or MB, as in '64 kB')";

    private final Reading reading;

    TcpReader(Reading reading) {
        this.reading = reading;
    }

    private enum Congestion {
        CUBIC, NEWRENO,
        /// What Linux calls NewReno.
        RENO
    }

    private enum SlowStart {
        HYSTART("hystart", CongestionAlgorithm.CUBIC), HYSTART_PLUS_PLUS("hystart++",
                CongestionAlgorithm.CUBIC_HYSTART_PLUS_PLUS), PLAIN("plain",
                        CongestionAlgorithm.CUBIC_PLAIN_SLOW_START);

        private final String word;
        private final CongestionAlgorithm cubic;

        SlowStart(String word, CongestionAlgorithm cubic) {
            this.word = word;
            this.cubic = cubic;
        }
    }

    private enum EcnWord {
        OFF, ON, WHEN_ASKED
    }

    private enum Reuse {
        OFF, LOOPBACK, ON
    }

    /// A buffer's size at first, and what it may grow to, in bytes.
    private record Buffer(int initial, int max) {}

    /// The `tcp` of one machine, or of all.
    ///
    /// @param owner the words among which it stands
    /// @param usual what holds where it says nothing
    TcpSettings host(Fields owner, TcpSettings usual) {
        return owner.find("tcp").map(node -> settings(reading.fields(node, "'tcp'", WORDS), usual))
                .orElse(usual);
    }

    /// The `tcp` of a home or an office, in which `devices` has those of single machines.
    ///
    /// @param inside the names of all machines but the router
    LanTcp lan(Fields owner, List<String> inside, TcpSettings usual) {
        Optional<Node> node = owner.find("tcp");
        if (node.isEmpty()) {
            return new LanTcp(usual, Map.of());
        }
        String[] words = Arrays.copyOf(WORDS, WORDS.length + 1);
        words[WORDS.length] = DEVICES;
        Fields fields = reading.fields(node.get(), "'tcp'", words);
        TcpSettings all = settings(fields, usual);
        List<String> names = new ArrayList<>(inside);
        names.add(LanTcp.ROUTER);
        return new LanTcp(all,
                fields.find(DEVICES).map(value -> own(value, names, all)).orElse(Map.of()));
    }

    private Map<String, TcpSettings> own(Node node, List<String> names, TcpSettings usual) {
        Map<String, TcpSettings> own = new LinkedHashMap<>();
        for (Reading.Entry entry : reading.entries(node, "'devices' of 'tcp'")) {
            String what = "'tcp' of '" + entry.key() + "'";
            TcpSettings settings = settings(reading.fields(entry.value(), what, WORDS), usual);
            if (names.contains(entry.key())) {
                own.put(entry.key(), settings);
            } else {
                reading.mistake(entry.keyNode(), "no device inside is called '" + entry.key() + "'"
                        + DidYouMean.hint(entry.key(), names) + " Allowed: " + String.join(", ", names));
            }
        }
        return own;
    }

    private TcpSettings settings(Fields fields, TcpSettings usual) {
        Buffer receive = buffer(fields, "receive-buffer",
                new Buffer(usual.receiveBufferBytes(), usual.maxReceiveBufferBytes()));
        Buffer send = buffer(fields, "send-buffer",
                new Buffer(usual.sendBufferBytes(), usual.maxSendBufferBytes()));
        return retries(fields, timeouts(fields, usual))
                .withCongestionControl(congestion(fields, usual.congestionControl()))
                .withEcn(ecn(fields, usual.ecn()))
                .withOptions(fields.isOn("timestamps", usual.timestamps()), fields.isOn("sack", usual.sack()),
                        fields.isOn("window-scaling", usual.windowScaling()))
                .withReceiveBuffer(receive.initial(), receive.max())
                .withSendBuffer(send.initial(), send.max())
                .withDelayedAck(fields.time("delayed-ack", DELAYED_ACK, usual.delayedAck()))
                .withTimeWait(fields.time("time-wait", TIME_WAIT, usual.timeWait()))
                .withBlackHoleDetection(fields.isOn("black-hole-detection", usual.blackHoleDetection()))
                .withShortage(shortage(fields, usual.shortage()));
    }

    private CongestionAlgorithm congestion(Fields fields, CongestionAlgorithm usual) {
        Congestion before = usual == CongestionAlgorithm.NEW_RENO ? Congestion.NEWRENO : Congestion.CUBIC;
        Congestion family = fields.find("congestion").map(node -> reading.word(node, "a congestion control",
                Congestion.values(), before)).orElse(before);
        Optional<SlowStart> start = fields.find("slow-start").flatMap(this::slowStart);
        return switch (family) {
            case CUBIC -> start.map(word -> word.cubic)
                    .orElse(before == family ? usual : CongestionAlgorithm.CUBIC);
            case NEWRENO, RENO -> {
                if (start.isPresent() && start.get() != SlowStart.PLAIN) {
                    reading.mistake(fields.find("slow-start").orElseThrow(),
                            "NewReno leaves slow start at the "
                                    + "first loss: write 'slow-start: plain' or nothing, or 'congestion: cubic'");
                }
                yield CongestionAlgorithm.NEW_RENO;
            }
        };
    }

    private Optional<SlowStart> slowStart(Node node) {
        Optional<String> text = reading.text(node, "'slow-start'");
        Optional<SlowStart> found = text.flatMap(
                word -> Arrays.stream(SlowStart.values()).filter(start -> start.word.equals(word))
                        .findFirst());
        if (text.isPresent() && found.isEmpty()) {
            List<String> words = Arrays.stream(SlowStart.values()).map(start -> start.word).toList();
            reading.mistake(node, "'" + text.get() + "' is not a slow start"
                    + DidYouMean.hint(text.get(), words) + " Allowed: " + String.join(", ", words));
        }
        return found;
    }

    private EcnMode ecn(Fields fields, EcnMode usual) {
        return fields.find("ecn")
                .map(node -> reading.word(node, "a use of ECN", EcnWord.values(), EcnWord.WHEN_ASKED))
                .map(word -> switch (word) {
                    case OFF -> EcnMode.OFF;
                    case ON -> EcnMode.ASK;
                    case WHEN_ASKED -> EcnMode.AGREE;
                }).orElse(usual);
    }

    private TcpShortage shortage(Fields fields, TcpShortage usual) {
        TimeWaitReuse reuse = fields.find("time-wait-reuse")
                .map(node -> reading.word(node, "a way to reuse TIME-WAIT", Reuse.values(), Reuse.LOOPBACK))
                .map(word -> switch (word) {
                    case OFF -> TimeWaitReuse.NEVER;
                    case LOOPBACK -> TimeWaitReuse.LOOPBACK;
                    case ON -> TimeWaitReuse.ALWAYS;
                }).orElse(usual.timeWaitReuse());
        return usual.withTimeWaitReuse(reuse)
                .withMostOrphans(count(fields, "max-orphans", MOST_ORPHANS, usual.mostOrphans()))
                .withSynCookies(fields.isOn("syn-cookies", usual.synCookies()));
    }

    private TcpSettings timeouts(Fields fields, TcpSettings usual) {
        Duration least = fields.time("rto-min", RTO_MIN, usual.minRto());
        Duration most = fields.time("rto-max", RTO_MAX, usual.maxRto());
        if (most.compareTo(least) < 0) {
            Node node = fields.find("rto-max").or(() -> fields.find("rto-min")).orElseThrow();
            reading.mistake(node, "the greatest timeout (rto-max, " + most.toMillis()
                    + " ms) cannot be less than the least (rto-min, " + least.toMillis() + " ms)");
            return usual;
        }
        return usual.withRto(least, most);
    }

    private TcpSettings retries(Fields fields, TcpSettings usual) {
        return usual
                .withRetries(count(fields, "syn-retries", MOST_RETRIES, usual.synRetries()),
                        count(fields, "data-retries", MOST_RETRIES, usual.dataRetries()))
                .withSynAckRetries(count(fields, "synack-retries", MOST_RETRIES, usual.synAckRetries()))
                .withOrphanRetries(count(fields, "orphan-retries", MOST_RETRIES, usual.orphanRetries()));
    }

    private int count(Fields fields, String key, int most, int usual) {
        Optional<String> text = fields.text(key);
        if (text.isEmpty()) {
            return usual;
        }
        if (WHOLE.matcher(text.get()).matches() && Integer.parseInt(text.get()) <= most) {
            return Integer.parseInt(text.get());
        }
        reading.mistake(fields.find(key).orElseThrow(),
                "'" + text.get() + "' is not a whole number from 0 to " + most);
        return usual;
    }

    /// One size for good, or where it begins and what it grows to; what is not said of these follows the other, if it must.
    private Buffer buffer(Fields owner, String key, Buffer usual) {
        Optional<Node> node = owner.find(key);
        if (node.isEmpty()) {
            return usual;
        }
        if (node.get() instanceof ScalarNode) {
            int bytes = bytes(node.get(), key, usual.max());
            return new Buffer(bytes, bytes);
        }
        Fields fields = reading.fields(node.get(), "'" + key + "'", "default", "max");
        Optional<Integer> initial = fields.find("default").map(value -> bytes(value, key, usual.initial()));
        Optional<Integer> max = fields.find("max").map(value -> bytes(value, key, usual.max()));
        if (initial.isPresent() && max.isPresent() && max.get() < initial.get()) {
            reading.mistake(fields.find("max").orElseThrow(),
                    "'max' of '" + key + "' cannot be less than its 'default'");
            return usual;
        }
        int first = initial.orElse(Math.min(usual.initial(), max.orElse(usual.max())));
        return new Buffer(first, max.orElse(Math.max(usual.max(), first)));
    }

    private int bytes(Node node, String key, int otherwise) {
        Optional<String> text = reading.text(node, "'" + key + "'");
        OptionalLong bytes = text.map(Quantities::amount).orElse(OptionalLong.empty());
        if (bytes.isPresent() && bytes.getAsLong() >= LEAST_BUFFER) {
            return (int) bytes.getAsLong();
        }
        text.ifPresent(found -> reading.mistake(node, "'" + found + "' is not " + BUFFER));
        return otherwise;
    }
}
