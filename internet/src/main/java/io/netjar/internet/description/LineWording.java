package io.netjar.internet.description;

import io.netjar.internet.event.Units;
import io.netjar.net.link.BurstLoss;
import io.netjar.net.link.CoDel;
import io.netjar.net.link.DropTail;
import io.netjar.net.link.FqCoDel;
import io.netjar.net.link.Jitter;
import io.netjar.net.link.QueueDiscipline;
import io.netjar.net.link.QueueLimit;
import io.netjar.net.link.Red;
import io.netjar.net.link.Reordering;
import io.netjar.net.link.TokenBucket;
import java.util.LinkedHashMap;
import java.util.Map;

/// How descriptions write the queues of lines and what goes wrong on them: a text where one says it all, else a mapping.
public final class LineWording {
    private static final String NONE = "none";

    private LineWording() {}

    /// A limit of a queue: `64 kB`, `100 packets` or `50 ms`.
    static String limit(QueueLimit limit) {
        return Units.limit(limit);
    }

    /// What stands under `queue`.
    public static Object queue(QueueDiscipline queue) {
        return switch (queue) {
            case DropTail(QueueLimit limit) -> limit(limit);
            case Red red -> red(red);
            case CoDel codel -> codel.equals(CoDel.usual()) ? "codel" : codel(codel);
            case FqCoDel fair -> fair.equals(FqCoDel.usual()) ? "fq-codel" : fqCodel(fair);
            case TokenBucket bucket -> tokenBucket(bucket);
        };
    }

    private static Map<String, Object> red(Red red) {
        Map<String, Object> words = discipline("red");
        words.put("limit", limit(red.limit()));
        words.put("min", Wording.size(red.minBytes()));
        words.put("max", Wording.size(red.maxBytes()));
        words.put("probability", Wording.share(red.probability()));
        words.put("weight", Wording.share(red.weight()));
        words.put("ecn", Wording.yesNo(red.ecn()));
        return words;
    }

    private static Map<String, Object> codel(CoDel codel) {
        Map<String, Object> words = discipline("codel");
        CoDel usual = CoDel.usual();
        if (!codel.limit().equals(usual.limit())) {
            words.put("limit", limit(codel.limit()));
        }
        times(codel.targetNanos(), codel.intervalNanos(), words);
        if (codel.ecn() != usual.ecn()) {
            words.put("ecn", Wording.yesNo(codel.ecn()));
        }
        return words;
    }

    private static Map<String, Object> fqCodel(FqCoDel fair) {
        Map<String, Object> words = discipline("fq-codel");
        FqCoDel usual = FqCoDel.usual();
        if (!fair.limit().equals(usual.limit())) {
            words.put("limit", limit(fair.limit()));
        }
        times(fair.targetNanos(), fair.intervalNanos(), words);
        if (fair.flows() != usual.flows()) {
            words.put("flows", fair.flows());
        }
        if (fair.quantumBytes() != usual.quantumBytes()) {
            words.put("quantum", Wording.size(fair.quantumBytes()));
        }
        if (fair.ecn() != usual.ecn()) {
            words.put("ecn", Wording.yesNo(fair.ecn()));
        }
        return words;
    }

    private static void times(long target, long interval, Map<String, Object> words) {
        if (target != CoDel.usual().targetNanos()) {
            words.put("target", Wording.nanos(target));
        }
        if (interval != CoDel.usual().intervalNanos()) {
            words.put("interval", Wording.nanos(interval));
        }
    }

    private static Map<String, Object> tokenBucket(TokenBucket bucket) {
        Map<String, Object> words = discipline("token-bucket");
        words.put("rate", Wording.rate(bucket.bitsPerSecond()));
        words.put("burst", Wording.size(bucket.burstBytes()));
        words.put("limit", limit(bucket.limit()));
        if (bucket.peakBitsPerSecond() != 0) {
            words.put("peak-rate", Wording.rate(bucket.peakBitsPerSecond()));
        }
        return words;
    }

    private static Map<String, Object> discipline(String name) {
        Map<String, Object> words = new LinkedHashMap<>();
        words.put("discipline", name);
        return words;
    }

    /// What stands under `jitter`.
    public static Object jitter(Jitter jitter) {
        if (jitter.equals(Jitter.none())) {
            return NONE;
        }
        if (jitter.shape() == Jitter.Shape.UNIFORM && jitter.keepsOrder()) {
            return Wording.nanos(jitter.nanos());
        }
        Map<String, Object> words = new LinkedHashMap<>();
        words.put("spread", Wording.nanos(jitter.nanos()));
        if (jitter.shape() != Jitter.Shape.UNIFORM) {
            words.put("shape", Wording.word(jitter.shape()));
        }
        if (!jitter.keepsOrder()) {
            words.put("order", "free");
        }
        return words;
    }

    /// What stands under `bursts`.
    public static Object bursts(BurstLoss bursts) {
        if (bursts.equals(BurstLoss.none())) {
            return NONE;
        }
        Map<String, Object> words = new LinkedHashMap<>();
        words.put("begin", Wording.share(bursts.p()));
        words.put("end", Wording.share(bursts.r()));
        if (bursts.lossInBad() != 1) {
            words.put("loss", Wording.share(bursts.lossInBad()));
        }
        if (bursts.lossInGood() != 0) {
            words.put("between", Wording.share(bursts.lossInGood()));
        }
        return words;
    }

    /// What stands under `reordering`.
    public static Object reordering(Reordering reordering) {
        if (reordering.equals(Reordering.none())) {
            return NONE;
        }
        Map<String, Object> words = new LinkedHashMap<>();
        words.put("share", Wording.share(reordering.probability()));
        boolean isLate = reordering.shiftNanos() >= 0;
        words.put(isLate ? "late" : "early", Wording.nanos(Math.abs(reordering.shiftNanos())));
        if (reordering.gap() != 1) {
            words.put("gap", reordering.gap());
        }
        return words;
    }
}
