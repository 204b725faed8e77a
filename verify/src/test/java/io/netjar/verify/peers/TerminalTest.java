package io.netjar.verify.peers;

import static org.assertj.core.api.Assertions.assertThat;

import io.netjar.verify.Checkout;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// `netjar run` at a terminal, which is the pseudo-terminal of util-linux's `script`.
@Timeout(120)
class TerminalTest {
    private static final String RUN = Netjar.launcher()
            + " run --dns 127.0.0.1:0 --socks off --http off --pace ";
    private static final String UP = "\033OA";
    private static final String CTRL_C = "\003";
    private static final String CTRL_D = "\004";

    @TempDir
    private Path state = Path.of("");

    @Test
    void whatIsTypedHappensAndTheTerminalIsGivenBackAsItWas() throws IOException {
        Tool.need("script", "stty");
        try (Terminal terminal = Terminal.open(Checkout.root(), RUN
                + "real; echo ended with $?; stty -a | tr ' ' '\\n' | grep -x -e '-*icanon' -e '-*echo'",
                state)) {
            terminal.shows("Type 'help' to see what can be typed here. Ctrl-D stops.");
            terminal.shows("netjar> ");
            terminal.answers("cut alice/line for 100 ms", "s] over: cut alice/line for 100 ms");
            terminal.answers("ping -c 1 alice/pc 203.0.112.1", "1 packets transmitted, 1 received");
            terminal.answers("cutt alice", "netjar: 'cutt' is not known; did you mean 'cut'?");
            terminal.answers("delay alice/pc by 9 min", "s] delay alice/pc by 9 min");
            terminal.answers("events", "in force: delay alice/pc by 9 min");
            terminal.answers("links alice/pc", "1 Gbit/s, 540.00000015 s");
            terminal.answers("dig +short bob/desktop www.shop.test", "198.51.98.4");
            terminal.type(CTRL_D);
            assertThat(terminal.readUntil("no such text")).containsPattern("ended with 0\\R")
                    .containsPattern("(?m)^icanon\\R+echo$").doesNotContain("Exception");
        }
    }

    @Test
    void wordsAreCompletedAndLinesComeBackInTheNextRun() throws IOException {
        Tool.need("script", "stty");
        try (Terminal terminal = Terminal.open(Checkout.root(), RUN + "real", state)) {
            terminal.shows("netjar> ");
            terminal.answers("jit\tbob/l\tby 5 ms", "s] jitter bob/line by 5 ms");
            terminal.answers("quit", "\033[?2004l");
            terminal.readUntil("no such text");
        }
        assertThat(Files.readString(state.resolve("netjar/history"))).contains("jitter bob/line by 5 ms");
        try (Terminal terminal = Terminal.open(Checkout.root(), RUN + "real", state)) {
            terminal.shows("netjar> ");
            terminal.type(UP);
            terminal.shows("quit");
            terminal.type(UP);
            terminal.shows("jitter bob/line by 5 ms");
            terminal.type("\r");
            terminal.shows("s] jitter bob/line by 5 ms");
            terminal.type("quit\r");
            terminal.readUntil("no such text");
        }
    }

    @Test
    void aPromptNeedsNoPlaceForWhatIsTyped() throws IOException {
        Tool.need("script", "stty");
        Files.writeString(state.resolve("netjar"), "no folder");
        try (Terminal terminal = Terminal.open(Checkout.root(), RUN + "real; echo ended with $?", state)) {
            terminal.shows("netjar> ");
            terminal.answers("cut alice", "s] cut alice");
            terminal.type("quit\r");
            assertThat(terminal.readUntil("no such text")).contains("ended with 0").doesNotContain("kept");
        }
    }

    @Test
    void ctrlCEndsTheCommandsThatRunAndNotTheRun() throws IOException {
        Tool.need("script", "stty");
        // A shell that traps the interrupt goes on after it.
        try (Terminal terminal = Terminal.open(Checkout.root(),
                "trap : INT; " + RUN + "real; echo ended with $?", state)) {
            terminal.shows("netjar> ");
            terminal.answers("ping -c 100 alice/pc 203.0.112.1", "icmp_seq=2 ");
            terminal.type(CTRL_C);
            // The signal goes its own way; what is typed before it was seen would be cleared with the line.
            terminal.shows("\033[?2004h");
            // Whether the answer stands above the next prompt or came before it: a prompt is drawn after it.
            terminal.answers("events", "nothing is in force");
            terminal.shows("netjar> ");
            terminal.type(CTRL_C);
            terminal.shows("Ctrl-C once more, Ctrl-D or 'stop' ends the run");
            terminal.answers("events", "nothing is in force");
            terminal.type("quit\r");
            assertThat(terminal.readUntil("no such text")).contains("ended with 0")
                    .doesNotContain("icmp_seq", "Exception", "once more");
        }
    }

