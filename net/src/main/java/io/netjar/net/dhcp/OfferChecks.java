package io.netjar.net.dhcp;

import io.netjar.net.host.Host;
import io.netjar.net.host.Ping;
import io.netjar.net.host.PingResult;
import io.netjar.wire.DhcpMessage;
import io.netjar.wire.IpAddress;
import java.util.ArrayList;
import java.util.Map;
import java.util.TreeMap;

/// The pings by which a DHCP server finds out whether somebody uses an address that it is about to offer. RFC 2131 §2.2:
/// "the allocating server SHOULD probe the reused address before allocating the address, e.g., with an ICMP echo request".
///
/// One ping is on its way to each address at most. Whoever has a firewall that swallows pings is not found.
final class OfferChecks {
    /// A flood of clients does not become a flood of pings; what does not fit is offered unchecked. dnsmasq has such a
    /// limit, too, so that clients are served in the end.
    static final int MOST = 32;

    private final Host host;
    private final long waitNanos;
    private final Verdict verdict;
    private final Map<Integer, Check> open = new TreeMap<>();

    /// Who wants to know.
    @FunctionalInterface
    interface Verdict {
        /// `address` is checked; `waiting` is the client's message that made it so, the last one if there were several.
        void checked(int address, boolean isInUse, DhcpMessage waiting);
    }

    /// @param waitNanos how long to wait for an answer; 0: nothing is checked
    OfferChecks(Host host, long waitNanos, Verdict verdict) {
        this.host = host;
        this.waitNanos = waitNanos;
        this.verdict = verdict;
    }

    /// Begins to check `address`, or lets `message` wait for the check that has begun. Returns false if it has no room.
    boolean begin(int address, DhcpMessage message) {
        Check running = open.get(address);
        if (running != null) {
            running.waiting = message;
            return true;
        }
        if (waitNanos == 0 || open.size() == MOST) {
            return false;
        }
        var check = new Check(address, message);
        open.put(address, check);
        check.ping.pace(waitNanos, waitNanos).start(1);
        return true;
    }

    /// How many pings are on their way.
    int open() {
        return open.size();
    }

    /// Ends all checks; nobody hears of them.
    void close() {
        var left = new ArrayList<>(open.values());
        open.clear();
        left.forEach(check -> check.ping.stop());
    }

    private final class Check implements Ping.Listener {
        private final int address;
        private final Ping ping;
        private DhcpMessage waiting;
        private boolean isInUse;

        Check(int address, DhcpMessage waiting) {
            this.address = address;
            this.waiting = waiting;
            this.ping = new Ping(host, IpAddress.v4(address), this);
        }

        @Override
        public void ended(Ping ended, PingResult result) {
            isInUse = result instanceof PingResult.Reply;
        }

        @Override
        public void finished(Ping ended) {
            if (open.remove(address, this)) {
                verdict.checked(address, isInUse, waiting);
            }
        }
    }
}
