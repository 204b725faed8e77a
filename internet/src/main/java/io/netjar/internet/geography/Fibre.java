package io.netjar.internet.geography;

/// How long a bit takes through the fibre between two cities.
///
/// Light in glass of refractive index 1.468 (ITU-T G.652 fibre) travels at 0.68 of its speed in vacuum; two thirds is
/// the figure that network planners use. A cable does not follow the great circle: it goes along roads,
/// railways and coasts, around mountains and from one landing station to the next. Ratios of cable length to
/// great circle between 1.2 and 2 are usual on land, nearer to 1.1 to 1.3 under an ocean; [#DETOUR] is one
/// figure for both. It gives Seoul to Tokyo 8 ms and Seoul to Seattle 58 ms one way, where measured round trips are
/// around 30 and 120 ms.
public final class Fibre {
    /// Metres per second of light in vacuum (exact, SI).
    static final double SPEED_OF_LIGHT = 299_792_458;
    /// How much longer a cable is than the great circle.
    static final double DETOUR = 1.4;
    /// The Earth's mean radius in metres (IUGG).
    static final double EARTH_RADIUS = 6_371_008.8;
    /// Two machines in one city: 20 km of fibre through ducts.
    public static final long WITHIN_CITY_NANOS = 100_000;

    private Fibre() {}

    /// The great circle distance in metres (haversine formula), the same on every machine (StrictMath).
    public static double metres(City from, City to) {
        double north = StrictMath.toRadians(to.latitude() - from.latitude());
        double east = StrictMath.toRadians(to.longitude() - from.longitude());
        double sinNorth = StrictMath.sin(north / 2);
        double sinEast = StrictMath.sin(east / 2);
        double haversine = sinNorth * sinNorth + StrictMath.cos(StrictMath.toRadians(from.latitude()))
                * StrictMath.cos(StrictMath.toRadians(to.latitude())) * sinEast * sinEast;
        return 2 * EARTH_RADIUS * StrictMath.asin(StrictMath.min(1, StrictMath.sqrt(haversine)));
    }

    /// The propagation delay one way, in nanoseconds, to the next whole 10 µs; at least that of a line within a city.
    public static long delayNanos(City from, City to) {
        double seconds = metres(from, to) * DETOUR / (SPEED_OF_LIGHT * 2 / 3);
        long nanos = StrictMath.round(seconds * 1e5) * 10_000;
        return StrictMath.max(WITHIN_CITY_NANOS, nanos);
    }
}
