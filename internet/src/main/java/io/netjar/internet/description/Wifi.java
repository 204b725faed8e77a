package io.netjar.internet.description;

import io.netjar.net.link.QueueDiscipline;
import io.netjar.net.wifi.WifiSpec;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The Wi-Fi of a home or an office, if any device is in it.
///
/// @param queue what each radio has instead of its usual queue
/// @param rtsBytes from which length on, in bytes on the air, radios ask for the channel first; [WifiSpec#NO_RTS] if they never do
/// @param ownRtsBytes the same for some devices by name, and for the access point ([#ROUTER])
/// @param hidden which devices do not hear each other
public record Wifi(WifiQuality quality, Optional<QueueDiscipline> queue, int rtsBytes,
        Map<String, Integer> ownRtsBytes, List<HiddenPair> hidden) {
    /// The access point's name, which no device has.
    public static final String ROUTER = "router";

    /// Two devices that hear the access point but not each other, by their names.
    public record HiddenPair(String one, String other) {}

    public Wifi {
        ownRtsBytes = Collections.unmodifiableMap(new LinkedHashMap<>(ownRtsBytes));
        hidden = List.copyOf(hidden);
    }

    /// Usual queues, all hear all, and nobody asks.
    static Wifi of(WifiQuality quality) {
        return new Wifi(quality, Optional.empty(), WifiSpec.NO_RTS, Map.of(), List.of());
    }
}
