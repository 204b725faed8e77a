package io.netjar.verify.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.netjar.verify.Checkout;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A `netjar run` in a process of its own, as a user has it, with doors on free ports.
final class Netjar implements AutoCloseable {
    private static final long STOP_SECONDS = 20;
    private static final Pattern DOOR = Pattern
            .compile("^ *(DNS|SOCKS5|HTTP proxy|forward) +127\\.0\\.0\\.1:([0-9]+)(?: +to (.*))?");

    private final Process process;
    private final Path root;
    private final Path anchor;
    private final Path errors;
    private final List<String> welcome = new ArrayList<>();
    private final Map<String, String> forwards = new TreeMap<>();
    private int dnsPort;
    private int socksPort;
    private int httpPort;

    private Netjar(Process process, Path root, Path anchor, Path errors) {
        this.process = process;
        this.root = root;
        this.anchor = anchor;
        this.errors = errors;
    }

    /// Starts `netjar run` with `arguments` and waits until its doors are open.
    static Netjar run(String... arguments) throws IOException {
        var command = new ArrayList<>(
                List.of(launcher(), "run", "--dns", "127.0.0.1:0", "--socks", "127.0.0.1:0",
                        "--http", "127.0.0.1:0"));
        Path root = Files.createTempFile("netjar-root", ".pem");
        Path anchor = Files.createTempDirectory("netjar-anchor").resolve("root.key");
        command.addAll(List.of("--export-root", root.toString(), "--export-anchor", anchor.toString()));
        command.addAll(List.of(arguments));
        Path errors = Files.createTempFile("netjar-run", ".err");
        Process process = new ProcessBuilder(command).directory(Checkout.root().toFile())
                .redirectError(errors.toFile()).start();
        var netjar = new Netjar(process, root, anchor, errors);
        netjar.readWelcome();
        return netjar;
    }

    static String launcher() {
        return Checkout.root().resolve("netjar").toString();
    }

    /// Runs one netjar command to its end.
    static Tool.Result command(String... arguments) {
        var command = new ArrayList<>(List.of(launcher()));
        command.addAll(List.of(arguments));
        return Tool.run(command);
    }

    private void readWelcome() throws IOException {
        BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
        String line = out.readLine();
        while (line != null) {
            welcome.add(line);
            Matcher door = DOOR.matcher(line);
            if (door.find()) {
                int port = Integer.parseInt(door.group(2));
                switch (door.group(1)) {
                    case "DNS" -> dnsPort = port;
                    case "SOCKS5" -> socksPort = port;
                    case "forward" -> forwards.put(door.group(3), "127.0.0.1:" + port);
                    default -> httpPort = port;
                }
            }
            if (line.startsWith("Ctrl-C")) {
                return;
            }
            line = out.readLine();
        }
        fail("netjar run ended before its doors were open: " + Files.readString(errors));
    }

    List<String> welcome() {
        return welcome;
    }

    /// What it has said on standard error so far.
    String errors() throws IOException {
        return Files.readString(errors);
    }

    /// Its process.
    long pid() {
        return process.pid();
    }

    String dnsPort() {
        return String.valueOf(dnsPort);
    }

    String socksDoor() {
        return "127.0.0.1:" + socksPort;
    }

    /// Where the forward that leads to `target` is, as `ADDRESS:PORT`.
    String forward(String target) {
        return Objects.requireNonNull(forwards.get(target), target);
    }

    /// The certificate of the root that vouches for its sites.
    String root() {
        return root.toString();
    }

    /// The key of the root with which trust in signed names begins, for Unbound; with `.bind` after it, for delv.
    String anchor() {
        return anchor.toString();
    }

    String httpDoor() {
        return "http://127.0.0.1:" + httpPort;
    }

    /// Stops it as Ctrl-C does and asserts that it went at once.
    @Override
    public void close() {
        // The launcher replaces itself by the JVM, so this is the process to stop.
        process.destroy();
        try {
            assertThat(process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)).as("stopped on SIGTERM").isTrue();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            process.destroyForcibly();
        }
    }
}
