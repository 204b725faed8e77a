package io.netjar.verify.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netjar.verify.Checkout;
import io.netjar.verify.peers.Walkthrough.Typed;
import io.netjar.verify.peers.Walkthrough.Write;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Follows `docs/tutorial.md` word for word, with the real launcher and real programs.
class TutorialTest {
    private static final long LIMIT_SECONDS = 60;

    @TempDir
    private Path folder = Path.of("");
    private final List<Process> terminals = new ArrayList<>();

    @AfterEach
    void pressCtrlC() throws InterruptedException {
        for (Process terminal : terminals) {
            terminal.descendants().forEach(ProcessHandle::destroy);
            terminal.destroy();
            assertThat(terminal.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void whoFollowsItSeesWhatItSays() throws IOException, InterruptedException {
        Walkthrough tutorial = Walkthrough
                .read(Files.readAllLines(Checkout.root().resolve("docs/tutorial.md")));
        Tool.need(tutorial.programs().stream().filter(program -> !program.equals("./netjar"))
                .toArray(String[]::new));
        Files.createSymbolicLink(folder.resolve("netjar"), Checkout.root().resolve("netjar"));
        for (Walkthrough.Step step : tutorial.steps()) {
            switch (step) {
                case Write(String file, String text, boolean more) ->
                    Files.writeString(folder.resolve(file), text,
                            StandardOpenOption.CREATE,
                            more ? StandardOpenOption.APPEND : StandardOpenOption.TRUNCATE_EXISTING);
                case Typed typed when typed.goesOn() -> openTerminal(typed);
                case Typed typed -> type(typed);
            }
        }
        assertThat(tutorial.steps()).hasSizeGreaterThan(15);
        assertThat(folder.resolve("mine/town.svg"))
                .hasSameTextualContentAs(Checkout.root().resolve("docs/town.svg"));
    }

    private Process start(Typed typed) throws IOException {
        return new ProcessBuilder("bash", "-c", typed.command()).directory(folder.toFile())
                .redirectErrorStream(true).redirectInput(Path.of("/dev/null").toFile()).start();
    }

    private void type(Typed typed) throws IOException, InterruptedException {
        Process process = start(typed);
        var seen = new StringBuilder();
        process.inputReader(StandardCharsets.UTF_8).lines().forEach(line -> seen.append(line).append('\n'));
        assertThat(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
        // Empty lines at the end are not to be seen in a block.
        assertThat(seen.toString().stripTrailing() + "\n")
                .as("docs/tutorial.md:%d: $ %s", typed.line(), typed.command())
                .matches(typed.expected());
    }

    /// Reads until what is to be seen has come.
    private void openTerminal(Typed typed) throws IOException {
        Process process = start(typed);
        terminals.add(process);
        var seen = new StringBuilder();
        BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
        String line = out.readLine();
        while (line != null && !typed.expected().matcher(seen).matches()) {
            seen.append(line).append('\n');
            line = typed.expected().matcher(seen).matches() ? line : out.readLine();
        }
        assertThat(seen.toString()).as("docs/tutorial.md:%d: $ %s", typed.line(), typed.command())
                .matches(typed.expected());
    }

    @Test
    void theComparisonIsExactButForWhatIsLeftOut() {
        Typed typed = (Typed) Walkthrough
                .read(List.of("```console", "$ date", "on … at 3.5 ms", "…", "end", "```"))
                .steps().getFirst();

        assertThat("on Monday at 3.5 ms\na\nb\nend\n").matches(typed.expected());
        assertThat("on Monday at 3.5 ms\nend\n").matches(typed.expected());
        assertThat("on Monday at 3x5 ms\nend\n").doesNotMatch(typed.expected());
        assertThat("on Monday at 3.5 ms\nend\nmore\n").doesNotMatch(typed.expected());
        assertThat("on Monday at 3.5 ms\n").doesNotMatch(typed.expected());
        assertThatThrownBy(() -> Walkthrough.read(List.of("```console", "output", "```")))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
