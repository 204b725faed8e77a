package io.netjar.internet.builder;

/// What is said of an exchange.
public final class ExchangePart extends Part<ExchangePart> {
    ExchangePart() {}

    @Override
    ExchangePart self() {
        return this;
    }

    /// Where its switch stands.
    public ExchangePart city(String name) {
        return set("city", name);
    }

    /// The providers with a port on the switch.
    public ExchangePart members(String... providers) {
        return add("members", (Object[]) providers);
    }

    /// The network on the switch, as in `198.18.0.0/24`.
    public ExchangePart addresses(String prefix) {
        return set("addresses", prefix);
    }
}
