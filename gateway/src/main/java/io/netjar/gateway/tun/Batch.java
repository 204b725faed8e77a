package io.netjar.gateway.tun;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import io.netjar.engine.Letter;
import io.netjar.net.ip.Tap;
import io.netjar.wire.Packet;
import io.netjar.wire.PacketPool;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.BlockingQueue;

/// Packets that the kernel sent, on their way from the thread that reads them to the engine's. A batch belongs to one of
/// the two at a time.
final class Batch extends Letter {
    /// As many as make the hand-over cheap; few enough that the first does not wait long for the last to be read.
    private static final int MAX_PACKETS = 64;

    private final MemorySegment memory;
    private final int slotBytes;
    private final int[] lengths = new int[MAX_PACKETS];
    private final PacketPool packets;
    private final Tap tap;
    private final BlockingQueue<Batch> idle;
    private int count;

    /// @param memory room for [#bytes(int)] bytes
    /// @param idle where the batch goes when it is empty again
    Batch(MemorySegment memory, PacketPool packets, Tap tap, BlockingQueue<Batch> idle) {
        this.memory = memory;
        this.slotBytes = (int) (memory.byteSize() / MAX_PACKETS);
        this.packets = packets;
        this.tap = tap;
        this.idle = idle;
    }

    /// How much memory a batch takes for packets of up to `mtu` bytes.
    static long bytes(int mtu) {
        return (long) MAX_PACKETS * mtu;
    }

    /// Reads what waits in `device`, as much as there is room for. Returns whether there was anything.
    boolean fill(TunDevice device) {
        count = 0;
        while (count < MAX_PACKETS) {
            int length = device.read(memory.asSlice((long) count * slotBytes, slotBytes));
            if (length == 0) {
                break;
            }
            lengths[count++] = length;
        }
        return count > 0;
    }

    /// Sends them on, on the engine's thread; nothing if the door has been closed meanwhile.
    @Override
    public void run() {
        if (!memory.scope().isAlive()) {
            return;
        }
        for (int i = 0; i < count; i++) {
            Packet packet = packets.take(lengths[i]);
            MemorySegment.copy(memory, JAVA_BYTE, (long) i * slotBytes, packet.bytes(), packet.offset(),
                    lengths[i]);
            tap.send(packet);
        }
        count = 0;
        idle.add(this);
    }
}
