package io.netjar.cli.linux;

import io.netjar.net.link.BurstLoss;
import io.netjar.net.link.Impairments;
import io.netjar.net.link.LinkSpec;
import io.netjar.net.link.QueueLimit;
import io.netjar.net.link.Reordering;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/// A road on which senders are compared. Data goes one way over the line; the way back is as fast and loses nothing.
///
/// @param megabits the line's rate in Mbit/s
/// @param roundTripMillis the delay there and back in ms, half of it each way
/// @param loss how likely a data packet is lost
/// @param queuePackets how many packets may wait before the line
/// @param special what else is wrong with it, in words; empty if nothing is
/// @param impairments and as the line knows it
public record Road(int megabits, int roundTripMillis, double loss, int queuePackets, String special,
        Impairments impairments) {
    /// Bytes of a full packet on the wire: 1,500, and Ethernet's header, check sequence, preamble and gap.
    private static final int WIRE_BYTES = 1538;
    /// What of it is payload, with TCP timestamps.
    private static final int SEGMENT_BYTES = 1448;

    private static Road plain(int megabits, int roundTripMillis, double loss, int queuePackets) {
        return new Road(megabits, roundTripMillis, loss, queuePackets, "", Impairments.none());
    }

    /// The roads of the comparison: from a tenth of the bandwidth-delay product in the queue to several times it, from
    /// 10 to 200 ms, without loss and with up to 3 %.
    public static List<Road> all() {
        Impairments none = Impairments.none();
        return List.of(plain(10, 20, 0, 20), plain(10, 100, 0, 80), plain(50, 20, 0, 80),
                plain(50, 100, 0, 400),
                plain(50, 40, 0, 40), plain(20, 40, 0, 260), plain(5, 200, 0, 100), plain(50, 20, 0.001, 200),
                plain(50, 20, 0.01, 200), plain(50, 100, 0.0001, 400), plain(50, 100, 0.001, 400),
                plain(50, 100, 0.01, 400), plain(20, 10, 0.03, 100),
                new Road(50, 40, 0, 200, "bursts", none.withBursts(new BurstLoss(0.0005, 0.2, 0, 0.5))),
                new Road(50, 40, 0, 200, "late 1 %",
                        none.withReordering(Reordering.late(0.01, Duration.ofMillis(4)))));
    }

    RoadPlan plan() {
        LinkSpec back = LinkSpec.of(megabits * 1_000_000L, Duration.ofNanos(roundTripMillis * 500_000L));
        LinkSpec there = back.withQueue(QueueLimit.packets(queuePackets)).withLoss(loss)
                .withImpairments(impairments);
        return RoadPlan.of(back).withThere(there);
    }

    /// What the line carries of payload at most, in Mbit/s.
    double capacity() {
        return (double) megabits * SEGMENT_BYTES / WIRE_BYTES;
    }

    /// What Reno reaches by Mathis, Semke, Mahdavi and Ott ("The macroscopic behavior of the TCP congestion avoidance
    /// algorithm", CCR 1997), in Mbit/s: 1.22 segments a round trip by the root of the loss, on an empty queue, or what
    /// the line carries if that is less.
    public double mathis() {
        return bounded(1.22 / Math.sqrt(loss));
    }

    /// What CUBIC reaches by RFC 9438 §5.1's model with C = 0.4 and β = 0.7, 1.054 segments by RTT^0.75 and the loss to
    /// the power of -0.75, or by Reno's if that is more (§4.3), in Mbit/s.
    public double rfc9438() {
        double window = 1.054 * Math.pow(roundTripMillis / 1e3, 0.75) / Math.pow(loss, 0.75);
        return bounded(Math.max(window, 1.22 / Math.sqrt(loss)));
    }

    private double bounded(double segments) {
        return Math.min(capacity(), segments * SEGMENT_BYTES * 8 / (roundTripMillis * 1e3));
    }

    /// Whether the formulas say anything here.
    public boolean hasModel() {
        return loss > 0;
    }

    @Override
    public String toString() {
        String what = special.isEmpty() ? String.format(Locale.ROOT, "%.2f %%", loss * 100) : special;
        return String.format(Locale.ROOT, "%d Mbit/s, %d ms, %s, %d packets", megabits, roundTripMillis, what,
                queuePackets);
    }
}
