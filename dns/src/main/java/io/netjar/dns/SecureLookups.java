package io.netjar.dns;

import io.netjar.dns.dnssec.Evidence;
import io.netjar.dns.dnssec.Validation;
import io.netjar.dns.dnssec.Validator;
import io.netjar.dns.dnssec.Verdict;
import io.netjar.net.host.Host;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.xbill.DNS.ExtendedErrorCodeOption;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;

/// Lookups whose results are validated before anybody hears of them: what a security-aware resolver is more than another
/// one. RFC 4035 §4 and §5. Without a trust anchor it is no more.
final class SecureLookups {
    /// How long an answer that proved bogus is remembered as such, and nobody asked again: Unbound's val-bogus-ttl.
    private static final long BAD_SECONDS = 60;
    /// How many of them are remembered.
    private static final int MAX_BAD = 1_000;

    private final Host host;
    private final ResolverSettings settings;
    private final Lookups lookups;
    private final Iteration.Knowledge knowledge;
    private final Validator validator;
    private final Map<Question, List<Consumer<Judged>>> inFlight = new LinkedHashMap<>();
    private final LinkedHashMap<Question, Bad> bad = new LinkedHashMap<>();

    private record Question(Name name, int type) {}

    private record Bad(List<ExtendedErrorCodeOption> errors, long until) {}

    /// What is thought of a result.
    enum Security {
        /// All of it is secure.
        AUTHENTIC,
        /// There is nothing to prove it by.
        UNPROVEN,
        /// There was an answer that must not be believed.
        BOGUS
    }

    /// A result and what is thought of it.
    ///
    /// @param errors what the asker may be told about reasons (RFC 8914)
    record Judged(Step.Finished result, Security security, List<ExtendedErrorCodeOption> errors) {
        /// An answer of an earlier time, which was judged then.
        static Judged stale(Step.Finished result) {
            int code = result.rcode() == Rcode.NXDOMAIN
                    ? ExtendedErrorCodeOption.STALE_NXDOMAIN_ANSWER
                    : ExtendedErrorCodeOption.STALE_ANSWER;
            return new Judged(result, Security.UNPROVEN, List.of(new ExtendedErrorCodeOption(code)));
        }

        boolean isBogus() {
            return security == Security.BOGUS;
        }

        boolean isAuthentic() {
            return security == Security.AUTHENTIC;
        }

        private static Judged unchecked(Step.Finished result) {
            return new Judged(result, Security.UNPROVEN, result.origin().trouble().errors());
        }

        private static Judged bogus(List<ExtendedErrorCodeOption> errors) {
            return new Judged(Step.Finished.failure(), Security.BOGUS, errors);
        }
    }

    SecureLookups(Host host, ResolverSettings settings, Lookups lookups, Iteration.Knowledge knowledge) {
        this.host = host;
        this.settings = settings;
        this.lookups = lookups;
        this.knowledge = knowledge;
        this.validator = new Validator(settings.anchors());
    }

    /// Finds and judges the records of `name` and `type`. `done` is told once, perhaps before this returns.
    ///
    /// @param checkingDisabled whether the asker validates by itself and wants what there is, bogus or not
    void resolve(Name name, int type, boolean checkingDisabled, Consumer<Judged> done) {
        if (type == Type.DS) {
            knowledge.cache().forgetProofOfReferral(name);
        }
        // RFC 4035 §3.2.2: the CD bit tells that the asker takes it on itself to authenticate
        if (checkingDisabled || settings.anchors().isEmpty() || !settings.habits().validates()) {
            lookups.resolve(name, type, result -> done.accept(Judged.unchecked(result)));
            return;
        }
        var question = new Question(name, type);
        Bad known = bad.get(question);
        if (known != null && host.engine().now() < known.until) {
            done.accept(Judged.bogus(known.errors));
            return;
        }
        List<Consumer<Judged>> others = inFlight.get(question);
        if (others != null) {
            others.add(done);
            return;
        }
        inFlight.put(question, new ArrayList<>(List.of(done)));
        long deadline = host.engine().now() + settings.patience().toNanos();
        lookups.resolve(name, type, result -> new Judgement(question, result, deadline, true).start());
    }

    /// Forgets what was judged.
    void clear() {
        bad.clear();
        validator.clear();
    }

