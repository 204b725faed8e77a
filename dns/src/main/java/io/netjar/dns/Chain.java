package io.netjar.dns;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DNAMERecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;

/// The way from a name to the records of one type, alias by alias, as far as a cache has it. RFC 1034 §3.6.2, RFC 6672.
final class Chain {
    /// How many aliases are followed: Unbound's 11.
    private static final int MAX_ALIASES = 11;

    private final int type;
    private final List<Record> records = new ArrayList<>();
    /// What proves that those of the records that were made from wildcards rightly were.
    private final List<Record> proof = new ArrayList<>();
    private final Set<Name> aliases = new LinkedHashSet<>();
    private Name current;

    /// What a cache says of a name and a type.
    interface Memory {
        Optional<RecordCache.Cached> answer(Name name, int type);
    }

    private enum Followed {
        NO_ALIAS, FOLLOWED, TOO_LONG
    }

    Chain(Name name, int type) {
        this.current = name;
        this.type = type;
    }

    /// The name that the aliases have led to.
    Name current() {
        return current;
    }

    int type() {
        return type;
    }

    /// Goes on as far as `memory` reaches: to the end, or to [#current], of which it knows nothing.
    Optional<Step.Finished> follow(Memory memory) {
        while (aliases.size() <= MAX_ALIASES) {
            Optional<RecordCache.Cached> cached = memory.answer(current, type);
            if (cached.isPresent()) {
                return Optional.of(end(cached.get()));
            }
            Name from = current;
            switch (alias(memory)) {
                case NO_ALIAS -> {
                    return Optional.empty();
                }
                case TOO_LONG -> {
                    // RFC 6672 §2.2: a name that becomes too long is answered by YXDOMAIN
                    return Optional.of(new Step.Finished(Rcode.YXDOMAIN, records, proof));
                }
                case FOLLOWED -> {
                    if (!aliases.add(from)) {
                        return Optional.of(Step.Finished.failure());
                    }
                }
            }
        }
        return Optional.of(Step.Finished.failure());
    }

    private Followed alias(Memory memory) {
        if (type != Type.CNAME && type != Type.ANY) {
            RecordSet alias = remembered(memory, current, Type.CNAME);
            if (alias != null) {
                add(alias);
                current = ((CNAMERecord) alias.first()).getTarget();
                return Followed.FOLLOWED;
            }
        }
        for (int labels = 1; labels < current.labels(); labels++) {
            RecordSet above = remembered(memory, new Name(current, labels), Type.DNAME);
            if (above != null) {
                return rewrite(above);
            }
        }
        return Followed.NO_ALIAS;
    }

    // RFC 6672 §3.4.1: a resolver that has the DNAME in its cache makes the CNAME itself
    private Followed rewrite(RecordSet dname) {
        if (!records.contains(dname.first())) {
            add(dname);
        }
        if (!(Rewriting.of(current, (DNAMERecord) dname.first()) instanceof ZoneAnswer.Rewritten rewritten)) {
            return Followed.TOO_LONG;
        }
        records.add(rewritten.alias());
        current = rewritten.alias().getTarget();
        return Followed.FOLLOWED;
    }

    private static @Nullable RecordSet remembered(Memory memory, Name name, int type) {
        return memory.answer(name, type).orElse(null) instanceof RecordCache.Cached.Records(RecordSet set)
                ? set
                : null;
    }

    private void add(RecordSet set) {
        records.addAll(set.records());
        records.addAll(set.signatures());
        proof.addAll(set.proof());
    }

    private Step.Finished end(RecordCache.Cached cached) {
        return switch (cached) {
            case RecordCache.Cached.Records(RecordSet set) -> {
                add(set);
                yield new Step.Finished(Rcode.NOERROR, records, proof);
            }
            case RecordCache.Cached.NoData(List<Record> authority) -> negative(Rcode.NOERROR, authority);
            case RecordCache.Cached.NoSuchName(List<Record> authority) -> negative(Rcode.NXDOMAIN, authority);
            case RecordCache.Cached.Failure() -> Step.Finished.failure();
        };
    }

    private Step.Finished negative(int rcode, List<Record> authority) {
        proof.addAll(authority);
        return new Step.Finished(rcode, records, proof);
    }
}
