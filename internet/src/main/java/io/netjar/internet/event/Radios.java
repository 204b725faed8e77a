package io.netjar.internet.event;

/// The Wi-Fi cells of a running Internet.
public interface Radios {
    /// Puts a cell on the air, or takes it off.
    ///
    /// @param premises its home's or office's name
    void cell(String premises, boolean on);

    /// Brings a device into its cell with the signal that it had, or takes it out.
    ///
    /// @param name its full name
    void station(String name, boolean inReach);
}
