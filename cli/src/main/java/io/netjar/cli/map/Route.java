package io.netjar.cli.map;

import io.netjar.cli.map.Drawing.Curve;
import io.netjar.cli.map.Drawing.Pen;
import io.netjar.cli.map.Drawing.Point;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// The way of a line from a side of one card to a side of another: the shortest of some that hides behind no third card.
final class Route {
    private static final int SAMPLES = 32;
    private static final double[] REACHES = {1, 2, 4};
    private static final double[] LIFTS = {0, -90, 90, -180, 180, -300, 300};
    private static final double BEND = 40;
    private static final double HIDDEN = 500;
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
        List<Curve> candidates = new ArrayList<>();
        for (int side = -1; side <= 1; side += 2) {
            for (int otherSide = -1; otherSide <= 1; otherSide += 2) {
                Point from = side < 0 ? one.left() : one.right();
                Point to = otherSide < 0 ? other.left() : other.right();
                double bend = side == otherSide ? BEND : Math.max(BEND, 0.42 * Math.abs(to.x() - from.x()));
                for (double reach : REACHES) {
                    for (double lift : LIFTS) {
                        candidates.add(new Curve(from,
                                new Point(from.x() + side * bend * reach, from.y() + lift),
                                new Point(to.x() + otherSide * bend * reach, to.y() + lift), to, pen));
                    }
                }
            }
        }
        return candidates.stream().min(Comparator.comparingDouble(curve -> cost(curve, cards))).orElseThrow();
    }

    private static double cost(Curve curve, List<Area> cards) {
        double cost = LIFTED * Math.abs(curve.towards().y() - curve.from().y());
        Point before = curve.from();
        for (int i = 1; i <= SAMPLES; i++) {
            Point at = curve.at((double) i / SAMPLES);
            cost += Math.hypot(at.x() - before.x(), at.y() - before.y());
            for (Area card : cards) {
                cost += i < SAMPLES && card.overlaps(Area.around(at.x(), at.y(), 1, 1)) ? HIDDEN : 0;
            }
            before = at;
        }
        return cost;
    }

    /// Whether a part of the curve between its ends is behind a card.
    static boolean isHidden(Curve curve, List<Area> cards) {
        return cost(curve, cards) >= HIDDEN * 2 + cost(curve, List.of());
    }

    /// What the curve covers.
    static Area area(Curve curve) {
        Area area = Area.around(curve.from().x(), curve.from().y(), 8, 8);
        for (int i = 1; i <= SAMPLES; i++) {
            Point at = curve.at((double) i / SAMPLES);
            area = area.with(Area.around(at.x(), at.y(), 8, 8));
        }
        return area;
    }
}
