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
}
