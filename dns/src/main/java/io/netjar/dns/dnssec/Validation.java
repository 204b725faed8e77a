package io.netjar.dns.dnssec;

import io.netjar.dns.dnssec.Signatures.Checked;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DNAMERecord;
import org.xbill.DNS.ExtendedErrorCodeOption;
import org.xbill.DNS.Name;
import org.xbill.DNS.NameTooLongException;
import org.xbill.DNS.RRSIGRecord;
import org.xbill.DNS.RRset;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;

/// The judgement of one answer. It does no I/O: each method returns the one [Step] to take next.
public final class Validation {
    private final Evidence evidence;
    private final Signatures signatures;
    private final ChainOfTrust chain;
    private final Effort effort;
    private final List<RRset> answer;
    private final List<RRset> authority;
    /// What is known of the sets so far, in their order: each is looked at once.
    private final Map<RRset, Opinion> opinions = new LinkedHashMap<>();
    private final List<ExtendedErrorCodeOption> notes = new ArrayList<>();
    private boolean isInsecure;
    private long seconds = Integer.MAX_VALUE;

    /// What to do next.
    public sealed interface Step {
        /// Ask for `name` and `type`, which is DS or DNSKEY, and go on with [Validation#supplied].
        record Fetch(Name name, int type) implements Step {}

        /// That is it.
        record Done(Verdict verdict) implements Step {}
    }

    /// What is known of one set.
    private sealed interface Opinion {
        record Good(Checked.Good how) implements Opinion {}

        record Unsigned() implements Opinion {}
    }

    Validation(Evidence evidence, Signatures signatures, ChainOfTrust chain, Effort effort) {
        this.evidence = evidence;
        this.signatures = signatures;
        this.chain = chain;
        this.effort = effort;
        this.answer = Evidence.sets(evidence.answer());
        this.authority = Evidence.sets(evidence.authority());
    }

    /// The first step, taken at the date `now`.
    public Step start(Instant now) {
        return next(now);
    }

    /// The step after `fetched` came of the last [Step.Fetch].
    public Step supplied(Evidence fetched, Instant now) {
        chain.supply(fetched, now);
        return next(now);
    }

    /// How many signatures were computed so far.
    public int effort() {
        return effort.signatures();
    }

    private Step next(Instant now) {
        // RFC 4035 §5.3.1 speaks of signatures over sets of records; there are none over signatures (§2.2)
        if (evidence.type() == Type.RRSIG && !evidence.answer().isEmpty()) {
            return new Step.Done(new Verdict.Insecure(List.of()));
        }
        for (List<RRset> section : List.of(answer, authority)) {
            for (RRset set : section) {
                Optional<Step> step = opinions.containsKey(set) ? Optional.empty() : look(set, now);
                if (step.isPresent()) {
                    return step.get();
                }
            }
        }
        return conclude(now);
    }

    /// Looks at `set`: empty if there is nothing wrong with it, else the next step.
    private Optional<Step> look(RRset set, Instant now) {
        if (isMadeUp(set)) {
            opinions.put(set, new Opinion.Unsigned());
            return Optional.empty();
        }
        Name zone = signer(set).orElseGet(() -> home(set.getName(), set.getType()));
        return switch (chain.find(zone, now)) {
            case Trust.Wanted(Name name, int type) -> Optional.of(new Step.Fetch(name, type));
            case Trust.Broken(var why) -> Optional.of(broken(why));
            case Trust.Unsigned(var reasons) -> {
                isInsecure = true;
                notes.addAll(reasons);
                opinions.put(set, new Opinion.Unsigned());
                yield Optional.empty();
            }
            case Trust.Signed signed -> check(set, signed, now);
        };
    }

    private Optional<Step> check(RRset set, Trust.Signed zone, Instant now) {
        return switch (signatures.check(set, zone.zone(), zone.keys(), now)) {
            case Checked.Good good -> {
                seconds = Math.min(seconds, good.seconds());
                opinions.put(set, new Opinion.Good(good));
                yield Optional.empty();
            }
            case Checked.Bad(var why) -> Optional.of(bogus(why));
        };
    }

    /// Whether `set` is the CNAME record that the DNAME before it stands for, which nobody can sign.
    private boolean isMadeUp(RRset set) {
        int before = answer.indexOf(set) - 1;
        return before >= 0 && set.sigs().isEmpty() && set.size() == 1
                && set.first() instanceof CNAMERecord alias
                && answer.get(before).first() instanceof DNAMERecord redirection
                && Aliases.isMadeFrom(redirection, alias);
    }

    /// The zone that claims to have signed `set`: the lowest of those that may.
    private static Optional<Name> signer(RRset set) {
        Name lowest = null;
        Name home = home(set.getName(), set.getType());
        for (RRSIGRecord signature : set.sigs()) {
            Name signer = signature.getSigner();
            if (home.subdomain(signer) && (lowest == null || signer.labels() > lowest.labels())) {
                lowest = signer;
            }
        }
        return Optional.ofNullable(lowest);
    }

    /// The lowest zone in which records of `type` can stand at `name`.
    // RFC 4035 §2.4: DS records stand on the parent's side of a zone cut; RFC 5155 §3: NSEC3 records below the apex
    private static Name home(Name name, int type) {
        boolean isAbove = type == Type.DS || type == Type.NSEC3;
        return isAbove && !name.equals(Name.root) ? new Name(name, 1) : name;
    }

