package io.netjar.gateway.tun;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/// A network namespace of Linux as `ip netns` keeps them: a network stack of its own, with its interfaces, addresses,
/// routes and sockets.
///
/// @param name its name, as in `ip netns list`
public record NetworkNamespace(String name) {
    private static final Path FOLDER = Path.of("/var/run/netns");
    private static final int O_CLOEXEC = 0x8_0000;
    private static final int CLONE_NEWNET = 0x4000_0000;

    /// Whether there is such a namespace.
    public boolean exists() {
        return Files.exists(FOLDER.resolve(name));
    }

    /// Does `work` on a thread that is inside: sockets that it opens, and interfaces that it makes, belong there for
    /// ever, whoever uses them later.
    ///
    /// @throws TunException if there is no such namespace or this process may not enter it
    /// @throws ExecutionException what `work` threw
    public <T> T call(Callable<T> work) throws TunException, ExecutionException {
        if (!exists()) {
            throw new TunException("there is no network namespace '" + name + "'; make it with: ip netns add "
                    + name);
        }
        var task = new FutureTask<T>(() -> {
            enter();
            return work.call();
        });
        // A thread enters and does not come back, so it has to be one that ends.
        Thread thread = Thread.ofPlatform().name("netjar-in-" + name).start(task);
        try {
            T result = task.get();
            thread.join();
            return result;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof TunException refused) {
                throw refused;
            }
            throw e;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new TunException("interrupted while entering the network namespace '" + name + "'");
        }
    }

    private void enter() throws TunException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = LinuxCalls.state(arena);
            int descriptor = LinuxCalls.open(state, FOLDER.resolve(name).toString(), O_CLOEXEC);
            int result = descriptor < 0 ? descriptor : LinuxCalls.setns(state, descriptor, CLONE_NEWNET);
            if (descriptor >= 0) {
                LinuxCalls.close(state, descriptor);
            }
            if (result < 0) {
                throw new TunException("cannot enter the network namespace '" + name + "': "
                        + LinuxCalls.words(-result) + (result == -LinuxCalls.EPERM
                                ? " (that needs CAP_SYS_ADMIN, as root has)"
                                : ""));
            }
        }
    }
}
