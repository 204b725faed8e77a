package io.netjar.internet.assembly;

import io.netjar.net.ip.NetworkInterface;
import io.netjar.net.link.LinkSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/// Interfaces that send packets no longer than some lines carry: the smallest of those MTUs is that of all. Two that are joined
/// by one line have it from that alone; who meet on a switch must keep to the same.
final class MtuGroup {
    private final List<NetworkInterface> senders = new ArrayList<>(1);
    private final List<Supplier<LinkSpec>> directions = new ArrayList<>(1);

    static MtuGroup of(NetworkInterface sender) {
        var group = new MtuGroup();
        group.senders.add(sender);
        return group;
    }

    /// One more that keeps to it.
    void sender(NetworkInterface sender) {
        senders.add(sender);
    }

    /// A direction of a line that they send into.
    void direction(Supplier<LinkSpec> direction) {
        directions.add(direction);
    }

    /// Tells the interfaces what the lines carry now.
    void refresh() {
        int mtu = NetworkInterface.ETHERNET_MTU;
        for (int i = 0; i < directions.size(); i++) {
            int own = directions.get(i).get().mtu();
            mtu = i == 0 ? own : Math.min(mtu, own);
        }
        for (NetworkInterface sender : senders) {
            sender.mtu(mtu);
        }
    }
}
