package io.netjar.internet.description;

import java.util.stream.Stream;

/// What a description says about a line between routers or to an exchange, or about a cable with two ends in its name, that
/// geography and the usual rates would not give it.
///
/// @param from where the line begins, as in `pacific/seoul`
/// @param to where it ends, as in `pacific/tokyo` or `seoul-ix`
/// @param there what is said about the direction from the one to the other
/// @param back what is said about the other direction
public record LinkChange(String from, String to, LineChange there, LineChange back) {
    /// Whether it is about a cable inside a home, an office or a provider's room: whose ends have longer names than places.
    boolean isOfCable() {
        return Stream.of(from, to).anyMatch(end -> end.indexOf('/') != end.lastIndexOf('/'))
                || from.substring(0, Math.max(0, from.indexOf('/')))
                        .equals(to.substring(0, Math.max(0, to.indexOf('/'))));
    }

    /// What is said about the direction from `one` to `other`, if this is the line between them.
    public LineChange between(String one, String other) {
        if (from.equals(one) && to.equals(other)) {
            return there;
        }
        return from.equals(other) && to.equals(one) ? back : LineChange.NONE;
    }
}
