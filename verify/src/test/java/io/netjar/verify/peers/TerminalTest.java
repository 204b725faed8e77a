package io.netjar.verify.peers;

import static org.assertj.core.api.Assertions.assertThat;

import io.netjar.verify.Checkout;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// `netjar run` at a terminal, which is the pseudo-terminal of util-linux's `script`.
@Timeout(120)
class TerminalTest {
    private static final String RUN = Netjar.launcher()
            + " run --dns 127.0.0.1:0 --socks off --http off --pace ";

    /// What a terminal shows and who sits at it.
    private record Terminal(Process process, Reader screen, Writer keyboard) implements AutoCloseable {
        static Terminal open(String command) throws IOException {
            Process process = new ProcessBuilder("script", "-qfc", command, "/dev/null")
                    .directory(Checkout.root().toFile()).redirectErrorStream(true).start();
            return new Terminal(process, process.inputReader(StandardCharsets.UTF_8), process.outputWriter());
        }

        void type(String keys) throws IOException {
            keyboard.write(keys);
            keyboard.flush();
        }

        /// Everything shown up to `text`, or up to the end if it never comes.
        String readUntil(String text) throws IOException {
            var shown = new StringBuilder();
            for (int c = screen.read(); c >= 0; c = screen.read()) {
                shown.append((char) c);
                if (shown.indexOf(text, shown.length() - text.length()) >= 0) {
                    break;
                }
            }
            return shown.toString();
        }

        void shows(String text) throws IOException {
            assertThat(readUntil(text)).endsWith(text);
        }

        @Override
        public void close() throws IOException {
            process.descendants().forEach(ProcessHandle::destroy);
            process.destroy();
            screen.close();
        }
    }

    @Test
    void keysChangeThePaceAndTheTerminalIsGivenBackAsItWas() throws IOException {
        Tool.need("script", "stty");
        // A shell that traps the interrupt goes on after it; without the trap dash, unlike bash, ends with its child.
        try (Terminal terminal = Terminal.open("trap : INT; " + RUN
                + "2; echo ended with $?; stty -a | tr ' ' '\\n' | grep -x -e '-*icanon' -e '-*echo'")) {
            terminal.shows("a pace of 2 is held [space pause, s step, + faster, - slower, r real, q quit]");
            terminal.type("+");
            terminal.shows("a pace of 4 is held");
            terminal.type("---");
            terminal.shows("a pace of 0.5 is held");
            terminal.type(" ");
            terminal.shows("[space go on (a pace of 0.5), ");
            terminal.type("r");
            terminal.shows("real time is held");
            terminal.type("\003");
            assertThat(terminal.readUntil("no such text")).containsPattern("ended with 130\\R")
                    .containsPattern("(?m)^icanon\\R+echo$");
        }
    }

    @Test
    void aPausedClockStandsBetweenItsSteps() throws IOException {
        Tool.need("script", "stty");
        try (Terminal terminal = Terminal.open(RUN + "paused")) {
            terminal.shows("paused at ");
            String before = terminal.readUntil(" s [");
            terminal.readUntil("paused at ");
            assertThat(terminal.readUntil(" s [")).as("a second later").isEqualTo(before);
            terminal.type("s");
            terminal.readUntil("paused at ");
            String after = terminal.readUntil(" s [");
            assertThat(Double.parseDouble(seconds(after))).isGreaterThan(Double.parseDouble(seconds(before)));
            terminal.type("q");
            assertThat(terminal.readUntil("no such text")).doesNotContain("Exception");
        }
    }

    private static String seconds(String shown) {
        return shown.substring(0, shown.indexOf(' '));
    }

    @Test
    void readsNoKeysAndDrawsNothingWhereThereIsNoTerminal() throws IOException, InterruptedException {
        Process process = new ProcessBuilder((RUN + "paused").split(" "))
                .directory(Checkout.root().toFile()).redirectErrorStream(true).start();
        try (Reader out = process.inputReader(StandardCharsets.UTF_8); Writer in = process.outputWriter()) {
            var terminal = new Terminal(process, out, in);
            terminal.shows("Ctrl-C stops.");
            terminal.type("q +");
            assertThat(process.waitFor(3, TimeUnit.SECONDS)).as("went because of a key").isFalse();
            process.toHandle().destroy();
            assertThat(terminal.readUntil("no such text")).isBlank();
        }
    }
}
