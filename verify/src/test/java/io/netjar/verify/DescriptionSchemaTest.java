package io.netjar.verify;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import io.netjar.internet.description.Description;
import io.netjar.internet.description.DescriptionException;
import io.netjar.internet.description.Schema;
import io.netjar.testkit.JsonSchema;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/// No description of this project is red in an editor: the schema accepts the samples, what chance makes of all that can be
/// said, and every text in the tests' sources that is a description.
class DescriptionSchemaTest {
    private static final int WORLDS = 30;

    private final JsonSchema schema = new JsonSchema((Map<?, ?>) load(Schema.text()));

    private static Object load(String yaml) {
        return text(new Load(LoadSettings.builder().setMaxAliasesForCollections(1000).build())
                .loadFromString(yaml));
    }

    /// With keys that are texts, as JSON has them.
    private static Object text(Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> copy = new LinkedHashMap<>();
            map.forEach((key, child) -> copy.put(String.valueOf(key), text(child)));
            return copy;
        }
        return value instanceof List<?> list
                ? list.stream().map(DescriptionSchemaTest::text).toList()
                : value;
    }

    @Test
    void acceptsTheSamples() throws IOException {
        try (Stream<Path> files = Files.list(Checkout.root().resolve("samples"))) {
            List<Path> samples = files.filter(file -> file.toString().endsWith(".yaml")).toList();
            assertThat(samples).isNotEmpty();
            for (Path sample : samples) {
                assertThat(schema.objections(load(Files.readString(sample)))).as(sample.toString()).isEmpty();
            }
        }
    }

    @Test
    void editorsFindItFromTheSample() throws IOException {
        Path sample = Checkout.root().resolve("samples/small-world.yaml");
        String first = Files.readAllLines(sample).getFirst();

        assertThat(first).startsWith("# yaml-language-server: $schema=");
        Path named = sample.resolveSibling(first.substring(first.indexOf('=') + 1));
        assertThat(Files.readString(named)).isEqualTo(Schema.text());
    }

    @Test
    void acceptsWhatChanceMakesOfAllThatCanBeSaid() {
        for (int seed = 1; seed <= WORLDS; seed++) {
            String text = RandomWorld.describe(seed);
            assertThat(schema.objections(load(text))).as("seed " + seed + ": " + text).isEmpty();
        }
    }

    @Test
    void acceptsEveryDescriptionInTheTests() throws IOException {
        int seen = 0;
        for (String text : texts()) {
            if (isDescription(text)) {
                seen++;
                assertThat(schema.objections(load(text))).as(text).isEmpty();
            }
        }
        assertThat(seen).isGreaterThan(20);
    }

    private static boolean isDescription(String text) {
        try {
            return !Description.parse(text, "x.yaml").providers().isEmpty();
        } catch (DescriptionException e) {
            return false;
        }
    }

    /// Every constant text in the tests' sources that speaks of providers, put together where it stands in pieces.
    private static Set<String> texts() throws IOException {
        List<Path> sources;
        try (Stream<Path> files = Files.walk(Checkout.root())) {
            sources = files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> file.toString().contains("/src/test/")).toList();
        }
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        Set<String> texts = new LinkedHashSet<>();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, Locale.ROOT,
                StandardCharsets.UTF_8)) {
            var task = (JavacTask) compiler.getTask(null, files, null, List.of("-proc:none"), null,
                    files.getJavaFileObjectsFromPaths(sources));
            for (CompilationUnitTree unit : task.parse()) {
                new Texts(texts).scan(unit, null);
            }
        }
        return texts;
    }

    private static final class Texts extends TreeScanner<@Nullable Void, @Nullable Void> {
        private final Set<String> found;
        private final Map<String, String> constants = new LinkedHashMap<>();

        Texts(Set<String> found) {
            this.found = found;
        }

        @Override
        public @Nullable Void visitVariable(VariableTree node, @Nullable Void nothing) {
            value(node.getInitializer()).ifPresent(text -> constants.put(node.getName().toString(), text));
            return super.visitVariable(node, null);
        }

        @Override
        public @Nullable Void visitBinary(BinaryTree node, @Nullable Void nothing) {
            Optional<String> whole = value(node);
            whole.ifPresent(this::add);
            return whole.isPresent() ? null : super.visitBinary(node, null);
        }

        @Override
        public @Nullable Void visitLiteral(LiteralTree node, @Nullable Void nothing) {
            value(node).ifPresent(this::add);
            return null;
        }

        private void add(String text) {
            if (text.contains("providers:")) {
                found.add(text);
            }
        }

        private Optional<String> value(@Nullable Tree tree) {
            return switch (tree) {
                case LiteralTree literal when literal.getValue() instanceof String text -> Optional.of(text);
                case IdentifierTree name -> Optional.ofNullable(constants.get(name.getName().toString()));
                case BinaryTree sum when sum.getKind() == Tree.Kind.PLUS ->
                    value(sum.getLeftOperand()).flatMap(
                            left -> value(sum.getRightOperand()).map(left::concat));
                case null, default -> Optional.empty();
            };
        }
    }
}