    /// Judges the answer as a whole, whose records are all signed as far as they are not insecure.
    private Step conclude(Instant now) {
        Name current = evidence.name();
        Set<Name> seen = new LinkedHashSet<>();
        while (seen.add(current)) {
            RRset set = at(current);
            if (set == null) {
                return denied(current, now);
            }
            Optional<Step> wrong = expanded(set);
            if (wrong.isPresent()) {
                return wrong.get();
            }
            if (isEnd(set)) {
                return concluded();
            }
            Optional<Name> target = target(set, current);
            if (target.isEmpty()) {
                return concluded();
            }
            current = target.get();
        }
        return bogus(Flaws.bogus(evidence.name() + " is an alias of itself"));
    }

    private boolean isEnd(RRset set) {
        return set.getType() == evidence.type() || evidence.type() == Type.ANY;
    }

    /// Where `set` leads from `current`; empty if that is no name, being too long (RFC 6672 §2.2, YXDOMAIN).
    private static Optional<Name> target(RRset set, Name current) {
        if (set.first() instanceof CNAMERecord alias) {
            return Optional.of(alias.getTarget());
        }
        try {
            return Optional.of(current.fromDNAME((DNAMERecord) set.first()));
        } catch (NameTooLongException _) {
            return Optional.empty();
        }
    }

    /// The set in the answer that tells about `name`: the records asked for, an alias, or a redirection of a name above.
    private @Nullable RRset at(Name name) {
        RRset found = null;
        for (RRset set : answer) {
            boolean isWanted = set.getName().equals(name) && isEnd(set);
            boolean isAlias = set.getName().equals(name) && set.getType() == Type.CNAME;
            boolean isRedirection = set.getType() == Type.DNAME && name.subdomain(set.getName())
                    && !name.equals(set.getName());
            if (isWanted) {
                return set;
            }
            if (isAlias && !isMadeUp(set) || isRedirection) {
                found = set;
            }
        }
        return found;
    }

    /// If `set` was made from a wildcard: whether it is proven that no closer name exists; empty if all is well.
    // RFC 4035 §5.3.4: a wildcard's records are an answer only with the proof that the name itself does not exist
    private Optional<Step> expanded(RRset set) {
        if (!(opinions.get(set) instanceof Opinion.Good(Checked.Good how))
                || how.labels() == Signatures.labels(set)) {
            return Optional.empty();
        }
        // RFC 4592 §4.4: wildcards and DNAME do not go together
        if (set.getType() == Type.DNAME) {
            return Optional.of(bogus(Flaws.bogus(set.getName() + " DNAME is made from a wildcard")));
        }
        return switch (best(denial -> denial.noCloserName(set.getName(), how.labels()), how.zone())) {
            case PROVEN -> Optional.empty();
            case LEFT_OPEN -> {
                isInsecure = true;
                yield Optional.empty();
            }
            case UNPROVEN -> Optional.of(bogus(unproven("that " + set.getName() + " is from a wildcard")));
        };
    }

    /// Judges the claim that there is nothing at `name`.
    private Step denied(Name name, Instant now) {
        boolean isNameDenied = evidence.rcode() == Rcode.NXDOMAIN;
        Denial.Proof proof = best(isNameDenied
                ? denial -> denial.noName(name)
                : denial -> denial.noType(name, evidence.type()), name);
        return switch (proof) {
            case PROVEN -> concluded();
            case LEFT_OPEN -> insecure();
            case UNPROVEN -> switch (chain.find(home(name, evidence.type()), now)) {
                case Trust.Wanted(Name wanted, int type) -> new Step.Fetch(wanted, type);
                case Trust.Broken(var why) -> broken(why);
                case Trust.Unsigned(var reasons) -> {
                    notes.addAll(reasons);
                    yield insecure();
                }
                case Trust.Signed _ -> bogus(unproven(isNameDenied
                        ? "that there is no " + name
                        : "that " + name + " has no " + Type.string(evidence.type())));
            };
        };
    }

    private ExtendedErrorCodeOption unproven(String what) {
        boolean hasProofs = authority.stream()
                .anyMatch(set -> set.getType() == Type.NSEC || set.getType() == Type.NSEC3);
        return hasProofs ? Flaws.bogus("it is not proven " + what) : Flaws.noProof("nothing proves " + what);
    }

    /// The best proof by the signed denials of zones at or above `name`.
    private Denial.Proof best(Function<Denial, Denial.Proof> claim, Name name) {
        Map<Name, List<Record>> byZone = new LinkedHashMap<>();
        for (RRset set : authority) {
            // A denial that was made from a wildcard itself tells nothing of its name's neighbours.
            if (opinions.get(set) instanceof Opinion.Good(Checked.Good how)
                    && how.labels() == Signatures.labels(set)
                    && name.subdomain(how.zone())) {
                byZone.computeIfAbsent(how.zone(), _ -> new ArrayList<>()).addAll(set.rrs(false));
            }
        }
        Denial.Proof best = Denial.Proof.UNPROVEN;
        for (Map.Entry<Name, List<Record>> zone : byZone.entrySet()) {
            for (Denial denial : Denial.of(zone.getKey(), zone.getValue())) {
                Denial.Proof proof = claim.apply(denial);
                if (proof.compareTo(best) < 0) {
                    best = proof;
                    notes.addAll(denial.notes());
                }
            }
        }
        return best;
    }

    private Step concluded() {
        return isInsecure ? insecure() : new Step.Done(new Verdict.Secure(seconds));
    }

    private Step insecure() {
        return new Step.Done(new Verdict.Insecure(notes));
    }

    private static Step bogus(ExtendedErrorCodeOption why) {
        return new Step.Done(new Verdict.Bogus(why, false));
    }

    private static Step broken(ExtendedErrorCodeOption why) {
        return new Step.Done(new Verdict.Bogus(why, true));
    }
}
