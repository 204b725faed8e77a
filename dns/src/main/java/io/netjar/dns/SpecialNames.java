package io.netjar.dns;

import java.util.ArrayList;
import java.util.List;

/// The zones that a resolver answers itself so that questions about them do not leak: `localhost` and `invalid`
/// (RFC 6761 §6.3, §6.4), `onion` (RFC 7686), `home.arpa` (RFC 8375), and the reverse of addresses that mean something
/// else in every network (RFC 6303, RFC 7793).
///
/// Two departures. RFC 6761 §6.2 has `test` answered locally, too; here it is an ordinary top-level domain, since the
/// emulated Internet's names live in it. RFC 6303 lists the reverse of the documentation prefixes (192.0.2.0/24 and so
/// on); here those are public addresses.
public final class SpecialNames {
    // RFC 6303 §3: the SOA and NS records of the empty zones
    private static final String EMPTY = """
            @ 10800 IN SOA @ nobody.invalid. 1 3600 1200 604800 10800
            @ 10800 IN NS @
            """;

    private SpecialNames() {}

    /// The zones, made new.
    public static List<DnsZone> zones() {
        List<DnsZone> zones = new ArrayList<>();
        zones.add(DnsZone.parse("localhost.", EMPTY + "@ 10800 IN A 127.0.0.1\n* 10800 IN A 127.0.0.1\n"
                + "@ 10800 IN AAAA ::1\n* 10800 IN AAAA ::1\n"));
        zones.add(DnsZone.parse("127.in-addr.arpa.", EMPTY + "1.0.0 10800 IN PTR localhost.\n"));
        List<String> empty = new ArrayList<>(List.of("invalid.", "onion.", "home.arpa.", "0.in-addr.arpa.",
                "10.in-addr.arpa.", "254.169.in-addr.arpa.", "168.192.in-addr.arpa.",
                "255.255.255.255.in-addr.arpa."));
        for (int second = 16; second < 32; second++) {
            empty.add(second + ".172.in-addr.arpa.");
        }
        for (int second = 64; second < 128; second++) {
            empty.add(second + ".100.in-addr.arpa.");
        }
        for (String origin : empty) {
            zones.add(DnsZone.parse(origin, EMPTY));
        }
        return zones;
    }
}
