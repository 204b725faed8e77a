package io.netjar.net.tcp;

import org.jspecify.annotations.Nullable;

/// The congestion controls that can be chosen.
public enum CongestionAlgorithm {
    /// RFC 9438, the default of Linux, Windows and macOS; it leaves slow start by HyStart, as Linux does.
    CUBIC,
    /// The same, but it leaves slow start by HyStart++ (RFC 9406), as Windows does.
    CUBIC_HYSTART_PLUS_PLUS,
    /// The same, but it leaves slow start at the first loss only (RFC 5681 §3.1), as Linux does with HyStart switched off.
    CUBIC_PLAIN_SLOW_START,
    /// RFC 5681, the classic one.
    NEW_RENO;

    /// The way to tell when slow start should end, if the algorithm has one.
    @Nullable
    SlowStartExit slowStartExit() {
        return switch (this) {
            case CUBIC -> new HyStart();
            case CUBIC_HYSTART_PLUS_PLUS -> new HyStartPlusPlus();
            case CUBIC_PLAIN_SLOW_START, NEW_RENO -> null;
        };
    }

    CongestionControl create() {
        return switch (this) {
            case CUBIC, CUBIC_HYSTART_PLUS_PLUS, CUBIC_PLAIN_SLOW_START -> new Cubic();
            case NEW_RENO -> new NewReno();
        };
    }
}
