package io.netjar.internet.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netjar.internet.DescriptionFile;
import io.netjar.internet.Internet;
import io.netjar.internet.description.Description;
import io.netjar.internet.description.DescriptionException;
import io.netjar.internet.description.Home;
import io.netjar.internet.description.LinkChange;
import io.netjar.internet.description.Place;
import io.netjar.internet.description.Provider;
import io.netjar.internet.description.Registry;
import io.netjar.internet.description.WebSite;
import io.netjar.internet.geography.City;
import io.netjar.internet.geography.Fibre;
import io.netjar.net.host.Ping;
import io.netjar.net.host.PingResult;
import io.netjar.net.link.DropTail;
import io.netjar.net.link.QueueLimit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The rules by which maps become Internets.
final class TopologyTest {
    private static final long SECOND = 1_000_000_000L;

    @TempDir
    Path folder;

    private Topology topology(String... nodesAndEdges) throws IOException {
        var text = new StringBuilder("<graphml><key attr.name='label' for='node' id='n'/>"
                + "<key attr.name='Latitude' for='node' id='y'/><key attr.name='Longitude' for='node' id='x'/>"
                + "<key attr.name='Internal' for='node' id='i'/><key attr.name='LinkLabel' for='edge' id='l'/>"
                + "<graph edgedefault='undirected'>\n");
        for (String each : nodesAndEdges) {
            String[] words = each.split("\\|", -1);
            text.append(words.length == 3 && words[1].contains(">") ? edge(words) : node(words));
        }
        Path file = folder.resolve("Net One.xml");
        Files.writeString(file, text + "</graph></graphml>");
        return Topology.read(file);
    }

    /// `|a>b|LABEL`
    private static String edge(String... words) {
        String[] ends = words[1].split(">", -1);
        return "<edge source='%s' target='%s'><data key='l'>%s</data></edge>%n".formatted(ends[0], ends[1],
                words[2]);
    }

    /// `ID|LABEL|LATITUDE|LONGITUDE`, or with `|0` for a node of another network
    private static String node(String... words) {
        String position = words[2].isEmpty()
                ? ""
                : "<data key='y'>%s</data><data key='x'>%s</data>".formatted(words[2], words[3]);
        return "<node id='%s'><data key='n'>%s</data>%s<data key='i'>%s</data></node>%n".formatted(words[0],
                words[1], position, words.length > 4 ? words[4] : "1");
    }

    private static City city(Topology topology, String name) {
        return topology.description().providers().getFirst().city(name);
    }

    @Test
    void makesOneProviderWithAHomeASiteAndANameInEveryCity() throws IOException {
        Description world = topology("a|Oslo|59.9|10.7", "b|Åre Süd|63.4|13.1", "|a>b|2.5 Gbps")
                .description();

        Provider provider = world.providers().getFirst();
        assertThat(world.providers()).hasSize(1);
        assertThat(provider.name()).isEqualTo("net-one");
        assertThat(provider.cities()).containsExactly(new City("oslo", 59.9, 10.7),
                new City("are-sud", 63.4, 13.1));
        assertThat(provider.lines()).containsExactly(new Provider.Line("oslo", "are-sud"));
        assertThat(world.homes()).extracting(Home::name, Home::place).containsExactly(
                org.assertj.core.groups.Tuple.tuple("oslo", new Place("net-one", "oslo")),
                org.assertj.core.groups.Tuple.tuple("are-sud", new Place("net-one", "are-sud")));
        assertThat(world.sites()).extracting(WebSite::name).containsExactly("www.oslo.test",
                "www.are-sud.test");
        assertThat(world.registries()).extracting(Registry::zone).containsExactly("test");
    }

    @Test
    void turnsPositionsIntoDelaysAndLabelsIntoRates() throws IOException {
        Topology topology = topology("a|Oslo|59.9|10.7", "b|Bergen|60.4|5.3", "|a>b|155 Mbps");
        Internet world = Internet.open(topology.description(), folder, 1);

        var line = world.link("net-one/oslo to net-one/bergen");

        assertThat(line.aToB().delayNanos())
                .isEqualTo(Fibre.delayNanos(city(topology, "oslo"), city(topology, "bergen")));
        assertThat(line.aToB().bitsPerSecond()).isEqualTo(155_000_000);
        assertThat(line.aToB().queue()).isEqualTo(new DropTail(QueueLimit.time(Duration.ofMillis(100))));
        assertThat(line.bToA()).isEqualTo(line.aToB());
    }

