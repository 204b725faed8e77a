package io.netjar.gateway.tun;

import io.netjar.net.host.Host;
import io.netjar.net.ip.NetworkInterface;
import io.netjar.net.ip.Tap;
import io.netjar.wire.Packet;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;

/// A kernel in the place of an emulated host: an open TUN device whose packets are that host's.
///
/// A thread of its own reads what the kernel sends and posts it to the engine's mailbox; what is for the kernel the
/// engine's thread writes.
public final class TunDoor implements AutoCloseable {
    /// Two let the reading go on while the engine takes what was read; four also when it is late.
    private static final int BATCHES = 4;

    private final Host host;
    private final TunDevice device;
    private final KernelSetup setup;
    private final Arena arena = Arena.ofShared();
    private final MemorySegment outgoing;
    private final BlockingQueue<Batch> idle = new ArrayBlockingQueue<>(BATCHES);
    private final Thread reader;
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
        try {
            reader.join();
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
