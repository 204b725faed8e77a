package io.netjar.net.tcp;

import static io.netjar.net.tcp.SequenceNumbers.after;

/// HyStart: finds out in slow start that the path is full before it overflows, by the length of the train of
/// acknowledgements of a round trip and by the growth of the delay. Ha and Rhee, "Taming the elephants: New TCP slow
/// start" (2011), which RFC 9438 §4.10 names beside its successor, RFC 9406's HyStart++. The figures are Linux's.
final class HyStart implements SlowStartExit {
    /// A smaller window leaves slow start only by a loss.
    private static final int LEAST_SEGMENTS = 16;
    /// Acknowledgements with no greater gap between them make a train.
    private static final long TRAIN_GAP = 2_000_000L;
    /// What a train may take beyond half of the least round trip time, for acknowledgements that were merged: as much
    /// as 256 KiB take at twice the sender's rate, at most a millisecond.
    private static final long MERGING = 1_000_000L;
    private static final long MERGED_BYTES = 4L << 16;
    /// From so many samples the delay of a round trip is told.
    private static final int LEAST_SAMPLES = 8;
    private static final long LEAST_GROWTH = 4_000_000L;
    private static final long GREATEST_GROWTH = 16_000_000L;

    private long leastDelay = Long.MAX_VALUE;
    private boolean inRound;
    private int roundEnd;
    private long roundStart;
    private long lastAck;
    private long roundDelay;
    private int samples;

    @Override
    public boolean isFull(long delay, CongestionWindow window, Acknowledgement news, int sndNxt) {
        leastDelay = Math.min(leastDelay, delay);
        if (!window.isInSlowStart()) {
            inRound = false;
            return false;
        }
        long now = news.now();
        if (!inRound || after(news.number(), roundEnd)) {
            inRound = true;
            roundEnd = sndNxt;
            roundStart = now;
            lastAck = now;
            roundDelay = Long.MAX_VALUE;
            samples = 0;
        }
        return window.cwnd() >= LEAST_SEGMENTS * window.mss()
                && (isLongTrain(delay, window, now) || isSlower(delay));
    }

    @Override
    public int growth(int bytes, CongestionWindow window) {
        return bytes;
    }

    /// The acknowledgements come in one train that is longer than half a round trip: the path carries no more.
    private boolean isLongTrain(long delay, CongestionWindow window, long now) {
        if (now - lastAck > TRAIN_GAP) {
            return false;
        }
        lastAck = now;
        long merging = Math.min(MERGING, MERGED_BYTES * delay / (2L * window.cwnd()));
        return now - roundStart > (leastDelay + merging) / 2;
    }

    /// The least delay of this round is greater than the least of all: a queue grows.
    private boolean isSlower(long delay) {
        roundDelay = Math.min(roundDelay, delay);
        if (samples < LEAST_SAMPLES) {
            samples++;
            return false;
        }
        return roundDelay > leastDelay + Math.clamp(leastDelay / 8, LEAST_GROWTH, GREATEST_GROWTH);
    }
}
