package io.netjar.net.nat;

/// How much a NAT or a firewall has room for.
///
/// @param flows how many flows are kept; the next one takes the place of one that nobody answered or that is over, or else
///     is dropped with NAT_TABLE_FULL
/// @param flowsPerHost how many of them one inside host may have, so that none takes the room of all others; the next one is
///     dropped with NAT_HOST_FULL. The router itself may have any number.
/// @param datagramBytes the longest datagram that is put together from fragments, 576 to 65,535 bytes
public record NatLimits(int flows, int flowsPerHost, int datagramBytes) {
    /// RFC 1122 §3.3.2 wants every host to be able to put together 576 bytes.
    private static final int SHORTEST = 576;
    private static final int LONGEST = 65_535;

    public NatLimits {
        if (flows < 1 || flowsPerHost < 1) {
            throw new IllegalArgumentException(
                    "a NAT without flows is a wall: " + flows + ", for a host " + flowsPerHost);
        }
        if (datagramBytes < SHORTEST || datagramBytes > LONGEST) {
            throw new IllegalArgumentException(
                    "the longest datagram has 576 to 65535 bytes, not " + datagramBytes);
        }
    }

    /// 16,384 flows (OpenWrt's `nf_conntrack_max` on machines of its size), all of them for one host if it wants, and
    /// datagrams of any length, as in Linux.
    public static NatLimits homeRouter() {
        return new NatLimits(16_384, Integer.MAX_VALUE, LONGEST);
    }

    public NatLimits withFlows(int most) {
        return new NatLimits(most, flowsPerHost, datagramBytes);
    }

    public NatLimits withFlowsPerHost(int most) {
        return new NatLimits(flows, most, datagramBytes);
    }

    public NatLimits withDatagramBytes(int most) {
        return new NatLimits(flows, flowsPerHost, most);
    }
}
