package io.netjar.cli.map;

import io.netjar.cli.map.Drawing.Box;
import io.netjar.cli.map.Drawing.Curve;
import io.netjar.cli.map.Drawing.Disc;
import io.netjar.cli.map.Drawing.Pen;
import io.netjar.cli.map.Drawing.Point;
import io.netjar.cli.map.Drawing.Polygon;
import io.netjar.cli.map.Drawing.Words;
import java.util.Locale;
import java.util.stream.Collectors;

/// A drawing as SVG 1.1, a shape to a line: https://www.w3.org/TR/SVG11/.
public final class SvgText {
    private SvgText() {}

    /// The whole file.
    public static String of(Drawing drawing) {
        var svg = new StringBuilder();
        svg.append("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"").append(number(drawing.width()))
                .append("\" height=\"").append(number(drawing.height())).append("\" viewBox=\"0 0 ")
                .append(number(drawing.width())).append(' ').append(number(drawing.height()))
                .append("\" font-family=\"'DejaVu Sans', Verdana, sans-serif\">\n  <title>")
                .append(escaped(drawing.title())).append("</title>\n");
        for (Drawing.Shape shape : drawing.shapes()) {
            svg.append("  ").append(of(shape)).append('\n');
        }
        return svg.append("</svg>\n").toString();
    }

    private static String of(Drawing.Shape shape) {
        return switch (shape) {
            case Curve curve -> "<path d=\"M" + point(curve.from()) + " C" + point(curve.towards()) + " "
                    + point(curve.leaving()) + " " + point(curve.to()) + "\" fill=\"none\""
                    + " stroke-linecap=\"round\"" + stroke(curve.pen()) + "/>";
            case Box(Area area, double radius, int fill, Pen pen) -> "<rect x=\"" + number(area.x())
                    + "\" y=\"" + number(area.y()) + "\" width=\"" + number(area.width()) + "\" height=\""
                    + number(area.height()) + "\" rx=\"" + number(radius) + "\"" + fill(fill) + stroke(pen)
                    + "/>";
            case Disc(Point centre, double radius, int fill, Pen pen) -> "<circle cx=\"" + number(centre.x())
                    + "\" cy=\"" + number(centre.y()) + "\" r=\"" + number(radius) + "\"" + fill(fill)
                    + stroke(pen) + "/>";
            case Polygon polygon -> "<polygon points=\""
                    + polygon.corners().stream().map(SvgText::point).collect(Collectors.joining(" ")) + "\""
                    + fill(polygon.fill()) + " stroke-linejoin=\"round\"" + stroke(polygon.pen()) + "/>";
            case Words words -> "<text x=\"" + number(words.at().x()) + "\" y=\"" + number(words.at().y())
                    + "\" font-size=\"" + number(words.type().size()) + "\""
                    + (words.type().bold() ? " font-weight=\"bold\"" : "") + fill(words.type().colour())
                    + ">" + escaped(words.text()) + "</text>";
        };
    }

    private static String point(Point point) {
        return number(point.x()) + "," + number(point.y());
    }

    private static String fill(int colour) {
        return " fill=\"" + colour(colour) + "\"";
    }

    private static String stroke(Pen pen) {
        return pen.width() == 0
                ? ""
                : " stroke=\"" + colour(pen.colour()) + "\" stroke-width=\"" + number(pen.width()) + "\""
                        + (pen.dashed() ? " stroke-dasharray=\"4 4\"" : "");
    }

    private static String colour(int colour) {
        return String.format(Locale.ROOT, "#%06x", colour);
    }

    private static String number(double value) {
        String text = String.format(Locale.ROOT, "%.1f", value);
        return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }

    private static String escaped(String text) {
        // What XML 1.0 has no characters for.
        return text.replaceAll("\\p{Cntrl}", " ").replace("&", "&amp;").replace("<", "&lt;").replace(">",
                "&gt;");
    }
}
