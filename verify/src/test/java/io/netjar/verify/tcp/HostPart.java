package io.netjar.verify.tcp;

import io.netjar.engine.Engine;
import io.netjar.net.tcp.TcpInfo;
import io.netjar.net.tcp.TcpSocket;
import io.netjar.wire.Bytes;
import io.netjar.wire.Ipv4View;
import java.util.List;

/// What the host is expected to do: segments to send, and states to be in.
final class HostPart {
    /// How far a failing script looks ahead for what the host does instead.
    private static final long LOOKAHEAD_NANOS = 300_000_000_000L;

    private final TcpScript script;

    HostPart(TcpScript script) {
        this.script = script;
    }

    void does(ScriptLine line, Moment moment, Conversation talk, List<String> words) {
        String verb = words.isEmpty() ? "" : words.getFirst();
        switch (verb) {
            case "is" -> checkAt(line, moment, () -> checkState(line, talk, words));
            case "has" -> checkAt(line, moment, () -> checkNumber(line, talk, words));
            case "silent" -> checkAt(line, moment, () -> {
            });
            case "forgets" -> checkAt(line, moment, () -> {
                talk.hostIsnKnown = false;
                talk.timestampsKnown = false;
                talk.written = 0;
                talk.read = 0;
            });
            default -> sends(line, moment, talk, words);
        }
    }

    /// Fails if the host has sent what no line expected.
    void nothingIsLeft(ScriptLine line) {
        Stage.Sent sent = script.stage.sent.peek();
        if (sent != null) {
            throw line.wrong("the host sent what nobody expected\n    came      " + describe(line, sent));
        }
    }

    private void checkAt(ScriptLine line, Moment moment, Runnable check) {
        script.stage.engine.runUntil(moment.latest());
        nothingIsLeft(line);
        check.run();
    }

    private static void checkState(ScriptLine line, Conversation talk, List<String> words) {
        TcpSocket socket = talk.socket;
        String actual = socket == null ? "CLOSED" : socket.state().toString();
        if (words.size() != 2) {
            throw line.wrong("'is' needs a state");
        }
        if (!actual.equals(words.get(1))) {
            throw line.wrong("state: expected " + words.get(1) + ", is " + actual);
        }
    }

    /// `has N connections`, `has cwnd N` or `has ssthresh N`.
    private void checkNumber(ScriptLine line, Conversation talk, List<String> words) {
        if (words.size() != 3) {
            throw line.wrong("'has' needs 'N connections', 'cwnd N' or 'ssthresh N'");
        }
        if (words.get(2).startsWith("connection")) {
            compare(line, "connections", words.get(1), script.stage.host.tcp().connections());
            return;
        }
        TcpInfo.Sizes sizes = sizes(line, talk);
        switch (words.get(1)) {
            case "cwnd" -> compare(line, "cwnd", words.get(2), sizes.congestionWindow());
            case "ssthresh" -> compare(line, "ssthresh", words.get(2), sizes.slowStartThreshold());
            default -> throw line.wrong("a host has connections, cwnd and ssthresh, no " + words.get(1));
        }
    }

    private static void compare(ScriptLine line, String what, String expected, int actual) {
        if (actual != line.integer(expected)) {
            throw line.wrong(what + ": expected " + expected + ", is " + actual);
        }
    }

    private TcpInfo.Sizes sizes(ScriptLine line, Conversation talk) {
        for (TcpInfo info : script.stage.host.tcp().sockets()) {
            if (info instanceof TcpInfo.Connected connected
                    && connected.remote().port() == talk.peerPort()) {
                return connected.sizes();
            }
        }
        throw line.wrong("there is no connection of which that could be asked");
    }

    private void sends(ScriptLine line, Moment moment, Conversation talk, List<String> words) {
        Train train = Train.read(line, words);
        SegmentText expected = train.first();
        for (int i = 0; i < train.count(); i++) {
            sends(line, i == 0 ? moment : new Moment(script.now(), script.now(), true), talk, expected);
            expected = train.next(line, expected);
        }
    }

    private void sends(ScriptLine line, Moment moment, Conversation talk, SegmentText expected) {
        Engine engine = script.stage.engine;
        engine.runUntil(() -> !script.stage.sent.isEmpty(), moment.latest());
        Stage.Sent sent = script.stage.sent.poll();
        if (sent == null) {
            throw line.wrong("nothing came\n    expected  " + expected + "  at " + moment + "\n    came      "
                    + instead(line));
        }
        if (moment.isWritten() && !moment.holds(sent.time()) || talkOf(sent) != talk) {
            throw line
                    .wrong("another segment, or at another time\n    expected  " + expected + "  at " + moment
                            + "\n    came      " + describe(line, sent));
        }
        SegmentText came = SegmentBytes.read(line, sent, talk);
        sent.packet().release();
        List<String> differences = expected.differences(came);
        if (!differences.isEmpty()) {
            throw line.wrong(
                    "not the segment that was expected\n    expected  " + expected + "\n    came      " + came
                            + "\n    " + String.join("\n    ", differences));
        }
    }

    private String instead(ScriptLine line) {
        Engine engine = script.stage.engine;
        engine.runUntil(() -> !script.stage.sent.isEmpty(), engine.now() + LOOKAHEAD_NANOS);
        Stage.Sent later = script.stage.sent.peek();
        return later == null ? "nothing, for minutes" : describe(line, later);
    }

    private Conversation talkOf(Stage.Sent sent) {
        byte[] bytes = sent.packet().bytes();
        int payload = Ipv4View.payload(bytes, sent.packet().offset());
        return script.conversation(Bytes.u16(bytes, payload + 2) - Conversation.FIRST_PORT);
    }

    private String describe(ScriptLine line, Stage.Sent sent) {
        byte[] bytes = sent.packet().bytes();
        if (Ipv4View.protocol(bytes, sent.packet().offset()) != Ipv4View.PROTOCOL_TCP) {
            return "an IP packet of protocol " + Ipv4View.protocol(bytes, sent.packet().offset());
        }
        Conversation talk = talkOf(sent);
        return (talk.number == 1 ? "" : "(host:" + talk.number + ") ") + SegmentBytes.read(line, sent, talk)
                + "  at "
                + ScriptLine.seconds(sent.time());
    }
}
