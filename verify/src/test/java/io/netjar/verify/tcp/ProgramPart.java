package io.netjar.verify.tcp;

import io.netjar.net.ip.Ip;
import io.netjar.net.tcp.TcpKeepAlive;
import io.netjar.net.tcp.TcpListener;
import io.netjar.net.tcp.TcpSocket;
import io.netjar.wire.Endpoint;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/// What the program on the host does with its sockets, and what it must see there.
final class ProgramPart {
    private static final int DEFAULT_BACKLOG = 128;

    private final TcpScript script;

    ProgramPart(TcpScript script) {
        this.script = script;
    }

    void does(ScriptLine line, Conversation talk, List<String> words) {
        String verb = words.isEmpty() ? "" : words.getFirst();
        switch (verb) {
            case "listens" -> listens(line, words);
            case "accepts" ->
                java.util.Objects.requireNonNull(script.listener).accepting(words.getLast().equals("on"));
            case "unlistens" -> java.util.Objects.requireNonNull(script.listener).close();
            case "connects" -> connects(line, talk, words);
            case "writes" -> writes(line, talk, words);
            case "reads" -> reads(line, talk, words);
            case "half-closes" -> socket(line, talk).shutdownOutput();
            case "closes" -> socket(line, talk).close();
            case "aborts" -> socket(line, talk).abort();
            case "hears" -> hears(line, talk, words);
            case "sets" -> sets(line, socket(line, talk), words);
            default -> throw line
                    .wrong("a program does not '" + verb
                            + "'; it listens, accepts, unlistens, connects, writes, "
                            + "reads, half-closes, closes, aborts, hears and sets");
        }
    }

    private static TcpSocket socket(ScriptLine line, Conversation talk) {
        TcpSocket socket = talk.socket;
        if (socket == null) {
            throw line.wrong("the program has no socket yet: nothing was connected or accepted");
        }
        return socket;
    }

    /// `listens [backlog N] [tos N] [ttl N]`
    private void listens(ScriptLine line, List<String> words) {
        int backlog = value(line, words, "backlog", DEFAULT_BACKLOG);
        TcpListener listener = script.stage.host.tcp().listen(Endpoint.v4(0, 80), backlog, accepted -> {
            Conversation talk = script.conversation(accepted.remote().port() - Conversation.FIRST_PORT);
            talk.socket = accepted;
            talk.events.add("accepted");
            accepted.events(talk);
        });
        listener.trafficClass(value(line, words, "tos", 0));
        listener.timeToLive(value(line, words, "ttl", Ip.DEFAULT_TTL));
        script.listener = listener;
    }

    private static int value(ScriptLine line, List<String> words, String name, int otherwise) {
        int at = words.indexOf(name);
        return at < 0 ? otherwise : line.integer(words.get(at + 1));
    }

    /// `connects [tos N] [ttl N]`
    private void connects(ScriptLine line, Conversation talk, List<String> words) {
        talk.socket = script.stage.host.tcp().connect(Endpoint.v4(Stage.PEER, talk.peerPort()), talk,
                value(line, words, "ttl", Ip.DEFAULT_TTL), value(line, words, "tos", 0));
        talk.hostPort = talk.socket.local().port();
    }

    /// `writes N [taken M]`
    private void writes(ScriptLine line, Conversation talk, List<String> words) {
        int count = line.integer(argument(line, words));
        int expected = words.size() == 4 && words.get(2).equals("taken") ? line.integer(words.get(3)) : count;
        byte[] bytes = new byte[count];
        for (int i = 0; i < count; i++) {
            bytes[i] = Conversation.hostByte(talk.written + i);
        }
        int before = talk.written;
        // What is written may leave at once and is looked at then.
        talk.written += count;
        int taken = socket(line, talk).write(bytes, 0, count);
        talk.written = before + taken;
        if (taken != expected) {
            throw line.wrong("written: expected " + expected + " bytes to be taken, were " + taken);
        }
    }

    /// `reads N`, `reads nothing` or `reads end`
    private void reads(ScriptLine line, Conversation talk, List<String> words) {
        String what = argument(line, words);
        int wanted = what.equals("nothing") || what.equals("end") ? 1 : line.integer(what);
        byte[] bytes = new byte[wanted];
        int count = socket(line, talk).read(bytes, 0, wanted);
        for (int i = 0; i < count; i++) {
            if (bytes[i] != Conversation.peerByte(talk.read + i)) {
                throw line.wrong("read another byte than the peer sent, at " + (talk.read + i + 1));
            }
        }
        talk.read += Math.max(0, count);
        int expected = what.equals("end") ? -1 : what.equals("nothing") ? 0 : wanted;
        if (count != expected) {
            throw line.wrong("read: expected " + what + ", was " + (count < 0 ? "end" : count + " bytes"));
        }
    }

    private static String argument(ScriptLine line, List<String> words) {
        if (words.size() < 2) {
            throw line.wrong("'" + words.getFirst() + "' needs to know how much");
        }
        return words.get(1);
    }

    /// `hears EVENT`: the next event but `readable` and `writable`, which are heard only if asked for.
    private void hears(ScriptLine line, Conversation talk, List<String> words) {
        String expected = String.join(" ", words.subList(1, words.size()));
        var skipped = Set.of("readable", "writable");
        String heard = talk.events.poll();
        while (heard != null && !heard.equals(expected) && skipped.contains(heard)) {
            heard = talk.events.poll();
        }
        String actual = heard == null ? "nothing" : heard;
        if (!actual.equals(expected)) {
            throw line.wrong("event: expected " + expected + ", heard " + actual);
        }
    }

    /// `on`, `off`, or `IDLE/INTERVAL/PROBES`.
    private static TcpKeepAlive keepAlive(ScriptLine line, String value) {
        String[] parts = value.split("/", -1);
        if (parts.length != 3) {
            return TcpKeepAlive.DEFAULT.withOn(value.equals("on"));
        }
        return new TcpKeepAlive(true, Duration.ofNanos(line.nanos(parts[0])),
                Duration.ofNanos(line.nanos(parts[1])),
                line.integer(parts[2]));
    }

    private static void sets(ScriptLine line, TcpSocket socket, List<String> words) {
        if (words.size() != 3) {
            throw line.wrong("'sets' needs an option and its value");
        }
        String value = words.get(2);
        switch (words.get(1)) {
            case "linger" -> socket.linger(line.integer(value));
            case "user-timeout" -> socket.userTimeout(Duration.ofNanos(line.nanos(value)));
            case "receive-buffer" -> socket.receiveBuffer(line.integer(value));
            case "send-buffer" -> socket.sendBuffer(line.integer(value));
            case "keep-alive" -> socket.keepAlive(keepAlive(line, value));
            case "tos" -> socket.trafficClass(line.integer(value));
            case "ttl" -> socket.timeToLive(line.integer(value));
            case "no-delay" -> socket.noDelay(value.equals("on"));
            default -> throw line.wrong("a socket has no option '" + words.get(1) + "'");
        }
    }
}
