package io.netjar.net.tcp;

/// The congestion controls that can be chosen.
public enum CongestionAlgorithm {
    /// RFC 9438, the default of Linux, Windows and macOS.
    CUBIC,
    /// RFC 5681, the classic one.
    NEW_RENO;

    CongestionControl create() {
        return switch (this) {
            case CUBIC -> new Cubic();
            case NEW_RENO -> new NewReno();
        };
    }
}
