package io.netjar.dns;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Name;

/// One look-up of a name that may be a short one: as it is and in the domains of the search list, in the order and with the
/// outcome that glibc's `res_search` has.
final class NameSearch {
    private final Name typed;
    private final List<Name> candidates;
    private final boolean beginsAsTyped;
    private final BiConsumer<Name, Consumer<LookupResult>> lookup;
    private final Consumer<LookupResult> done;
    private boolean hadNoData;
    private @Nullable LookupResult failed;
    private @Nullable LookupResult asTyped;

    /// @param typed the name from the root down, as if nothing was to be added
    /// @param absolute whether it was written with the last dot, so that nothing is
    /// @param lookup what looks up a whole name
    NameSearch(Name typed, boolean absolute, List<Name> domains, int ndots,
            BiConsumer<Name, Consumer<LookupResult>> lookup, Consumer<LookupResult> done) {
        this.typed = typed;
        this.lookup = lookup;
        this.done = done;
        // the root's label is no part of what was typed
        int dots = typed.labels() - 2;
        this.beginsAsTyped = absolute || dots >= ndots;
        this.candidates = absolute ? List.of(typed) : candidates(typed, domains, beginsAsTyped);
    }

    private static List<Name> candidates(Name typed, List<Name> domains, boolean asTypedFirst) {
        List<Name> all = new ArrayList<>();
        if (asTypedFirst) {
            all.add(typed);
        }
        for (Name domain : domains) {
            Names.concatenated(typed.relativize(Name.root), domain).filter(whole -> !all.contains(whole))
                    .ifPresent(all::add);
        }
        if (!asTypedFirst && !all.contains(typed)) {
            all.add(typed);
        }
        return all;
    }

    void start() {
        attempt(0);
    }

    private void attempt(int index) {
        if (index == candidates.size()) {
            done.accept(verdict());
            return;
        }
        Name candidate = candidates.get(index);
        lookup.accept(candidate, result -> heard(index, candidate, result));
    }

    private void heard(int index, Name candidate, LookupResult result) {
        boolean isAsTyped = candidate.equals(typed);
        switch (result) {
            case LookupResult.Addresses _ -> {
                done.accept(result);
                return;
            }
            case LookupResult.NoSuchName _ -> {
            }
            case LookupResult.NoData _ -> hadNoData |= !isAsTyped;
            case LookupResult.Failed failure -> {
                failed = isAsTyped ? failed : failure;
                // a server that fails for one domain may know another; servers that are silent are so for all
                if (!isAsTyped && !failure.isServerFailure()) {
                    done.accept(failure);
                    return;
                }
            }
        }
        asTyped = isAsTyped ? result : asTyped;
        attempt(index + 1);
    }

    /// Of all that went wrong, what the name as it was typed came to if that was tried first, else the most hopeful.
    private LookupResult verdict() {
        LookupResult whole = asTyped;
        LookupResult failure = failed;
        if (whole != null && (beginsAsTyped || whole instanceof LookupResult.NoData)) {
            return whole;
        }
        if (hadNoData) {
            return new LookupResult.NoData(typed);
        }
        if (failure != null) {
            return failure;
        }
        return whole == null ? new LookupResult.NoSuchName(typed) : whole;
    }
}
