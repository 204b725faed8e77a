package io.netjar.net.nat;

import io.netjar.net.ip.IntMap;
import org.jspecify.annotations.Nullable;

/// How many flows each inside host has, where that is limited; otherwise nobody counts.
final class HostShares {
    private final int most;
    private final @Nullable IntMap<Share> shares;

    private static final class Share {
        private int flows;
    }

    HostShares(NatLimits limits) {
        this.most = limits.flowsPerHost();
        this.shares = most < limits.flows() ? new IntMap<>() : null;
    }

    /// Whether the host may have no more.
    boolean isFull(int host) {
        Share share = shares == null ? null : shares.get(host);
        return share != null && share.flows >= most;
    }

    void add(int host) {
        if (shares != null) {
            Share share = shares.get(host);
            if (share == null) {
                share = new Share();
                shares.put(host, share);
            }
            share.flows++;
        }
    }

    void remove(int host) {
        Share share = shares == null ? null : shares.get(host);
        if (shares != null && share != null && --share.flows == 0) {
            shares.remove(host);
        }
    }
}
