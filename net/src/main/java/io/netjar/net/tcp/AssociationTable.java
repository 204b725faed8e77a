package io.netjar.net.tcp;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A host's connections by local address and port, remote address and port: open addressing with linear probing,
/// nothing boxed. The hashes stand beside one another, so that a search looks at the association it finds and hardly at
/// any other.
final class AssociationTable {
    private static final int FIRST_SLOTS = 16;

    private @Nullable Association[] slots = new @Nullable Association[FIRST_SLOTS];
    /// The hash of the association in each slot; of an empty one anything.
    private int[] hashes = new int[FIRST_SLOTS];
    private int size;

    int size() {
        return size;
    }

    /// How many slots there are to go through with [#at(int)].
    int capacity() {
        return slots.length;
    }

    @Nullable
    Association at(int slot) {
        return slots[slot];
    }

    @Nullable
    Association find(int local, int localPort, int remote, int remotePort) {
        int mask = slots.length - 1;
        int hash = hash(local, localPort, remote, remotePort);
        int slot = hash & mask;
        Association found = slots[slot];
        while (found != null
                && (hashes[slot] != hash || !found.isBetween(local, localPort, remote, remotePort))) {
            slot = slot + 1 & mask;
            found = slots[slot];
        }
        return found;
    }

    /// Adds `association`; there must be none with the same endpoints.
    void add(Association association) {
        if (2 * (size + 1) > slots.length) {
            grow();
        }
        insert(association);
        size++;
    }

    /// Takes `association` out, if it is there.
    void remove(Association association) {
        int mask = slots.length - 1;
        int hole = hash(association) & mask;
        while (slots[hole] != association) {
            if (slots[hole] == null) {
                return;
            }
            hole = hole + 1 & mask;
        }
        size--;
        // Those after the hole move back into it unless that would put them before their home slot.
        int slot = hole + 1 & mask;
        Association moved = slots[slot];
        while (moved != null) {
            if ((slot - hashes[slot] & mask) >= (slot - hole & mask)) {
                slots[hole] = moved;
                hashes[hole] = hashes[slot];
                hole = slot;
            }
            slot = slot + 1 & mask;
            moved = slots[slot];
        }
        slots[hole] = null;
    }

    /// All there are, by local port and address, then by the remote's.
    List<Association> sorted() {
        var all = new ArrayList<Association>();
        for (Association association : slots) {
            if (association != null) {
                all.add(association);
            }
        }
        all.sort(Comparator.<Association>comparingInt(each -> each.localPort)
                .thenComparingInt(each -> each.localAddress).thenComparingInt(each -> each.remotePort)
                .thenComparingInt(each -> each.remoteAddress));
        return all;
    }

    private void insert(Association association) {
        int mask = slots.length - 1;
        int hash = hash(association);
        int slot = hash & mask;
        while (slots[slot] != null) {
            slot = slot + 1 & mask;
        }
        slots[slot] = association;
        hashes[slot] = hash;
    }

    private void grow() {
        @Nullable
        Association[] old = slots;
        slots = new @Nullable Association[2 * old.length];
        hashes = new int[2 * old.length];
        for (Association association : old) {
            if (association != null) {
                insert(association);
            }
        }
    }

    private static int hash(Association association) {
        return hash(association.localAddress, association.localPort, association.remoteAddress,
                association.remotePort);
    }

    private static int hash(int local, int localPort, int remote, int remotePort) {
        long key = ((long) remote << 32 | (long) remotePort << 16 | localPort) * 0x9e37_79b9_7f4a_7c15L
                ^ local;
        key = (key ^ key >>> 29) * 0xbf58_476d_1ce4_e5b9L;
        return (int) (key >>> 32);
    }
}
