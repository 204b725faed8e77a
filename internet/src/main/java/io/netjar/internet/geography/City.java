package io.netjar.internet.geography;

/// A place on the Earth where routers stand: a name and WGS 84 coordinates in degrees, north and east positive.
public record City(String name, double latitude, double longitude) {
    public City {
        if (!(latitude >= -90 && latitude <= 90) || !(longitude >= -180 && longitude <= 180)) {
            throw new IllegalArgumentException(
                    "latitude is from -90 to 90 and longitude from -180 to 180 degrees, not " + latitude
                            + ", "
                            + longitude);
        }
    }
}
