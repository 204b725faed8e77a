package io.netjar.internet.description;

import java.util.List;

/// Who answers for a zone at the top of the DNS: the root, or a top-level domain.
///
/// @param zone the top-level domain without dots, or "" for the root
/// @param places where its name servers stand, at least one
public record Registry(String zone, List<Place> places) {
    public Registry {
        places = List.copyOf(places);
    }

    /// What tells the servers of a zone from one another in their names: `a` to `z`, then `a2` and so on.
    ///
    /// @param index from 0
    public static String letter(int index) {
        String letter = String.valueOf((char) ('a' + index % 26));
        return index < 26 ? letter : letter + (index / 26 + 1);
    }
}
