package io.netjar.internet;

import io.netjar.internet.assembly.Premises;
import io.netjar.internet.event.Radios;

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
        premises(name.substring(0, name.indexOf('/'))).inReach(name, inReach);
    }

    private Premises premises(String name) {
        return internet.premises().stream().filter(premises -> premises.name().equals(name)).findFirst()
                .orElseThrow();
    }
}
