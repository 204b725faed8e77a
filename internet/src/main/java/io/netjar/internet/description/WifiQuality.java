package io.netjar.internet.description;

/// How well a Wi-Fi cell works for those in it.
public enum WifiQuality {
    /// The same room as the access point, a quiet channel.
    GOOD,
    /// Two walls between.
    WEAK,
    /// A good signal on a channel that the neighbours fill.
    CROWDED,
    /// Hardly to be heard: slow and lossy.
    FAR
}
