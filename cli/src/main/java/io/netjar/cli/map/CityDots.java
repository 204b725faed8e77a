package io.netjar.cli.map;

import io.netjar.cli.map.Drawing.Box;
import io.netjar.cli.map.Drawing.Curve;
import io.netjar.cli.map.Drawing.Disc;
import io.netjar.cli.map.Drawing.Lettering;
import io.netjar.cli.map.Drawing.Pen;
import io.netjar.cli.map.Drawing.Point;
import io.netjar.cli.map.Scenery.Kind;
import io.netjar.cli.map.Scenery.Span;
import io.netjar.cli.map.Scenery.Spot;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/// A map of many cities, each a dot with its name where there is room: the larger, the more lines end there.
final class CityDots implements InternetMap.Layout {
    /// Up to so many cities tell what is there and how long their lines are.
    static final int TELLING = 64;
    /// How far lines go aside, in parts of their length, so as not to lead through a dot where they do not end.
    private static final double[] BENDS = {0, 0.04, -0.04, 0.08, -0.08, 0.13, -0.13, 0.2, -0.2};
    /// A curve is looked at as so many straight lines.
    private static final int STEPS = 24;
    /// As far from dots as that.
    private static final double CLEAR = 3;

    private final Scenery scenery;
    private final int[] degrees;
    private final double textSize;
    /// What nearly all cities have, which is told once.
    private final String inEach;
    private final LineWeights weights;
    private List<Area> dots;

    CityDots(Scenery scenery) {
        this.scenery = scenery;
        int count = scenery.spots().size();
        this.degrees = new int[count];
        scenery.spans().forEach(span -> {
            degrees[span.from()]++;
            degrees[span.to()]++;
        });
        this.textSize = count <= TELLING ? 12 : count <= 250 ? 10.5 : 9;
        this.inEach = usual(scenery);
        this.weights = new LineWeights(scenery);
        this.dots = placed(count);
    }

