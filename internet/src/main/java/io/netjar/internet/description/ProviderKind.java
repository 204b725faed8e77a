package io.netjar.internet.description;

/// What a provider lives on.
public enum ProviderKind {
    /// Connects homes: access lines, DHCP for customers, a recursive resolver.
    RESIDENTIAL,
    /// Connects servers and offices; it has a recursive resolver, too.
    HOSTING,
    /// Connects other providers, over long distances.
    TRANSIT
}
