package io.netjar.net.wifi;

import io.netjar.net.link.DropReason;
import io.netjar.wire.Packet;
import java.util.List;

/// What a radio sends at one go, and what the receiver understands of it. IEEE 802.11-2020 §10.12 (A-MPDU) and §10.25 (Block
/// Ack).
final class Transmission implements Contention.Channel {
    private final WifiCell cell;

    Transmission(WifiCell cell) {
        this.cell = cell;
    }

    /// As many of the first frames for one receiver as may be sent at one go; one, if it is to all.
    @Override
    public void begin(Radio sender, long now) {
        RadioQueue queue = sender.queues.next(now);
        Radio receiver = queue.ring.receiver(0);
        if (receiver == null) {
            sender.sending = 1;
            int length = queue.ring.frame(0).length();
            sender.exchange.send(null, now,
                    Airtime.overhead(true) + Airtime.frame(length, Airtime.BASIC_RATE));
            return;
        }
        long nanos = aggregate(sender, queue, receiver, now);
        if (isWorthAsking(sender)) {
            sender.exchange.ask(receiver, now, nanos);
        } else {
            sender.exchange.send(receiver, now, nanos);
        }
    }

    /// Sets how many frames go out together, and returns how long that takes, acknowledgement included.
    private long aggregate(Radio sender, RadioQueue queue, Radio receiver, long now) {
        SendRing ring = queue.ring;
        long bitsPerSecond = cell.stationOf(sender, receiver).rate.bitsPerSecond();
        int most = cell.spec().aggregateFrames();
        long airtime = Airtime.overhead(false);
        int count = 0;
        while (count < most && queue.has(count, now) && ring.receiver(count) == receiver) {
            long more = ring.isUnderstood(count)
                    ? 0
                    : Airtime.frame(ring.frame(count).length(), bitsPerSecond);
            if (count > 0 && airtime + more > Airtime.LONGEST) {
                break;
            }
            airtime += more;
            count++;
        }
        sender.sending = count;
        return airtime;
    }

    /// §10.3.2.9: whether a frame is longer than the RTS threshold.
    private boolean isWorthAsking(Radio sender) {
        SendRing ring = sender.queues.current().ring;
        int threshold = sender.rtsBytes(cell.spec());
        for (int i = 0; i < sender.sending; i++) {
            if (Airtime.bytes(ring.frame(i).length()) > threshold) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void end(List<Radio> senders) {
        // Backwards, and none twice: a device may react to what it gets by leaving the cell or switching it off.
        for (int i = senders.size() - 1; i >= 0; i--) {
            if (i < senders.size() && senders.get(i).sending > 0) {
                end(senders.get(i), senders);
            }
        }
    }

    private void end(Radio sender, List<Radio> senders) {
        if (sender.exchange.receiver() == null) {
            sender.sending = 0;
            broadcast(sender, senders);
            return;
        }
        hear(sender);
        handOver(sender);
        sender.sending = 0;
    }

    /// Draws which frames the receiver understood.
    private void hear(Radio sender) {
        SendRing ring = sender.queues.current().ring;
        Radio receiver = ring.receiver(0);
        AirRate rate = cell.stationOf(sender, receiver == null ? sender : receiver).rate;
        boolean any = false;
        for (int i = 0; i < sender.sending; i++) {
            if (ring.isUnderstood(i)) {
                continue;
            }
            if (sender.exchange.isSpoilt() || isSpoilt(sender, rate, ring.frame(i))) {
                ring.missed(i);
            } else {
                ring.understood(i);
                any = true;
            }
        }
        sender.succeeded(any);
    }

    /// Whether noise or a neighbour's frame that the sender did not hear makes it unreadable. The luck is the sender's.
    private boolean isSpoilt(Radio sender, AirRate rate, Packet frame) {
        double readable = (1 - rate.frameErrorRate(Airtime.bytes(frame.length())))
                * (1 - cell.spec().interference());
        return sender.chance.nextDouble() >= readable;
    }

    /// Hands the receiver what it understood, in order: a frame stays until those before it came or were given up.
    private void handOver(Radio sender) {
        SendRing ring = sender.queues.current().ring;
        for (; sender.sending > 0 && ring.size() > 0; sender.sending--) {
            boolean understood = ring.isUnderstood(0);
            if (!understood && ring.tries(0) < WifiCell.TRIES) {
                return;
            }
            Radio receiver = ring.receiver(0);
            Packet frame = ring.poll();
            if (receiver == null || !receiver.joined) {
                cell.network().drop(sender.port, frame, DropReason.RADIO_OFF);
            } else if (understood) {
                cell.heard(sender, receiver, frame);
            } else {
                // §10.3.3: the contention window is reset, too, when a frame is given up.
                sender.succeeded(true);
                cell.network().drop(receiver.port, frame, DropReason.RADIO_RETRIES);
            }
        }
    }

    /// A frame to all comes to every station but its source, or not, each by its own luck; nobody acknowledges it, and it is not
    /// repeated.
    private void broadcast(Radio sender, List<Radio> senders) {
        Packet frame = sender.queues.current().ring.poll();
        sender.succeeded(true);
        List<Radio> stations = cell.stationsBut(frame);
        for (int i = 0; i < stations.size(); i++) {
            Radio station = stations.get(i);
            if (!station.joined) {
                continue;
            }
            if (isDrowned(sender, station, senders)) {
                cell.network().drop(station.port, frame.copy(), DropReason.COLLISION);
            } else if (isSpoilt(station, station.basic, frame)) {
                cell.network().drop(station.port, frame.copy(), DropReason.LOST_ON_LINK);
            } else {
                station.port.receive(frame.copy());
            }
        }
        frame.release();
    }

    /// Whether a station sent itself, or heard another send, together with `sender`.
    private static boolean isDrowned(Radio sender, Radio station, List<Radio> senders) {
        for (int i = 0; i < senders.size(); i++) {
            Radio other = senders.get(i);
            if (other != sender && (other == station || station.hears(other))) {
                return true;
            }
        }
        return false;
    }
}
