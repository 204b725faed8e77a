package io.netjar.internet;

import java.util.Locale;

/// A root zone in the form in which IANA publishes the real one: 1,443 top-level domains with tabs, three TTLs, DS records,
/// signatures, NSEC, ZONEMD, glue for both families, servers with names of their own domain and of others'. Keys, digests
/// and addresses are made up.
final class RootZoneText {
    static final int DOMAINS = 1443;
    private static final String SIGNATURE = "20261206050000 20261123040000 20326 . "
            + "QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVphYmNkZWZnaGlqa2xtbm9wcXJzdHV2d3h5ejAxMjM0NTY3ODk=";
    private static final String DIGEST = "E06D44B80B8F1D39A95C0B0D7C65D08458E880409BBC683457104237C7F8EC8D";

    private final StringBuilder text = new StringBuilder();

    private RootZoneText() {}

    static String whole() {
        var zone = new RootZoneText();
        zone.apex();
        zone.domain("com", 0, "a.gtld-servers.net.", "b.gtld-servers.net.");
        zone.domain("net", 1, "a.gtld-servers.net.", "b.gtld-servers.net.");
        zone.domain("arpa", 2, "a.ns.arpa.", "b.ns.arpa.");
        zone.domain("test", 3, "ns.nic.test.");
        for (int i = 4; i < DOMAINS; i++) {
            String name = i % 9 == 0 ? "xn--" + letters(i) : letters(i);
            zone.domain(name, i, "ns1.dns.nic." + name + ".", "ns2.dns.nic." + name + ".",
                    "ns3.dns.nic." + name + ".",
                    "a.gtld-servers.net.");
        }
        return zone.text.toString();
    }

    /// The name of the i-th made-up domain.
    static String letters(int i) {
        return "" + (char) ('a' + i / 676) + (char) ('a' + i / 26 % 26) + (char) ('a' + i % 26) + "x";
    }

    private void apex() {
        text.append("; published by nobody; serial 2026112300\n");
        line(".", 86400, "SOA",
                "a.root-servers.net. nstld.verisign-grs.com. 2026112300 1800 900 604800 86400");
        signature(".", "SOA", 86400);
        for (char letter = 'a'; letter <= 'm'; letter++) {
            line(".", 518400, "NS", letter + ".root-servers.net.");
            line(letter + ".root-servers.net.", 518400, "A", "192.0.2." + letter % 100);
            line(letter + ".root-servers.net.", 518400, "AAAA",
                    "2001:db8:" + Integer.toHexString(letter) + "::53");
        }
        signature(".", "NS", 518400);
        line(".", 86400, "NSEC", "aaa. NS SOA RRSIG NSEC DNSKEY ZONEMD");
        signature(".", "NSEC", 86400);
        line(".", 172800, "DNSKEY", "257 3 8 QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVphYmNkZWZnaGlqa2xtbm9w");
        signature(".", "DNSKEY", 172800);
        line(".", 86400, "ZONEMD",
                "2026112300 1 1 " + (DIGEST + DIGEST.substring(0, 32)).toLowerCase(Locale.ROOT));
        signature(".", "ZONEMD", 86400);
    }

    private void domain(String name, int number, String... servers) {
        String zone = name + ".";
        for (String server : servers) {
            line(zone, 172800, "NS", server);
        }
        line(zone, 86400, "DS", (1000 + number) + " 8 2 " + DIGEST);
        signature(zone, "DS", 86400);
        line(zone, 86400, "NSEC", "zzz. NS DS RRSIG NSEC");
        signature(zone, "NSEC", 86400);
        for (int i = 0; i < servers.length; i++) {
            if (servers[i].endsWith("." + zone) || zone.equals("com.")) {
                line(servers[i], 172800, "A", "192.5." + (number / 250 + 6) + "." + (number % 250 + 1));
                line(servers[i], 172800, "AAAA", "2001:DB8:" + Integer.toHexString(number) + "::" + i);
            }
        }
    }

    private void signature(String name, String type, int ttl) {
        int labels = name.equals(".") ? 0 : 1;
        line(name, 86400, "RRSIG", type + " 8 " + labels + " " + ttl + " " + SIGNATURE);
    }

    private void line(String name, int ttl, String type, String data) {
        text.append(name).append(name.length() < 8 ? "\t\t\t" : "\t\t").append(ttl).append("\tIN\t")
                .append(type)
                .append('\t').append(data).append('\n');
    }
}
