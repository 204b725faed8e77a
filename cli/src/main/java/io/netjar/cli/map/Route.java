package io.netjar.cli.map;

import io.netjar.cli.map.Drawing.Curve;
import io.netjar.cli.map.Drawing.Pen;
import io.netjar.cli.map.Drawing.Point;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.DoubleStream;

/// The way of a line from a side of one card to a side of another: the shortest of some that hides behind no third card.
final class Route {
    private static final int SAMPLES = 48;
    private static final double[] REACHES = {1, 2, 4};
    private static final double[] LIFTS = {0, -90, 90, -180, 180, -300, 300};
    private static final double BEND = 40;
    private static final double HIDDEN = 500;
    /// Lines keep so far away from cards where they do not end.
    private static final double CLEAR = 7;
    private static final double LIFTED = 0.25;

    private Route() {}

    /// Where a line ends: a card, and how far down the paper.
    record End(Area card, double y) {
        Point right() {
            return new Point(card.right(), y);
        }

        Point left() {
            return new Point(card.x(), y);
        }
    }

    static Curve between(End one, End other, Pen pen, List<Area> cards) {
        List<Area> obstacles = cards.stream()
                .map(card -> card.equals(one.card()) || card.equals(other.card()) ? card : card.grown(CLEAR))
                .toList();
        Curve usual = best(one, other, pen, DoubleStream.of(LIFTS), obstacles);
        return cost(usual, obstacles) < HIDDEN
                ? usual
                : best(one, other, pen, DoubleStream.concat(DoubleStream.of(LIFTS), over(one, other, cards)),
                        obstacles);
    }

    /// How far lines must be lifted so that their middle is over a card, or under it.
    private static DoubleStream over(End one, End other, List<Area> cards) {
        double middle = (one.y() + other.y()) / 2;
        // A cubic curve goes three quarters of the way that its middle points are moved, and less beside its middle.
        return cards.stream()
                .flatMapToDouble(card -> DoubleStream.of(card.y() - 2 * CLEAR, card.bottom() + 2 * CLEAR))
                .flatMap(y -> DoubleStream.of((y - middle) / 0.75, (y - middle) / 0.6, (y - middle) / 0.45));
    }

    private static Curve best(End one, End other, Pen pen, DoubleStream lifts, List<Area> obstacles) {
        return lifts.boxed().flatMap(lift -> candidates(one, other, pen, lift).stream())
                .min(Comparator.comparingDouble(curve -> cost(curve, obstacles))).orElseThrow();
    }

    private static List<Curve> candidates(End one, End other, Pen pen, double lift) {
        List<Curve> candidates = new ArrayList<>();
        for (int side = -1; side <= 1; side += 2) {
            for (int otherSide = -1; otherSide <= 1; otherSide += 2) {
                Point from = side < 0 ? one.left() : one.right();
                Point to = otherSide < 0 ? other.left() : other.right();
                double bend = side == otherSide ? BEND : Math.max(BEND, 0.42 * Math.abs(to.x() - from.x()));
                for (double reach : REACHES) {
                    candidates.add(new Curve(from,
                            new Point(from.x() + side * bend * reach, from.y() + lift),
                            new Point(to.x() + otherSide * bend * reach, to.y() + lift), to, pen));
                }
            }
        }
        return candidates;
    }

    private static double cost(Curve curve, List<Area> obstacles) {
        List<Point> points = curve.points(SAMPLES);
        double cost = LIFTED * Math.abs(curve.towards().y() - curve.from().y());
        for (int i = 1; i <= SAMPLES; i++) {
            Point at = points.get(i);
            cost += Math.hypot(at.x() - points.get(i - 1).x(), at.y() - points.get(i - 1).y());
            for (Area card : obstacles) {
                cost += i < SAMPLES && isOn(card, at) ? HIDDEN : 0;
            }
        }
        return cost;
    }

    private static boolean isOn(Area card, Point at) {
        return card.overlaps(Area.around(at.x(), at.y(), 1, 1));
    }

    /// Whether a part of the curve between its ends is behind a card.
    static boolean isHidden(Curve curve, List<Area> cards) {
        return curve.points(SAMPLES).subList(1, SAMPLES).stream()
                .anyMatch(at -> cards.stream().anyMatch(card -> isOn(card.grown(-1), at)));
    }

    /// What the curve covers.
    static Area area(Curve curve) {
        Area area = Area.around(curve.from().x(), curve.from().y(), 8, 8);
        for (Point at : curve.points(SAMPLES)) {
            area = area.with(Area.around(at.x(), at.y(), 8, 8));
        }
        return area;
    }
}
