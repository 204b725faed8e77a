package io.netjar.verify.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.netjar.verify.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Every script under verify/src/test/resources/tcp is a test.
class TcpScriptsTest {
    private static final Path FOLDER = Checkout.root().resolve("verify/src/test/resources/tcp");
    private static final int FEWEST = 80;

    @TestFactory
    Stream<DynamicContainer> everyScriptHolds() throws IOException {
        Map<String, List<Path>> byMechanism = scripts().stream().collect(Collectors.groupingBy(
                file -> FOLDER.relativize(file).getName(0).toString(), TreeMap::new, Collectors.toList()));
        return byMechanism.entrySet().stream()
                .map(mechanism -> DynamicContainer.dynamicContainer(mechanism.getKey(),
                        mechanism.getValue().stream().map(TcpScriptsTest::test)));
    }

    private static DynamicTest test(Path file) {
        String name = file.getFileName().toString().replace(".segments", "");
        return DynamicTest.dynamicTest(name, file.toUri(),
                () -> TcpScript.run(file, "tcp/" + FOLDER.relativize(file)));
    }

    @Test
    void thereAreManyAndEachSaysWhichRuleItProves() throws IOException {
        assertThat(scripts()).hasSizeGreaterThanOrEqualTo(FEWEST);
        for (Path file : scripts()) {
            String comment = Files.readAllLines(file).stream().takeWhile(line -> line.startsWith("#"))
                    .collect(Collectors.joining(" "));
            assertThat(comment).as(file.toString()).containsPattern("RFC [0-9]+ §|Linux");
        }
    }

    private static List<Path> scripts() throws IOException {
        try (Stream<Path> files = Files.walk(FOLDER)) {
            return files.filter(file -> file.toString().endsWith(".segments")).sorted().toList();
        }
    }
}
