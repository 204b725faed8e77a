package io.netjar.net.link;

/// Random early detection (S. Floyd, V. Jacobson: "Random early detection gateways for congestion avoidance", IEEE/ACM
/// Transactions on Networking 1, 1993), in its "gentle" form (S. Floyd: "Recommendation on using the gentle variant of RED",
/// 2000): frames that come are dropped, or marked, at random, the likelier the longer the queue is on average.
///
/// Below `minBytes` of average none; from there to `maxBytes` up to `probability` of them; from there to twice as much up to
/// all of them. The average moves by `weight` of the difference at each frame that comes. It is kept in bytes; a long
/// frame is dropped as likely as a short one (RFC 7141 §2.2).
///
/// @param limit how much may wait at most, whatever the average
/// @param minBytes the average at which dropping begins, from 1
/// @param maxBytes the average at which `probability` is reached, above `minBytes`, up to 1,000,000,000
/// @param probability the largest share dropped below `maxBytes`, above 0, up to 1
/// @param weight how fast the average moves, above 0, up to 1
/// @param ecn whether frames that can bear it are marked instead of dropped (RFC 3168) as long as the average is below twice
///     `maxBytes`
public record Red(QueueLimit limit, int minBytes, int maxBytes, double probability, double weight,
        boolean ecn)
        implements
            QueueDiscipline {
    public Red {
        Rule.require(minBytes >= 1, "RED's lower threshold is from 1 byte, not ", "" + minBytes);
        Rule.require(maxBytes > minBytes && maxBytes <= 1_000_000_000,
                "RED's upper threshold is above the lower one of " + minBytes + " bytes, up to 1 GB, not ",
                maxBytes + " bytes");
        Rule.require(probability > 0 && probability <= 1, "RED's probability is above 0 and at most 1, not ",
                "" + probability);
        Rule.require(weight > 0 && weight <= 1, "RED's weight is above 0 and at most 1, not ", "" + weight);
    }

    /// RED in a buffer of `bytes`: thresholds at a twelfth and a quarter of it, so that the upper is three times the lower and
    /// bursts have room above; a probability of 0.1 and a weight of 0.002 (S. Floyd: "RED: discussions of setting
    /// parameters", 1997, and the paper of 1993, §6); no marks.
    public static Red within(int bytes) {
        return new Red(QueueLimit.bytes(bytes), Math.max(1, bytes / 12), Math.max(2, bytes / 4), 0.1, 0.002,
                false);
    }

    public Red withEcn(boolean marks) {
        return new Red(limit, minBytes, maxBytes, probability, weight, marks);
    }
}
