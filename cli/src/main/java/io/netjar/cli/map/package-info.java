/// A picture of an Internet: what there is ([Scenery]), where it goes on paper ([CityCards] for a few cities, [CityDots] for
/// many), and a [Drawing] of it, which is written as SVG or painted.
///
/// ```java
/// Drawing drawing = InternetMap.of(internet, "small-world", "3 providers, 2 sites");
/// Files.writeString(Path.of("map.svg"), SvgText.of(drawing));
/// Files.write(Path.of("map.png"), Painting.png(drawing));
/// ```
@NullMarked
package io.netjar.cli.map;

import org.jspecify.annotations.NullMarked;