    @Test
    void aPausedClockStandsBetweenItsSteps() throws IOException {
        Tool.need("script", "stty");
        try (Terminal terminal = Terminal.open(Checkout.root(), RUN + "paused", state)) {
            terminal.shows("netjar> ");
            terminal.answers("pace", "paused at ");
            String before = terminal.readUntil(" s");
            terminal.answers("pace", "paused at ");
            assertThat(terminal.readUntil(" s")).isEqualTo(before);
            terminal.answers("step 2 s", "paused at ");
            String after = terminal.readUntil(" s");
            assertThat(Double.parseDouble(seconds(after)) - Double.parseDouble(seconds(before))).isEqualTo(2,
                    org.assertj.core.data.Offset.offset(1e-6));
            terminal.answers("resume\rpace faster\rpace", "a pace of 2 is ");
            terminal.type("quit\r");
            assertThat(terminal.readUntil("no such text")).doesNotContain("Exception");
        }
    }

    private static String seconds(String shown) {
        return shown.substring(0, shown.indexOf(' '));
    }

    @Test
    void readsNothingWhereThereIsNoTerminal() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                ("timeout " + Terminal.PATIENCE + " " + RUN + "paused").split(" "))
                .directory(Checkout.root().toFile()).redirectErrorStream(true).start();
        try (Reader out = process.inputReader(StandardCharsets.UTF_8); Writer in = process.outputWriter()) {
            var terminal = new Terminal(process, out, in);
            terminal.shows("Ctrl-C stops.");
            terminal.type("quit\n");
            assertThat(process.waitFor(3, TimeUnit.SECONDS)).as("went because of a line").isFalse();
            process.toHandle().destroy();
            assertThat(terminal.readUntil("no such text")).isBlank();
        }
    }

    @Test
    void aScriptOnTheStandardInputIsTakenAsItComes() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                ("timeout " + Terminal.PATIENCE + " " + RUN + "real --script -").split(" "))
                .directory(Checkout.root().toFile()).redirectErrorStream(true).start();
        try (Reader out = process.inputReader(StandardCharsets.UTF_8); Writer in = process.outputWriter()) {
            var terminal = new Terminal(process, out, in);
            terminal.shows("Ctrl-C stops.");
            terminal.type("cut alice\n");
            terminal.shows("s] cut alice\n");
            terminal.type("heel alice\nheal alice\n");
            terminal.shows("netjar: -:2:1: 'heel' is not known; did you mean 'heal'?");
            terminal.shows("s] heal alice\n");
            terminal.type("at 0 s: cut alice\n");
            terminal.shows("netjar: 'at 0 s: cut alice' is left out: that time has passed, it is [");
            terminal.type("stop\n");
            assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).as("some of it was wrong").isEqualTo(2);
        }
    }

    @Test
    void aScriptOnTheStandardInputThatIsRightEndsWell() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                ("timeout " + Terminal.PATIENCE + " " + RUN + "virtual --script -").split(" "))
                .directory(Checkout.root().toFile()).redirectErrorStream(true).start();
        try (Writer in = process.outputWriter()) {
            in.write("# all is well\nping -c 1 alice/pc 203.0.112.1\nwait\nstop\n");
        }
        String shown = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(shown).isZero();
        assertThat(shown).contains("1 packets transmitted, 1 received");
    }

    @Test
    void aScriptWithMistakesEndsBeforeAnythingStarts() throws IOException, InterruptedException {
        Path script = state.resolve("storm.txt");
        Files.writeString(script, "cut alicia\nat 5 s: stop it\n");
        Process process = new ProcessBuilder(
                ("timeout " + Terminal.PATIENCE + " " + RUN + "real --script " + script).split(" "))
                .directory(Checkout.root().toFile()).redirectErrorStream(true).start();
        String shown = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isEqualTo(2);
        assertThat(shown).doesNotContain("acting as").contains(
                "storm.txt:1:5: no line is called 'alicia'; did you mean 'alice'?",
                "storm.txt:2:14: nothing stands behind 'stop', but here 'it'", "2 mistakes");
    }
}
