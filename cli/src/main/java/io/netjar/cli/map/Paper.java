package io.netjar.cli.map;

import io.netjar.cli.map.Drawing.Box;
import io.netjar.cli.map.Drawing.Curve;
import io.netjar.cli.map.Drawing.Disc;
import io.netjar.cli.map.Drawing.Lettering;
import io.netjar.cli.map.Drawing.Pen;
import io.netjar.cli.map.Drawing.Point;
import io.netjar.cli.map.Drawing.Polygon;
import io.netjar.cli.map.Drawing.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What is being drawn, and where there is room for words still.
final class Paper {
    static final Lettering TITLE = new Lettering(22, true, Palette.INK);
    static final Lettering SUBTITLE = new Lettering(13, false, Palette.GREY);

    private final List<Drawing.Shape> shapes = new ArrayList<>();
    private final List<Area> taken = new ArrayList<>();

    void add(Drawing.Shape shape) {
        shapes.add(shape);
    }

    List<Drawing.Shape> shapes() {
        return shapes;
    }

    /// Keeps words off `area`.
    void take(Area area) {
        taken.add(area);
    }

    boolean isFree(Area area) {
        return taken.stream().noneMatch(area::overlaps);
    }

    /// The first of `candidates` on which nothing is, which is taken by that.
    Optional<Area> firstFree(List<Area> candidates) {
        Optional<Area> free = candidates.stream().filter(this::isFree).findFirst();
        free.ifPresent(this::take);
        return free;
    }

    /// Words that begin at `x` and stand in the middle of a row around `centreY`.
    void words(double x, double centreY, String text, Lettering type) {
        add(new Words(new Point(x, centreY + 0.36 * type.size()), text, type));
    }

    void line(Point from, Point to, Pen pen) {
        add(Curve.line(from, to, pen));
    }

    /// A sign for a kind of thing, some 12 units wide and high.
    void sign(Scenery.Kind kind, Point at, int colour) {
        Pen pen = Pen.of(colour, 1.4);
        switch (kind) {
            case HOME -> {
                add(new Polygon(List.of(point(at, -6.5, 0), point(at, 0, -6.5), point(at, 6.5, 0)), colour,
                        Pen.of(colour, 1)));
                add(new Box(new Area(at.x() - 4.5, at.y() - 0.5, 9, 6.5), 0.5, Palette.CARD, pen));
            }
            case OFFICE -> {
                add(new Box(new Area(at.x() - 4.5, at.y() - 6, 9, 12), 0.8, Palette.CARD, pen));
                for (int i = 0; i < 4; i++) {
                    add(new Box(new Area(at.x() - 2.6 + 3.2 * (i % 2), at.y() - 3.6 + 3.6 * (i >> 1), 2, 2),
                            0,
                            colour, Pen.NONE));
                }
            }
            case SITE -> {
                add(new Disc(at, 6, Palette.CARD, pen));
                add(new Curve(point(at, 0, -6), point(at, -4.5, -3), point(at, -4.5, 3), point(at, 0, 6),
                        Pen.of(colour, 1)));
                add(new Curve(point(at, 0, -6), point(at, 4.5, -3), point(at, 4.5, 3), point(at, 0, 6),
                        Pen.of(colour, 1)));
                line(point(at, -6, 0), point(at, 6, 0), Pen.of(colour, 1));
            }
            case SERVERS -> {
                for (int i = -1; i <= 0; i++) {
                    add(new Box(new Area(at.x() - 6, at.y() + 6 * i + 0.5, 12, 5), 1.2, Palette.CARD, pen));
                    add(new Disc(point(at, -3, 6 * i + 3), 0.9, colour, Pen.NONE));
                }
            }
        }
    }

    /// An exchange's sign.
    void diamond(Point at, double radius, int fill) {
        add(new Polygon(List.of(point(at, -radius, 0), point(at, 0, -radius), point(at, radius, 0),
                point(at, 0, radius)), fill, Pen.of(Palette.EXCHANGE, 1.8)));
    }

    private static Point point(Point at, double dx, double dy) {
        return new Point(at.x() + dx, at.y() + dy);
    }
}
