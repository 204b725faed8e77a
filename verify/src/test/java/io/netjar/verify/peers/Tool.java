package io.netjar.verify.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.netjar.verify.Checkout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/// Runs real programs.
final class Tool {
    private static final long LIMIT_SECONDS = 120;

    private Tool() {}

    /// What a program printed and how it ended.
    record Result(int exitCode, String out, String err) {
        /// The output, after asserting that the program succeeded.
        String succeeded() {
            assertThat(exitCode).as("exit code; stderr was: " + err).isZero();
            return out;
        }
    }

    /// Skips the calling test, loudly, if one of `programs` is not installed; on CI that is a failure.
    static void need(String... programs) {
        for (String program : programs) {
            boolean installed = isInstalled(program);
            String message = program + " is not installed: what it would have judged was NOT checked";
            if (!installed && System.getenv("CI") != null) {
                fail(message);
            }
            if (!installed) {
                System.err.println("[SKIPPED] " + message);
            }
            Assumptions.assumeTrue(installed, message);
        }
    }

    private static boolean isInstalled(String program) {
        return List.of(System.getenv().getOrDefault("PATH", "").split(":")).stream()
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    /// Runs `command` from the checkout's root to its end.
    static Result run(List<String> command) {
        try {
            Path out = Files.createTempFile("netjar-tool", ".out");
            Path err = Files.createTempFile("netjar-tool", ".err");
            Process process = new ProcessBuilder(command).directory(Checkout.root().toFile())
                    .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                    .redirectOutput(out.toFile()).redirectError(err.toFile()).start();
            if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                fail(command + " did not end within " + LIMIT_SECONDS + " s");
            }
            var result = new Result(process.exitValue(), read(out), read(err));
            Files.delete(out);
            Files.delete(err);
            return result;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    static Result run(String... command) {
        return run(List.of(command));
    }

    private static String read(Path file) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    }
}
