package io.netjar.verify.peers;

import io.netjar.verify.Checkout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/// The Autobahn WebSocket test suite as a client: a real program of others, in Python, which Jython runs in a process of
/// its own. Both come from Maven Central as jars on the tests' class path.
final class Autobahn {
    /// A case and how it was judged.
    ///
    /// @param id like `5.19`
    /// @param behavior OK, NON-STRICT, INFORMATIONAL, UNIMPLEMENTED, WRONG CODE, UNCLEAN, FAILED …
    /// @param closing the same of how the connection ended
    /// @param millis how long it took
    /// @param result in words
    record Verdict(String id, String behavior, String closing, int millis, String result) {
        private static final List<String> GOOD = List.of("OK", "NON-STRICT", "INFORMATIONAL");

        boolean isGood() {
            return GOOD.contains(behavior) && GOOD.contains(closing);
        }

        private static Verdict of(String line) {
            String[] parts = line.substring(LINE.length()).split("\\|", 5);
            return new Verdict(parts[0], parts[1], parts[2], Integer.parseInt(parts[3]), parts[4]);
        }
    }

    private static final String LINE = "case ";

    private Autobahn() {}

    /// What the suite says about the server at `url`.
    ///
    /// @param cases patterns like `1.*`, with commas between
    /// @param without those to leave out, likewise
    static List<Verdict> judge(String url, String cases, String without, int minutes) {
        try {
            Path folder = Files.createTempDirectory("netjar-autobahn");
            Path script = folder.resolve("client.py");
            Files.copy(Checkout.root().resolve("verify/src/test/resources/autobahn/client.py"), script);
            Path log = folder.resolve("log");
            Process process = new ProcessBuilder(System.getProperty("java.home") + "/bin/java", "-Xmx1g",
                    "-XX:+UseSerialGC", "-cp", jar("org/python/util/jython.class"),
                    "-Dpython.cachedir=" + folder.resolve("cache"), "org.python.util.jython",
                    script.toString(),
                    jar("autobahntestsuite/fuzzing.py"), url, cases, without).directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile()).start();
            if (!process.waitFor(minutes, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new AssertionError("the suite did not end within " + minutes + " minutes: "
                        + Files.readString(log));
            }
            List<String> lines = Files.readAllLines(log, StandardCharsets.UTF_8);
            if (process.exitValue() != 0 || lines.stream().noneMatch(line -> line.startsWith(LINE))) {
                throw new AssertionError("the suite did not run: " + String.join("\n", lines));
            }
            return lines.stream().filter(line -> line.startsWith(LINE)).map(Verdict::of).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /// The jar of the class path in which `resource` is.
    private static String jar(String resource) {
        URL url = Objects.requireNonNull(Autobahn.class.getClassLoader().getResource(resource), resource);
        return Path.of(URI.create(url.getPath().substring(0, url.getPath().indexOf('!')))).toString();
    }
}
