package io.netjar.net.wifi;

import io.netjar.net.link.CoDel;
import io.netjar.net.link.DropTail;
import io.netjar.net.link.FqCoDel;
import io.netjar.net.link.QueueDiscipline;
import io.netjar.net.link.QueueLimit;
import io.netjar.net.link.Red;
import io.netjar.net.link.TokenBucket;

/// What the air of a Wi-Fi cell and its radios are like.
///
/// @param signal how strongly stations and access point hear each other, unless a station has a signal of its own
/// @param megahertz how wide the channel is: 20, 40, 80 or 160
/// @param streams how many spatial streams the radios send at most, 1 or 2; with the signal and the width it gives the rate
/// @param interference the share of frames that neighbours spoil, at each try, from 0 to below 1: those whose radios do not
///     hear each other
/// @param aggregateFrames how many frames for one receiver go out at one go at most (A-MPDU), 1 to 64
/// @param busyShare which share of the time the channel is taken by neighbours' cells, from 0 to below 1
/// @param queue who decides about the frames that wait in each radio: drop-tail about all of them together, CoDel or FQ-CoDel about
///     those for each receiver by themselves; limited in packets or bytes, from 1,514
/// @param rtsBytes the RTS threshold of radios that have none of their own: a go with a frame that has more bytes on the air (40 more
///     than on a cable) asks for the channel by RTS and CTS first; from 0, always, to [#NO_RTS]
public record WifiSpec(Signal signal, int megahertz, int streams, double interference, int aggregateFrames,
        double busyShare, QueueDiscipline queue, int rtsBytes) {
    /// A radio's driver holds some hundred full frames, much more than a wireless round trip needs.
    private static final QueueDiscipline QUEUE = new DropTail(QueueLimit.bytes(256 * 1024));
    /// Longer than any frame: nobody asks. What drivers have unless told otherwise; on their control panels it is 2347.
    public static final int NO_RTS = Integer.MAX_VALUE;

    public WifiSpec {
        require(megahertz == 20 || megahertz == 40 || megahertz == 80 || megahertz == 160,
                "a Wi-Fi channel is 20, 40, 80 or 160 MHz wide, not ", megahertz + " MHz");
        require(streams == 1 || streams == 2, "a radio sends 1 or 2 streams, not ", "" + streams);
        require(interference >= 0 && interference < 1,
                "a Wi-Fi's interference is a share from 0 to below 1, not ", "" + interference);
        require(aggregateFrames >= 1 && aggregateFrames <= 64,
                "a radio sends 1 to 64 frames at one go, not ", "" + aggregateFrames);
        require(busyShare >= 0 && busyShare < 1,
                "the neighbours' share of a channel is from 0 to below 1, not ", "" + busyShare);
        requireQueue(queue);
        requireThreshold(rtsBytes);
    }

    /// In the access point's room: -54 dBm on a channel of 80 MHz, two streams (802.11ac) give 585 Mbit/s; neighbours are hardly
    /// heard.
    public static WifiSpec good() {
        return new WifiSpec(Signal.of(-54), 80, 2, 0.01, 32, 0.05, QUEUE, NO_RTS);
    }

    /// Behind two walls: -70 dBm, otherwise as [#good()], give 117 Mbit/s.
    public static WifiSpec weak() {
        return new WifiSpec(Signal.of(-70), 80, 2, 0.02, 32, 0.1, QUEUE, NO_RTS);
    }

    /// At the far end of the garden: -83 dBm, a decibel below what a radio must understand at its slowest: 6.5 Mbit/s on 20 MHz, and
    /// every third full frame is tried again.
    public static WifiSpec far() {
        return new WifiSpec(Signal.of(-83), 80, 2, 0.02, 8, 0.1, QUEUE, NO_RTS);
    }

    /// An evening in a block of flats: a signal of -60 dBm, good for 130 Mbit/s on the 20 MHz that are left, but the neighbours
    /// take most of the time and spoil frames.
    public static WifiSpec crowded() {
        return new WifiSpec(Signal.of(-60), 20, 2, 0.1, 16, 0.6, QUEUE, NO_RTS);
    }

    /// The rate on the air at this signal, in bits per second.
    public long bitsPerSecond() {
        return AirRate.best(signal.dbm(), megahertz, streams).bitsPerSecond();
    }

    /// How likely a full Ethernet frame is spoilt by noise at that rate, at each try.
    public double frameErrorRate() {
        return AirRate.best(signal.dbm(), megahertz, streams).frameErrorRate(Airtime.bytes(1514));
    }

    public WifiSpec withSignal(Signal newSignal) {
        return new WifiSpec(newSignal, megahertz, streams, interference, aggregateFrames, busyShare,
                queue, rtsBytes);
    }

    /// The same on another channel, with other radios.
    public WifiSpec withChannel(int width, int spatialStreams) {
        return new WifiSpec(signal, width, spatialStreams, interference, aggregateFrames, busyShare,
                queue, rtsBytes);
    }

    public WifiSpec withInterference(double share) {
        return new WifiSpec(signal, megahertz, streams, share, aggregateFrames, busyShare, queue,
                rtsBytes);
    }

    public WifiSpec withAggregateFrames(int frames) {
        return new WifiSpec(signal, megahertz, streams, interference, frames, busyShare, queue,
                rtsBytes);
    }

    public WifiSpec withBusyShare(double share) {
        return new WifiSpec(signal, megahertz, streams, interference, aggregateFrames, share, queue,
                rtsBytes);
    }

    /// The same with another queue in each radio.
    public WifiSpec withQueue(QueueDiscipline discipline) {
        return new WifiSpec(signal, megahertz, streams, interference, aggregateFrames, busyShare, discipline,
                rtsBytes);
    }

    /// The same with another RTS threshold.
    public WifiSpec withRtsBytes(int threshold) {
        return new WifiSpec(signal, megahertz, streams, interference, aggregateFrames, busyShare, queue,
                threshold);
    }

    static void requireThreshold(int bytes) {
        require(bytes >= 0, "an RTS threshold is 0 bytes or more, not ", bytes + " bytes");
    }

    private static void requireQueue(QueueDiscipline queue) {
        String refused = switch (queue) {
            case DropTail _,CoDel _,FqCoDel _ -> "";
            case Red _ -> "red";
            case TokenBucket _ -> "token-bucket";
        };
        require(refused.isEmpty(), "a radio's queue is drop-tail, codel or fq-codel, not ", refused);
        require(!(queue.limit() instanceof QueueLimit.Time),
                "a radio's queue is limited in bytes or packets, not ",
                "in time: it cannot know how long a frame will wait");
        if (queue.limit() instanceof QueueLimit.Bytes(int bytes)) {
            require(bytes >= 1514, "a radio's queue must hold a frame of 1514 bytes at least, not ",
                    bytes + " bytes");
        }
    }

    private static void require(boolean right, String rule, String instead) {
        if (!right) {
            throw new IllegalArgumentException(rule + instead);
        }
    }
}
