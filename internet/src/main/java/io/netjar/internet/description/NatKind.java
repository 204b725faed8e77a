package io.netjar.internet.description;

import io.netjar.net.nat.NatSettings;
import java.util.Arrays;

/// The usual ways in which routers translate, by the words that descriptions have for them.
public enum NatKind {
    /// [NatSettings#homeRouter()]
    PORT_RESTRICTED,
    /// [NatSettings#addressRestricted()]
    ADDRESS_RESTRICTED,
    /// [NatSettings#fullCone()]
    FULL_CONE,
    /// [NatSettings#symmetric()]
    SYMMETRIC,
    /// [NatSettings#linux()]
    LINUX,
    /// No NAT: a public network behind a firewall.
    OFF;

    /// Those that are NAT at all.
    static NatKind[] translating() {
        return Arrays.stream(values()).filter(kind -> kind != OFF).toArray(NatKind[]::new);
    }

    NatSettings settings() {
        return switch (this) {
            case PORT_RESTRICTED, OFF -> NatSettings.homeRouter();
            case ADDRESS_RESTRICTED -> NatSettings.addressRestricted();
            case FULL_CONE -> NatSettings.fullCone();
            case SYMMETRIC -> NatSettings.symmetric();
            case LINUX -> NatSettings.linux();
        };
    }
}
