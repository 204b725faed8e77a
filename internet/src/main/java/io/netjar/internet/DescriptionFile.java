package io.netjar.internet;

import io.netjar.internet.description.Description;
import io.netjar.internet.description.DescriptionException;
import io.netjar.internet.topology.Topology;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// A file that says what an Internet consists of: a description in YAML, or a map of a real network in GraphML
/// ([Topology]). Which it is shows by its first character, which is `<` in a map and in no description.
///
/// @param notes what was made up or left out of a map, for people
public record DescriptionFile(Description description, List<String> notes) {
    public DescriptionFile {
        notes = List.copyOf(notes);
    }

    /// Reads either of them.
    ///
    /// @throws IOException if the file cannot be read
    /// @throws DescriptionException if it has mistakes
    public static DescriptionFile read(Path file) throws IOException {
        if (Topology.isMap(file)) {
            Topology map = Topology.read(file);
            return new DescriptionFile(map.description(), map.notes());
        }
        return new DescriptionFile(Description.read(file), List.of());
    }
}
