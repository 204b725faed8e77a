package io.netjar.verify.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netjar.verify.Checkout;
import io.netjar.verify.peers.Walkthrough.Typed;
import io.netjar.verify.peers.Walkthrough.Write;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Follows `docs/tutorial.md` word for word, with the real launcher and real programs.
class TutorialTest {
    private static final long LIMIT_SECONDS = 60;
    /// The door that the page opens; here it is on a free port.
    private static final String DOOR = "127.0.0.1:21080";
    private static final Pattern OPENED = Pattern.compile("SOCKS5 +(127\\.0\\.0\\.1:[0-9]+)");

    @TempDir
    private Path folder = Path.of("");
    private final List<Terminal> terminals = new ArrayList<>();
    private String door = DOOR;

    @AfterEach
    void closeTerminals() throws IOException, InterruptedException {
        for (Terminal terminal : terminals) {
            terminal.close();
            assertThat(terminal.process().waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void whoFollowsItSeesWhatItSays() throws IOException, InterruptedException {
        Walkthrough tutorial = Walkthrough
                .read(Files.readAllLines(Checkout.root().resolve("docs/tutorial.md")));
        Tool.need("script", "stty");
        Tool.need(tutorial.programs().stream().filter(program -> !program.equals("./netjar"))
                .toArray(String[]::new));
        Files.createSymbolicLink(folder.resolve("netjar"), Checkout.root().resolve("netjar"));
        for (Walkthrough.Step step : tutorial.steps()) {
            switch (step) {
                case Write(String file, String text, boolean more) ->
                    Files.writeString(folder.resolve(file), text,
                            StandardOpenOption.CREATE,
                            more ? StandardOpenOption.APPEND : StandardOpenOption.TRUNCATE_EXISTING);
                case Typed typed -> {
                    switch (typed.where()) {
                        case SHELL -> type(typed);
                        case TERMINAL -> openTerminal(typed);
                        case PROMPT -> typeAtPrompt(typed);
                    }
                }
            }
        }
        assertThat(tutorial.steps()).hasSizeGreaterThan(15);
        assertThat(folder.resolve("mine/town.svg"))
                .hasSameTextualContentAs(Checkout.root().resolve("docs/town.svg"));
    }

    private Process start(Typed typed) throws IOException {
        return new ProcessBuilder("bash", "-c", typed.command().replace(DOOR, door))
                .directory(folder.toFile())
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

    private void openTerminal(Typed typed) throws IOException {
        Terminal terminal = Terminal.open(folder, typed.command().replace(DOOR, "127.0.0.1:0"),
                folder.resolve("state"));
        terminals.add(terminal);
        Matcher opened = OPENED.matcher(seen(typed, terminal));
        if (opened.find()) {
            door = opened.group(1);
        }
    }

    private void typeAtPrompt(Typed typed) throws IOException {
        Terminal terminal = terminals.getLast();
        terminal.type(typed.command() + "\r");
        seen(typed, terminal);
    }

    /// Reads until what is to be seen has come.
    private static String seen(Typed typed, Terminal terminal) throws IOException {
        String seen = terminal.readUntil(typed.within());
        assertThat(seen).as("docs/tutorial.md:%d: %s", typed.line(), typed.command())
                .containsPattern(typed.within());
        return seen;
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
