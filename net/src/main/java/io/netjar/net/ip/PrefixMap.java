package io.netjar.net.ip;

import io.netjar.wire.IpPrefix;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A map from IPv4 prefixes to objects: a hash table for each prefix length in use, so that the longest prefix which holds
/// an address is found by asking one after the other. Looking something up allocates nothing.
public final class PrefixMap<V> {
    private final @Nullable IntMap<V>[] byLength;
    /// Bit n is set if there are prefixes of length n.
    private long lengths;

    @SuppressWarnings({"unchecked", "rawtypes"})
    public PrefixMap() {
        byLength = new IntMap[33];
    }

    /// What stands under exactly `prefix`, or null.
    public @Nullable V get(IpPrefix prefix) {
        IntMap<V> values = byLength[prefix.length()];
        return values == null ? null : values.get(prefix.address().v4());
    }

    /// Puts `value` under `prefix`, and returns what stood there, or null.
    public @Nullable V put(IpPrefix prefix, V value) {
        int length = prefix.length();
        IntMap<V> values = byLength[length];
        if (values == null) {
            values = new IntMap<>();
            byLength[length] = values;
            lengths |= 1L << length;
        }
        V old = values.get(prefix.address().v4());
        values.put(prefix.address().v4(), value);
        return old;
    }

    /// Takes out what stands under exactly `prefix`, and returns it, or null.
    public @Nullable V remove(IpPrefix prefix) {
        int length = prefix.length();
        IntMap<V> values = byLength[length];
        V removed = values == null ? null : values.remove(prefix.address().v4());
        if (values != null && values.size() == 0) {
            byLength[length] = null;
            lengths &= ~(1L << length);
        }
        return removed;
    }

    /// What stands under the longest prefix that holds `address`, among those of certain lengths; null if there is none.
    ///
    /// @param among bit n is set for prefixes of length n
    public @Nullable V longest(int address, long among) {
        long left = among & lengths;
        while (left != 0) {
            int length = 63 - Long.numberOfLeadingZeros(left);
            IntMap<V> values = byLength[length];
            V value = values == null ? null : values.get(address & IpPrefix.mask(length));
            if (value != null) {
                return value;
            }
            left &= ~(1L << length);
        }
        return null;
    }

    /// The lengths of all prefixes: bit n is set if there are some of length n.
    public long lengths() {
        return lengths;
    }

    /// Hands over all values, in an order that depends on what was put and removed alone.
    public void forEach(Consumer<? super V> consumer) {
        for (IntMap<V> values : byLength) {
            for (int slot = 0; values != null && slot < values.slots(); slot++) {
                V value = values.valueAt(slot);
                if (value != null) {
                    consumer.accept(value);
                }
            }
        }
    }
}
