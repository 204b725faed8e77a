package io.netjar.dns;

import io.netjar.wire.IpAddress;
import java.util.List;
import org.xbill.DNS.Name;

/// What a program learns when it looks up the addresses of a name.
public sealed interface LookupResult {
    /// The name that was looked up.
    Name name();

    /// The name has addresses, in the order in which they came; at least one.
    ///
    /// @param canonicalName the name at the end of its aliases
    /// @param ttlSeconds for how long the addresses hold
    record Addresses(Name name, Name canonicalName, List<IpAddress> addresses, long ttlSeconds)
            implements
                LookupResult {
        public IpAddress first() {
            return addresses.getFirst();
        }
    }

    /// There is no such name (NXDOMAIN).
    record NoSuchName(Name name) implements LookupResult {}

    /// The name exists, but has no addresses of the kind asked for.
    record NoData(Name name) implements LookupResult {}

    /// Nothing was learned.
    ///
    /// @param reason for people, as in `SERVFAIL from 10.0.0.1:53` or `timed out`
    record Failed(Name name, String reason) implements LookupResult {
        /// Whether a server answered that it could not find out, rather than that none answered.
        boolean isServerFailure() {
            return reason.startsWith("SERVFAIL ");
        }
    }
}
