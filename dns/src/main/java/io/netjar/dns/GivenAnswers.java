package io.netjar.dns;

import io.netjar.engine.Engine;
import io.netjar.engine.Timer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;

/// The last good answer to each question, kept beyond its TTL: given once more if the servers are out of reach (RFC 8767),
/// and renewed shortly before its end if somebody asks for it then. What has been in here has been given to somebody
/// before, so it was found good then.
final class GivenAnswers {
    private static final long SECOND = 1_000_000_000L;
    /// How long an asker waits before he is told something stale: RFC 8767 §5 suggests 1.8 s, just under the 2 s after
    /// which many ask again.
    private static final long CLIENT_TIMER = 1_800_000_000L;
    /// How long servers out of reach are left alone: RFC 8767 §5 recommends to try them no more often than every 30 s.
    private static final long FAILURE_RECHECK = 30 * SECOND;
    /// RFC 8767 §5 suggests one to three days for the longest; a day is what BIND and Unbound have.
    private static final long MAX_STALE = 86_400 * SECOND;
    // RFC 8767 §4: the resolver "MUST set the TTL of each expired record in the message to a value greater than 0, with a
    // RECOMMENDED value of 30 seconds"
    private static final long STALE_TTL_SECONDS = 30;
    /// The part of its TTL, one in so many, that an answer has left when it is worth renewing: Unbound's.
    private static final int LAST_PART = 10;

    private final Engine engine;
    private final ResolverHabits habits;
    private final LinkedHashMap<Question, Given> answers = new LinkedHashMap<>(16, 0.75f, true);

    private record Question(Name name, int type) {}

    private static final class Given {
        private final Step.Finished result;
        private final long ttlSeconds;
        private final long expiresAt;
        private long retryAt;

        Given(Step.Finished result, long ttlSeconds, long expiresAt) {
            this.result = result;
            this.ttlSeconds = ttlSeconds;
            this.expiresAt = expiresAt;
        }
    }

    GivenAnswers(Engine engine, ResolverHabits habits) {
        this.engine = engine;
        this.habits = habits;
    }

    void clear() {
        answers.clear();
    }

    /// Begins to care for one asker's question. `tellStale` is told, once at most, an answer that has run out, if there is
    /// one and the servers take too long or fail.
    Watch watch(Name name, int type, Consumer<Step.Finished> tellStale) {
        return new Watch(new Question(name, type), tellStale);
    }

    /// Whether the answer is near its end, so that it should be asked for again though it still holds.
    boolean isWorthRenewing(Name name, int type) {
        Given given = habits.prefetches() ? answers.get(new Question(name, type)) : null;
        if (given == null) {
            return false;
        }
        long left = given.expiresAt - engine.now();
        return left > 0 && left * LAST_PART < given.ttlSeconds * SECOND;
    }

    /// The answers that have run out and could still be given.
    List<CacheEntry> stale() {
        List<CacheEntry> stale = new ArrayList<>();
        answers.forEach((question, given) -> {
            if (habits.servesStale() && isStale(given)) {
                List<Record> records = given.result.answer();
                stale.add(new CacheEntry(question.name.toString(), Type.string(question.type),
                        CacheEntry.Kind.STALE,
                        (given.expiresAt - engine.now()) / SECOND, given.ttlSeconds, CacheEntry.data(records),
                        CacheEntry.isSigned(records)));
            }
        });
        return stale;
    }

    private boolean isStale(Given given) {
        long late = engine.now() - given.expiresAt;
        return late >= 0 && late < MAX_STALE;
    }

    private void remember(Question question, Step.Finished result) {
        if (!habits.servesStale() && !habits.prefetches()) {
            return;
        }
        long ttl = Math.min(RecordSet.lowestTtl(result.answer()), RecordSet.lowestTtl(result.authority()));
        long expiresAt = engine.now() + ttl * SECOND;
        Given old = answers.get(question);
        // the same answer from the cache, with less than a second's difference from rounding
        if (ttl > 0 && ttl < Integer.MAX_VALUE && (old == null || expiresAt > old.expiresAt + SECOND
                || expiresAt < old.expiresAt - SECOND)) {
            answers.put(question, new Given(result, ttl, expiresAt));
            if (answers.size() > habits.cacheEntries()) {
                answers.pollFirstEntry();
            }
        }
    }

    /// One asker's question until it has been answered.
    final class Watch {
        private final Question question;
        private final Consumer<Step.Finished> tellStale;
        private final Timer timer;
        private boolean told;

        private Watch(Question question, Consumer<Step.Finished> tellStale) {
            this.question = question;
            this.tellStale = tellStale;
            this.timer = new Timer(engine, _ -> tell());
            if (stale() != null) {
                timer.armIn(CLIENT_TIMER);
            }
        }

        /// Tells what has run out at once if the servers failed a moment ago, so that they are not to be asked again yet.
        /// Returns whether it did.
        boolean tellsAtOnce() {
            Given given = stale();
            if (given == null || engine.now() >= given.retryAt) {
                return false;
            }
            timer.cancel();
            tell();
            return true;
        }

        /// Takes note of how the question ended. Returns whether the asker is to be told of it; if not, he has been told.
        /// Instead of an answer that is bogus nothing older is given.
        boolean settles(Step.Finished result, boolean bogus) {
            timer.cancel();
            if (bogus) {
                answers.remove(question);
                return !told;
            }
            if (result.rcode() != Rcode.SERVFAIL) {
                remember(question, result);
                return !told;
            }
            Given given = stale();
            if (given != null) {
                given.retryAt = engine.now() + FAILURE_RECHECK;
            }
            tell();
            return !told;
        }

        private @Nullable Given stale() {
            Given given = habits.servesStale() ? answers.get(question) : null;
            return given != null && isStale(given) ? given : null;
        }

        private void tell() {
            Given given = stale();
            if (given == null || told) {
                return;
            }
            told = true;
            Step.Finished old = given.result;
            tellStale
                    .accept(new Step.Finished(old.rcode(), RecordSet.withTtl(old.answer(), STALE_TTL_SECONDS),
                            RecordSet.withTtl(old.authority(), STALE_TTL_SECONDS)));
        }
    }
}
