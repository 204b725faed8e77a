package io.netjar.internet.description;

import io.netjar.net.modem.AccessLine;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// The technologies of the last mile, by the words that descriptions have for them.
public enum AccessKind {
    /// [AccessLine#cable()]
    CABLE,
    /// [AccessLine#vdsl()]
    VDSL,
    /// [AccessLine#fibre()]
    FIBRE,
    /// [AccessLine#lte()]
    LTE,
    /// [AccessLine#satellite()]: in geostationary orbit
    SATELLITE,
    /// [AccessLine#lowOrbit()]
    SATELLITE_LEO;

    /// The line that a home has where its description says nothing else.
    public AccessLine usual() {
        return switch (this) {
            case CABLE -> AccessLine.cable();
            case VDSL -> AccessLine.vdsl();
            case FIBRE -> AccessLine.fibre();
            case LTE -> AccessLine.lte();
            case SATELLITE -> AccessLine.satellite();
            case SATELLITE_LEO -> AccessLine.lowOrbit();
        };
    }

    /// The kind as descriptions write it.
    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static List<String> words() {
        return Arrays.stream(values()).map(AccessKind::word).toList();
    }
}
