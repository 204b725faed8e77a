package io.netjar.verify.peers;

import io.netjar.net.tcp.CongestionAlgorithm;
import io.netjar.net.tcp.TcpInfo;
import io.netjar.net.tcp.TcpState;
import io.netjar.wire.Endpoint;
import io.netjar.wire.IpAddress;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One socket as `ss -tanoi` tells of it: the words of its two lines.
///
/// @param line the first, with single blanks, and IPv4 addresses as such
/// @param words names and values of the second in their order; what has no value has itself
record SocketWords(String line, Map<String, String> words) {
    /// Whose values stand behind a blank.
    private static final Set<String> RATES = Set.of("send", "pacing_rate", "delivery_rate");
    private static final Pattern TIMER = Pattern.compile("timer:\\(([a-z]+),(.*),([0-9]+)\\)");
    private static final Pattern TIME = Pattern
            .compile("(?:(\\d+)min)?(?:(\\d+)sec)?(?:(\\d+)\\.(?=\\d+ms))?(?:(\\d+)ms)?");

    /// The sockets of a whole table, without its head.
    static List<SocketWords> table(List<String> lines) {
        var sockets = new ArrayList<SocketWords>();
        for (int i = 1; i + 1 < lines.size(); i += 2) {
            if (!lines.get(i + 1).startsWith("\t")) {
                throw new IllegalArgumentException("no second line: " + lines);
            }
            sockets.add(new SocketWords(plain(lines.get(i)), words(lines.get(i + 1))));
        }
        return sockets;
    }

    private static String plain(String line) {
        return line.strip().replaceAll(" +", " ").replaceAll("\\[::ffff:([0-9.]+)]", "$1")
                .replace("*:*", "0.0.0.0:*").replace(" *:", " 0.0.0.0:");
    }

    private static Map<String, String> words(String line) {
        var words = new LinkedHashMap<String, String>();
        String rate = "";
        for (String word : line.strip().split(" +", -1)) {
            int colon = word.indexOf(':');
            if (!rate.isEmpty()) {
                words.put(rate, word);
                rate = "";
            } else if (RATES.contains(word)) {
                rate = word;
            } else if (!word.isEmpty()) {
                words.put(colon < 0 ? word : word.substring(0, colon),
                        colon < 0 ? word : word.substring(colon + 1));
            }
        }
        return words;
    }

    /// The same without the words called `names`.
    SocketWords without(Set<String> names) {
        var rest = new LinkedHashMap<>(words);
        rest.keySet().removeAll(names);
        return new SocketWords(line, rest);
    }

    boolean has(String name) {
        return words.containsKey(name);
    }

    /// State, Recv-Q, Send-Q, local and peer address.
    String column(int number) {
        return line.split(" ", -1)[number];
    }

    /// What comes after the name, or in `rtt:1/2` and the like after so many slashes or commas.
    String text(String name, int part) {
        String[] parts = words.getOrDefault(name, "").split("[/,]", -1);
        return part < parts.length ? parts[part] : "";
    }

    /// The number behind the name, or 0.
    double number(String name) {
        return number(name, 0);
    }

    double number(String name, int part) {
        String text = text(name, part).replaceAll("(bps|ms)$", "");
        return text.isEmpty() ? 0 : Double.parseDouble(text);
    }

    String timer() {
        Matcher timer = TIMER.matcher(line);
        return timer.find() ? timer.group(1) : "";
    }

    /// What the kernel must have known to tell this.
    TcpInfo info() {
        Endpoint local = endpoint(column(3));
        int unread = Integer.parseInt(column(1));
        int unacknowledged = Integer.parseInt(column(2));
        if (column(0).equals("LISTEN")) {
            return new TcpInfo.Listening(local, unread, unacknowledged, CongestionAlgorithm.CUBIC);
        }
        TcpInfo.Deadline deadline = deadline();
        if (column(0).equals("TIME-WAIT")) {
            return new TcpInfo.Resting(local, endpoint(column(4)), deadline.left());
        }
        return new TcpInfo.Connected(state(column(0)), local, endpoint(column(4)), unread, unacknowledged,
                deadline, agreement(), timing(), sizes(),
                new TcpInfo.Flight(whole("unacked"), whole("sacked"), whole("lost"), whole("retrans")),
                counts(), new TcpInfo.Delivery(whole("delivery_rate"), has("app_limited")));
    }

