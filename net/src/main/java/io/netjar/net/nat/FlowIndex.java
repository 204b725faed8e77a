package io.netjar.net.nat;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// A hash table from a flow's five numbers, packed into two longs, to what belongs to the flow. Looking up
/// makes no garbage; collisions are probed linearly, removal closes the gap.
final class FlowIndex<T> {
    private static final int SMALLEST = 16;

    private long[] addresses = new long[SMALLEST];
    private long[] ports = new long[SMALLEST];
    private @Nullable Object[] values = new Object[SMALLEST];
    private int size;

    /// The first half of a key.
    static long addresses(int own, int remote) {
        return (long) own << 32 | remote & 0xffff_ffffL;
    }

    /// The second half of a key.
    static long ports(int protocol, int own, int remote) {
        return (long) protocol << 32 | (long) own << 16 | remote;
    }

    int size() {
        return size;
    }

    @SuppressWarnings("unchecked")
    @Nullable
    T get(long addressKey, long portKey) {
        return (T) values[slot(addressKey, portKey)];
    }

    void put(long addressKey, long portKey, T value) {
        if (size * 2 >= values.length) {
            grow();
        }
        int slot = slot(addressKey, portKey);
        size += values[slot] == null ? 1 : 0;
        addresses[slot] = addressKey;
        ports[slot] = portKey;
        values[slot] = value;
    }

    void remove(long addressKey, long portKey) {
        int gap = slot(addressKey, portKey);
        if (values[gap] == null) {
            return;
        }
        size--;
        values[gap] = null;
        int mask = values.length - 1;
        for (int at = gap + 1 & mask; values[at] != null; at = at + 1 & mask) {
            int home = home(addresses[at], ports[at]);
            // An entry may move back into the gap only if its home is not between the gap and itself.
            if ((at - home & mask) >= (at - gap & mask)) {
                addresses[gap] = addresses[at];
                ports[gap] = ports[at];
                values[gap] = values[at];
                values[at] = null;
                gap = at;
            }
        }
    }

    void clear() {
        Arrays.fill(values, null);
        size = 0;
    }

    /// Where the key stands, or the empty slot where it would.
    private int slot(long addressKey, long portKey) {
        int mask = values.length - 1;
        int slot = home(addressKey, portKey);
        while (values[slot] != null && (addresses[slot] != addressKey || ports[slot] != portKey)) {
            slot = slot + 1 & mask;
        }
        return slot;
    }

    private int home(long addressKey, long portKey) {
        long hash = addressKey * 0x9e37_79b9_7f4a_7c15L ^ portKey * 0xc2b2_ae3d_27d4_eb4fL;
        hash = (hash ^ hash >>> 32) * 0xd6e8_feb8_6659_fd93L;
        return (int) (hash >>> 32) & values.length - 1;
    }

    @SuppressWarnings("unchecked")
    private void grow() {
        long[] oldAddresses = addresses;
        long[] oldPorts = ports;
        @Nullable
        Object[] old = values;
        addresses = new long[old.length * 2];
        ports = new long[old.length * 2];
        values = new Object[old.length * 2];
        size = 0;
        for (int i = 0; i < old.length; i++) {
            Object value = old[i];
            if (value != null) {
                put(oldAddresses[i], oldPorts[i], (T) value);
            }
        }
    }
}
