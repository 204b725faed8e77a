package io.netjar.net.ip;

import io.netjar.wire.Ipv4View;
import io.netjar.wire.Packet;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The fragments of one datagram that have come so far, in their order in the datagram.
final class PartialDatagram {
    /// What became of a fragment.
    enum Fate {
        TAKEN, DUPLICATE, CONTRADICTION
    }

    private final int source;
    private final int destination;
    private final int identification;
    private final int protocol;
    private final long deadline;
    private final List<Packet> fragments = new ArrayList<>();
    private int receivedBytes;
    /// The datagram's data bytes, or -1 until the last fragment is here.
    private int totalBytes = -1;

    PartialDatagram(Ipv4View header, long deadline) {
        this.source = header.source();
        this.destination = header.destination();
        this.identification = header.identification();
        this.protocol = header.protocol();
        this.deadline = deadline;
    }

    /// RFC 791 §3.2: fragments belong together if they agree in identification, source, destination and protocol.
    boolean holds(Ipv4View header) {
        return header.identification() == identification && header.source() == source
                && header.destination() == destination && header.protocol() == protocol;
    }

    long deadline() {
        return deadline;
    }

    List<Packet> fragments() {
        return fragments;
    }

    /// The fragment that starts the datagram, if it is here.
    @Nullable
    Packet firstFragment() {
        return !fragments.isEmpty() && start(fragments.getFirst()) == 0 ? fragments.getFirst() : null;
    }

    /// Takes a fragment into its place; the packet stays the caller's unless it was [Fate#TAKEN].
    Fate add(Packet fragment) {
        int start = start(fragment);
        int end = end(fragment);
        int place = fragments.size();
        while (place > 0 && start(fragments.get(place - 1)) >= start) {
            place--;
        }
        if (place < fragments.size() && start(fragments.get(place)) == start
                && end(fragments.get(place)) == end) {
            return Fate.DUPLICATE;
        }
        boolean last = !new Ipv4View(fragment.bytes(), fragment.offset()).moreFragments();
        boolean overlaps = place > 0 && end(fragments.get(place - 1)) > start
                || place < fragments.size() && start(fragments.get(place)) < end;
        boolean beyondEnd = totalBytes >= 0 && (end > totalBytes || last) || last && place < fragments.size();
        if (overlaps || beyondEnd) {
            return Fate.CONTRADICTION;
        }
        fragments.add(place, fragment);
        receivedBytes += end - start;
        totalBytes = last ? end : totalBytes;
        return Fate.TAKEN;
    }

    /// Nothing overlaps and nothing lies beyond the end, so all is here if the sum is right.
    boolean isComplete() {
        return receivedBytes == totalBytes;
    }

    /// Makes the whole datagram and releases the fragments.
    Packet assemble() {
        Packet first = fragments.getFirst();
        int headerLength = new Ipv4View(first.bytes(), first.offset()).headerLength();
        Packet whole = first.sibling(headerLength + totalBytes);
        System.arraycopy(first.bytes(), first.offset(), whole.bytes(), whole.offset(), headerLength);
        for (Packet fragment : fragments) {
            var header = new Ipv4View(fragment.bytes(), fragment.offset());
            System.arraycopy(fragment.bytes(), header.payload(), whole.bytes(),
                    whole.offset() + headerLength + header.fragmentOffset(), header.payloadLength());
            fragment.release();
        }
        var header = new Ipv4View(whole.bytes(), whole.offset());
        header.totalLength(whole.length());
        header.fragment(false, false, 0);
        header.updateChecksum();
        return whole;
    }

    private static int start(Packet fragment) {
        return new Ipv4View(fragment.bytes(), fragment.offset()).fragmentOffset();
    }

    private static int end(Packet fragment) {
        var header = new Ipv4View(fragment.bytes(), fragment.offset());
        return header.fragmentOffset() + header.payloadLength();
    }
}
