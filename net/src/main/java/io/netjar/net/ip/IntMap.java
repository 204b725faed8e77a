package io.netjar.net.ip;

import org.jspecify.annotations.Nullable;

/// A map from 32-bit numbers, such as IPv4 addresses and ports, to objects: open addressing with linear probing, so
/// that looking something up allocates nothing. What it holds is walked in slot order, which depends on the
/// insertions and removals alone.
public final class IntMap<V> {
    private static final int GOLDEN_RATIO = 0x9e37_79b9;
    private static final int FIRST_CAPACITY = 4;
    private static final int[] NO_KEYS = {};
    private static final @Nullable Object[] NO_VALUES = {};

    private int[] keys = NO_KEYS;
    private @Nullable Object[] values = NO_VALUES;
    private int shift;
    private int size;

    public IntMap() {}

    /// What stands under `key`, or null.
    @SuppressWarnings("unchecked")
    public @Nullable V get(int key) {
        return size == 0 ? null : (V) values[slotOf(key)];
    }

    /// Puts `value` under `key`, in place of what stood there.
    public void put(int key, V value) {
        if (size * 2 >= keys.length) {
            grow();
        }
        int slot = slotOf(key);
        size += values[slot] == null ? 1 : 0;
        keys[slot] = key;
        values[slot] = value;
    }

    /// Takes out what stands under `key` and returns it, or null.
    @SuppressWarnings("unchecked")
    public @Nullable V remove(int key) {
        if (size == 0) {
            return null;
        }
        int hole = slotOf(key);
        V removed = (V) values[hole];
        if (removed == null) {
            return null;
        }
        size--;
        int mask = keys.length - 1;
        for (int slot = hole + 1 & mask; values[slot] != null; slot = slot + 1 & mask) {
            // An entry may move back into the hole if its home slot is not between the hole and itself.
            if ((slot - home(keys[slot]) & mask) >= (slot - hole & mask)) {
                keys[hole] = keys[slot];
                values[hole] = values[slot];
                hole = slot;
            }
        }
        values[hole] = null;
        return removed;
    }

    public int size() {
        return size;
    }

    /// How many slots there are to walk through with [#valueAt(int)].
    public int slots() {
        return keys.length;
    }

    /// What stands in a slot from 0 to [#slots()] - 1, or null.
    @SuppressWarnings("unchecked")
    public @Nullable V valueAt(int slot) {
        return (V) values[slot];
    }

    private int home(int key) {
        return key * GOLDEN_RATIO >>> shift;
    }

    private int slotOf(int key) {
        int mask = keys.length - 1;
        int slot = home(key);
        while (values[slot] != null && keys[slot] != key) {
            slot = slot + 1 & mask;
        }
        return slot;
    }

    private void grow() {
        int[] oldKeys = keys;
        @Nullable
        Object[] oldValues = values;
        keys = new int[Math.max(FIRST_CAPACITY, oldKeys.length * 2)];
        values = new @Nullable Object[keys.length];
        shift = Integer.numberOfLeadingZeros(keys.length) + 1;
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldValues[i] != null) {
                int slot = slotOf(oldKeys[i]);
                keys[slot] = oldKeys[i];
                values[slot] = oldValues[i];
            }
        }
    }
}
