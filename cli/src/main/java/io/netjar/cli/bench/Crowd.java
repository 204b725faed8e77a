package io.netjar.cli.bench;

import io.netjar.internet.Internet;
import io.netjar.internet.description.Description;
import io.netjar.internet.description.DescriptionException;
import java.io.IOException;
import java.nio.file.Path;

/// A described Internet of one city with as many homes or desks as wanted, all switched on and with an address.
final class Crowd {
    /// The most that an office can have.
    static final int DESKS = 150;

    private static final String PROVIDERS = """
            providers:
              hanbit: { kind: residential, cities: [seoul], addresses: 96.0.0.0/8 }
              namsan: { kind: hosting, cities: [seoul], addresses: 97.0.0.0/8 }
            exchanges:
              seoul-ix: { city: seoul, members: [hanbit, namsan] }
            names:
              root: [namsan/seoul]
              test: [namsan/seoul]
            """;

    private Crowd() {}

    /// Homes of a modem, a router with NAT, DHCP and a DNS forwarder, Wi-Fi and two devices.
    static String homes(int homes) {
        var text = new StringBuilder(PROVIDERS).append("homes:\n");
        for (int i = 0; i < homes; i++) {
            text.append("  home").append(i)
                    .append(": { provider: hanbit, city: seoul, access: fibre, devices: [laptop (wifi), pc] }\n");
        }
        return text.toString();
    }

    /// Desks at the switches of offices.
    static String desks(int desks) {
        var text = new StringBuilder(PROVIDERS).append("offices:\n");
        for (int i = 0; i < desks; i += DESKS) {
            text.append("  office").append(i / DESKS)
                    .append(": { provider: hanbit, city: seoul, network: 10.10.0.0/16, devices: [")
                    .append(Math.min(DESKS, desks - i)).append(" × desk] }\n");
        }
        return text.toString();
    }

    /// Builds what `text` describes and lets everybody get an address.
    static Internet settled(String text, long seed) {
        try {
            Internet internet = Internet.open(Description.parse(text, "crowd.yaml"), Path.of("."), seed);
            if (!internet.settle()) {
                throw new IllegalStateException("some devices got no address");
            }
            return internet;
        } catch (DescriptionException | IOException e) {
            throw new IllegalStateException("the benchmark's description is not one", e);
        }
    }
}
