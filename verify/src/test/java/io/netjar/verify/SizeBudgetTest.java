package io.netjar.verify;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Methods, files and parameter lists stay readable. What outgrows a budget is split by meaning.
class SizeBudgetTest {
    private static final int METHOD_LINES = 60;
    private static final int FILE_LINES = 600;
    private static final int PARAMETERS = 8;

    @Test
    void noMethodFileOrParameterListIsOverItsBudget() throws IOException {
        List<Path> sources = sources();
        assertThat(sources).hasSizeGreaterThan(200);
        var over = new ArrayList<String>();
        for (Path source : sources) {
            long lines = Files.readAllLines(source).size();
            if (lines > FILE_LINES) {
                over.add(source + ": " + lines + " lines");
            }
        }
        int methods = scan(sources, over);
        assertThat(methods).isGreaterThan(1000);
        assertThat(over).isEmpty();
    }

    private static List<Path> sources() throws IOException {
        try (Stream<Path> files = Files.walk(Checkout.root())) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> file.toString().contains("/src/")).toList();
        }
    }

    private static int scan(List<Path> sources, List<String> over) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, Locale.ROOT,
                StandardCharsets.UTF_8)) {
            var task = (JavacTask) compiler.getTask(null, files, null, List.of("-proc:none"), null,
                    files.getJavaFileObjectsFromPaths(sources));
            var sizes = new Sizes(Trees.instance(task).getSourcePositions(), over);
            for (CompilationUnitTree unit : task.parse()) {
                sizes.unit = unit;
                sizes.scan(unit, null);
            }
            return sizes.methods;
        }
    }

    private static final class Sizes extends TreeScanner<@Nullable Void, @Nullable Void> {
        private final SourcePositions positions;
        private final List<String> over;
        private CompilationUnitTree unit;
        private boolean inRecord;
        private int methods;

        @SuppressWarnings("NullAway.Init")
        Sizes(SourcePositions positions, List<String> over) {
            this.positions = positions;
            this.over = over;
        }

        @Override
        public @Nullable Void visitClass(ClassTree type, @Nullable Void nothing) {
            boolean outer = inRecord;
            inRecord = type.getKind() == Tree.Kind.RECORD;
            super.visitClass(type, null);
            inRecord = outer;
            return null;
        }

        @Override
        public @Nullable Void visitMethod(MethodTree method, @Nullable Void nothing) {
            methods++;
            String where = unit.getSourceFile().getName() + ": " + method.getName();
            long lines = line(positions.getEndPosition(unit, method))
                    - line(positions.getStartPosition(unit, method))
                    + 1;
            if (lines > METHOD_LINES) {
                over.add(where + " has " + lines + " lines");
            }
            if (method.getParameters().size() > PARAMETERS && !inRecord) {
                over.add(where + " has " + method.getParameters().size() + " parameters");
            }
            return super.visitMethod(method, null);
        }

        private long line(long position) {
            return position < 0 ? 0 : unit.getLineMap().getLineNumber(position);
        }
    }
}
