package io.netjar.net.ip;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Routes by prefix in a trie of fixed strides whose leaves are pushed down: a look-up takes one step for the first bits
/// of the destination (8 in a small table, 16 in a large one), and one for every 4 bits that some route there is longer,
/// whatever the number of routes.
/// (Srinivasan and Varghese, "Faster IP Lookups using Controlled Prefix Expansion", 1998; DIR-24-8 is the same with
/// strides of 24 and 8.)
///
/// Every entry says which route it stands for and how long that route's prefix is, so that an insertion overwrites just
/// the shorter ones, and a removal puts back the next shorter one.
final class PrefixTrie {
    /// For small tables: 1 kB.
    static final int SMALL_ROOT_BITS = 8;
    /// For large ones: 256 kB.
    static final int LARGE_ROOT_BITS = 16;
    private static final int STRIDE = 4;
    private static final int WIDTH = 1 << STRIDE;
    private static final int LENGTH_BITS = 6;
    private static final int LENGTH_MASK = (1 << LENGTH_BITS) - 1;
    /// More than every network of the Internet has, and what an entry has room for.
    private static final int MAX_ROUTES = 1 << 24;

    /// An entry is 0 for no route; a route's number and its prefix length; or, if negative, the complement of a chunk.
    private final int[] root;
    private final int rootBits;
    /// Chunks of [#WIDTH] entries.
    private int[] chunks = new int[8 * WIDTH];
    private int usedChunks;
    /// Freed chunks hold the number of the next one in their first entry; -1 ends the list.
    private int freeChunk = -1;
    private @Nullable Route[] routes = new @Nullable Route[16];
    private int[] freeNumbers = new int[4];
    private int freeCount;
    /// Number 0 is nobody's.
    private int usedNumbers = 1;

    /// @param rootBits [#SMALL_ROOT_BITS] or [#LARGE_ROOT_BITS]
    PrefixTrie(int rootBits) {
        this.rootBits = rootBits;
        this.root = new int[1 << rootBits];
    }

    int rootBits() {
        return rootBits;
    }

    /// The route with the longest prefix that holds `destination`, or null.
    @Nullable
    Route lookup(int destination) {
        int shift = Integer.SIZE - rootBits;
        int entry = root[destination >>> shift];
        while (entry < 0) {
            shift -= STRIDE;
            entry = chunks[(~entry << STRIDE) + (destination >>> shift & WIDTH - 1)];
        }
        return routes[entry >>> LENGTH_BITS];
    }

    /// Adds a route whose prefix is not here yet.
    void add(Route route) {
        int number = freeCount > 0 ? freeNumbers[--freeCount] : usedNumbers++;
        if (number >= MAX_ROUTES) {
            throw new IllegalStateException("a routing table holds " + (MAX_ROUTES - 1) + " routes at most");
        }
        if (number == routes.length) {
            routes = Arrays.copyOf(routes, number * 2);
        }
        routes[number] = route;
        route.number = number;
        int length = route.prefix().length();
        replace(route.prefix().address().v4(), length, -1, number << LENGTH_BITS | length);
    }

    /// Puts `now` in the place of `old`, which has the same prefix.
    void exchange(Route old, Route now) {
        now.number = old.number;
        routes[old.number] = now;
    }

    /// Takes out a route; `shorter` is the one with the next shorter prefix that holds this one's, or null.
    void remove(Route route, @Nullable Route shorter) {
        int number = route.number;
        int length = route.prefix().length();
        int instead = shorter == null ? 0 : shorter.number << LENGTH_BITS | shorter.prefix().length();
        replace(route.prefix().address().v4(), length, number, instead);
        routes[number] = null;
        if (freeCount == freeNumbers.length) {
            freeNumbers = Arrays.copyOf(freeNumbers, freeCount * 2);
        }
        freeNumbers[freeCount++] = number;
    }

    /// The bytes that the arrays take.
    long bytes() {
        return 4L * (root.length + chunks.length + freeNumbers.length + routes.length);
    }

    /// Puts `entry` over the addresses of a prefix: where route number `old` stands, or if that is -1, where the prefix
    /// is no longer than the new one.
    private void replace(int address, int length, int old, int entry) {
        int first = address >>> Integer.SIZE - rootBits;
        if (length > rootBits) {
            root[first] = descend(root[first], rootBits, address, length, old, entry);
            return;
        }
        int end = first + (1 << rootBits - length);
        for (int slot = first; slot < end; slot++) {
            root[slot] = replaced(root[slot], old, entry);
        }
    }

    /// What becomes of the entry `at`, which stands for `bits` bits of the address, when a longer prefix changes.
    private int descend(int at, int bits, int address, int length, int old, int entry) {
        int chunk = at < 0 ? ~at : split(at);
        int next = bits + STRIDE;
        int first = (chunk << STRIDE) + (address >>> Integer.SIZE - next & WIDTH - 1);
        if (length > next) {
            int below = descend(chunks[first], next, address, length, old, entry);
            chunks[first] = below;
        } else {
            int end = first + (1 << next - length);
            for (int slot = first; slot < end; slot++) {
                chunks[slot] = replaced(chunks[slot], old, entry);
            }
        }
        return joined(chunk);
    }

    /// What becomes of the entry `at` when a prefix changes that holds all of its addresses.
    private int replaced(int at, int old, int entry) {
        if (at >= 0) {
            boolean goes = old < 0
                    ? (at & LENGTH_MASK) <= (entry & LENGTH_MASK)
                    : at >>> LENGTH_BITS == old;
            return goes ? entry : at;
        }
        int base = ~at << STRIDE;
        for (int slot = base; slot < base + WIDTH; slot++) {
            chunks[slot] = replaced(chunks[slot], old, entry);
        }
        return joined(~at);
    }

    /// A new chunk that means the same as the entry.
    private int split(int entry) {
        int chunk = freeChunk;
        if (chunk >= 0) {
            freeChunk = chunks[chunk << STRIDE];
        } else {
            chunk = usedChunks++;
            if (usedChunks << STRIDE > chunks.length) {
                chunks = Arrays.copyOf(chunks, chunks.length + chunks.length / 2);
            }
        }
        Arrays.fill(chunks, chunk << STRIDE, chunk + 1 << STRIDE, entry);
        return chunk;
    }

    /// The entry for a chunk: the chunk itself, or if all its entries are the same, that entry, and the chunk is free.
    private int joined(int chunk) {
        int base = chunk << STRIDE;
        int first = chunks[base];
        for (int slot = base + 1; slot < base + WIDTH; slot++) {
            if (chunks[slot] != first) {
                return ~chunk;
            }
        }
        if (first < 0) {
            return ~chunk;
        }
        chunks[base] = freeChunk;
        freeChunk = chunk;
        return first;
    }
}
