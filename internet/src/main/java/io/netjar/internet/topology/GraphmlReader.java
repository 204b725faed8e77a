package io.netjar.internet.topology;

import io.netjar.internet.description.DescriptionException;
import io.netjar.internet.description.Mistake;
import io.netjar.internet.geography.City;
import java.io.InputStream;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import javax.xml.XMLConstants;
import javax.xml.stream.Location;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/// Reads GraphML (U. Brandes et al.: "GraphML progress report", Graph Drawing 2001) as the Internet Topology Zoo writes it: one graph,
/// and of its nodes and edges what `data` says under the names `label`, `Latitude`, `Longitude`, `Internal`, `LinkSpeedRaw`, `LinkSpeed`,
/// `LinkSpeedUnits` and `LinkLabel`, in upper or lower case. Other data are passed over.
///
/// Files are not trusted: there are no DTDs and no entities but XML's own, and limits to everything.
final class GraphmlReader {
    static final int MOST_NODES = 20_000;
    static final int MOST_EDGES = 100_000;
    private static final int DEEPEST = 8;
    private static final int LONGEST_TEXT = 10_000;

    private final String file;
    private final List<Mistake> mistakes = new ArrayList<>();
    private final Map<String, String> keys = new LinkedHashMap<>();
    private final Map<String, Graph.Node> nodes = new LinkedHashMap<>();
    private final List<Graph.Edge> edges = new ArrayList<>();
    /// Where each of the edges is, for who names a node that is not there.
    private final List<Location> edgesAt = new ArrayList<>();
    private String name = "";
    private boolean isDirected;
    private boolean hasGraph;

    private GraphmlReader(String file) {
        this.file = file;
    }

    /// Reads a file.
    ///
    /// @param bytes all of it
    /// @param file what to call it in messages
    /// @throws DescriptionException if it is no GraphML, or has mistakes
    static Graph read(byte[] bytes, String file) {
        return new GraphmlReader(file).read(XmlText.of(bytes, file));
    }

    private Graph read(String text) {
        try {
            XMLStreamReader xml = factory().createXMLStreamReader(new StringReader(text));
            document(xml);
            xml.close();
        } catch (XMLStreamException e) {
            mistake(e.getLocation(), "this is not XML: " + reason(e));
        }
        for (int i = 0; i < edges.size(); i++) {
            checkEnd(edges.get(i).from(), edgesAt.get(i));
            checkEnd(edges.get(i).to(), edgesAt.get(i));
        }
        if (!mistakes.isEmpty()) {
            throw new DescriptionException(mistakes);
        }
        return new Graph(name, nodes, edges, isDirected);
    }

