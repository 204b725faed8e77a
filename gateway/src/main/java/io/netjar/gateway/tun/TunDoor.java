package io.netjar.gateway.tun;

import io.netjar.net.dhcp.DhcpBinding;
import io.netjar.net.dhcp.DhcpClient;
import io.netjar.net.host.Host;
import io.netjar.net.ip.NetworkInterface;
import io.netjar.net.ip.Tap;
import io.netjar.wire.Packet;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// A kernel in the place of an emulated host: an open TUN device whose packets are that host's.
///
/// A thread of its own reads what the kernel sends and posts it to the engine's mailbox; what is for the kernel the
/// engine's thread writes.
public final class TunDoor implements AutoCloseable {
    /// Two let the reading go on while the engine takes what was read; four also when it is late.
    private static final int BATCHES = 4;
    private static final long PATIENCE_SECONDS = 5;

    private final Host host;
    private final TunDevice device;
    private final KernelSetup setup;
    private final Arena arena = Arena.ofShared();
    private final MemorySegment outgoing;
    private final BlockingQueue<Batch> idle = new ArrayBlockingQueue<>(BATCHES);
    private final Thread reader;
    /// Tells the kernel of changes, which takes longer than the engine should stand still.
    private final ExecutorService teller = Executors
            .newSingleThreadExecutor(Thread.ofPlatform().daemon().name("netjar-tun-setup").factory());
    private volatile boolean closed;

    private TunDoor(Host host, NetworkInterface at, TunDevice device, KernelSetup setup) {
        this.host = host;
        this.device = device;
        this.setup = setup;
        outgoing = arena.allocate(at.mtu());
        Tap tap = host.ip().tap(at, this::write);
        for (int i = 0; i < BATCHES; i++) {
            idle.add(new Batch(arena.allocate(Batch.bytes(at.mtu())), host.network().packets(), tap, idle));
        }
        reader = Thread.ofPlatform().daemon().name("netjar-tun-" + host.name()).start(this::read);
    }

    /// Gives the place of `host` to a kernel: makes the interface of `plan` with the address, prefix and MTU of `at`
    /// and, if it is in a network namespace, the default route there and the name servers in its resolv.conf, if
    /// nobody has written one. To be called by whoever runs the engine, while it stands still.
    ///
    /// Preconditions: `at` has an address and nobody else has tapped `host`.
    ///
    /// @throws TunException if that cannot be done; nothing is left of it then
    public static TunDoor open(Host host, NetworkInterface at, TunPlan plan) throws TunException {
        if (!System.getProperty("os.name", "").equals("Linux")) {
            throw new TunException("TUN devices are made on Linux only; the SOCKS5 and HTTP proxy doors work "
                    + "everywhere");
        }
        var setup = new KernelSetup(host, at, plan);
        TunDevice device = make(plan);
        try {
            setup.apply();
        } catch (TunException e) {
            device.close();
            setup.undo();
            throw e;
        }
        return new TunDoor(host, at, device, setup);
    }

    private static TunDevice make(TunPlan plan) throws TunException {
        if (plan.namespace().isEmpty()) {
            return TunDevice.open(plan.name());
        }
        try {
            return new NetworkNamespace(plan.namespace().get()).call(() -> TunDevice.open(plan.name()));
        } catch (ExecutionException e) {
            throw new IllegalStateException("the TUN device could not be made", e.getCause());
        }
    }

    /// Lets the kernel have what `client` is given from now on, or have no address when it loses it: address, default route
    /// and name servers, as [#open] does. Connections from an address that is gone stay behind, as on a real machine. To be
    /// called by whoever runs the engine, while it stands still.
    ///
    /// @param news hears, on a thread of its own, what the kernel has now, or that it refused it
    public void follow(DhcpClient client, Consumer<String> news) {
        client.listener(new DhcpClient.Listener() {
            @Override
            public void bound(DhcpBinding binding) {
                tell(news);
            }

            @Override
            public void lost() {
                tell(news);
            }
        });
    }

    private void tell(Consumer<String> news) {
        if (closed) {
            return;
        }
        Callable<Optional<String>> change = setup.change();
        teller.execute(() -> {
            try {
                change.call().ifPresent(now -> news.accept(host.name() + ": the kernel has " + now + " now"));
            } catch (Exception e) {
                news.accept(host.name() + ": " + e.getMessage());
            }
        });
    }

    private void read() {
        try {
            while (!closed && device.await()) {
                Batch batch = idle.take();
                if (batch.fill(device)) {
                    host.engine().mailbox().post(batch);
                } else {
                    idle.add(batch);
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /// Hands a packet to the kernel, on the engine's thread.
    private boolean write(Packet packet) {
        int length = packet.length();
        if (length > outgoing.byteSize()) {
            return false;
        }
        MemorySegment.copy(packet.bytes(), packet.offset(), outgoing, ValueLayout.JAVA_BYTE, 0, length);
        return device.write(outgoing, length);
    }

    /// Takes the interface away again and gives the host its place back. To be called by whoever runs the engine, while
    /// it stands still; a second time does nothing.
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        device.wake();
        reader.interrupt();
        teller.shutdown();
        try {
            reader.join();
            teller.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return;
        }
        host.ip().untap();
        device.close();
        arena.close();
        setup.undo();
    }
}
