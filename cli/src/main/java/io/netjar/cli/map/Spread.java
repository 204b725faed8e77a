package io.netjar.cli.map;

import java.util.ArrayList;
import java.util.List;

/// Pushes rectangles that lie on each other apart, each as little as will do, so that what is west stays west.
final class Spread {
    private static final int ROUNDS = 600;
    private static final double DONE = 0.05;

    private Spread() {}

    /// The same rectangles with nothing between them less than `gapX` beside each other and `gapY` above each other.
    static List<Area> apart(List<Area> areas, double gapX, double gapY) {
        List<Area> placed = new ArrayList<>(areas);
        for (int round = 0; round < ROUNDS; round++) {
            double worst = 0;
            for (int i = 0; i < placed.size(); i++) {
                for (int j = i + 1; j < placed.size(); j++) {
                    worst = Math.max(worst, push(placed, i, j, gapX, gapY));
                }
            }
            if (worst < DONE) {
                break;
            }
        }
        return placed;
    }

    /// Parts two by half of what they share each, along the way that is shorter. Returns how much that was.
    private static double push(List<Area> placed, int i, int j, double gapX, double gapY) {
        Area one = placed.get(i);
        Area other = placed.get(j);
        double dx = other.centreX() - one.centreX();
        double dy = other.centreY() - one.centreY();
        double sharedX = (one.width() + other.width()) / 2 + gapX - Math.abs(dx);
        double sharedY = (one.height() + other.height()) / 2 + gapY - Math.abs(dy);
        if (sharedX <= 0 || sharedY <= 0) {
            return 0;
        }
        if (sharedX < sharedY) {
            double half = (dx < 0 ? -sharedX : sharedX) / 2;
            move(placed, i, -half, 0);
            move(placed, j, half, 0);
            return sharedX;
        }
        double half = (dy < 0 ? -sharedY : sharedY) / 2;
        move(placed, i, 0, -half);
        move(placed, j, 0, half);
        return sharedY;
    }

    private static void move(List<Area> placed, int i, double dx, double dy) {
        Area area = placed.get(i);
        placed.set(i, new Area(area.x() + dx, area.y() + dy, area.width(), area.height()));
    }
}
