package io.netjar.internet;

import io.netjar.internet.assembly.Premises;
import io.netjar.internet.event.Radios;
import io.netjar.net.wifi.Signal;
import io.netjar.net.wifi.WifiSpec;

/// The Wi-Fi cells of all homes and offices.
///
/// @param internet whose
record CellSwitch(Internet internet) implements Radios {
    @Override
    public void cell(String premises, boolean on) {
        premises(premises).wifi().ifPresent(cell -> cell.up(on));
    }

    @Override
    public void station(String name, boolean inReach) {
        of(name).inReach(name, inReach);
    }

    @Override
    public WifiSpec air(String premises) {
        return premises(premises).wifi().orElseThrow().spec();
    }

    @Override
    public void air(String premises, WifiSpec spec) {
        premises(premises).wifi().orElseThrow().spec(spec);
    }

    @Override
    public void signal(String name, Signal signal) {
        of(name).signal(name, signal);
    }

    @Override
    public void usualSignal(String name) {
        of(name).usualSignal(name);
    }

    private Premises of(String device) {
        return premises(device.substring(0, device.indexOf('/')));
    }

    private Premises premises(String name) {
        return internet.premises().stream().filter(premises -> premises.name().equals(name)).findFirst()
                .orElseThrow();
    }
}
