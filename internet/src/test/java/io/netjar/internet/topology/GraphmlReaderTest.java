package io.netjar.internet.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.netjar.engine.Chance;
import io.netjar.internet.description.DescriptionException;
import io.netjar.internet.geography.City;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Files that are, and are not, a map.
final class GraphmlReaderTest {
    private static final String KEYS = """
            <?xml version="1.0" encoding="utf-8"?>
            <graphml xmlns="http://graphml.graphdrawing.org/xmlns">
              <key attr.name="label" for="node" id="d0"/><key attr.name="Latitude" for="node" id="d1"/>
              <key attr.name="Longitude" for="node" id="d2"/><key attr.name="Internal" for="node" id="d3"/>
              <key attr.name="LinkLabel" for="edge" id="d4"/><key attr.name="Network" for="graph" id="d5"/>
            """;

    static Graph graph(String body) {
        return read(KEYS + body + "</graphml>");
    }

    private static Graph read(String text) {
        return GraphmlReader.read(text.getBytes(StandardCharsets.UTF_8), "x.graphml");
    }

    private static List<String> mistakes(String text) {
        return catchThrowableOfType(DescriptionException.class, () -> read(text)).mistakes().stream()
                .map(Object::toString).toList();
    }

    @Test
    void readsNodesAndEdgesWithWhatIsSaidOfThem() {
        Graph graph = graph(
                """
                        <graph edgedefault="undirected"><data key="d5">Two &amp; Co</data>
                          <node id="0"><data key="d0">Zürich</data><data key="d1">47.4</data><data key="d2">8.5</data></node>
                          <node id="1"><data key="d0">None</data><data key="d3">0</data></node>
                          <edge source="0" target="1"><data key="d4">&lt; 155 Mbps</data></edge>
                        </graph>""");

        assertThat(graph.name()).isEqualTo("Two & Co");
        assertThat(graph.nodes()).containsEntry("0",
                new Graph.Node("0", "Zürich", Optional.of(new City("Zürich", 47.4, 8.5)), false))
                .containsEntry("1", new Graph.Node("1", "", Optional.empty(), true));
        assertThat(graph.edges().getFirst().bitsPerSecond()).hasValue(155_000_000);
        assertThat(graph.isDirected()).isFalse();
    }

    @Test
    void tellsLineAndColumnOfWhatIsNoXml() {
        assertThat(mistakes("<graphml>\n  <graph>\n</graphml>")).singleElement().asString()
                .startsWith("x.graphml:3:").contains("this is not XML");
    }

    @Test
    void takesNothingFromOutsideAndNoEntities() {
        String outside = "<!DOCTYPE graphml [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>"
                + "<graphml><graph><data key=\"d\">&x;</data></graph></graphml>";
        assertThat(mistakes(outside)).first().asString().contains("document types and entities are not read");
        var bomb = new StringBuilder("<!DOCTYPE g [<!ENTITY a0 \"aaaaaaaaaa\">");
        for (int i = 1; i < 12; i++) {
            bomb.append("<!ENTITY a").append(i).append(" \"").append(("&a" + (i - 1) + ";").repeat(10))
                    .append("\">");
        }
        assertThat(mistakes(bomb + "]><graphml><graph><node id=\"&a11;\"/></graph></graphml>")).first()
                .asString().contains("document types and entities are not read");
    }

    @Test
    void tellsWhatElseIsNoMap() {
        assertThat(mistakes("<html/>")).containsExactly(
                "x.graphml:1:8: this is not GraphML: it begins with <html> in place of <graphml>");
        assertThat(mistakes("<graphml></graphml>")).first().asString().contains("there is no <graph>");
        assertThat(mistakes("<graphml><graph/><graph/></graphml>")).first().asString()
                .contains("a second <graph>");
        assertThat(mistakes("<graphml><graph><node id='a'><graph/></node></graph></graphml>")).first()
                .asString().contains("inside a node");
        assertThat(mistakes("<graphml><graph><hyperedge/></graph></graphml>")).first().asString()
                .contains("<hyperedge> is not understood");
        assertThat(mistakes("<graphml><graph><node/></graph></graphml>")).first().asString()
                .contains("needs an 'id'");
        assertThat(mistakes("<graphml><graph><node id='a'/><node id='a'/></graph></graphml>")).first()
                .asString().contains("a second node has the id 'a'");
        assertThat(
                mistakes("<graphml><graph><node id='a'/>\n<edge source='a' target='b'/></graph></graphml>"))
                .singleElement().asString().startsWith("x.graphml:2:").contains("'b', which is no node's id");
        assertThat(
                mistakes(KEYS + "<graph><node id='a'><data key='d1'>91</data><data key='d2'>0</data></node>"
                        + "</graph></graphml>"))
                .singleElement().asString().contains("is no position");
        assertThat(mistakes("<a>".repeat(100_000))).hasSize(1);
        assertThat(mistakes("<graphml>" + "<a>".repeat(100_000))).singleElement().asString()
                .contains("nested more than");
    }

