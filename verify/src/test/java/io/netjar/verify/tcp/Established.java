package io.netjar.verify.tcp;

import java.util.ArrayList;
import java.util.List;

/// `established active|passive [rtt TIME] [mss N] [window N] [wscale N] [sack] [ts]`: the lines of a handshake in which
/// the peer offers just that, for scripts that are about what comes after it.
final class Established {
    private Established() {}

    static void perform(TcpScript script, ScriptLine line, Conversation talk, List<String> words) {
        if (words.isEmpty() || !List.of("active", "passive").contains(words.getFirst())) {
            throw line.wrong("established how: active or passive?");
        }
        String rtt = "0";
        var options = new ArrayList<String>(List.of("window 65535"));
        boolean stamps = false;
        for (int i = 1; i < words.size(); i++) {
            switch (words.get(i)) {
                case "rtt" -> rtt = value(line, words, ++i);
                case "mss", "wscale" -> options.add(words.get(i) + " " + value(line, words, ++i));
                case "window" -> options.set(0, "window " + value(line, words, ++i));
                case "sack" -> options.add("sack-ok");
                case "ts" -> stamps = true;
                default -> throw line.wrong("a handshake has no '" + words.get(i) + "'");
            }
        }
        talk.stamps = stamps;
        lines(words.getFirst(), ":" + talk.number, rtt, String.join(" ", options))
                .forEach(text -> script.perform(line.says(text)));
    }

    private static String value(ScriptLine line, List<String> words, int index) {
        if (index == words.size()) {
            throw line.wrong("'" + words.getLast() + "' needs a value");
        }
        return words.get(index);
    }

    private static List<String> lines(String how, String of, String rtt, String options) {
        if (how.equals("active")) {
            return List.of("program" + of + " connects", "host" + of + " SYN seq 0",
                    "+" + rtt + " peer" + of + " SYN ACK seq 0 ack 1 " + options,
                    "host" + of + " ACK seq 1 ack 1",
                    "program" + of + " hears connected");
        }
        String window = options.split(" ", -1)[1];
        return List.of("program listens", "peer" + of + " SYN seq 0 " + options,
                "host" + of + " SYN ACK seq 0 ack 1",
                "+" + rtt + " peer" + of + " ACK seq 1 ack 1 window " + window,
                "program" + of + " hears accepted");
    }
}
