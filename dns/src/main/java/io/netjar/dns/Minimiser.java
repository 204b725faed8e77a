package io.netjar.dns;

import java.util.function.Function;
import org.xbill.DNS.Name;

/// Chooses how many labels of a name the servers on the way down get to see: RFC 9156 §2.3 and §3.
final class Minimiser {
    /// RFC 9156 §2.3 recommends 10 minimised questions at most, so that names of a hundred labels do not cost a hundred.
    private static final int MAX_MINIMISE_COUNT = 10;
    /// RFC 9156 §2.3: of those, the first 4 show one label more each.
    private static final int MINIMISE_ONE_LAB = 4;
    /// After so many silences in a row the whole question is put, as Unbound does: some filters drop what they do not
    /// expect.
    private static final int MAX_SILENCES = 3;

    private final QnameMinimisation how;
    private Name whole = Name.root;
    private Name zone = Name.root;
    /// Labels, the root's included, down to which no zone cut is left to be found.
    private int settled = 1;
    private int asked;
    private int silences;
    private boolean over;
    private Name last = Name.root;

    /// What is remembered of a name.
    enum Known {
        NOTHING, EXISTS, MISSING
    }

    Minimiser(QnameMinimisation how) {
        this.how = how;
    }

    /// The name to ask the servers of `above` for on the way to `name`; `name` itself if there is nothing to hide. A name
    /// that is missing is only returned if `name` is missing with it.
    ///
    /// @param known what is remembered of a name above `name`
    Name next(Name name, Name above, Function<Name, Known> known) {
        if (!name.equals(whole)) {
            over = how == QnameMinimisation.OFF;
        }
        if (!name.equals(whole) || !above.equals(zone)) {
            whole = name;
            zone = above;
            settled = above.labels();
        }
        while (!over && asked < MAX_MINIMISE_COUNT && settled + labelsMore() < name.labels()) {
            Name part = new Name(name, name.labels() - settled - labelsMore());
            switch (known.apply(part)) {
                case NOTHING -> {
                    asked += part.equals(last) ? 0 : 1;
                    last = part;
                    return part;
                }
                case EXISTS -> settled = part.labels();
                case MISSING -> {
                    over = how != QnameMinimisation.STRICT;
                    return over ? name : part;
                }
            }
        }
        return name;
    }

    // RFC 9156 §2.3: after the first ones the labels left are spread evenly over the questions left
    private int labelsMore() {
        boolean isOneByOne = asked < MINIMISE_ONE_LAB;
        return isOneByOne ? 1 : Math.max(1, (whole.labels() - settled) / (MAX_MINIMISE_COUNT - asked));
    }

    /// A server of the zone answered, without an error, about `part`: no cut is there, or it is known now.
    void answered(Name part) {
        settled = Math.max(settled, part.labels());
        silences = 0;
    }

    void unanswered() {
        silences++;
        over |= silences >= MAX_SILENCES;
    }

    /// Puts the whole question from now on.
    void giveUp() {
        over = true;
    }
}
