package io.netjar.cli.map;

import static org.assertj.core.api.Assertions.assertThat;

import io.netjar.cli.map.Drawing.Curve;
import io.netjar.cli.map.Drawing.Pen;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RouteTest {
    private static final Area ONE = new Area(0, 0, 100, 60);
    private static final Area OTHER = new Area(500, 0, 100, 60);

    @ParameterizedTest
    @ValueSource(doubles = {100, 600, 900})
    void goesAroundATallCard(double height) {
        List<Area> cards = List.of(ONE, Area.around(300, 30, 100, height), OTHER);
        Curve straight = Curve.line(new Drawing.Point(100, 30), new Drawing.Point(500, 30), Pen.NONE);

        assertThat(Route.isHidden(straight, cards)).isTrue();
        assertThat(Route.isHidden(
                Route.between(new Route.End(ONE, 30), new Route.End(OTHER, 30), Pen.NONE, cards),
                cards)).isFalse();
    }
}
