package io.netjar.cli.map;

import static org.assertj.core.api.Assertions.assertThat;

import io.netjar.cli.map.Drawing.Curve;
import io.netjar.cli.map.Drawing.Words;
import io.netjar.internet.Internet;
import io.netjar.internet.description.Description;
import io.netjar.internet.topology.Topology;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

class InternetMapTest {
    private static final Path SAMPLES = Path.of("../samples");

    private static Drawing draw(String world) throws IOException {
        return InternetMap.of(open(world), world, "all that there is");
    }

    private static Internet open(String world) throws IOException {
        Path map = SAMPLES.resolve("topology-zoo/" + world + ".graphml");
        if (Files.exists(map)) {
            return Internet.open(Topology.read(map).description(), SAMPLES, 1);
        }
        String text = switch (world) {
            case "small world" -> Files.readString(SAMPLES.resolve("small-world.yaml"));
            case "thousand homes" ->
                """
                        providers:
                          hanbit: { kind: residential, cities: [seoul, busan, daegu, gwangju], addresses: 203.0.0.0/16 }
                          pacific: { kind: transit, cities: [seoul, tokyo, seattle, london], addresses: 192.31.0.0/20 }
                        homes:
                          600 × north: { provider: hanbit, devices: [laptop (wifi), pc] }
                          400 × south: { provider: hanbit, city: busan, devices: [laptop (wifi)] }
                        """;
            case "two exchanges" ->
                """
                        providers:
                          hanbit: { kind: residential, cities: [seoul, busan], addresses: 203.0.112.0/20 }
                          namsan: { kind: hosting, cities: [seoul, tokyo], addresses: 198.51.96.0/20 }
                          pacific: { kind: transit, cities: [seoul, tokyo], addresses: 192.31.0.0/20 }
                        exchanges:
                          seoul-ix: { city: seoul, members: [hanbit, namsan, pacific] }
                          an-exchange-with-a-long-name: { city: seoul, members: [namsan, pacific] }
                        """;
            case "one city" -> """
                    providers:
                      hanbit: { kind: residential, cities: [seoul], addresses: 203.0.112.0/20 }
                    """;
            default -> grid(Integer.parseInt(world));
        };
        return Internet.open(Description.parse(text, world), SAMPLES, 1);
    }

    /// So many cities, heaped up in one corner and wide apart in the other, with two providers.
    private static String grid(int count) {
        var cities = new StringBuilder("cities:\n");
        var names = new StringBuilder();
        for (int i = 0; i < count; i++) {
            double far = Math.pow((double) i / count, 3);
            cities.append("  city-%d: [%.3f, %.3f]%n".formatted(i, 40 + 12 * far * Math.sin(i),
                    20 * far + 0.2 * Math.cos(7.0 * i)));
            names.append(i == 0 ? "" : ", ").append("city-").append(i);
        }
        return cities + "providers:\n  one: { kind: residential, cities: [" + names
                + "], addresses: 11.0.0.0/8 }\n  two: { kind: transit, cities: [city-0, city-3], addresses: 20.0.0.0/16 }\n"
                + "homes:\n  alice: { provider: one, city: city-5, devices: [pc] }\n";
    }

