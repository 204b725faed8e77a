package io.netjar.internet.description;

import io.netjar.internet.geography.Fibre;
import io.netjar.net.link.Impairments;
import io.netjar.net.link.LinkSpec;
import io.netjar.net.modem.AccessLine;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;

/// Writes lines as [LineReader], [AccessReader] and [LinkReader] read them.
final class LineWriter {
    private LineWriter() {}

    /// What stands under `access`: a text, or a mapping. Of the kinds of access the one that leaves the least to say.
    static Object access(AccessLine line) {
        Object best = "";
        for (AccessKind kind : AccessKind.values()) {
            Object words = access(line, kind);
            best = best.equals("") || size(words) < size(best) ? words : best;
        }
        return best;
    }

    private static int size(Object words) {
        return words.toString().length();
    }

    private static Object access(AccessLine line, AccessKind kind) {
        AccessLine usual = kind.usual();
        long down = line.down().bitsPerSecond();
        long up = line.up().bitsPerSecond();
        boolean isUsualRate = down == usual.down().bitsPerSecond() && up == usual.up().bitsPerSecond();
        AccessLine base = usual.withBitsPerSecond(down, up);
        Map<String, Object> more = directions(changes(line.down(), base.down()),
                changes(line.up(), base.up()),
                "down", "up");
        if (more.isEmpty()) {
            return isUsualRate ? kind.word() : kind.word() + " " + Wording.rates(down, up);
        }
        Map<String, Object> words = new LinkedHashMap<>();
        words.put("kind", kind.word());
        if (!isUsualRate) {
            words.put("rate", Wording.rates(down, up));
        }
        words.putAll(more);
        return words;
    }

    /// What an office says of its line: `rate` and `line`.
    static Map<String, Object> office(AccessLine line) {
        Map<String, Object> best = Map.of();
        var rates = new TreeSet<Long>();
        rates.add(1_000_000_000L);
        rates.add(line.down().bitsPerSecond());
        rates.add(line.up().bitsPerSecond());
        for (long rate : rates) {
            LinkSpec usual = LinkSpec.of(rate, Duration.ofNanos(Fibre.WITHIN_CITY_NANOS));
            Map<String, Object> words = new LinkedHashMap<>();
            if (rate != 1_000_000_000L) {
                words.put("rate", Wording.rate(rate));
            }
            Map<String, Object> more = directions(changes(line.down(), usual), changes(line.up(), usual),
                    "down", "up");
            if (!more.isEmpty()) {
                words.put("line", more);
            }
            if (words.isEmpty()) {
                return words;
            }
            best = best.isEmpty() || size(words) < size(best) ? words : best;
        }
        return best;
    }

    /// What stands under a line of `links`.
    static Map<String, Object> link(LinkChange change) {
        return directions(words(change.there()), words(change.back()), "there", "back");
    }

    /// What is said of both directions, and under `one` and `other` what is said of one alone.
    private static Map<String, Object> directions(Map<String, Object> first, Map<String, Object> second,
            String one, String other) {
        Map<String, Object> words = new LinkedHashMap<>(first);
        words.entrySet().retainAll(second.entrySet());
        Map<String, Object> both = Map.copyOf(words);
        putRest(first, both, one, words);
        putRest(second, both, other, words);
        return words;
    }

    private static void putRest(Map<String, Object> all, Map<String, Object> both, String key,
            Map<String, Object> words) {
        Map<String, Object> rest = new LinkedHashMap<>(all);
        rest.keySet().removeAll(both.keySet());
        if (!rest.isEmpty()) {
            words.put(key, rest);
        }
    }

    private static Map<String, Object> words(LineChange change) {
        Map<String, Object> words = new LinkedHashMap<>();
        change.bitsPerSecond().ifPresent(rate -> words.put("rate", Wording.rate(rate)));
        change.delayNanos().ifPresent(nanos -> words.put("delay", Wording.nanos(nanos)));
        change.loss().ifPresent(share -> words.put("loss", Wording.share(share)));
        change.mtu().ifPresent(bytes -> words.put("mtu", bytes));
        change.queue().ifPresent(queue -> words.put("queue", LineWording.queue(queue)));
        change.jitter().ifPresent(jitter -> words.put("jitter", LineWording.jitter(jitter)));
        change.bursts().ifPresent(bursts -> words.put("bursts", LineWording.bursts(bursts)));
        change.duplication().ifPresent(share -> words.put("duplication", Wording.share(share)));
        change.corruption().ifPresent(share -> words.put("corruption", Wording.share(share)));
        change.reordering().ifPresent(each -> words.put("reordering", LineWording.reordering(each)));
        return words;
    }

    /// What must be said of a direction that would be `usual` if nothing were.
    private static Map<String, Object> changes(LinkSpec spec, LinkSpec usual) {
        Map<String, Object> words = new LinkedHashMap<>();
        if (spec.bitsPerSecond() != usual.bitsPerSecond()) {
            words.put("rate", Wording.rate(spec.bitsPerSecond()));
        }
        if (spec.delayNanos() != usual.delayNanos()) {
            words.put("delay", Wording.nanos(spec.delayNanos()));
        }
        if (spec.loss() != usual.loss()) {
            words.put("loss", Wording.share(spec.loss()));
        }
        if (spec.mtu() != usual.mtu()) {
            words.put("mtu", spec.mtu());
        }
        if (!spec.queue().equals(usual.queue())) {
            words.put("queue", LineWording.queue(spec.queue()));
        }
        changes(spec.impairments(), usual.impairments(), words);
        return words;
    }

    private static void changes(Impairments now, Impairments usual, Map<String, Object> words) {
        if (!now.jitter().equals(usual.jitter())) {
            words.put("jitter", LineWording.jitter(now.jitter()));
        }
        if (!now.bursts().equals(usual.bursts())) {
            words.put("bursts", LineWording.bursts(now.bursts()));
        }
        if (now.duplication() != usual.duplication()) {
            words.put("duplication", Wording.share(now.duplication()));
        }
        if (now.corruption() != usual.corruption()) {
            words.put("corruption", Wording.share(now.corruption()));
        }
        if (!now.reordering().equals(usual.reordering())) {
            words.put("reordering", LineWording.reordering(now.reordering()));
        }
    }
}