    private static Endpoint endpoint(String text) {
        int colon = text.lastIndexOf(':');
        return new Endpoint(IpAddress.of(text.substring(0, colon)),
                Integer.parseInt(text.substring(colon + 1)));
    }

    private static TcpState state(String name) {
        return switch (name) {
            case "ESTAB" -> TcpState.ESTABLISHED;
            case "SYN-RECV" -> TcpState.SYN_RECEIVED;
            default -> TcpState.valueOf(name.replace('-', '_'));
        };
    }

    private TcpInfo.Deadline deadline() {
        Matcher timer = TIMER.matcher(line);
        if (!timer.find()) {
            return new TcpInfo.Deadline(TcpInfo.Awaited.NOTHING, Duration.ZERO, 0);
        }
        TcpInfo.Awaited awaited = switch (timer.group(1)) {
            case "on" -> TcpInfo.Awaited.ACKNOWLEDGEMENT;
            case "persist" -> TcpInfo.Awaited.WINDOW;
            case "keepalive" -> TcpInfo.Awaited.SIGN_OF_LIFE;
            case "timewait" -> TcpInfo.Awaited.END;
            default -> throw new IllegalArgumentException(line);
        };
        return new TcpInfo.Deadline(awaited, time(timer.group(2)), Integer.parseInt(timer.group(3)));
    }

    private static Duration time(String text) {
        Matcher time = TIME.matcher(text);
        if (!time.matches()) {
            throw new IllegalArgumentException("not a time: " + text);
        }
        long[] parts = new long[5];
        for (int i = 1; i < parts.length; i++) {
            parts[i] = time.group(i) == null ? 0 : Long.parseLong(time.group(i));
        }
        return Duration.ofMillis(parts[1] * 60_000 + (parts[2] + parts[3]) * 1000 + parts[4]);
    }

    private TcpInfo.Agreement agreement() {
        return new TcpInfo.Agreement(has("ts"), has("sack"), has("ecn"), has("wscale"),
                (int) number("wscale", 0),
                (int) number("wscale", 1),
                has("reno") ? CongestionAlgorithm.NEW_RENO : CongestionAlgorithm.CUBIC);
    }

    private TcpInfo.Timing timing() {
        return new TcpInfo.Timing(millis("rto", 0), millis("rtt", 0), millis("rtt", 1), millis("minrtt", 0),
                millis("lastsnd", 0), millis("lastrcv", 0), millis("lastack", 0), whole("backoff"),
                millis("ato", 0),
                millis("rcv_rtt", 0), millis("busy", 0));
    }

    private TcpInfo.Sizes sizes() {
        int segment = whole("mss");
        return new TcpInfo.Sizes(segment, whole("pmtu"), whole("rcvmss"), whole("advmss"),
                whole("cwnd") * segment,
                has("ssthresh") ? whole("ssthresh") * segment : Integer.MAX_VALUE, whole("snd_wnd"), 0,
                whole("rcv_space"), whole("notsent"), 0);
    }

    private TcpInfo.Counts counts() {
        return new TcpInfo.Counts(whole("bytes_sent"), whole("bytes_retrans"), whole("bytes_acked"),
                whole("bytes_received"), whole("segs_out"), whole("segs_in"), whole("data_segs_out"),
                whole("data_segs_in"), (long) number("retrans", 1), whole("dsack_dups"), whole("delivered"));
    }

    private int whole(String name) {
        return (int) number(name);
    }

    private Duration millis(String name, int part) {
        String text = text(name, part).replaceAll("ms$", "");
        return text.isEmpty()
                ? Duration.ZERO
                : Duration.ofNanos(new BigDecimal(text).movePointRight(6).longValueExact());
    }
}
