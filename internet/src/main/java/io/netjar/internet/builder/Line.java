package io.netjar.internet.builder;

import io.netjar.internet.description.LineWording;
import io.netjar.internet.description.Wording;
import io.netjar.net.link.BurstLoss;
import io.netjar.net.link.DropTail;
import io.netjar.net.link.Jitter;
import io.netjar.net.link.QueueDiscipline;
import io.netjar.net.link.QueueLimit;
import io.netjar.net.link.Reordering;
import java.time.Duration;

/// What is said of a line: of both its directions, or of one.
///
/// @param <L> the line itself
public abstract sealed class Line<L extends Line<L>> extends Part<L>
        permits DirectionPart, AccessPart, OfficeLinePart, LinkPart {
    Line() {}

    /// How fast bits leave, in bits per second; see [Rate].
    public L rate(long bitsPerSecond) {
        return set("rate", Wording.rate(bitsPerSecond));
    }

    /// How long bits are under way, one way.
    public L delay(Duration oneWay) {
        return set("delay", Wording.time(oneWay));
    }

    /// How likely a frame is lost, from 0 to 1, each on its own.
    public L loss(double share) {
        return set("loss", Wording.share(share));
    }

    /// Who decides about the frames that wait.
    public L queue(QueueDiscipline discipline) {
        return set("queue", LineWording.queue(discipline));
    }

    /// How much may wait before what comes is dropped.
    public L queue(QueueLimit limit) {
        return queue(new DropTail(limit));
    }

    /// The largest IP packet in bytes.
    public L mtu(int bytes) {
        return set("mtu", bytes);
    }

    /// How the frames' times differ.
    public L jitter(Jitter jitter) {
        return set("jitter", LineWording.jitter(jitter));
    }

    /// How frames are lost in a row.
    public L bursts(BurstLoss bursts) {
        return set("bursts", LineWording.bursts(bursts));
    }

    /// How likely a frame arrives twice, from 0 to 1.
    public L duplication(double share) {
        return set("duplication", Wording.share(share));
    }

    /// How likely a frame arrives with a wrong bit, from 0 to 1.
    public L corruption(double share) {
        return set("corruption", Wording.share(share));
    }

    /// Which frames arrive early or late.
    public L reordering(Reordering reordering) {
        return set("reordering", LineWording.reordering(reordering));
    }
}
