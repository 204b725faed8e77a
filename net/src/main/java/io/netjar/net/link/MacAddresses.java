package io.netjar.net.link;

import io.netjar.engine.Chance;
import io.netjar.wire.MacAddress;
import java.util.Map;
import java.util.TreeMap;

/// Gives each port a MAC address that follows from its name alone, so that a thing more does not change the others' addresses.
///
/// Of two ports whose names lead to the same address, which among 100,000 happens once in 14,000 Internets, the one made
/// later has the next address that its name leads to. A hash table with open addressing.
final class MacAddresses {
    /// Names lead to the same addresses whatever an engine's seed is.
    private static final long SEED = 0;
    private static final long SIX_OCTETS = 0xffff_ffff_ffffL;
    // IEEE 802 §8.4: the second-lowest bit of the first octet says that an address is locally administered, the lowest that
    // it is a group's.
    private static final long LOCAL = 0x0200_0000_0000L;
    private static final long GROUP = 0x0100_0000_0000L;
    private static final int SMALLEST = 16;

    /// 0 where nothing stands; no local address is 0.
    private long[] given = new long[SMALLEST];
    private int size;
    private final Map<String, MacAddress> chosen = new TreeMap<>();

    /// Keeps `mac` for the port of that name.
    ///
    /// @throws IllegalArgumentException if it is a group's, or kept for another port
    void choose(String portName, MacAddress mac) {
        if (MacAddress.isGroup(mac.bits()) || mac.bits() == 0) {
            throw new IllegalArgumentException(mac + " is no address of one station");
        }
        if (chosen.containsValue(mac)) {
            throw new IllegalArgumentException(mac + " is another port's");
        }
        chosen.put(portName, mac);
    }

    /// The address chosen for the port, or else a locally administered unicast address that nobody has.
    MacAddress next(String portName) {
        MacAddress own = chosen.get(portName);
        if (own != null) {
            return own;
        }
        if (2 * size >= given.length) {
            grow();
        }
        Chance names = Chance.of(SEED, "mac " + portName);
        long mac;
        int slot;
        do {
            mac = names.nextLong() & SIX_OCTETS & ~GROUP | LOCAL;
            slot = slotOf(mac);
        } while (given[slot] == mac || isChosen(mac));
        given[slot] = mac;
        size++;
        return new MacAddress(mac);
    }

    private boolean isChosen(long mac) {
        return !chosen.isEmpty() && chosen.containsValue(new MacAddress(mac));
    }

    /// Where `mac` stands or would be put.
    private int slotOf(long mac) {
        int mask = given.length - 1;
        int slot = (int) mac & mask;
        while (given[slot] != 0 && given[slot] != mac) {
            slot = slot + 1 & mask;
        }
        return slot;
    }

    private void grow() {
        long[] old = given;
        given = new long[2 * old.length];
        for (long mac : old) {
            if (mac != 0) {
                given[slotOf(mac)] = mac;
            }
        }
    }
}
