package io.netjar.cli.map;

import io.netjar.cli.map.Drawing.Disc;
import io.netjar.cli.map.Drawing.Lettering;
import io.netjar.cli.map.Drawing.Pen;
import io.netjar.cli.map.Drawing.Point;
import io.netjar.cli.map.Scenery.Kind;
import io.netjar.internet.description.Provider;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What colours and signs mean, in rows below the map.
final class Legend {
    private static final Lettering TEXT = new Lettering(11, false, Palette.GREY);
    private static final double ROW = 22;
    private static final double GAP = 22;
    private static final int MOST_PROVIDERS = 16;

    /// A sign, some 14 units wide, and what it means.
    private record Entry(Sign sign, String text) {
        double width() {
            return 20 + Letters.width(text, TEXT) + GAP;
        }
    }

    private interface Sign {
        void draw(Paper paper, Point at);
    }

    private final List<Entry> entries = new ArrayList<>();
    private final double width;

    Legend(Scenery scenery, double width) {
        this.width = width;
        List<Provider> providers = scenery.providers();
        for (int i = 0; i < Math.min(MOST_PROVIDERS, providers.size()); i++) {
            int strong = Palette.provider(i).strong();
            entries.add(new Entry((paper, at) -> paper.add(new Disc(at, 5.5, strong, Pen.NONE)),
                    providers.get(i).name() + " (" + providers.get(i).kind().name().toLowerCase(Locale.ROOT)
                            + ")"));
        }
        if (scenery.spots().stream().anyMatch(spot -> !spot.exchanges().isEmpty())) {
            entries.add(new Entry((paper, at) -> paper.diamond(at, 6, Palette.CARD), "exchange"));
        }
        if (scenery.spots().size() <= InternetMap.CARDS) {
            addSigns(scenery);
        } else if (!CityDots.usual(scenery).isEmpty()) {
            entries.add(new Entry((paper, at) -> paper.sign(Kind.HOME, at, Palette.GREY),
                    "in each city, if nothing is said: " + CityDots.usual(scenery)));
        }
        if (!scenery.spans().isEmpty()) {
            addLines(scenery);
        }
    }

    private void addLines(Scenery scenery) {
        int cities = scenery.spots().size();
        String line = cities <= CityDots.TELLING ? "line with its delay one way" : "line";
        if (cities <= InternetMap.CARDS) {
            entries.add(line(2.4, line + "; " + scenery.usualRates() + " unless said"));
            return;
        }
        var weights = new LineWeights(scenery);
        List<String> rates = weights.texts();
        for (int i = 0; i < rates.size(); i++) {
            entries.add(line(1.8 * weights.weight(i), (i == 0 ? line + "; " : "") + rates.get(i)));
        }
    }

    private static Entry line(double width, String text) {
        return new Entry((paper, at) -> paper.line(new Point(at.x() - 7, at.y()),
                new Point(at.x() + 7, at.y()), Pen.of(Palette.GREY, width)), text);
    }

    private void addSigns(Scenery scenery) {
        for (Kind kind : Kind.values()) {
            if (scenery.spots().stream().anyMatch(spot -> Scenery.count(spot, kind) > 0)) {
                entries.add(
                        new Entry((paper, at) -> paper.sign(kind, at, Palette.GREY), kind.words()));
            }
        }
    }

    double height() {
        return walk(null, new Point(0, 0));
    }

    void draw(Paper paper, Point corner) {
        walk(paper, corner);
    }

    /// Goes over the entries row by row, and returns how high they are.
    private double walk(@Nullable Paper paper, Point corner) {
        double x = 0;
        double y = ROW / 2;
        for (Entry entry : entries) {
            if (x > 0 && x + entry.width() - GAP > width) {
                x = 0;
                y += ROW;
            }
            if (paper != null) {
                entry.sign().draw(paper, new Point(corner.x() + x + 7, corner.y() + y));
                paper.words(corner.x() + x + 20, corner.y() + y, entry.text(), TEXT);
            }
            x += entry.width();
        }
        return y + ROW / 2;
    }
}
