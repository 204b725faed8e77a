package io.netjar.net.tcp;

import org.jspecify.annotations.Nullable;

/// The congestion controls that can be chosen.
public enum CongestionAlgorithm {
    /// RFC 9438, the default of Linux, Windows and macOS.
    CUBIC,
    /// RFC 5681, the classic one.
    NEW_RENO;

    /// The way to tell when slow start should end, if the algorithm has one.
    @Nullable
    HyStart hyStart() {
        return this == CUBIC ? new HyStart() : null;
    }

    CongestionControl create() {
        return switch (this) {
            case CUBIC -> new Cubic();
            case NEW_RENO -> new NewReno();
        };
    }
}
