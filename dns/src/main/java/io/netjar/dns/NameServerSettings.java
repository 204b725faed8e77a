package io.netjar.dns;

import io.netjar.wire.IpAddress;
import io.netjar.wire.IpPrefix;
import java.util.List;

/// How an authoritative name server behaves.
///
/// @param transfersTo who may have whole zones (AXFR, IXFR), by source address; empty means nobody, as in NSD and Knot
public record NameServerSettings(List<IpPrefix> transfersTo) {
    public NameServerSettings {
        transfersTo = List.copyOf(transfersTo);
    }

    /// Nobody may have whole zones.
    public static NameServerSettings usual() {
        return new NameServerSettings(List.of());
    }

    public NameServerSettings withTransfersTo(List<IpPrefix> prefixes) {
        return new NameServerSettings(prefixes);
    }

    boolean mayTransfer(IpAddress asker) {
        for (IpPrefix prefix : transfersTo) {
            if (prefix.contains(asker)) {
                return true;
            }
        }
        return false;
    }
}
