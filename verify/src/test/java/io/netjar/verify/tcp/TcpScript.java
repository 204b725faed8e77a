package io.netjar.verify.tcp;

import io.netjar.net.tcp.TcpListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A script of what a peer, a program and a host do with each other by TCP; running it is a test of the host.
/// docs/tcp-scripts.md describes the language.
final class TcpScript {
    private static final int LISTENING_PORT = 80;

    final Stage stage;
    private final Map<Integer, Conversation> conversations = new TreeMap<>();
    private final HostPart host = new HostPart(this);
    private final ProgramPart program = new ProgramPart(this);
    private final PeerPart peer = new PeerPart(this);
    @Nullable
    TcpListener listener;

    private TcpScript(Stage stage) {
        this.stage = stage;
    }

    /// Runs the script in `file`, called `name` in messages.
    static void run(Path file, String name) throws IOException {
        run(name, Files.readString(file));
    }

    /// Runs the script `text`.
    ///
    /// @throws AssertionError if the host did something else, or the script is wrong; it says where
    static void run(String name, String text) {
        List<ScriptLine> lines = lines(name, text);
        var settings = new ScriptSettings();
        int first = 0;
        while (first < lines.size() && lines.get(first).words().getFirst().equals("settings")) {
            settings.read(lines.get(first++));
        }
        if (first == lines.size()) {
            throw new AssertionError(name + ": the script does nothing");
        }
        var script = new TcpScript(new Stage(settings.tcp(), settings.mtu()));
        for (ScriptLine line : lines.subList(first, lines.size())) {
            script.perform(line);
        }
        script.finish(lines.getLast());
    }

    /// The lines that say something; a comment reaches from # to the line's end.
    private static List<ScriptLine> lines(String name, String text) {
        String[] all = text.split("\n", -1);
        if (!all[0].startsWith("# ")) {
            throw new AssertionError(name + ":1: a script starts with a comment that says what it proves");
        }
        var lines = new ArrayList<ScriptLine>();
        for (int i = 0; i < all.length; i++) {
            String said = all[i].replaceFirst("#.*", "").strip();
            if (!said.isEmpty()) {
                lines.add(new ScriptLine(name, i + 1, said));
            }
        }
        return lines;
    }

    long now() {
        return stage.engine.now();
    }

    Conversation conversation(int number) {
        return conversations.computeIfAbsent(number, added -> new Conversation(added, LISTENING_PORT));
    }

    /// Performs one line, or one that stands for it.
    void perform(ScriptLine line) {
        List<String> words = line.words();
        Moment moment = Moment.of(line, now());
        int at = moment.isWritten() ? 1 : 0;
        if (at == words.size()) {
            throw line.wrong("nobody does anything");
        }
        String[] actor = words.get(at).split(":", 2);
        Conversation talk = conversation(actor.length == 1 ? 1 : line.integer(actor[1]));
        List<String> rest = words.subList(at + 1, words.size());
        if (actor[0].equals("host")) {
            host.does(line, moment, talk, rest);
            return;
        }
        advance(line, moment);
        switch (actor[0]) {
            case "peer" -> peer.sends(line, talk, rest);
            case "router" -> peer.complains(line, talk, rest);
            case "program" -> program.does(line, talk, rest);
            case "established" -> Established.perform(this, line, talk, rest);
            default -> throw line.wrong("'" + actor[0]
                    + "' is nobody here; host, peer, program, router and established are");
        }
    }

    /// Lets time pass until an action; the host must do nothing that no line before it expected.
    private void advance(ScriptLine line, Moment moment) {
        if (moment.latest() != moment.earliest()) {
            throw line.wrong("an action has one time; only what the host does may have a range");
        }
        stage.engine.runUntil(moment.earliest());
        host.nothingIsLeft(line);
    }

    private void finish(ScriptLine last) {
        stage.engine.runUntil(now());
        host.nothingIsLeft(last);
        conversations.values().forEach(talk -> {
            if (talk.socket != null) {
                talk.socket.abort();
            }
        });
        if (listener != null) {
            listener.close();
        }
        long lent = stage.lentAfterwards();
        if (lent != 0) {
            throw last.wrong(lent + " packets were never given back");
        }
        if (stage.host.tcp().connections() != 0) {
            throw last.wrong(stage.host.tcp().connections() + " connections are left after all have ended");
        }
    }
}
