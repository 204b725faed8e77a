package io.netjar.internet.event;

import io.netjar.net.wifi.Signal;
import io.netjar.net.wifi.WifiSpec;

/// The Wi-Fi cells of a running Internet. Cells go by the names of their homes or offices, devices by their full names.
public interface Radios {
    /// Puts a cell on the air, or takes it off.
    void cell(String premises, boolean on);

    /// Brings a device into its cell, or takes it out.
    void station(String name, boolean inReach);

    /// What a cell's air is like.
    WifiSpec air(String premises);

    /// Makes a cell's air different.
    void air(String premises, WifiSpec spec);

    /// Puts a signal in place of what is described of a device.
    void signal(String name, Signal signal);

    /// Gives a device the signal that is described.
    void usualSignal(String name);
}
