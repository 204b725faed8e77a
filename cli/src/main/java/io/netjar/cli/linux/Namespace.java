package io.netjar.cli.linux;

import io.netjar.gateway.tun.NetworkNamespace;
import io.netjar.gateway.tun.TunException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// A network namespace that lives as long as this object, under a name that nobody else has. If the process is told to
/// end before that (SIGINT, SIGTERM), the programs inside are ended and the namespace is removed first.
public final class Namespace implements AutoCloseable {
    private static final AtomicInteger MADE = new AtomicInteger();
    private static final long PATIENCE_SECONDS = 150;
    /// Those that are there now.
    private static final Set<Namespace> OPEN = ConcurrentHashMap.newKeySet();

    private final NetworkNamespace network;

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(Namespace::removeAll, "netjar-namespaces"));
    }

    private Namespace(String name) {
        network = new NetworkNamespace(name);
    }

    /// Makes one, with its loopback up.
    ///
    /// @throws IOException if that is not allowed, or `ip` of iproute2 is not installed
    public static Namespace make() throws IOException {
        var namespace = new Namespace(
                "netjar-" + ProcessHandle.current().pid() + "-" + MADE.incrementAndGet());
        synchronized (OPEN) {
            OPEN.add(namespace);
            toEnd(List.of("ip", "netns", "add", namespace.name()));
        }
        toEnd(List.of("ip", "-n", namespace.name(), "link", "set", "lo", "up"));
        return namespace;
    }

    public String name() {
        return network.name();
    }

    /// Does `work` inside: sockets that it opens are the namespace's.
    ///
    /// @throws IOException if the namespace cannot be entered, or `work` throws something
    public <T> T call(Callable<T> work) throws IOException {
        try {
            return network.call(work);
        } catch (TunException e) {
            throw new IOException(e);
        } catch (ExecutionException e) {
            throw new IOException("in " + name() + ": " + e.getCause(), e.getCause());
        }
    }

    /// Sets a kernel parameter of the namespace, as in `net/ipv4/tcp_sack` or `net.ipv4.tcp_sack`.
    public void set(String parameter, String value) throws IOException {
        Path file = Path.of("/proc/sys", parameter.replace('.', '/'));
        call(() -> Files.writeString(file, value));
    }

    /// What a program inside prints, when it has ended well.
    ///
    /// @throws IOException if it ended badly, or not within two and a half minutes; says what it printed
    public String run(String... command) throws IOException {
        return toEnd(inside(command));
    }

    /// Starts a program inside; what it prints goes into `out`.
    public Process start(Path out, String... command) throws IOException {
        return new ProcessBuilder(inside(command)).redirectErrorStream(true).redirectOutput(out.toFile())
                .start();
    }

    private List<String> inside(String... command) {
        var all = new ArrayList<>(List.of("ip", "netns", "exec", name()));
        all.addAll(List.of(command));
        return all;
    }

    private static String toEnd(List<String> command) throws IOException {
        Path out = Files.createTempFile("netjar", ".out");
        try {
            Process process = new ProcessBuilder(command).redirectErrorStream(true)
                    .redirectOutput(out.toFile())
                    .redirectInput(Path.of("/dev/null").toFile()).start();
            boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (!ended) {
                process.destroyForcibly().waitFor();
            }
            String text = new String(Files.readAllBytes(out), StandardCharsets.UTF_8);
            if (!ended || process.exitValue() != 0) {
                throw new IOException(String.join(" ", command)
                        + (ended ? " ended with " + process.exitValue() : " did not end") + ": " + text);
            }
            return text;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            Files.delete(out);
        }
    }

    /// Removes it; interfaces and sockets in it go with it when the last program in it has ended.
    @Override
    public void close() throws IOException {
        if (OPEN.remove(this)) {
            toEnd(List.of("ip", "netns", "delete", name()));
        }
    }

    /// On the way out of the process, when nobody may make another one.
    private static void removeAll() {
        synchronized (OPEN) {
            OPEN.forEach(Namespace::remove);
        }
    }

    private void remove() {
        try {
            toEnd(List.of("ip", "netns", "pids", name())).lines().map(Long::valueOf)
                    .flatMap(pid -> ProcessHandle.of(pid).stream()).forEach(ProcessHandle::destroy);
            close();
        } catch (IOException _) {
            // It was not made after all, and nobody is left to tell.
        }
    }
}
