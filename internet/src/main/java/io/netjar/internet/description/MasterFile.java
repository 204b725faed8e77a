package io.netjar.internet.description;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.Node;

/// A zone's text (RFC 1035 §5) in a file beside the description.
final class MasterFile {
    private MasterFile() {}

    /// The text of `file`; empty, with the mistake on record, if it cannot be had, and without one if no files are to be
    /// read.
    static Optional<String> read(Reading reading, Node at, String file, long most) {
        Optional<Path> folder = reading.folderOf(at);
        if (folder.isEmpty()) {
            return Optional.empty();
        }
        Path path = folder.get().resolve(file).normalize();
        try {
            // RFC 1035 §5.1 lets a master file include others; here it is one file, beside the description
            if (path.startsWith(folder.get().normalize()) && Files.size(path) <= most) {
                return Optional.of(Files.readString(path));
            }
            reading.mistake(at, "'" + file + "' must be in the description's own folder, and at most "
                    + most / 1_000_000 + " MB");
        } catch (IOException e) {
            reading.mistake(at, "the master file '" + file + "' cannot be read in " + folder.get());
        }
        return Optional.empty();
    }
}
