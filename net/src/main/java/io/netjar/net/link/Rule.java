package io.netjar.net.link;

/// What a description of a link must keep to.
final class Rule {
    private Rule() {}

    /// @throws IllegalArgumentException with both texts, if `right` is false
    static void require(boolean right, String rule, String instead) {
        if (!right) {
            throw new IllegalArgumentException(rule + instead);
        }
    }

    static void requireShare(double share, String what) {
        require(share >= 0 && share <= 1, what + " is a share from 0 (never) to 1 (always), not ",
                "" + share);
    }
}
