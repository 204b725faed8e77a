package io.netjar.net.ip;

import io.netjar.engine.Chance;
import io.netjar.engine.Timer;
import io.netjar.wire.ArpView;

/// Finds out whether somebody on the link has an address already, before it is used. RFC 5227 §2.1.
public final class AddressProbe {
    private static final long SECOND = 1_000_000_000L;
    // RFC 5227 §1.1.
    private static final long PROBE_WAIT = SECOND;
    static final int PROBES = 3;
    private static final long PROBE_LEAST = SECOND;
    private static final long PROBE_MOST = 2 * SECOND;
    private static final long ANNOUNCE_WAIT = 2 * SECOND;

    private final Arp arp;
    private final int address;
    private final Chance chance;
    private final Listener listener;
    private final Timer timer;
    private int sent;

    /// Who wants to know.
    public interface Listener {
        /// Nobody has it.
        void isFree();

        /// Somebody has it, or probes for it at the same time.
        void isTaken();
    }

    AddressProbe(Arp arp, int address, Chance chance, Listener listener) {
        this.arp = arp;
        this.address = address;
        this.chance = chance;
        this.listener = listener;
        this.timer = new Timer(arp.engine(), now -> next());
        // "the host should then wait for a random time interval selected uniformly in the range zero to PROBE_WAIT
        // seconds, and should then send PROBE_NUM probe packets, each of these probe packets spaced randomly and
        // uniformly, PROBE_MIN to PROBE_MAX seconds apart."
        timer.armIn((long) (chance.nextDouble() * PROBE_WAIT));
    }

    /// Asks no further and tells nobody.
    public void cancel() {
        timer.cancel();
        arp.probeEnded(this);
    }

    private void next() {
        if (sent == PROBES) {
            arp.probeEnded(this);
            listener.isFree();
            return;
        }
        sent++;
        arp.sendProbe(address);
        // "If, by ANNOUNCE_WAIT seconds after the transmission of the last ARP Probe no conflicting ARP Reply or ARP
        // Probe has been received, then the host has successfully determined that the desired address may be used
        // safely."
        boolean isLast = sent == PROBES;
        timer.armIn(isLast
                ? ANNOUNCE_WAIT
                : PROBE_LEAST + (long) (chance.nextDouble() * (PROBE_MOST - PROBE_LEAST)));
    }

    /// An ARP packet came by which is not from this interface.
    void heard(ArpView packet) {
        boolean isInUse = packet.senderAddress() == address;
        boolean isProbedToo = packet.operation() == ArpView.REQUEST && packet.senderAddress() == 0
                && packet.targetAddress() == address;
        if (isInUse || isProbedToo) {
            cancel();
            listener.isTaken();
        }
    }
}