    @Test
    void hasLimits() {
        var many = new StringBuilder("<graphml><graph>");
        for (int i = 0; i <= GraphmlReader.MOST_NODES; i++) {
            many.append("<node id='").append(i).append("'/>");
        }
        assertThat(mistakes(many + "</graph></graphml>")).first().asString()
                .contains("more than 20000 nodes");
    }

    @Test
    void neverFailsOtherwise() {
        String good = KEYS + "<graph><node id='a'><data key='d0'>x</data></node><edge source='a' target='a'/>"
                + "</graph></graphml>";
        Chance chance = Chance.of(7, "graphml");
        for (int i = 0; i < 2_000; i++) {
            var text = new StringBuilder(good);
            for (int j = 0; j <= chance.nextInt(3); j++) {
                text.setCharAt(chance.nextInt(text.length()),
                        "<>&;/='\" ax\u0000é".charAt(chance.nextInt(13)));
            }
            text.setLength(1 + chance.nextInt(text.length()));
            try {
                assertThat(read(text.toString())).as(text.toString()).isNotNull();
            } catch (DescriptionException e) {
                assertThat(e.mistakes()).as(text.toString()).isNotEmpty();
            }
        }
    }

    @Test
    void readsOtherEncodings() {
        String node = "<graphml><graph><node id='Zürich'/></graph></graphml>";
        assertThat(GraphmlReader.read(("<?xml version='1.0' encoding='UTF-16'?>" + node)
                .getBytes(StandardCharsets.UTF_16), "x").nodes()).containsOnlyKeys("Zürich");
        assertThat(GraphmlReader.read(("<?xml version=\"1.0\" encoding=\"iso-8859-1\"?>\n" + node)
                .getBytes(StandardCharsets.ISO_8859_1), "x").nodes()).containsOnlyKeys("Zürich");
        assertThat(GraphmlReader.read(("\ufeff" + node).getBytes(StandardCharsets.UTF_8), "x").nodes())
                .containsOnlyKeys("Zürich");
    }

    @Test
    void tellsWhereAByteIsThatMeansNothing() {
        byte[] latin = "<graphml>\n <graph><node id='Zürich'/>".getBytes(StandardCharsets.ISO_8859_1);
        assertThatThrownBy(() -> GraphmlReader.read(latin, "x.graphml"))
                .isInstanceOf(DescriptionException.class)
                .hasMessage("x.graphml:2:20: this is not text in UTF-8: the byte 0xfc stands here");
        assertThat(mistakes("<?xml version='1.0' encoding='nonsense'?><graphml/>")).containsExactly(
                "x.graphml:1:31: the encoding 'nonsense' is not known; save the file as UTF-8");
        assertThat(mistakes("<?xml version='1.0' encoding=''?><graphml/>")).singleElement().asString()
                .contains("the encoding '' is not known");
    }

    @ParameterizedTest
    @CsvSource({"10 Gbps, 10000000000", "< 155 Mbps, 155000000", "1-2.5 Gb/s, 2500000000",
            "1-20Gbps, 20000000000", "45 Mbps DS-3, 45000000", "OC-192c, 9953280000", "STM-16, 2488320000",
            "T3, 44736000", "E1, 2048000", "2.5Gb/s, 2500000000", "64 kbit/s, 64000", "100 Mb/s, 100000000",
            "Lit Fibre, ", "DWDM, ", "Completion 2007-2008, ", "Blue, ", "10, ", "0 Gbps, "})
    void understandsRatesAsMapsWriteThem(String text, Long rate) {
        if (rate == null) {
            assertThat(LinkSpeed.of(text)).isEmpty();
        } else {
            assertThat(LinkSpeed.of(text)).hasValue(rate);
        }
    }
}
