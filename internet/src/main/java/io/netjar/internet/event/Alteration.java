package io.netjar.internet.event;

import io.netjar.net.link.BurstLoss;
import io.netjar.net.link.CoDel;
import io.netjar.net.link.DropTail;
import io.netjar.net.link.FqCoDel;
import io.netjar.net.link.Impairments;
import io.netjar.net.link.Jitter;
import io.netjar.net.link.LinkSpec;
import io.netjar.net.link.QueueDiscipline;
import io.netjar.net.link.QueueLimit;
import io.netjar.net.link.Reordering;
import io.netjar.net.wifi.Signal;
import io.netjar.net.wifi.WifiSpec;
import io.netjar.wire.EthernetView;
import java.time.Duration;

/// What can be made different in one direction of a line, or in the air of a Wi-Fi cell, compared with how it was described.
public sealed interface Alteration {
    /// What stands before the name in a sentence.
    String verb();

    /// What stands behind it.
    String value();

    /// Of a line.
    sealed interface OfLine extends Alteration {
        /// The line as it is with this.
        ///
        /// @param described how it is without
        LinkSpec apply(LinkSpec described);
    }

    /// Of a Wi-Fi cell.
    sealed interface OfAir extends Alteration {
        /// The air as it is with this.
        ///
        /// @param described how it is without
        WifiSpec apply(WifiSpec described);
    }

    /// Another rate: `slow … to 1 Mbit/s`. It may be a faster one.
    record Rate(long bitsPerSecond) implements OfLine {
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
    record Delay(Duration more) implements OfLine {
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
    record Spread(Duration spread) implements OfLine {
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
    record Loss(double share, int burst) implements OfLine {
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
    record Duplication(double share) implements OfLine {
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
    record Corruption(double share) implements OfLine {
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
    record Lateness(double share, Duration late) implements OfLine {
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

    /// A smaller MTU: `mtu … to 1280`. The interfaces that send into the line keep to it, as to a described one. A larger one than
    /// was described changes nothing.
    ///
    /// @param bytes of an IP packet, from 68 to 65,535
    record Mtu(int bytes) implements OfLine {
        @Override
        public LinkSpec apply(LinkSpec described) {
            return described.withMtu(Math.min(bytes, described.mtu()));
        }

        @Override
        public String verb() {
            return "mtu";
        }

        @Override
        public String value() {
            return "to " + bytes;
        }
    }

    /// Another queue before the line, or in each radio of the cell: `queue … to 64 kB`, `queue … to fq-codel`. One limited in bytes
    /// holds a full frame at least.
    ///
    /// @param discipline drop-tail with a limit, or [CoDel#usual()] or [FqCoDel#usual()]: what has more figures than a sentence
    ///     says is described
    record Queue(QueueDiscipline discipline) implements OfLine, OfAir {
        public Queue {
            boolean isSaid = discipline instanceof DropTail || discipline.equals(CoDel.usual())
                    || discipline.equals(FqCoDel.usual());
            if (!isSaid) {
                throw new IllegalArgumentException("a sentence says a queue's limit, or codel or fq-codel"
                        + " as they usually are, not " + discipline);
            }
        }

        @Override
        public LinkSpec apply(LinkSpec described) {
            return discipline.limit().holds(described.mtu())
                    ? described.withQueue(discipline)
                    : described.withQueueBytes(described.mtu() + EthernetView.HEADER_BYTES);
        }

        /// @throws IllegalArgumentException if it is limited in time, or to less than a full frame
        @Override
        public WifiSpec apply(WifiSpec described) {
            return described.withQueue(discipline);
        }

        @Override
        public String verb() {
            return "queue";
        }

        @Override
        public String value() {
            return "to " + switch (discipline) {
                case DropTail(QueueLimit limit) -> Units.limit(limit);
                case CoDel _ -> "codel";
                default -> "fq-codel";
            };
        }
    }

    /// Another signal, of a device on Wi-Fi, or of all in a cell that have none of their own: `signal … to -75 dBm`.
    ///
    /// @param signal to a tenth of a decibel
    record Reception(Signal signal) implements OfAir {
        public Reception {
            signal = Signal.of(Math.rint(signal.dbm() * 10) / 10);
        }

        @Override
        public WifiSpec apply(WifiSpec described) {
            return described.withSignal(signal);
        }

        @Override
        public String verb() {
            return "signal";
        }

        @Override
        public String value() {
            return "to " + Units.signal(signal);
        }
    }

    /// Neighbours' cells that take so much of the channel's time: `crowd … 60 %`.
    ///
    /// @param share from 0 to below 1
    record Neighbours(double share) implements OfAir {
        public Neighbours {
            if (!(share >= 0 && share < 1)) {
                throw new IllegalArgumentException(
                        "neighbours take less than all of a channel, not " + Units.share(share));
            }
        }

        @Override
        public WifiSpec apply(WifiSpec described) {
            return described.withBusyShare(share);
        }

        @Override
        public String verb() {
            return "crowd";
        }

        @Override
        public String value() {
            return Units.share(share);
        }
    }

    private static LinkSpec impaired(LinkSpec spec, Impairments impairments) {
        return spec.withImpairments(impairments);
    }
}
