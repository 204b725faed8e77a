package io.netjar.dns;

import io.netjar.wire.IpAddress;
import io.netjar.wire.IpPrefix;
import java.util.List;
import java.util.Optional;

/// How an authoritative name server behaves.
///
/// @param transfersTo who may have whole zones (AXFR, IXFR), by source address; empty means nobody, as in NSD and Knot
/// @param rateLimit how often it gives one answer to one network, if that is limited
public record NameServerSettings(List<IpPrefix> transfersTo, Optional<ResponseRateLimit> rateLimit) {
    public NameServerSettings {
        transfersTo = List.copyOf(transfersTo);
    }

    /// Nobody may have whole zones; everybody may ask as often as he likes, as with BIND unless it is told otherwise.
    public static NameServerSettings usual() {
        return new NameServerSettings(List.of(), Optional.empty());
    }

    public NameServerSettings withTransfersTo(List<IpPrefix> prefixes) {
        return new NameServerSettings(prefixes, rateLimit);
    }

    public NameServerSettings withRateLimit(ResponseRateLimit limit) {
        return new NameServerSettings(transfersTo, Optional.of(limit));
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
