package io.netjar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.netjar.engine.Pace;
import io.netjar.engine.PacedRunner;
import io.netjar.internet.Internet;
import io.netjar.internet.description.Sentences;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// What docs/script.md shows is what happens in the sample.
final class ScriptPageTest {
    private static final Pattern BLOCK = Pattern.compile("```(\\w+)\\n(.*?)```", Pattern.DOTALL);

    private final Internet internet = Internet.open(Path.of("../samples/small-world.yaml"), 1);
    private final OrderReader reader = new OrderReader(internet);
    private final String page = Files.readString(Path.of("../docs/script.md"));

    ScriptPageTest() throws IOException {
        assertThat(internet.settle()).isTrue();
    }

    private List<String> blocks(String language) {
        return BLOCK.matcher(page).results().filter(block -> block.group(1).equals(language))
                .map((MatchResult block) -> block.group(2)).toList();
    }

    private List<ScriptLine> lines(String script) {
        List<ScriptLine> lines = new ArrayList<>();
        script.lines().forEach(text -> reader.read(text, (_, message) -> {
            throw new AssertionError(text + ": " + message);
        }).ifPresent(lines::add));
        return lines;
    }

    @Test
    void everyLineShownCanBeWritten() {
        List<String> verbs = new ArrayList<>();
        for (String script : blocks("script")) {
            lines(script).forEach(line -> verbs.add(line.text().split(" ", 2)[0]));
        }
        assertThat(verbs).containsAll(Sentences.VERBS);
    }

    @Test
    void everyCommandIsOnThePage() {
        for (String verb : OrderReader.verbs()) {
            assertThat(page).contains("`" + verb);
        }
    }

    @Test
    void theScriptPrintsWhatIsShown() {
        var printed = new StringWriter();
        var out = new PrintWriter(printed);
        var runner = new PacedRunner(internet.engine(), System::nanoTime, Pace.virtual());
        var director = new Director(internet, runner, new PaceControl(runner, Pace.virtual()), out, out);
        internet.faults().onEvent(director::tell);
        new ScriptRun(director, internet.engine(), out::println).add(lines(blocks("script").getFirst()));
        runner.run();
        assertThat(printed).hasToString(blocks("text").getFirst());
    }
}
