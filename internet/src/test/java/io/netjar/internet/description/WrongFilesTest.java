package io.netjar.internet.description;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Wrong descriptions, and beside each what is said about it: where, what was found, and what would be right. With
/// `-Dnetjar.write` that is written anew, to be read by somebody.
final class WrongFilesTest {
    private static final Path FOLDER = Path.of("src/test/resources/io/netjar/internet/description/wrong");

    static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
        }
    }

    @Test
    void areMany() throws IOException {
        assertThat(files()).hasSizeGreaterThanOrEqualTo(60);
    }

    @ParameterizedTest
    @MethodSource("files")
    void sayWhatIsWrong(Path file) throws IOException {
        DescriptionException wrong = catchThrowableOfType(DescriptionException.class,
                () -> Description.read(file));
        assertThat(wrong).as("a mistake in " + file).isNotNull();
        String said = wrong.mistakes().stream()
                .map(mistake -> mistake.toString().replace(FOLDER.toAbsolutePath().toString(), "FOLDER")
                        .replace(FOLDER + "/", ""))
                .collect(Collectors.joining("\n", "", "\n"));
        Path beside = FOLDER.resolve(file.getFileName().toString().replace(".yaml", ".txt"));
        if (System.getProperty("netjar.write") != null) {
            Files.writeString(beside, said);
        }
        assertThat(said).isEqualTo(Files.readString(beside));
    }
}
