package io.netjar.net.dhcp;

import io.netjar.wire.DhcpMessage;
import io.netjar.wire.DhcpOptions;
import io.netjar.wire.IpAddress;
import java.util.List;

/// What a DHCP client was given.
///
/// @param prefixLength of the subnet mask, 0 to 32
/// @param server who gave it
/// @param renewAt T1, in engine time: from here on the client asks the server for more time
/// @param rebindAt T2: from here on it asks everybody
/// @param expiresAt from here on the address is not its own
public record DhcpBinding(IpAddress address, int prefixLength, List<IpAddress> routers,
        List<IpAddress> nameservers,
        String domain, IpAddress server, long renewAt, long rebindAt, long expiresAt) {
    private static final long SECOND = 1_000_000_000L;
    /// RFC 2131 §3.3: a lease time of 0xffffffff means "infinity".
    private static final long INFINITE = 0xffff_ffffL;
    /// So long that it does not overflow and no run gets there.
    private static final long CENTURY = 3_000_000_000L * SECOND;

    public DhcpBinding {
        routers = List.copyOf(routers);
        nameservers = List.copyOf(nameservers);
    }

    /// What `ack` says, which answers a request of `requestedAt`.
    static DhcpBinding of(DhcpMessage ack, long requestedAt) {
        DhcpOptions options = ack.options();
        long lease = nanos(options.seconds(DhcpOptions.LEASE_TIME));
        long renew = nanos(options.seconds(DhcpOptions.RENEWAL_TIME));
        long rebind = nanos(options.seconds(DhcpOptions.REBINDING_TIME));
        // RFC 2131 §4.4.5: "T1 defaults to (0.5 * duration_of_lease). T2 defaults to (0.875 * duration_of_lease)."
        // "T1 MUST be earlier than T2, which, in turn, MUST be earlier than the time at which the client's lease will
        // expire."
        boolean areTimesGiven = renew > 0 && renew < rebind && rebind < lease;
        long t1 = areTimesGiven ? renew : lease / 2;
        long t2 = areTimesGiven ? rebind : lease / 8 * 7;
        int mask = options.address(DhcpOptions.SUBNET_MASK);
        int length = Integer.numberOfLeadingZeros(~mask);
        return new DhcpBinding(IpAddress.v4(ack.yourAddress()),
                mask == 0 ? classful(ack.yourAddress()) : length,
                options.addresses(DhcpOptions.ROUTER), options.addresses(DhcpOptions.NAME_SERVER),
                options.text(DhcpOptions.DOMAIN_NAME),
                IpAddress.v4(options.address(DhcpOptions.SERVER_IDENTIFIER)),
                requestedAt + t1, requestedAt + t2, requestedAt + lease);
    }

    /// RFC 950: the length of the network number of classes A, B and C, for servers that give no mask.
    private static int classful(int address) {
        return address >= 0 ? 8 : address >>> 30 == 2 ? 16 : 24;
    }

    private static long nanos(long seconds) {
        return seconds == INFINITE ? CENTURY : Math.min(seconds * SECOND, CENTURY);
    }
}
