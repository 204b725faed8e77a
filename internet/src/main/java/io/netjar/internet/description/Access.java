package io.netjar.internet.description;

/// A home's access line.
///
/// @param delayNanos one way
/// @param loss the share of packets lost in each direction, 0 to 1
/// @param bufferBytes what the modem holds of traffic upstream, and the provider's side downstream: the cause of
///         bufferbloat
public record Access(AccessKind kind, long downBitsPerSecond, long upBitsPerSecond, long delayNanos,
        double loss,
        int bufferBytes) {
    Access withRates(long down, long up) {
        return new Access(kind, down, up, delayNanos, loss, bufferBytes);
    }

    Access withDelay(long nanos) {
        return new Access(kind, downBitsPerSecond, upBitsPerSecond, nanos, loss, bufferBytes);
    }

    Access withLoss(double share) {
        return new Access(kind, downBitsPerSecond, upBitsPerSecond, delayNanos, share, bufferBytes);
    }

    Access withBuffer(int bytes) {
        return new Access(kind, downBitsPerSecond, upBitsPerSecond, delayNanos, loss, bytes);
    }
}
