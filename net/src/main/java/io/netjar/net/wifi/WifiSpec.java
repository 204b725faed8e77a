package io.netjar.net.wifi;

/// What the air of a Wi-Fi cell is like.
///
/// @param bitsPerSecond the rate of data on the air, from 1 Mbit/s; all stations' alike
/// @param frameErrorRate how likely a frame is not understood by its receiver, at each try, from 0 to below 1
/// @param aggregateFrames how many frames for one receiver go out at one go at most (A-MPDU), 1 to 64
/// @param busyShare which share of the time the channel is taken by neighbours' cells, from 0 to below 1
/// @param queueBytes how many bytes of frames may wait in each radio, from 1,514
public record WifiSpec(long bitsPerSecond, double frameErrorRate, int aggregateFrames, double busyShare,
        int queueBytes) {
    /// A radio's driver holds some hundred full frames, much more than a wireless round trip needs.
    private static final int QUEUE_BYTES = 256 * 1024;

    public WifiSpec {
        require(bitsPerSecond >= 1_000_000 && bitsPerSecond <= 100_000_000_000L,
                "a Wi-Fi rate is from 1 Mbit/s to 100 Gbit/s, not ", bitsPerSecond + " bit/s");
        require(frameErrorRate >= 0 && frameErrorRate < 1,
                "a Wi-Fi's frame error rate is a share from 0 to below 1, not ", "" + frameErrorRate);
        require(aggregateFrames >= 1 && aggregateFrames <= 64,
                "a radio sends 1 to 64 frames at one go, not ", "" + aggregateFrames);
        require(busyShare >= 0 && busyShare < 1,
                "the neighbours' share of a channel is from 0 to below 1, not ", "" + busyShare);
        require(queueBytes >= 1514, "a radio's queue must hold a frame of 1514 bytes at least, not ",
                queueBytes + " bytes");
    }

    /// In the access point's room: 585 Mbit/s (802.11ac, 80 MHz, two streams, MCS 7: IEEE 802.11-2020 table 21-38), one frame
    /// in a hundred repeated, neighbours hardly heard.
    public static WifiSpec good() {
        return new WifiSpec(585_000_000, 0.01, 32, 0.05, QUEUE_BYTES);
    }

    /// Behind a wall: 351 Mbit/s (802.11ac, 80 MHz, two streams, MCS 4: table 21-38), one frame in twenty repeated.
    public static WifiSpec fair() {
        return new WifiSpec(351_000_000, 0.05, 32, 0.1, QUEUE_BYTES);
    }

    /// At the far end of the flat: 13 Mbit/s (802.11n, 2.4 GHz, 20 MHz, one stream, MCS 1: table 19-27), a frame in four
    /// repeated.
    public static WifiSpec poor() {
        return new WifiSpec(13_000_000, 0.25, 8, 0.2, QUEUE_BYTES);
    }

    /// An evening in a block of flats: 104 Mbit/s (802.11n, 2.4 GHz, 20 MHz, two streams, MCS 13: table 19-28), but
    /// the neighbours take most of the channel and their frames collide with ours.
    public static WifiSpec crowded() {
        return new WifiSpec(104_000_000, 0.15, 16, 0.6, QUEUE_BYTES);
    }

    public WifiSpec withBitsPerSecond(long rate) {
        return new WifiSpec(rate, frameErrorRate, aggregateFrames, busyShare, queueBytes);
    }

    public WifiSpec withFrameErrorRate(double rate) {
        return new WifiSpec(bitsPerSecond, rate, aggregateFrames, busyShare, queueBytes);
    }

    public WifiSpec withAggregateFrames(int frames) {
        return new WifiSpec(bitsPerSecond, frameErrorRate, frames, busyShare, queueBytes);
    }

    public WifiSpec withBusyShare(double share) {
        return new WifiSpec(bitsPerSecond, frameErrorRate, aggregateFrames, share, queueBytes);
    }

    public WifiSpec withQueueBytes(int bytes) {
        return new WifiSpec(bitsPerSecond, frameErrorRate, aggregateFrames, busyShare, bytes);
    }

    private static void require(boolean right, String rule, String instead) {
        if (!right) {
            throw new IllegalArgumentException(rule + instead);
        }
    }
}
