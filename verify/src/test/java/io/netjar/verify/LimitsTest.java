package io.netjar.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// `docs/limits.md` says what the code says.
class LimitsTest {
    /// A row of a table that names a constant such as `web.RequestRules.MAX_CONTENT_BYTES`, or a component of a record in one.
    record Limit(String row, String constant) {
        @Override
        public String toString() {
            return constant;
        }
    }

    static Stream<Limit> limits() throws IOException {
        List<String> lines = Files.readAllLines(Checkout.root().resolve("docs/limits.md"));
        return lines.stream().filter(line -> line.endsWith("` |"))
                .map(line -> new Limit(line, line.substring(line.lastIndexOf("| `") + 3, line.length() - 3)));
    }

    @Test
    void thatAreDocumentedAreMany() throws IOException {
        assertThat(limits()).hasSizeGreaterThan(25);
    }

    @ParameterizedTest
    @MethodSource("limits")
    void areWhatTheTableSays(Limit limit) throws ReflectiveOperationException {
        String[] path = limit.constant().split("\\.");
        int constant = path[path.length - 1].equals(path[path.length - 1].toUpperCase(Locale.ROOT))
                ? path.length - 1
                : path.length - 2;
        String type = "io.netjar." + String.join(".", List.of(path).subList(0, constant));
        Field field = Class.forName(type).getDeclaredField(path[constant]);
        field.setAccessible(true);
        Object value = field.get(null);
        if (constant < path.length - 1) {
            Method component = value.getClass().getDeclaredMethod(path[path.length - 1]);
            component.setAccessible(true);
            value = component.invoke(value);
        }
        assertThat(limit.row()).containsPattern("(?<![0-9,])" + text(path[constant], value) + "(?![0-9,])");
    }

    private static String text(String constant, Object value) {
        return switch (value) {
            case Duration duration -> duration.toSeconds() + " s";
            case Number number when constant.endsWith("_SECONDS") -> number + " s";
            case Number number when constant.endsWith("_NANOS") ->
                number.longValue() / Duration.ofSeconds(1).toNanos() + " s";
            case Number number -> String.format(Locale.ROOT, "%,d", number.longValue());
            default -> throw new IllegalStateException("neither a number nor a time: " + value);
        };
    }
}