    private static List<Words> words(Drawing drawing) {
        return drawing.shapes().stream().filter(Words.class::isInstance).map(Words.class::cast).toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"small world", "thousand homes", "two exchanges", "one city", "Abilene",
            "Geant2012", "24", "25",
            "60", "300"})
    void writesNoWordsOverOthersNorBeyondTheEdge(String world) throws IOException {
        Drawing drawing = draw(world);
        List<Words> all = words(drawing);
        Area paper = new Area(0, 0, drawing.width(), drawing.height());
        for (int i = 0; i < all.size(); i++) {
            assertThat(paper.holds(all.get(i).area())).as("%s is on the paper", all.get(i)).isTrue();
            for (int j = i + 1; j < all.size(); j++) {
                assertThat(all.get(i).area().overlaps(all.get(j).area()))
                        .as("%s lies on %s", all.get(i), all.get(j)).isFalse();
            }
        }
    }

    @Test
    void namesAllThatIsInASmallWorld() throws IOException {
        Drawing drawing = draw("small world");

        assertThat(words(drawing)).extracting(Words::text).contains("seoul", "busan", "tokyo", "seattle",
                "hanbit", "namsan", "pacific", "seoul-ix", "alice", "bob", "acme", "www.shop.test",
                "exchange.test",
                "100/20 Mbit/s, 3 devices", "58 ms", "54 ms", "2.3 ms");
    }

    @ParameterizedTest
    @ValueSource(strings = {"small world", "thousand homes", "Abilene", "24"})
    void hidesNoLineBehindACard(String world) throws IOException {
        assertThat(new CityCards(Scenery.of(open(world))).hidden()).isZero();
    }

    @Test
    void drawsNoExchangeOnTheLinesOfAnother() throws IOException {
        List<Area> diamonds = draw("two exchanges").shapes().stream()
                .filter(Drawing.Polygon.class::isInstance)
                .map(Drawing.Polygon.class::cast).filter(shape -> shape.corners().size() == 4)
                .map(shape -> Area
                        .around(shape.corners().get(1).x(), shape.corners().getFirst().y(), 13, 13))
                .toList();
        List<Curve> upright = draw("two exchanges").shapes().stream().filter(Curve.class::isInstance)
                .map(Curve.class::cast).filter(line -> line.pen().colour() == Palette.EXCHANGE
                        && line.isStraight() && line.from().x() == line.to().x())
                .toList();

        assertThat(diamonds).hasSizeGreaterThanOrEqualTo(2);
        assertThat(upright).hasSize(2);
        assertThat(diamonds.stream().filter(diamond -> upright.stream().anyMatch(
                line -> line.from().y() < diamond.y() && diamond.holds(
                        Area.around(line.from().x(), diamond.centreY(), 1, 1)))))
                .isEmpty();
    }

    @Test
    void leadsNoLineOfEuropeThroughADotWhereItDoesNotEnd() throws IOException {
        assertThat(new CityDots(Scenery.of(open("Geant2012"))).misleading()).isZero();
    }

    @Test
    void tellsRatesByTheThicknessOfLinesWhereThereAreManyCities() throws IOException {
        Scenery scenery = Scenery.of(open("Geant2012"));
        var weights = new LineWeights(scenery);
        var byRate = new TreeMap<Long, Double>();
        scenery.spans().forEach(span -> byRate.put(span.bitsPerSecond(), weights.weight(span)));

        assertThat(List.copyOf(byRate.values())).isSorted().endsWith(2.4);
        assertThat(weights.texts()).hasSizeBetween(2, 4);
        assertThat(words(draw("Geant2012"))).extracting(Words::text)
                .anyMatch(text -> text.endsWith(weights.texts().getFirst()))
                .contains(weights.texts().getLast());
    }

    @Test
    void tellsManyOfAKindAsANumber() throws IOException {
        assertThat(words(draw("thousand homes"))).extracting(Words::text)
                .contains("600 homes", "1200 devices",
                        "400 homes")
                .doesNotContain("north-1");
    }

    @Test
    void namesMostOfManyCities() throws IOException {
        assertThat(words(draw("60"))).extracting(Words::text).filteredOn(text -> text.startsWith("city-"))
                .hasSizeGreaterThan(40);
    }

    @Test
    void drawsWhatIsCutDashed() throws IOException {
        Internet internet = open("small world");
        assertThat(SvgText.of(InternetMap.of(internet, "whole", ""))).doesNotContain("stroke-dasharray");
        internet.link("pacific/seoul to pacific/tokyo").up(false);
        assertThat(SvgText.of(InternetMap.of(internet, "cut", ""))).containsOnlyOnce("stroke-dasharray");
    }

    @Test
    void isTheSameEachTime() throws IOException {
        assertThat(SvgText.of(draw("small world"))).isEqualTo(SvgText.of(draw("small world")));
    }

    @Test
    void writesWellFormedSvg() throws IOException, ParserConfigurationException, SAXException {
        Drawing drawing = InternetMap.of(open("one city"), "<a & b>", "");
        var root = DocumentBuilderFactory.newInstance().newDocumentBuilder()
                .parse(new InputSource(new StringReader(SvgText.of(drawing)))).getDocumentElement();

        assertThat(root.getTagName()).isEqualTo("svg");
        assertThat(root.getElementsByTagName("title").item(0).getTextContent()).startsWith("<a & b>");
        assertThat(root.getElementsByTagName("text").getLength()).isEqualTo(words(drawing).size());
    }

    @Test
    void paintsTheSameSharply() throws IOException {
        Drawing drawing = draw("small world");
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(Painting.png(drawing)));

        assertThat(image.getWidth()).isEqualTo((int) Math.ceil(2 * drawing.width()));
        assertThat(image.getRGB(2, 2) & 0xffffff).isEqualTo(Palette.PAPER);
        var strong = Palette.provider(0).strong();
        long coloured = 0;
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                coloured += (image.getRGB(x, y) & 0xffffff) == strong ? 1 : 0;
            }
        }
        assertThat(coloured).isGreaterThan(500);
    }
}