    /// What more than half of the cities have; empty if there is no such thing.
    static String usual(Scenery scenery) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        scenery.spots().forEach(spot -> counts.merge(about(spot), 1, Integer::sum));
        return counts.entrySet().stream().filter(each -> 2 * each.getValue() > scenery.spots().size())
                .map(Map.Entry::getKey).findFirst().orElse("");
    }

    private List<Area> placed(int count) {
        List<Point> points = Projection.of(scenery.spots().stream().map(Spot::city).toList());
        double tall = points.stream().mapToDouble(Point::y).max().orElse(0);
        // So many square units for each city, however wide or tall their country is.
        double each = count <= TELLING ? 26_000 : count <= 250 ? 14_000 : 6_500;
        double scale = Math.sqrt(count * each / Math.clamp(tall, 0.2, 1.6));
        double gap = count <= TELLING ? 26 : count <= 250 ? 14 : 8;
        return Spread.apart(IntStream.range(0, count).mapToObj(i -> Area.around(points.get(i).x() * scale,
                points.get(i).y() * scale, 2 * radius(i) * scenery.spots().get(i).presences().size(),
                2 * radius(i))).toList(), gap, gap);
    }

    private double radius(int spot) {
        double least = scenery.spots().size() <= 250 ? 4.5 : 3;
        return least + Math.min(4, 0.6 * Math.max(0, degrees[spot] - 1));
    }

    @Override
    public Area area() {
        return dots.stream().reduce(Area::with).orElseThrow().grown(60);
    }

    @Override
    public void move(double dx, double dy) {
        dots = dots.stream().map(dot -> new Area(dot.x() + dx, dot.y() + dy, dot.width(), dot.height()))
                .toList();
    }

    @Override
    public void draw(Paper paper) {
        List<Curve> lines = lines();
        lines.forEach(paper::add);
        dots.forEach(dot -> paper.take(dot.grown(1.5)));
        List<Integer> order = IntStream.range(0, dots.size()).boxed()
                .sorted(Comparator.comparingInt(i -> -degrees[i])).toList();
        order.forEach(spot -> name(paper, lines, spot));
        if (dots.size() <= TELLING) {
            for (int i = 0; i < lines.size(); i++) {
                delay(paper, lines.get(i), scenery.spans().get(i));
            }
        }
        for (int i = 0; i < dots.size(); i++) {
            dot(paper, scenery.spots().get(i), dots.get(i));
        }
    }

    private List<Curve> lines() {
        List<Curve> lines = new ArrayList<>();
        double usual = dots.size() <= 250 ? 1.8 : 1.2;
        for (Span span : scenery.spans()) {
            int strong = Palette.provider(span.provider()).strong();
            double width = usual * weights.weight(span);
            Pen pen = span.link().isUp() ? Pen.of(strong, width) : new Pen(Palette.BROKEN, width, true);
            lines.add(around(span, pen));
        }
        return lines;
    }

    /// The straightest line that leads through as few dots as can be.
    private Curve around(Span span, Pen pen) {
        Point from = port(span.from(), span.provider());
        Point to = port(span.to(), span.provider());
        Curve best = Curve.line(from, to, pen);
        long fewest = Long.MAX_VALUE;
        for (double bend : BENDS) {
            Curve curve = bend == 0 ? best : Curve.bent(from, to, bend, pen);
            long hit = hit(curve, span);
            if (hit < fewest) {
                fewest = hit;
                best = curve;
            }
            if (hit == 0) {
                break;
            }
        }
        return best;
    }

    private long hit(Curve line, Span span) {
        return IntStream.range(0, dots.size()).filter(i -> i != span.from() && i != span.to())
                .filter(i -> crosses(line, dots.get(i).grown(CLEAR))).count();
    }

    /// How many lines lead through a dot where they do not end.
    long misleading() {
        List<Curve> lines = lines();
        return IntStream.range(0, lines.size()).filter(i -> hit(lines.get(i), scenery.spans().get(i)) > 0)
                .count();
    }

    /// Where a provider's dot is among those of a city.
    private Point port(int spot, int provider) {
        Area dot = dots.get(spot);
        List<Scenery.Presence> here = scenery.spots().get(spot).presences();
        double each = dot.width() / here.size();
        int index = IntStream.range(0, here.size()).filter(i -> here.get(i).provider() == provider)
                .findFirst()
                .orElseThrow();
        return new Point(dot.x() + each * (index + 0.5), dot.centreY());
    }

    private static void dot(Paper paper, Spot spot, Area area) {
        double radius = area.height() / 2;
        if (!spot.exchanges().isEmpty()) {
            paper.diamond(new Point(area.centreX(), area.centreY()), area.width() / 2 + radius + 2,
                    Palette.CARD);
        }
        for (int i = 0; i < spot.presences().size(); i++) {
            paper.add(new Disc(new Point(area.x() + radius * (2 * i + 1), area.centreY()), radius,
                    Palette.provider(spot.presences().get(i).provider()).strong(),
                    Pen.of(Palette.CARD, 1.2)));
        }
    }

    /// The city's name beside its dot, where the fewest lines cross it; with what is there, if that has room.
    private void name(Paper paper, List<Curve> lines, int spot) {
        Lettering type = new Lettering(textSize, degrees[spot] > 2 && dots.size() <= 250, Palette.INK);
        Lettering small = new Lettering(textSize - 2.2, false, Palette.GREY);
        String name = scenery.spots().get(spot).city().name();
        String about = dots.size() <= TELLING ? about(scenery.spots().get(spot)) : "";
        about = about.equals(inEach) ? "" : about;
        boolean more = !about.isEmpty()
                && write(paper, lines, dots.get(spot), new Label(name, type, about, small));
        if (!more) {
            write(paper, lines, dots.get(spot), new Label(name, type, "", small));
        }
    }

    /// One line of words, or two.
    private record Label(String text, Lettering type, String below, Lettering belowType) {
        double width() {
            return Math.max(Letters.width(text, type), Letters.width(below, belowType)) + 2;
        }

        double height() {
            return type.size() * 1.15 + (below.isEmpty() ? 0 : belowType.size() * 1.2);
        }
    }

    private static boolean write(Paper paper, List<Curve> lines, Area dot, Label label) {
        Optional<Area> best = around(dot, label.width(), label.height()).stream().filter(paper::isFree)
                .min(Comparator.comparingLong(area -> crossings(lines, area)));
        best.ifPresent(area -> {
            paper.take(area);
            if (crossings(lines, area) > 0) {
                paper.add(new Box(area, 2, Palette.PAPER, Pen.NONE));
            }
            double middle = area.y() + label.type().size() * 0.575;
            paper.words(area.x() + 1, middle, label.text(), label.type());
            if (!label.below().isEmpty()) {
                paper.words(area.x() + 1,
                        middle + label.type().size() * 0.58 + label.belowType().size() * 0.6,
                        label.below(), label.belowType());
            }
        });
        return best.isPresent();
    }

    private static List<Area> around(Area dot, double width, double height) {
        double right = dot.right() + 3;
        double left = dot.x() - 3 - width;
        double over = dot.y() - 3 - height;
        double under = dot.bottom() + 3;
        double centreX = dot.centreX() - width / 2;
        double centreY = dot.centreY() - height / 2;
        return List.of(new Area(right, centreY, width, height), new Area(left, centreY, width, height),
                new Area(centreX, over, width, height), new Area(centreX, under, width, height),
                new Area(right, over + 4, width, height), new Area(right, under - 4, width, height),
                new Area(left, over + 4, width, height), new Area(left, under - 4, width, height));
    }

    private static long crossings(List<Curve> lines, Area area) {
        return lines.stream().filter(line -> crosses(line, area)).count();
    }

    private static boolean crosses(Curve line, Area area) {
        var rectangle = new Rectangle2D.Double(area.x(), area.y(), area.width(), area.height());
        if (line.isStraight()) {
            return rectangle.intersectsLine(line.from().x(), line.from().y(), line.to().x(), line.to().y());
        }
        List<Point> points = line.points(STEPS);
        return IntStream.range(0, STEPS)
                .anyMatch(i -> rectangle.intersectsLine(points.get(i).x(), points.get(i).y(),
                        points.get(i + 1).x(), points.get(i + 1).y()));
    }

    private static String about(Spot spot) {
        List<String> parts = new ArrayList<>();
        int homes = Scenery.count(spot, Kind.HOME);
        int offices = Scenery.count(spot, Kind.OFFICE);
        int sites = Scenery.count(spot, Kind.SITE);
        if (homes > 0) {
            parts.add(Scenery.counted(homes, "home"));
        }
        if (offices > 0) {
            parts.add(Scenery.counted(offices, "office"));
        }
        if (sites > 0) {
            parts.add(Scenery.counted(sites, "site"));
        }
        return String.join(", ", parts);
    }

    private static void delay(Paper paper, Curve line, Span span) {
        Lettering type = new Lettering(9, false, line.pen().colour());
        double width = Letters.width(span.delay(), type) + 5;
        List<Area> candidates = new ArrayList<>();
        for (double t : new double[]{0.5, 0.4, 0.6}) {
            Point at = line.at(t);
            candidates.add(Area.around(at.x(), at.y(), width, 12));
        }
        paper.firstFree(candidates).ifPresent(area -> {
            paper.add(new Box(area, 3, Palette.PAPER, Pen.NONE));
            paper.words(area.x() + 2.5, area.centreY(), span.delay(), type);
        });
    }
}
