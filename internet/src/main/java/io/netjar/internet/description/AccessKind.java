package io.netjar.internet.description;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// The technologies of the last mile, with the values that hold where a description says nothing else.
public enum AccessKind {
    /// Coaxial cable (DOCSIS): its request-and-grant cycle costs some milliseconds, and modems buffer around 100 ms
    /// of upstream traffic.
    CABLE(200_000_000L, 20_000_000L, 4_000_000L, 256_000),
    /// Passive optical network: symmetric, with little delay; splitting and ranging cost well under a millisecond.
    FIBRE(1_000_000_000L, 1_000_000_000L, 500_000L, 1_000_000),
    /// A telephone pair (VDSL2): interleaving against impulse noise costs 8 ms each way.
    DSL(50_000_000L, 10_000_000L, 8_000_000L, 128_000);

    private final long downBitsPerSecond;
    private final long upBitsPerSecond;
    private final long delayNanos;
    private final int bufferBytes;

    AccessKind(long downBitsPerSecond, long upBitsPerSecond, long delayNanos, int bufferBytes) {
        this.downBitsPerSecond = downBitsPerSecond;
        this.upBitsPerSecond = upBitsPerSecond;
        this.delayNanos = delayNanos;
        this.bufferBytes = bufferBytes;
    }

    /// A line of this kind with its usual rates, delay and buffer, without loss.
    public Access usual() {
        return new Access(this, downBitsPerSecond, upBitsPerSecond, delayNanos, 0, bufferBytes);
    }

    /// The kind as descriptions write it.
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static List<String> words() {
        return Arrays.stream(values()).map(AccessKind::word).toList();
    }
}