    @Test
    void joinsEdgesBetweenTheSameTwoNodesIntoOneLineThatCarriesAsMuch() throws IOException {
        Topology topology = topology("a|Oslo|59.9|10.7", "b|Bergen|60.4|5.3", "|a>b|1 Gbps", "|b>a|2 Gbps",
                "|a>b|Blue", "|a>a|1 Gbps");

        LinkChange change = topology.description().links().getFirst();
        assertThat(change.there().bitsPerSecond()).hasValue(3_000_000_000L);
        assertThat(change.there().queue()).isEmpty();
        assertThat(topology.notes()).containsExactly("1 edge from a node to itself left out",
                "2 edges beside another between the same nodes, joined with it into one line");
    }

    @Test
    void joinsNoLineFasterThanDescriptionsKnow() throws IOException {
        Topology topology = topology("a|Oslo|59.9|10.7", "b|Bergen|60.4|5.3", "|a>b|9000 Gbps",
                "|a>b|9000 Gbps");

        assertThat(topology.description().links().getFirst().there().bitsPerSecond())
                .hasValue(10_000_000_000_000L);
    }

    @Test
    void tellsWhatItCallsPlacesWhoseNamesItCannotSpell() throws IOException {
        Topology topology = topology("7|서울|37.6|127", "8|부산 2|35.2|129", "|7>8|");

        assertThat(topology.description().homes()).extracting(Home::name).containsExactly("node-7", "2");
        assertThat(topology.notes()).containsExactly(
                "1 node whose name has no letter from a to z and no digit, called otherwise: 서울 is node-7");
    }

    @Test
    void tellsCitiesOfOneNameApart() throws IOException {
        Topology topology = topology("a|London|51.5|-0.1", "b|London|51.5|-0.1", "c|London 2|43|-81",
                "|a>b|", "|b>c|");

        assertThat(topology.description().homes()).extracting(Home::name).containsExactly("london",
                "london-2",
                "london-2-2");
        Internet world = Internet.open(topology.description(), folder, 1);
        assertThat(world.link("net-one/london to net-one/london-2").aToB().delayNanos())
                .isEqualTo(Fibre.WITHIN_CITY_NANOS);
    }

    @Test
    void putsNodesWithoutPositionBetweenTheirNeighbours() throws IOException {
        Topology topology = topology("a|West|0|-178", "b|East|0|176", "c|Middle||", "d|Beyond||", "|a>c|",
                "|c>b|", "|c>d|");

        assertThat(city(topology, "middle").latitude()).isZero();
        assertThat(city(topology, "middle").longitude()).isEqualTo(179);
        assertThat(city(topology, "beyond").longitude()).isEqualTo(179);
        assertThat(topology.notes()).containsExactly(
                "2 nodes without a position, put in the middle of the neighbours: middle, beyond");
    }

    @Test
    void givesNodesWithoutANameRoutersAlone() throws IOException {
        Topology topology = topology("a|Oslo|59.9|10.7", "7|None|60|8", "b|Bergen|60.4|5.3", "|a>7|",
                "|7>b|");

        assertThat(topology.description().providers().getFirst().isIn("node-7")).isTrue();
        assertThat(topology.description().homes()).extracting(Home::name).containsExactly("oslo", "bergen");
        assertThat(topology.notes()).containsExactly(
                "1 node without a name, with routers alone, no home and no site: node-7");
        assertThat(topology("1||59.9|10.7", "2||60.4|5.3", "|1>2|").description().homes())
                .extracting(Home::name).containsExactly("node-1", "node-2");
    }

