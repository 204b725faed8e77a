package io.netjar.net.wifi;

/// How long things take on the air, in nanoseconds. IEEE 802.11-2020, OFDM at 5 GHz. Slot, SIFS,
/// windows and preamble stand in table 13-5 of M. Gast's "802.11 Wireless Networks: The Definitive Guide" (2005), too; the
/// other figures are from memory of the standard.
final class Airtime {
    private static final long MICRO = 1_000;
    /// Table 17-21: aSlotTime and aSIFSTime.
    static final long SLOT = 9 * MICRO;
    static final long SIFS = 16 * MICRO;
    /// §10.3.2.3.5: DIFS = SIFS + 2 slots.
    static final long DIFS = SIFS + 2 * SLOT;
    /// Table 17-21: aCWmin and aCWmax.
    static final int CW_MIN = 15;
    static final int CW_MAX = 1023;
    /// §21.3.2: L-STF 8, L-LTF 8, L-SIG 4, VHT-SIG-A 8, VHT-STF 4, two VHT-LTF 8, VHT-SIG-B 4 µs.
    private static final long PREAMBLE = 44 * MICRO;
    /// §17.3.2: the preamble and signal field that every station understands.
    private static final long LEGACY_PREAMBLE = 20 * MICRO;
    /// A Block Ack of 32 bytes at 24 Mbit/s: preamble and 3 symbols of 4 µs, a SIFS after the data.
    static final long ACKNOWLEDGEMENT = SIFS + LEGACY_PREAMBLE + 12 * MICRO;
    /// Table 21-29: aPPDUMaxTime, the longest transmission.
    static final long LONGEST = 5_484 * MICRO;
    /// What a frame has on the air that it has not on a cable, less its Ethernet header of 14: a QoS data header 26, CCMP 16
    /// (§12.5.3.2), LLC/SNAP 8 (RFC 1042), frame check sequence 4.
    private static final int MORE_BYTES = 26 + 16 + 8 + 4 - 14;
    /// §17.3: the lowest rate, which frames to a group are sent at so that all may understand.
    static final long BASIC_RATE = 6_000_000;

    /// §17.3.2.3: a symbol.
    private static final long SYMBOL = 4 * MICRO;
    /// §17.3.5: a frame begins with a SERVICE field of 16 bits and ends with 6 tail bits; at the basic rate a symbol holds 24.
    private static final int SERVICE_AND_TAIL_BITS = 16 + 6;
    private static final int BITS_PER_SYMBOL = (int) (BASIC_RATE * SYMBOL / 1_000_000_000);
    /// §9.3.1.2 and §9.3.1.3: an RTS has 20 bytes and a CTS 14; they go at the basic rate, so that all understand them.
    static final long RTS = control(20);
    static final long CTS = control(14);

    private Airtime() {}

    /// A control frame at the basic rate, in whole symbols.
    private static long control(int bytes) {
        int bits = SERVICE_AND_TAIL_BITS + 8 * bytes;
        return LEGACY_PREAMBLE + Math.ceilDiv(bits, BITS_PER_SYMBOL) * SYMBOL;
    }

    /// What one go costs apart from its frames.
    static long overhead(boolean toGroup) {
        return toGroup ? LEGACY_PREAMBLE : PREAMBLE + ACKNOWLEDGEMENT;
    }

    /// What a frame of `length` bytes (as it is on a cable) adds.
    static long frame(int length, long bitsPerSecond) {
        return bytes(length) * 8L * 1_000_000_000L / bitsPerSecond;
    }

    /// How many bytes a frame of `length` bytes on a cable has on the air.
    static int bytes(int length) {
        return length + MORE_BYTES;
    }

    static long slots(long count) {
        return count * SLOT;
    }
}
