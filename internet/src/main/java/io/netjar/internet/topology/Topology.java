package io.netjar.internet.topology;

import io.netjar.internet.description.Description;
import io.netjar.internet.description.DescriptionException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// A map of a real network, made into an Internet: one provider with routers at every place of the map, and at each that has
/// a name a home, a site and that site's name in the DNS.
///
/// @param notes what was made up or left out of the map, each a sentence for people
public record Topology(Description description, List<String> notes) {
    /// What nobody draws: the largest map of the Topology Zoo has 0.3 MB.
    private static final long MOST_BYTES = 50_000_000;
    private static final int BYTE_ORDER_MARK = 0xfeff;

    public Topology {
        notes = List.copyOf(notes);
    }

    /// Whether a file is such a map: it begins with `<`, as XML does and no description can. Its name does not matter.
    ///
    /// @throws IOException if it cannot be read
    public static boolean isMap(Path file) throws IOException {
        try (var in = new BufferedInputStream(Files.newInputStream(file))) {
            int first = in.read();
            while (first >= 0 && (first <= ' ' || isMarkOfUtf8(first))) {
                first = in.read();
            }
            return first == '<';
        }
    }

    /// Whether a byte is one of those by which UTF-8 writes U+FEFF.
    private static boolean isMarkOfUtf8(int octet) {
        byte[] mark = Character.toString(BYTE_ORDER_MARK).getBytes(StandardCharsets.UTF_8);
        return octet == (mark[0] & 0xff) || octet == (mark[1] & 0xff) || octet == (mark[2] & 0xff);
    }

    /// Reads a file of GraphML.
    ///
    /// @throws IOException if it cannot be read
    /// @throws DescriptionException if it is no GraphML, or no Internet can be made of it
    public static Topology read(Path file) throws IOException {
        if (Files.size(file) > MOST_BYTES) {
            throw new IOException("it has more than " + MOST_BYTES / 1_000_000 + " MB");
        }
        Graph graph = GraphmlReader.read(Files.readAllBytes(file), file.toString());
        String name = String.valueOf(file.getFileName());
        int dot = name.lastIndexOf('.');
        return new TopologyPlan(graph, dot > 0 ? name.substring(0, dot) : name, file.toString()).topology();
    }
}
