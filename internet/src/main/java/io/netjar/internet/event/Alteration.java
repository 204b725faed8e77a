package io.netjar.internet.event;

import io.netjar.net.link.BurstLoss;
import io.netjar.net.link.Impairments;
import io.netjar.net.link.Jitter;
import io.netjar.net.link.LinkSpec;
import io.netjar.net.link.Reordering;
import java.time.Duration;

/// What can be made different in one direction of a line, compared with how the line was described.
public sealed interface Alteration {
    /// The line as it is with this.
    ///
    /// @param described how it is without
    LinkSpec apply(LinkSpec described);

    /// What stands before the line's name in a sentence.
    String verb();

    /// What stands behind it.
    String value();

    /// Another rate: `slow … to 1 Mbit/s`. It may be a faster one.
    record Rate(long bitsPerSecond) implements Alteration {
        @Override
        public LinkSpec apply(LinkSpec described) {
            return described.withBitsPerSecond(bitsPerSecond);
        }

        @Override
        public String verb() {
            return "slow";
        }

        @Override
        public String value() {
            return "to " + Units.rate(bitsPerSecond);
        }
    }

    /// A longer way: `delay … by 50 ms`.
    record Delay(Duration more) implements Alteration {
        @Override
        public LinkSpec apply(LinkSpec described) {
            return described.withDelay(described.delay().plus(more));
        }

        @Override
        public String verb() {
            return "delay";
        }

        @Override
        public String value() {
            return "by " + Units.time(more);
        }
    }

    /// Times under way that differ by so much, each as likely, without frames overtaking one another: `jitter … by 5 ms`.
    record Spread(Duration spread) implements Alteration {
        @Override
        public LinkSpec apply(LinkSpec described) {
            return impaired(described, described.impairments().withJitter(Jitter.uniform(spread)));
        }

        @Override
        public String verb() {
            return "jitter";
        }

        @Override
        public String value() {
            return "by " + Units.time(spread);
        }
    }

    /// So much is lost and nothing else: `lose … 5 %`, each frame on its own, or `lose … 5 % in bursts of 10`, by a channel
    /// that is good or bad and loses all while it is bad (Gilbert).
    ///
    /// @param share from 0 to 1
    /// @param burst how many frames are lost in a row on average; 1 if each is lost on its own
    record Loss(double share, int burst) implements Alteration {
        public Loss {
            if (burst < 1 || burst > 1 && share > most(burst)) {
                throw new IllegalArgumentException("bursts of " + burst + " frames are at most "
                        + Units.share(most(burst)) + " of all, not " + Units.share(share));
            }
        }

        /// A good frame at least lies between two bursts.
        private static double most(int burst) {
            return burst / (burst + 1.0);
        }

        @Override
        public LinkSpec apply(LinkSpec described) {
            if (burst == 1) {
                return impaired(described, described.impairments().withBursts(BurstLoss.none()))
                        .withLoss(share);
            }
            double end = 1.0 / burst;
            // p / (p + r) of all frames meet the bad state.
            double begin = Math.min(1, end * share / (1 - share));
            return impaired(described,
                    described.impairments().withBursts(BurstLoss.gilbert(begin, end))).withLoss(0);
        }

        @Override
        public String verb() {
            return "lose";
        }

        @Override
        public String value() {
            return Units.share(share) + (burst == 1 ? "" : " in bursts of " + burst);
        }
    }

    /// Frames that arrive twice: `duplicate … 1 %`.
    ///
    /// @param share from 0 to 1
    record Duplication(double share) implements Alteration {
        @Override
        public LinkSpec apply(LinkSpec described) {
            return impaired(described, described.impairments().withDuplication(share));
        }

        @Override
        public String verb() {
            return "duplicate";
        }

        @Override
        public String value() {
            return Units.share(share);
        }
    }

    /// Frames that arrive with a wrong bit: `corrupt … 1 %`.
    ///
    /// @param share from 0 to 1
    record Corruption(double share) implements Alteration {
        @Override
        public LinkSpec apply(LinkSpec described) {
            return impaired(described, described.impairments().withCorruption(share));
        }

        @Override
        public String verb() {
            return "corrupt";
        }

        @Override
        public String value() {
            return Units.share(share);
        }
    }

    /// Frames that arrive late, behind others: `reorder … 5 % by 1 ms`.
    ///
    /// @param share from 0 to 1
    record Lateness(double share, Duration late) implements Alteration {
        @Override
        public LinkSpec apply(LinkSpec described) {
            return impaired(described,
                    described.impairments().withReordering(Reordering.late(share, late)));
        }

        @Override
        public String verb() {
            return "reorder";
        }

        @Override
        public String value() {
            return Units.share(share) + " by " + Units.time(late);
        }
    }

    private static LinkSpec impaired(LinkSpec spec, Impairments impairments) {
        return spec.withImpairments(impairments);
    }
}
