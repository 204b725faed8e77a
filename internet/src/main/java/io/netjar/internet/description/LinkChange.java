package io.netjar.internet.description;

/// What a description says about a line between routers, or a router and an exchange, that geography and the usual rates would
/// not give it.
///
/// @param from where the line begins, as in `pacific/seoul`
/// @param to where it ends, as in `pacific/tokyo` or `seoul-ix`
/// @param there what is said about the direction from the one to the other
/// @param back what is said about the other direction
public record LinkChange(String from, String to, LineChange there, LineChange back) {
    /// What is said about the direction from `one` to `other`, if this is the line between them.
    public LineChange between(String one, String other) {
        if (from.equals(one) && to.equals(other)) {
            return there;
        }
        return from.equals(other) && to.equals(one) ? back : LineChange.NONE;
    }
}
