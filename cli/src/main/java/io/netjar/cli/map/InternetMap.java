package io.netjar.cli.map;

import io.netjar.cli.map.Drawing.Box;
import io.netjar.cli.map.Drawing.Pen;
import io.netjar.cli.map.Drawing.Point;
import io.netjar.internet.Internet;
import java.util.ArrayList;
import java.util.List;

/// Draws an Internet: where its cities are, who is there, and what joins them.
public final class InternetMap {
    /// Up to so many cities are cards, which tell everything; more are dots.
    static final int CARDS = 24;

    private static final double MARGIN = 32;
    private static final double HEAD = 84;
    private static final double LEAST_WIDTH = 720;

    private InternetMap() {}

    /// A map of `internet` as it is now: what is cut is dashed.
    ///
    /// @param title what to write over it
    /// @param summary one line about it
    public static Drawing of(Internet internet, String title, String summary) {
        Scenery scenery = Scenery.of(internet);
        Paper paper = new Paper();
        Layout layout = scenery.spots().size() <= CARDS ? new CityCards(scenery) : new CityDots(scenery);
        Area map = layout.area();
        double left = Math.max(MARGIN, LEAST_WIDTH / 2 - map.width() / 2);
        layout.move(left - map.x(), HEAD - map.y());
        layout.draw(paper);
        return framed(paper, scenery, new Area(left, HEAD, map.width(), map.height()),
                List.of(title, summary));
    }

    /// Where everything goes.
    sealed interface Layout permits CityCards, CityDots {
        /// All that the map covers.
        Area area();

        void move(double dx, double dy);

        void draw(Paper paper);
    }

    private static Drawing framed(Paper paper, Scenery scenery, Area map, List<String> words) {
        double width = Math.ceil(Math.max(LEAST_WIDTH, map.width() + 2 * MARGIN));
        var legend = new Legend(scenery, width - 2 * MARGIN);
        double legendY = map.bottom() + 26;
        double height = Math.ceil(legendY + legend.height() + 20);
        List<Drawing.Shape> shapes = new ArrayList<>();
        shapes.add(new Box(new Area(0, 0, width, height), 0, Palette.PAPER, Pen.NONE));
        Paper frame = new Paper();
        frame.words(MARGIN, 36, words.getFirst(), Paper.TITLE);
        frame.words(MARGIN, 61, words.getLast(), Paper.SUBTITLE);
        frame.line(new Point(MARGIN, legendY - 8), new Point(width - MARGIN, legendY - 8),
                Pen.of(Palette.EDGE, 1));
        legend.draw(frame, new Point(MARGIN, legendY));
        shapes.addAll(frame.shapes());
        shapes.addAll(paper.shapes());
        return new Drawing(width, height, words.getFirst() + ": " + words.getLast(), shapes);
    }
}