    /// What the JDK's reader has besides: the file's line is told apart from its own words.
    private static String reason(XMLStreamException e) {
        String message = String.valueOf(e.getMessage());
        int text = message.indexOf("Message: ");
        return text < 0 ? message : message.substring(text + "Message: ".length());
    }

    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        factory.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
        factory.setXMLResolver((_, _, _, _) -> InputStream.nullInputStream());
        return factory;
    }

    private void document(XMLStreamReader xml) throws XMLStreamException {
        int depth = 0;
        while (xml.hasNext() && mistakes.isEmpty()) {
            switch (xml.next()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    depth++;
                    if (depth > DEEPEST) {
                        mistake(xml.getLocation(), "nested more than " + DEEPEST + " deep");
                    } else if (depth == 1 && !xml.getLocalName().equals("graphml")) {
                        mistake(xml.getLocation(),
                                "this is not GraphML: it begins with <" + xml.getLocalName()
                                        + "> in place of <graphml>");
                    } else if (element(xml)) {
                        depth--;
                    }
                }
                case XMLStreamConstants.END_ELEMENT -> depth--;
                case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE -> mistake(xml.getLocation(),
                        "document types and entities are not read; take <!DOCTYPE …> out");
                default -> {
                    // Comments and white space.
                }
            }
        }
        if (!hasGraph && mistakes.isEmpty()) {
            mistake(xml.getLocation(), "there is no <graph>");
        }
    }

    /// Reads an element. Returns whether its end was read, too.
    private boolean element(XMLStreamReader xml) throws XMLStreamException {
        switch (xml.getLocalName()) {
            case "key" -> keys.put(attribute(xml, "id"),
                    attribute(xml, "attr.name").toLowerCase(Locale.ROOT));
            case "graph" -> {
                if (hasGraph) {
                    mistake(xml.getLocation(), "a second <graph>; one is understood, with no other inside");
                }
                hasGraph = true;
                isDirected = attribute(xml, "edgedefault").equals("directed");
            }
            case "data" -> {
                // What is said of the graph itself: nodes and edges read their own.
                graphData(key(xml), text(xml));
                return true;
            }
            case "node" -> {
                node(xml);
                return true;
            }
            case "edge" -> {
                edge(xml);
                return true;
            }
            case "hyperedge" -> mistake(xml.getLocation(),
                    "<hyperedge> is not understood: draw a node with an edge to each end");
            default -> {
                // desc and the like
            }
        }
        return false;
    }

    private void graphData(String key, String value) {
        boolean isBetter = key.equals("network") || key.equals("label") && name.isEmpty();
        if (isBetter && !value.isBlank()) {
            name = value.strip();
        }
    }

    private void node(XMLStreamReader xml) throws XMLStreamException {
        Location at = xml.getLocation();
        String id = attribute(xml, "id");
        Map<String, String> data = data(xml);
        String label = data.getOrDefault("label", "").strip();
        label = label.equals("None") ? "" : label;
        Graph.Node node = new Graph.Node(id, label, position(data, at, label.isEmpty() ? id : label),
                data.getOrDefault("internal", "1").strip().equals("0"));
        if (id.isEmpty()) {
            mistake(at, "a <node> needs an 'id'");
        } else if (nodes.put(id, node) != null) {
            mistake(at, "a second node has the id '" + id + "'");
        }
        if (nodes.size() > MOST_NODES) {
            mistake(at, "more than " + MOST_NODES + " nodes");
        }
    }

    private Optional<City> position(Map<String, String> data, Location at, String label) {
        String latitude = data.getOrDefault("latitude", "");
        String longitude = data.getOrDefault("longitude", "");
        if (latitude.isEmpty() || longitude.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional
                    .of(new City(label, Double.parseDouble(latitude), Double.parseDouble(longitude)));
        } catch (IllegalArgumentException _) {
            mistake(at, "'" + latitude + ", " + longitude + "' of '" + label
                    + "' is no position: degrees from -90 to 90 north, from -180 to 180 east");
            return Optional.empty();
        }
    }

    private void edge(XMLStreamReader xml) throws XMLStreamException {
        Location at = xml.getLocation();
        String from = attribute(xml, "source");
        String to = attribute(xml, "target");
        edges.add(new Graph.Edge(from, to, speed(data(xml))));
        edgesAt.add(at);
        if (edges.size() > MOST_EDGES) {
            mistake(at, "more than " + MOST_EDGES + " edges");
        }
    }

    private static OptionalLong speed(Map<String, String> data) {
        OptionalLong raw = LinkSpeed.raw(data.getOrDefault("linkspeedraw", ""));
        if (raw.isPresent()) {
            return raw;
        }
        OptionalLong parts = LinkSpeed.of(
                data.getOrDefault("linkspeed", "") + data.getOrDefault("linkspeedunits", "") + "bps");
        return parts.isPresent() ? parts : LinkSpeed.of(data.getOrDefault("linklabel", ""));
    }

    private void checkEnd(String id, Location at) {
        if (!nodes.containsKey(id)) {
            mistake(at, "an edge ends at '" + id + "', which is no node's id");
        }
    }

    /// What is said of a node or an edge, by the names of its keys, up to its end.
    private Map<String, String> data(XMLStreamReader xml) throws XMLStreamException {
        Map<String, String> data = new LinkedHashMap<>();
        int depth = 1;
        while (depth > 0 && xml.hasNext()) {
            int event = xml.next();
            if (event == XMLStreamConstants.START_ELEMENT && xml.getLocalName().equals("data")) {
                data.put(key(xml), text(xml));
            } else if (event == XMLStreamConstants.START_ELEMENT) {
                depth++;
                boolean isGraph = xml.getLocalName().equals("graph");
                if (isGraph || depth > DEEPEST) {
                    mistake(xml.getLocation(), isGraph
                            ? "a <graph> inside a node is not understood"
                            : "nested more than " + DEEPEST + " deep");
                    return data;
                }
            } else if (event == XMLStreamConstants.END_ELEMENT) {
                depth--;
            }
        }
        return data;
    }

    private String key(XMLStreamReader xml) {
        return keys.getOrDefault(attribute(xml, "key"), "");
    }

    /// The text of a `data` up to its end; what programs for drawing put there besides is passed over.
    private String text(XMLStreamReader xml) throws XMLStreamException {
        var text = new StringBuilder();
        int depth = 1;
        while (depth > 0 && xml.hasNext()) {
            int event = xml.next();
            if (event == XMLStreamConstants.START_ELEMENT) {
                depth++;
            } else if (event == XMLStreamConstants.END_ELEMENT) {
                depth--;
            } else if (event == XMLStreamConstants.ENTITY_REFERENCE) {
                mistake(xml.getLocation(), "the entity '" + xml.getLocalName() + "' is not read");
            } else if (xml.isCharacters() && depth == 1 && text.length() < LONGEST_TEXT) {
                text.append(xml.getText());
            }
        }
        return text.toString();
    }

    private static String attribute(XMLStreamReader xml, String name) {
        String value = xml.getAttributeValue(null, name);
        return value == null ? "" : value;
    }

    private void mistake(Location at, String message) {
        mistakes.add(new Mistake(file, Math.max(1, at.getLineNumber()), Math.max(1, at.getColumnNumber()),
                message));
    }
}
