package io.netjar.internet.description;

/// Where in the Internet something stands: at a provider, in a city. Written `namsan/seoul`.
public record Place(String provider, String city) {
    @Override
    public String toString() {
        return provider + "/" + city;
    }
}
