package io.netjar.net.link;

/// Loss that comes in bursts: a channel that is in a good or a bad state, each with its own loss (E. N. Gilbert: "Capacity of
/// a burst-noise channel", Bell System Technical Journal 39, 1960; E. O. Elliott: "Estimates of error rates for codes on
/// burst-noise channels", ibid. 42, 1963).
///
/// Each frame is lost or not by the state it finds; then the state may change, once a frame. So the channel is bad for
/// 1/`r` frames in a row on average, and for p / (p + r) of all. netem calls it `loss gemodel p r 1-h 1-k`, in this order:
/// its `1-h` is the loss in the bad state, its `1-k` that in the good one. Gilbert's own model has no loss in the good
/// state; the simple one has all lost in the bad besides ([#gilbert(double, double)]).
///
/// @param p how likely the good state turns bad after a frame, from 0 to 1; with 0 it never does
/// @param r how likely the bad state turns good after a frame, from 0 to 1
/// @param lossInGood the share of frames lost in the good state
/// @param lossInBad the share of frames lost in the bad state
public record BurstLoss(double p, double r, double lossInGood, double lossInBad) {
    private static final BurstLoss NONE = new BurstLoss(0, 1, 0, 0);

    public BurstLoss {
        Rule.requireShare(p, "the way into a burst (p)");
        Rule.requireShare(r, "the way out of a burst (r)");
        Rule.requireShare(lossInGood, "the loss in the good state");
        Rule.requireShare(lossInBad, "the loss in the bad state");
    }

    /// No bursts.
    public static BurstLoss none() {
        return NONE;
    }

    /// All frames of a burst are lost and no others: bursts of 1/`r` frames after 1/`p` good ones on average.
    public static BurstLoss gilbert(double p, double r) {
        return new BurstLoss(p, r, 0, 1);
    }

    /// Whether no frame is ever lost by it: it starts in the good state.
    public boolean isNone() {
        return lossInGood == 0 && (p == 0 || lossInBad == 0);
    }

    /// The share of all frames that are lost in the long run. A channel that never changes stays good.
    public double meanLoss() {
        return p == 0 ? lossInGood : (p * lossInBad + r * lossInGood) / (p + r);
    }
}
