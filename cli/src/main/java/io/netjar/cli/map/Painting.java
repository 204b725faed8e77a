package io.netjar.cli.map;

import io.netjar.cli.map.Drawing.Box;
import io.netjar.cli.map.Drawing.Curve;
import io.netjar.cli.map.Drawing.Disc;
import io.netjar.cli.map.Drawing.Pen;
import io.netjar.cli.map.Drawing.Point;
import io.netjar.cli.map.Drawing.Polygon;
import io.netjar.cli.map.Drawing.Words;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.CubicCurve2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.imageio.ImageIO;

/// A drawing painted with the JDK's own means, which need no screen.
public final class Painting {
    /// Pixels for each unit, as screens of today have them; large drawings have fewer.
    private static final double SHARPNESS = 2;
    private static final double MOST_PIXELS = 24_000_000;

    private final Graphics2D brush;

    private Painting(Graphics2D brush) {
        this.brush = brush;
    }

    /// The picture as a PNG file (ISO/IEC 15948).
    ///
    /// @throws IOException if the JDK has no writer for it
    public static byte[] png(Drawing drawing) throws IOException {
        System.setProperty("java.awt.headless", "true");
        double scale = Math.min(SHARPNESS, Math.sqrt(MOST_PIXELS / (drawing.width() * drawing.height())));
        var image = new BufferedImage((int) (drawing.width() * scale), (int) (drawing.height() * scale),
                BufferedImage.TYPE_INT_RGB);
        Graphics2D brush = image.createGraphics();
        brush.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        brush.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        brush.setRenderingHint(RenderingHints.KEY_FRACTIONALMETRICS,
                RenderingHints.VALUE_FRACTIONALMETRICS_ON);
        brush.scale(scale, scale);
        Painting painting = new Painting(brush);
        drawing.shapes().forEach(painting::paint);
        brush.dispose();
        var png = new ByteArrayOutputStream();
        if (!ImageIO.write(image, "png", png)) {
            throw new IOException("this JDK writes no PNG");
        }
        return png.toByteArray();
    }

    private void paint(Drawing.Shape shape) {
        switch (shape) {
            case Curve(Point a, Point b, Point c, Point d, Pen pen) ->
                draw(new CubicCurve2D.Double(a.x(), a.y(), b.x(), b.y(), c.x(), c.y(), d.x(), d.y()), pen);
            case Box(Area area, double radius, int fill, Pen pen) ->
                fill(new RoundRectangle2D.Double(area.x(), area.y(), area.width(), area.height(), 2 * radius,
                        2 * radius), fill, pen);
            case Disc(Point centre, double radius, int fill, Pen pen) ->
                fill(new Ellipse2D.Double(centre.x() - radius, centre.y() - radius, 2 * radius, 2 * radius),
                        fill, pen);
            case Polygon(var corners, int fill, Pen pen) -> {
                var path = new Path2D.Double();
                path.moveTo(corners.getFirst().x(), corners.getFirst().y());
                corners.forEach(corner -> path.lineTo(corner.x(), corner.y()));
                path.closePath();
                fill(path, fill, pen);
            }
            case Words words -> write(words);
        }
    }

    private void fill(Shape shape, int fill, Pen pen) {
        brush.setColor(new Color(fill));
        brush.fill(shape);
        draw(shape, pen);
    }

    private void draw(Shape shape, Pen pen) {
        if (pen.width() > 0) {
            brush.setColor(new Color(pen.colour()));
            float[] dash = pen.dashed() ? new float[]{4, 4} : null;
            brush.setStroke(new BasicStroke((float) pen.width(), BasicStroke.CAP_ROUND,
                    BasicStroke.JOIN_ROUND, 10, dash, 0));
            brush.draw(shape);
        }
    }

    /// Letters as outlines, in DejaVu Sans if it has them all; where another font is wider than DejaVu Sans, they are made to fit.
    private void write(Words words) {
        var usual = new Font("DejaVu Sans", words.type().bold() ? Font.BOLD : Font.PLAIN, 1);
        // The JDK's own family is made of all fonts there are, each for the letters that it has.
        boolean hasAll = usual.canDisplayUpTo(words.text()) < 0;
        Font font = (hasAll ? usual : new Font(Font.SANS_SERIF, usual.getStyle(), 1))
                .deriveFont((float) words.type().size());
        var glyphs = font.createGlyphVector(brush.getFontRenderContext(), words.text());
        double wide = glyphs.getLogicalBounds().getWidth();
        double room = words.area().width();
        AffineTransform place = AffineTransform.getTranslateInstance(words.at().x(), words.at().y());
        if (wide > room) {
            place.scale(room / wide, 1);
        }
        brush.setColor(new Color(words.type().colour()));
        brush.fill(place.createTransformedShape(glyphs.getOutline()));
    }
}
