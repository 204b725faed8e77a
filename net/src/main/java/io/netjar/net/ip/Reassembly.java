package io.netjar.net.ip;

import io.netjar.engine.Timer;
import io.netjar.net.link.DropReason;
import io.netjar.wire.IcmpView;
import io.netjar.wire.Ipv4View;
import io.netjar.wire.Packet;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Puts fragments together again. RFC 791 §3.2, RFC 815, RFC 1122 §3.3.2; overlapping fragments end their datagram,
/// as RFC 5722 argues for IPv6 and Linux does for both.
final class Reassembly {
    /// Linux's ipfrag_time; RFC 1122 §3.3.2 would have 60 to 120 s, which IDs of 16 bits do not last for.
    static final long TIMEOUT_NANOS = 30_000_000_000L;
    /// Datagrams in pieces at a time, and bytes of them (Linux's ipfrag_high_thresh is 4 MiB).
    static final int MAX_DATAGRAMS = 64;
    static final int MAX_BYTES = 4 << 20;
    /// What a fragment costs besides its data, so that a flood of tiny ones meets the limit, too.
    private static final int COST_BYTES = 256;

    private static final int LONGEST_BYTES = 65_535;

    private final Ip ip;
    /// In the order of their first fragments' arrival.
    private final List<PartialDatagram> partial = new ArrayList<>(1);
    private @Nullable Timer timer;
    private int heldBytes;
    private int mostBytes = LONGEST_BYTES;

    Reassembly(Ip ip) {
        this.ip = ip;
    }

    /// Puts together datagrams of so many bytes at most, header included.
    void mostBytes(int bytes) {
        mostBytes = bytes;
    }

    /// Takes over a fragment, which starts at its checked IPv4 header. Returns the whole datagram if this was the last
    /// missing one, else null.
    @Nullable
    Packet add(Packet fragment) {
        var header = new Ipv4View(fragment.bytes(), fragment.offset());
        if (!isSound(header)) {
            ip.drop(fragment, DropReason.MALFORMED);
            return null;
        }
        PartialDatagram datagram = find(header);
        if (header.fragmentOffset() + header.totalLength() > mostBytes) {
            ip.drop(fragment, DropReason.REASSEMBLY_TOO_LONG);
            if (datagram != null) {
                giveUp(datagram);
            }
            return null;
        }
        if (datagram == null) {
            datagram = begin(header);
        }
        switch (datagram.add(fragment)) {
            case TAKEN -> heldBytes += fragment.length() + COST_BYTES;
            case DUPLICATE -> {
                ip.drop(fragment, DropReason.REASSEMBLY_FAILED);
                return null;
            }
            case CONTRADICTION -> {
                ip.drop(fragment, DropReason.REASSEMBLY_FAILED);
                giveUp(datagram);
                return null;
            }
        }
        if (datagram.isComplete()) {
            forget(datagram);
            return datagram.assemble();
        }
        while (heldBytes > MAX_BYTES) {
            giveUp(partial.getFirst());
        }
        return null;
    }

    private static boolean isSound(Ipv4View header) {
        int length = header.payloadLength();
        boolean wholeUnits = !header.moreFragments() || length % 8 == 0;
        return length > 0 && wholeUnits && header.fragmentOffset() + header.totalLength() <= LONGEST_BYTES;
    }

    private @Nullable PartialDatagram find(Ipv4View header) {
        for (int i = 0; i < partial.size(); i++) {
            if (partial.get(i).holds(header)) {
                return partial.get(i);
            }
        }
        return null;
    }

    private PartialDatagram begin(Ipv4View header) {
        if (partial.size() == MAX_DATAGRAMS) {
            giveUp(partial.getFirst());
        }
        var begun = new PartialDatagram(header, ip.engine().now() + TIMEOUT_NANOS);
        partial.add(begun);
        armTimer();
        return begun;
    }

    private void armTimer() {
        Timer running = timer;
        if (running == null) {
            running = new Timer(ip.engine(), this::expire);
            timer = running;
        }
        if (partial.isEmpty()) {
            running.cancel();
        } else {
            running.armAt(partial.getFirst().deadline());
        }
    }

    private void expire(long now) {
        while (!partial.isEmpty() && partial.getFirst().deadline() <= now) {
            PartialDatagram late = partial.getFirst();
            Packet first = late.firstFragment();
            if (first != null) {
                // RFC 792: "If a host reassembling a fragmented datagram cannot complete the reassembly due to missing
                // fragments within its time limit it discards the datagram, and it may send a time exceeded message.
                // If fragment zero is not available then no time exceeded need be sent at all."
                ip.icmp().sendError(first, IcmpView.TIME_EXCEEDED, IcmpView.CODE_REASSEMBLY_EXCEEDED);
            }
            giveUp(late);
        }
    }

    private void giveUp(PartialDatagram datagram) {
        forget(datagram);
        for (Packet fragment : datagram.fragments()) {
            ip.drop(fragment, DropReason.REASSEMBLY_FAILED);
        }
    }

    private void forget(PartialDatagram datagram) {
        for (Packet fragment : datagram.fragments()) {
            heldBytes -= fragment.length() + COST_BYTES;
        }
        partial.remove(datagram);
        armTimer();
    }
}
