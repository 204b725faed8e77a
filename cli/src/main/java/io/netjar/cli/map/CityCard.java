package io.netjar.cli.map;

import io.netjar.cli.map.Drawing.Box;
import io.netjar.cli.map.Drawing.Disc;
import io.netjar.cli.map.Drawing.Lettering;
import io.netjar.cli.map.Drawing.Pen;
import io.netjar.cli.map.Drawing.Point;
import io.netjar.cli.map.Scenery.Customer;
import io.netjar.cli.map.Scenery.Presence;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// A city as a card: exchanges, each provider's routers in a row of its colour, and beneath them what is connected there.
final class CityCard {
    private static final Lettering CITY = new Lettering(15, true, Palette.INK);
    private static final Lettering NAME = new Lettering(12, false, Palette.INK);
    private static final Lettering DETAIL = new Lettering(10.5, false, Palette.GREY);
    private static final double HEAD = 34;
    private static final double EXCHANGE_ROW = 24;
    private static final double PROVIDER_ROW = 26;
    private static final double CUSTOMER_ROW = 21;
    private static final double GAP = 7;
    private static final double PADDING = 14;
    /// Left of the routers, where lines within the city run: one of them, and each further exchange.
    private static final double GUTTER = 22;
    private static final double EXCHANGE = 14;

    private final Scenery scenery;
    private final Scenery.Spot spot;
    private final double gutter;

    CityCard(Scenery scenery, Scenery.Spot spot) {
        this.scenery = scenery;
        this.spot = spot;
        this.gutter = PADDING + (spot.exchanges().isEmpty() && spot.pairs().isEmpty()
                ? 0
                : GUTTER + EXCHANGE * Math.max(0, spot.exchanges().size() - 1));
    }

    double height() {
        return portY(spot.presences().size()) - PROVIDER_ROW / 2 + PADDING - GAP;
    }

    double width() {
        double width = Letters.width(spot.city().name(), CITY);
        for (String exchange : spot.exchanges().keySet()) {
            width = Math.max(width, gutter + Letters.width(exchange, NAME));
        }
        for (Presence presence : spot.presences()) {
            width = Math.max(width, gutter + 18 + Letters.width(name(presence), bold(presence)) + 8
                    + Letters.width(kind(presence), DETAIL));
            for (Customer customer : presence.customers()) {
                width = Math.max(width, gutter + 34 + Letters.width(customer.name(), NAME) + 8
                        + Letters.width(customer.detail(), DETAIL));
            }
        }
        return width + PADDING + 10;
    }

    /// How far below the card's top the middle of a provider's row is.
    double portY(int presence) {
        double y = HEAD + spot.exchanges().size() * EXCHANGE_ROW + PROVIDER_ROW / 2;
        for (int i = 0; i < presence; i++) {
            y += PROVIDER_ROW + spot.presences().get(i).customers().size() * CUSTOMER_ROW + GAP;
        }
        return y;
    }

    private String name(Presence presence) {
        return scenery.providers().get(presence.provider()).name();
    }

    private String kind(Presence presence) {
        return scenery.providers().get(presence.provider()).kind().name().toLowerCase(Locale.ROOT);
    }

    private static Lettering bold(Presence presence) {
        return new Lettering(12.5, true, Palette.provider(presence.provider()).strong());
    }

    void draw(Paper paper, Area area) {
        paper.add(new Box(new Area(area.x() + 1.5, area.y() + 2.5, area.width(), area.height()), 11,
                Palette.SHADOW, Pen.NONE));
        paper.add(new Box(area, 11, Palette.CARD, Pen.of(Palette.EDGE, 1)));
        paper.words(area.x() + PADDING, area.y() + 19, spot.city().name(), CITY);
        for (int i = 0; i < spot.presences().size(); i++) {
            double y = area.y() + portY(i);
            Presence presence = spot.presences().get(i);
            paper.add(
                    new Box(new Area(area.x() + 0.5, y - PROVIDER_ROW / 2, area.width() - 1, PROVIDER_ROW), 0,
                            Palette.provider(presence.provider()).pale(), Pen.NONE));
        }
        drawWithin(paper, area);
        for (int i = 0; i < spot.presences().size(); i++) {
            draw(paper, area, spot.presences().get(i), area.y() + portY(i));
        }
    }

    /// The exchanges and direct lines, in the gutter.
    private void drawWithin(Paper paper, Area area) {
        Pen pen = Pen.of(Palette.EXCHANGE, 1.8);
        double router = area.x() + gutter + 6;
        int row = 0;
        for (Map.Entry<String, List<Integer>> exchange : spot.exchanges().entrySet()) {
            double x = area.x() + PADDING + 4 + EXCHANGE * row;
            double y = area.y() + HEAD + EXCHANGE_ROW * (row + 0.4);
            int last = exchange.getValue().stream().mapToInt(member -> member).max().orElse(0);
            paper.line(new Point(x, y), new Point(x, area.y() + portY(last)), pen);
            for (int member : exchange.getValue()) {
                paper.line(new Point(x, area.y() + portY(member)),
                        new Point(router, area.y() + portY(member)),
                        pen);
            }
            paper.diamond(new Point(x, y), 6.5, Palette.CARD);
            paper.words(x + 13, y, exchange.getKey(), NAME);
            row++;
        }
        for (Scenery.Pair pair : spot.pairs()) {
            double x = router - 13;
            double one = area.y() + portY(pair.one());
            double other = area.y() + portY(pair.other());
            paper.add(new Drawing.Curve(new Point(router, one), new Point(x, one), new Point(x, other),
                    new Point(router, other), pen));
        }
    }

    private void draw(Paper paper, Area area, Presence presence, double y) {
        int strong = Palette.provider(presence.provider()).strong();
        double x = area.x() + gutter + 6;
        double bottom = y + PROVIDER_ROW / 2 + (presence.customers().size() - 0.5) * CUSTOMER_ROW + 2;
        if (!presence.customers().isEmpty()) {
            paper.line(new Point(x, y), new Point(x, bottom), Pen.of(strong, 1.2));
        }
        paper.add(new Disc(new Point(x, y), 6, strong, Pen.of(Palette.CARD, 1.5)));
        paper.words(x + 13, y, name(presence), bold(presence));
        paper.words(x + 13 + Letters.width(name(presence), bold(presence)) + 7, y + 0.7, kind(presence),
                DETAIL);
        double row = y + PROVIDER_ROW / 2 + CUSTOMER_ROW / 2 + 2;
        for (Customer customer : presence.customers()) {
            paper.line(new Point(x, row), new Point(x + 9, row), Pen.of(strong, 1.2));
            paper.sign(customer.kind(), new Point(x + 18, row), strong);
            paper.words(x + 29, row, customer.name(), NAME);
            paper.words(x + 29 + Letters.width(customer.name(), NAME) + 8, row + 0.5, customer.detail(),
                    DETAIL);
            row += CUSTOMER_ROW;
        }
    }
}
