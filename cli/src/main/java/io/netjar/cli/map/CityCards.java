package io.netjar.cli.map;

import io.netjar.cli.map.Drawing.Box;
import io.netjar.cli.map.Drawing.Curve;
import io.netjar.cli.map.Drawing.Disc;
import io.netjar.cli.map.Drawing.Lettering;
import io.netjar.cli.map.Drawing.Pen;
import io.netjar.cli.map.Drawing.Point;
import io.netjar.cli.map.Scenery.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// A map of a few cities, each a card that tells all that is there.
final class CityCards implements InternetMap.Layout {
    private static final double GAP_X = 120;
    private static final double GAP_Y = 44;
    private static final double ROOM = 1.1;
    private static final Lettering LABEL = new Lettering(11, false, Palette.GREY);
    private static final double[] ALONG = {0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74, 0.18, 0.82};

    private final Scenery scenery;
    private final List<CityCard> cards;
    private List<Area> areas;

    CityCards(Scenery scenery) {
        this.scenery = scenery;
        this.cards = scenery.spots().stream().map(spot -> new CityCard(scenery, spot)).toList();
        this.areas = placed();
    }

    private List<Area> placed() {
        List<Point> points = Projection.of(scenery.spots().stream().map(Scenery.Spot::city).toList());
        double widest = cards.stream().mapToDouble(CityCard::width).max().orElse(0);
        double tall = points.stream().mapToDouble(Point::y).max().orElse(0);
        // So much room for each city, however tall their country is.
        double scale = (widest + GAP_X) * Math.sqrt(points.size() / Math.max(1, tall)) * ROOM;
        return Spread.apart(IntStream.range(0, points.size()).mapToObj(i -> Area.around(
                points.get(i).x() * scale, points.get(i).y() * scale, cards.get(i).width(),
                cards.get(i).height())).toList(), GAP_X, GAP_Y);
    }

    @Override
    public Area area() {
        Area cardsOnly = areas.stream().reduce(Area::with).orElseThrow();
        List<Curve> curves = curves();
        Area area = cardsOnly;
        for (int i = 0; i < curves.size(); i++) {
            Point middle = curves.get(i).at(0.5);
            area = area.with(Route.area(curves.get(i))).with(Area.around(middle.x(), middle.y(),
                    Letters.width(text(scenery.spans().get(i)), LABEL) + 12, 18));
        }
        return area;
    }

    /// How many lines run behind a card.
    long hidden() {
        return curves().stream().filter(curve -> Route.isHidden(curve, areas)).count();
    }

    @Override
    public void move(double dx, double dy) {
        areas = areas.stream()
                .map(area -> new Area(area.x() + dx, area.y() + dy, area.width(), area.height())).toList();
    }

    @Override
    public void draw(Paper paper) {
        List<Curve> curves = curves();
        Area map = area();
        areas.forEach(area -> paper.take(area.grown(3)));
        curves.forEach(paper::add);
        for (int i = 0; i < cards.size(); i++) {
            cards.get(i).draw(paper, areas.get(i));
        }
        for (Curve curve : curves) {
            for (Point end : List.of(curve.from(), curve.to())) {
                paper.add(new Disc(end, 3.2, curve.pen().colour(), Pen.of(Palette.CARD, 1)));
            }
        }
        for (int i = 0; i < curves.size(); i++) {
            label(paper, map, curves.get(i), scenery.spans().get(i));
        }
    }

    private List<Curve> curves() {
        List<Curve> curves = new ArrayList<>();
        for (Span span : scenery.spans()) {
            Area one = areas.get(span.from());
            Area other = areas.get(span.to());
            double y = one.y() + cards.get(span.from()).portY(presence(span.from(), span.provider()));
            double otherY = other.y() + cards.get(span.to()).portY(presence(span.to(), span.provider()));
            int strong = Palette.provider(span.provider()).strong();
            Pen pen = span.link().isUp() ? Pen.of(strong, 2.4) : new Pen(Palette.BROKEN, 2.4, true);
            curves.add(Route.between(new Route.End(one, y), new Route.End(other, otherY), pen, areas));
        }
        return curves;
    }

    private int presence(int spot, int provider) {
        List<Scenery.Presence> here = scenery.spots().get(spot).presences();
        return IntStream.range(0, here.size()).filter(i -> here.get(i).provider() == provider).findFirst()
                .orElseThrow();
    }

    private String text(Span span) {
        return span.delay() + (span.rates().equals(scenery.usualRates()) ? "" : ", " + span.rates());
    }

    private void label(Paper paper, Area map, Curve curve, Span span) {
        var lettering = new Lettering(LABEL.size(), false, curve.pen().colour());
        String text = text(span);
        double width = Letters.width(text, lettering) + 12;
        List<Area> candidates = new ArrayList<>();
        for (double t : ALONG) {
            Point at = curve.at(t);
            candidates.add(Area.around(at.x(), at.y(), width, 18));
        }
        candidates.removeIf(candidate -> !map.holds(candidate));
        paper.firstFree(candidates).ifPresent(area -> {
            paper.add(new Box(area, 9, Palette.CARD, Pen.of(curve.pen().colour(), 1)));
            paper.words(area.x() + 6, area.centreY(), text, lettering);
        });
    }
}
