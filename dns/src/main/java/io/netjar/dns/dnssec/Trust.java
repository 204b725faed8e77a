package io.netjar.dns.dnssec;

import java.util.List;
import org.xbill.DNS.DNSKEYRecord;
import org.xbill.DNS.DSRecord;
import org.xbill.DNS.ExtendedErrorCodeOption;
import org.xbill.DNS.Name;

/// How the chain from a trust anchor ends at a name.
sealed interface Trust {
    /// In a signed zone whose keys are known.
    record Signed(Name zone, List<DNSKEYRecord> keys) implements Trust {}

    /// In what is not signed.
    record Unsigned(List<ExtendedErrorCodeOption> notes) implements Trust {}

    /// It is broken.
    record Broken(ExtendedErrorCodeOption why) implements Trust {}

    /// It goes on once this is known.
    record Wanted(Name name, int type) implements Trust {}

    /// What is at one name on the way.
    sealed interface Link {
        /// A zone begins.
        record Zone(Trust trust) implements Link {}

        /// A zone begins, of whose keys these are the digests for so many seconds.
        record Promised(List<DSRecord> digests, long seconds) implements Link {}

        /// The name belongs to the zone above it.
        record Inside() implements Link {}

        /// There is nothing at the name and below.
        record Nothing() implements Link {}
    }
}
