package io.netjar.verify.peers;

import static org.assertj.core.api.Assertions.assertThat;

import io.netjar.cli.Main;
import io.netjar.verify.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/// The examples in all help texts, typed as they stand there, beside the samples and a few files of a person's own.
class HelpExamplesTest {
    private static final Pattern PIPED_TO = Pattern.compile("\\| (jq|man) ");
    /// What goes on until it is stopped, waits for a person, changes a shell, or measures the machine for long.
    private static final Pattern NOT_RUN = Pattern
            .compile("netjar (run|serve)\\b.*|netjar bench .*|netjar ws [^-]*|.*netjar completion.*|echo .*");
    private static final int FEWEST = 45;

    @TempDir
    private static Path folder = Path.of("");
    private static final ExecutorService LAUNCHERS = Executors.newFixedThreadPool(2);
    private static final Map<String, Future<Tool.Result>> RESULTS = new LinkedHashMap<>();

    @BeforeAll
    static void launch() throws IOException {
        Files.createSymbolicLink(folder.resolve("samples"), Checkout.root().resolve("samples"));
        Files.createSymbolicLink(folder.resolve("netjar"), Path.of(Netjar.launcher()));
        Files.writeString(folder.resolve("mine.yaml"), "include: samples/small-world.yaml\n");
        Netjar.command("--version").succeeded();
        run().forEach(each -> RESULTS.put(each, LAUNCHERS.submit(() -> typed(each))));
    }

    @AfterAll
    static void done() {
        LAUNCHERS.shutdownNow();
    }

    private static Tool.Result typed(String example) {
        return Tool.run("bash", "-o", "pipefail", "-c",
                "cd " + folder + "; PATH=.:$PATH; MANPAGER=cat; " + example);
    }

    /// The examples, each once; a line that ends with `\` goes on in the next.
    private static Set<String> examples() {
        Set<String> examples = new LinkedHashSet<>();
        for (CommandSpec spec : specs(Main.commandLine())) {
            boolean isExample = false;
            var begun = new StringBuilder();
            for (String line : spec.usageMessage().footer()) {
                isExample = isExample ? !line.isBlank() : line.equals("Examples:");
                boolean goesOn = !begun.isEmpty();
                if (isExample && (goesOn || line.matches("  [a-z].*"))) {
                    begun.append(line.replaceAll("\\\\$", ""));
                    if (!line.endsWith("\\")) {
                        examples.add(begun.toString().strip());
                        begun.setLength(0);
                    }
                }
            }
        }
        return examples;
    }

    /// A command and all below it.
    static List<CommandSpec> specs(CommandLine command) {
        List<CommandSpec> specs = new ArrayList<>(List.of(command.getCommandSpec()));
        command.getSubcommands().values().forEach(each -> specs.addAll(specs(each)));
        return specs;
    }

    private static List<String> run() {
        return examples().stream().filter(each -> !NOT_RUN.matcher(each).matches()).toList();
    }

    @TestFactory
    Stream<DynamicTest> doWhatTheyPromise() {
        return run().stream().map(each -> DynamicTest.dynamicTest(each, () -> {
            PIPED_TO.matcher(each).results().forEach(program -> Tool.need(program.group(1)));
            Tool.Result result = Objects.requireNonNull(RESULTS.get(each)).get();
            assertThat(result.exitCode()).as("exit code; it said: " + result.err()).isZero();
            if (!each.contains(" > ") && !each.contains("--svg")) {
                assertThat(result.out() + result.err()).isNotBlank();
            }
        }));
    }

    /// Those that are not run are parsed, at least.
    @Test
    void areAllUnderstood() {
        Set<String> examples = examples();
        assertThat(examples).hasSizeGreaterThan(FEWEST);
        for (String example : examples) {
            String words = example.replaceAll(".*?netjar ", "").replaceAll("(\\||>|#|\\) ).*|\\)$", "")
                    .strip();
            var split = Tool.run("bash", "-c", "printf '%s\\n' " + words).succeeded();
            assertThat(Main.commandLine().parseArgs(split.lines().toArray(String[]::new)).hasSubcommand())
                    .as(example)
                    .isTrue();
        }
    }
}
