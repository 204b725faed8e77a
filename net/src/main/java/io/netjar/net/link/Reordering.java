package io.netjar.net.link;

import java.time.Duration;

/// Frames that arrive early or late by themselves, out of the order they were sent in.
///
/// Of each frame after `gap` - 1 that were not chosen since the last that was, chance decides whether it is chosen.
/// The chosen frame is under way for `shiftNanos` more than it would be, or less, if that is negative, yet never
/// for less than 0; nobody waits for it and it waits for nobody. The others keep the order among themselves that they
/// would have had. netem's `reorder PROBABILITY gap DISTANCE` chooses likewise and lets the chosen leave at once: that is
/// a shift by minus the link's whole delay.
///
/// @param probability how likely a frame whose turn it is is chosen, from 0 (never) to 1
/// @param gap from 1, every frame's turn; with probability 1, each `gap`th frame is chosen
/// @param shiftNanos how much later the chosen frame arrives, negative for earlier, within an hour
public record Reordering(double probability, int gap, long shiftNanos) {
    private static final long MAX_NANOS = 3_600_000_000_000L;
    private static final Reordering NONE = new Reordering(0, 1, 0);

    public Reordering {
        Rule.requireShare(probability, "a reordering's probability");
        Rule.require(gap >= 1, "a reordering's gap is from 1, not ", "" + gap);
        Rule.require(Math.abs(shiftNanos) <= MAX_NANOS && shiftNanos != Long.MIN_VALUE,
                "a reordering shifts by an hour at most, not ", shiftNanos + " ns");
    }

    /// No frame is chosen.
    public static Reordering none() {
        return NONE;
    }

    /// Each frame may arrive earlier by `time`.
    public static Reordering early(double probability, Duration time) {
        return new Reordering(probability, 1, -time.toNanos());
    }

    /// Each frame may arrive later by `time`.
    public static Reordering late(double probability, Duration time) {
        return new Reordering(probability, 1, time.toNanos());
    }

    /// The same, with at least `frames` - 1 that are not chosen between two that are.
    public Reordering withGap(int frames) {
        return new Reordering(probability, frames, shiftNanos);
    }

    public boolean isNone() {
        return probability == 0 || shiftNanos == 0;
    }
}