    /// One result on its way to a verdict.
    private final class Judgement {
        private final Question question;
        private final Step.Finished result;
        private final long deadline;
        private final boolean mayAskOthers;
        private final Validation validation;
        private final List<Question> fetched = new ArrayList<>();

        /// The last answer that came in.
        private Step.Finished latest;

        /// @param mayAskOthers whether other servers are to be asked if this proves bogus
        Judgement(Question question, Step.Finished result, long deadline, boolean mayAskOthers) {
            this.question = question;
            this.result = result;
            this.deadline = deadline;
            this.mayAskOthers = mayAskOthers;
            this.latest = result;
            this.validation = validator.validation(evidence(question, result));
        }

        void start() {
            if (result.rcode() == Rcode.SERVFAIL) {
                finish(Judged.unchecked(result));
                return;
            }
            take(validation.start(host.engine().date()));
        }

        private static Evidence evidence(Question question, Step.Finished result) {
            return new Evidence(question.name, question.type, result.rcode(), result.answer(),
                    result.authority());
        }

        private void take(Validation.Step step) {
            switch (step) {
                case Validation.Step.Done(Verdict verdict) -> conclude(verdict);
                case Validation.Step.Fetch _ when host.engine().now() >= deadline ->
                    finish(Judged.unchecked(Step.Finished.failure()));
                case Validation.Step.Fetch(Name name, int type) -> fetch(new Question(name, type));
            }
        }

        private void fetch(Question wanted) {
            fetched.add(wanted);
            lookups.resolve(wanted.name, wanted.type, found -> {
                latest = found;
                take(validation.supplied(evidence(wanted, found), host.engine().date()));
            });
        }

        private void conclude(Verdict verdict) {
            switch (verdict) {
                case Verdict.Secure(long seconds) ->
                    finish(new Judged(capped(seconds), Security.AUTHENTIC, List.of()));
                case Verdict.Insecure(var notes) -> finish(new Judged(result, Security.UNPROVEN, notes));
                case Verdict.Bogus(_, boolean onTheWay) when mayAskOthers
                        && host.engine().now() < deadline -> {
                    forget();
                    askOthers(onTheWay ? latest : result);
                }
                case Verdict.Bogus(var error, _) -> {
                    forget();
                    remember(new Bad(List.of(error), host.engine().now() + BAD_SECONDS * 1_000_000_000L));
                    finish(Judged.bogus(List.of(error)));
                }
            }
        }

        // RFC 4035 §5: a validator whose answer is bogus may ask other servers of the zone, since one of them may have been
        // replaced or be out of date. The one that gave the bogus part is asked last from now on.
        private void askOthers(Step.Finished bogus) {
            Step.Ask source = bogus.origin().last();
            if (source != null) {
                knowledge.times().lame(source.server(), source.zone(), host.engine().now());
            }
            lookups.resolve(question.name, question.type,
                    again -> new Judgement(question, again, deadline, false).start());
        }

        // RFC 4035 §5.3.3: no TTL goes beyond the signature's expiration, nor beyond the original one
        private Step.Finished capped(long seconds) {
            return new Step.Finished(result.rcode(), capped(result.answer(), seconds),
                    capped(result.authority(), seconds), result.origin());
        }

        private static List<Record> capped(List<Record> records, long seconds) {
            return records.stream()
                    .map(record -> record.getTTL() > seconds ? MessageBytes.withTtl(record, seconds) : record)
                    .toList();
        }

        /// Has all that was part of a bogus answer asked for again when it is next needed.
        private void forget() {
            knowledge.cache().forget(question.name, question.type);
            for (Record record : result.answer()) {
                knowledge.cache().forget(record.getName(), record.getType());
            }
            for (Question each : fetched) {
                knowledge.cache().forget(each.name, each.type);
            }
        }

        private void remember(Bad verdict) {
            bad.remove(question);
            if (bad.size() >= MAX_BAD) {
                bad.remove(bad.firstEntry().getKey());
            }
            bad.put(question, verdict);
        }

        private void finish(Judged judged) {
            List<Consumer<Judged>> waiting = inFlight.remove(question);
            if (waiting == null) {
                throw new IllegalStateException("nobody asked for " + question);
            }
            waiting.forEach(done -> done.accept(judged));
        }
    }
}
