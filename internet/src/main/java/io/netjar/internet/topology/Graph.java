package io.netjar.internet.topology;

import io.netjar.internet.geography.City;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// A map of a network as a file has it.
///
/// @param name what the network is called; an empty text if it is not said
/// @param nodes by their identifiers, in the order of the file
/// @param edges in the order of the file
/// @param isDirected whether an edge is one direction of a line only
record Graph(String name, Map<String, Node> nodes, List<Edge> edges, boolean isDirected) {
    Graph {
        nodes = new LinkedHashMap<>(nodes);
        edges = List.copyOf(edges);
    }

    /// A place where lines end or meet.
    ///
    /// @param label what it is called; an empty text if nothing is said, or "None"
    /// @param position where it is, with its label as name; empty if that is not said
    /// @param isForeign whether it belongs to another network
    record Node(String id, String label, Optional<City> position, boolean isForeign) {}

    /// A line between two places.
    ///
    /// @param bitsPerSecond its rate, if the file says one that can be understood
    record Edge(String from, String to, OptionalLong bitsPerSecond) {}
}
