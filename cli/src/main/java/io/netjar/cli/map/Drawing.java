package io.netjar.cli.map;

import java.util.List;
import java.util.stream.IntStream;

/// What is on a picture, from the back to the front, in units of a pixel.
///
/// @param title what it shows, for those who cannot see it
public record Drawing(double width, double height, String title, List<Shape> shapes) {
    public Drawing {
        shapes = List.copyOf(shapes);
    }

    /// How a line is drawn; a width of 0 is no line.
    ///
    /// @param colour red, green and blue, 8 bits each
    record Pen(int colour, double width, boolean dashed) {
        static final Pen NONE = new Pen(0, 0, false);

        static Pen of(int colour, double width) {
            return new Pen(colour, width, false);
        }
    }

    /// One thing on it.
    public sealed interface Shape {}

    /// A cubic Bézier curve; a straight line if the middle points lie on it.
    record Curve(Point from, Point towards, Point leaving, Point to, Pen pen) implements Shape {
        static Curve line(Point from, Point to, Pen pen) {
            return new Curve(from, from, to, to, pen);
        }

        /// A curve whose middle lies beside that of the straight line by `bend` times its length.
        static Curve bent(Point from, Point to, double bend, Pen pen) {
            double dx = to.x - from.x;
            double dy = to.y - from.y;
            // A cubic curve goes three quarters of the way that its middle points are moved.
            double aside = bend * 4 / 3;
            return new Curve(from, new Point(from.x + dx / 3 - dy * aside, from.y + dy / 3 + dx * aside),
                    new Point(from.x + dx * 2 / 3 - dy * aside, from.y + dy * 2 / 3 + dx * aside), to, pen);
        }

        /// Points along it, both ends among them.
        List<Point> points(int steps) {
            return IntStream.rangeClosed(0, steps).mapToObj(i -> at((double) i / steps)).toList();
        }

        boolean isStraight() {
            return towards.equals(from) && leaving.equals(to);
        }

        Point at(double t) {
            double u = 1 - t;
            double a = u * u * u;
            double b = 3 * u * u * t;
            double c = 3 * u * t * t;
            double d = t * t * t;
            return new Point(a * from.x + b * towards.x + c * leaving.x + d * to.x,
                    a * from.y + b * towards.y + c * leaving.y + d * to.y);
        }
    }

    /// A rectangle with round corners.
    record Box(Area area, double radius, int fill, Pen pen) implements Shape {}

    /// A circle.
    record Disc(Point centre, double radius, int fill, Pen pen) implements Shape {}

    /// A closed polygon.
    record Polygon(List<Point> corners, int fill, Pen pen) implements Shape {
        Polygon {
            corners = List.copyOf(corners);
        }
    }

    /// Words in one line.
    ///
    /// @param at where their baseline begins
    public record Words(Point at, String text, Lettering type) implements Shape {
        /// What they cover, by the widths of DejaVu Sans.
        public Area area() {
            return new Area(at.x, at.y - 0.8 * type.size, Letters.width(text, type), type.size);
        }
    }

    /// How words look.
    record Lettering(double size, boolean bold, int colour) {}

    /// A place on the paper.
    record Point(double x, double y) {}
}