    @Test
    void leavesOutOtherNetworks() throws IOException {
        Topology topology = topology("a|Oslo|59.9|10.7", "b|Bergen|60.4|5.3", "x|GEANT|||0", "|a>b|", "|x>a|",
                "|x>b|");

        assertThat(topology.description().homes()).hasSize(2);
        assertThat(topology.notes()).containsExactly(
                "1 node of other networks, of which the map says no more, left out: GEANT");
    }

    @Test
    void refusesWhatDoesNotHangTogether() {
        assertThatThrownBy(() -> topology("a|Oslo|59.9|10.7", "b|Bergen|60.4|5.3", "c|Rome|41.9|12.5",
                "d|Milan|45|9", "e|Turin|45|7", "|a>b|", "|c>d|", "|d>e|"))
                .isInstanceOf(DescriptionException.class).hasMessageEndingWith(
                        "Net One.xml: the network is in 2 parts that no edge joins (3 around 'milan', 2 around"
                                + " 'oslo'); join them by edges, or keep one part");
        assertThatThrownBy(() -> topology("a|Oslo||", "b|Bergen||", "|a>b|"))
                .isInstanceOf(DescriptionException.class).hasMessageContaining("no node has a position");
        assertThatThrownBy(() -> topology("a|Oslo|1|1|0")).isInstanceOf(DescriptionException.class)
                .hasMessageContaining("there is no node of the network's own");
    }

    @ParameterizedTest
    @ValueSource(strings = {"net-one", "NET ONE"})
    void tellsTheProviderFromACityOfItsName(String city) throws IOException {
        Description world = topology("a|" + city + "|59.9|10.7").description();

        assertThat(world.providers().getFirst().name()).isEqualTo("net-one-net");
        assertThat(world.homes()).extracting(Home::name).containsExactly("net-one");
    }

    @Test
    void placesRootAndRegistryAtTheTwoBestJoinedPlaces() throws IOException {
        Description world = topology("a|Oslo|59.9|10.7", "b|Bergen|60.4|5.3", "c|Rome|41.9|12.5",
                "d|Milan|45|9", "|a>b|", "|b>c|", "|b>d|", "|c>d|", "|c>a|").description();

        assertThat(world.root().places()).containsExactly(new Place("net-one", "bergen"),
                new Place("net-one", "rome"));
        assertThat(world.registries().getFirst().places()).isEqualTo(world.root().places());
        assertThat(world.providers().getFirst().resolverCity()).isEqualTo("bergen");
    }

    @Test
    void isKnownByItsContentWhateverItsName() throws IOException {
        Path yaml = folder.resolve("x.graphml");
        Files.writeString(yaml,
                "providers: { p: { kind: hosting, cities: [seoul], addresses: 20.0.0.0/16 } }");
        Path map = folder.resolve("y.yaml");
        Files.writeString(map, "\ufeff\n<graphml/>");

        assertThat(DescriptionFile.read(yaml).description().providers()).hasSize(1);
        assertThat(Topology.isMap(map)).isTrue();
        assertThat(Topology.isMap(yaml)).isFalse();
    }

    /// The time to live that Linux gives packets is 64. A map of splices in cables has farther places.
    @Test
    void farthestPlacesOfTheLargestMapAreMoreRoutersApartThanPacketsLive() throws IOException {
        Topology topology = Topology.read(Path.of("src/test/resources/topology-zoo/Kdl.graphml"));
        Internet world = Internet.open(topology.description(), folder, 1);
        assertThat(world.settle()).isTrue();
        List<PingResult> results = new ArrayList<>();
        WebSite far = world.sites().stream().filter(site -> Objects.equals(site.name(), "www.tyler.test"))
                .findFirst().orElseThrow();

        new Ping(world.device("duluth/pc").host(), world.addressOf(far).orElseThrow(),
                (_, result) -> results.add(result)).start(1);
        world.engine().runUntil(() -> !results.isEmpty(), world.engine().now() + 10 * SECOND);

        // RFC 792: time exceeded, in transit
        assertThat(results).singleElement().isInstanceOfSatisfying(PingResult.Failure.class,
                failure -> assertThat(failure.icmpType()).isEqualTo(11));
    }
}
