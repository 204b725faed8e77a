package io.netjar.internet.description;

/// How well a Wi-Fi cell works for those in it.
public enum WifiQuality {
    /// The same room as the access point, a quiet channel.
    GOOD,
    /// A wall or two between.
    FAIR,
    /// The far end of the house: slow and lossy.
    POOR,
    /// A fine signal on a channel that the neighbours fill.
    CROWDED
}
