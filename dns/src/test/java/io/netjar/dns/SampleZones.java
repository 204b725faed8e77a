package io.netjar.dns;

import io.netjar.wire.IpAddress;
import java.util.Map;

/// A small tree of names for tests: two root servers, one server of `test.`, two of `shop.test.`, one of `cdn.test.`,
/// whose own name is in `shop.test.` so that it comes without glue.
final class SampleZones {
    static final IpAddress ROOT_A = IpAddress.of("198.41.0.4");
    static final IpAddress ROOT_B = IpAddress.of("170.247.170.2");
    static final IpAddress TEST = IpAddress.of("192.5.6.30");
    static final IpAddress SHOP_1 = IpAddress.of("203.0.113.53");
    static final IpAddress SHOP_2 = IpAddress.of("203.0.114.53");
    static final IpAddress CDN = IpAddress.of("203.0.115.53");
    static final RootHints HINTS = RootHints
            .of(Map.of("a.root-servers.test", ROOT_A, "b.root-servers.test", ROOT_B));

    private SampleZones() {}

    static DnsZone root() {
        return DnsZone.parse(".", """
                $TTL 518400
                . IN SOA a.root-servers.test. hostmaster.test. 1 1800 900 604800 86400
                . IN NS a.root-servers.test.
                . IN NS b.root-servers.test.
                a.root-servers.test. IN A 198.41.0.4
                b.root-servers.test. IN A 170.247.170.2
                test. 172800 IN NS ns.nic.test.
                ns.nic.test. 172800 IN A 192.5.6.30
                """);
    }

    static DnsZone test() {
        return DnsZone.parse("test.", """
                $TTL 86400
                @ IN SOA ns.nic hostmaster.nic 1 1800 900 604800 900
                @ IN NS ns.nic
                ns.nic IN A 192.5.6.30
                shop 3600 IN NS ns1.shop
                shop 3600 IN NS ns2.shop
                ns1.shop 3600 IN A 203.0.113.53
                ns2.shop 3600 IN A 203.0.114.53
                cdn 3600 IN NS dns.shop
                loop1 3600 IN NS ns.loop2
                loop2 3600 IN NS ns.loop1
                """);
    }

    static DnsZone shop() {
        return DnsZone.parse("shop.test.", """
                $TTL 300
                @ 3600 IN SOA ns1 hostmaster 1 1800 900 604800 60
                @ 3600 IN NS ns1
                @ 3600 IN NS ns2
                @ IN MX 10 mail
                ns1 3600 IN A 203.0.113.53
                ns2 3600 IN A 203.0.114.53
                dns 3600 IN A 203.0.115.53
                www IN A 203.0.113.80
                www IN A 203.0.113.81
                mail IN A 203.0.113.25
                alias IN CNAME www
                images IN CNAME pictures.cdn.test.
                gone IN CNAME nothing
                circle1 IN CNAME circle2
                circle2 IN CNAME circle1
                *.wild IN TXT "any name"
                real.wild IN A 203.0.113.90
                a.deep IN A 203.0.113.91
                brief 0 IN A 203.0.113.92
                big IN TXT "%s"
                big IN TXT "%s"
                big IN TXT "%s"
                """.formatted("a".repeat(250), "b".repeat(250), "c".repeat(250))
                + manyTexts());
    }

    /// Everything of a shop in the root zone, so that one server will do.
    static DnsZone shopAtTheRoot() {
        return DnsZone.parse(".", """
                $TTL 300
                . 3600 IN SOA ns1.shop.test. hostmaster.shop.test. 1 1800 900 604800 60
                . 3600 IN NS ns1.shop.test.
                ns1.shop.test. 3600 IN A 198.41.0.4
                www.shop.test. IN A 203.0.113.80
                mail.shop.test. IN A 203.0.113.25
                images.shop.test. IN CNAME pictures.shop.test.
                pictures.shop.test. IN A 203.0.115.80
                """);
    }

    static DnsZone cdn() {
        return DnsZone.parse("cdn.test.", """
                $TTL 120
                @ IN SOA dns.shop.test. hostmaster.shop.test. 1 1800 900 604800 60
                @ IN NS dns.shop.test.
                pictures IN A 203.0.115.80
                """);
    }

    /// More than fits in 1,232 octets.
    private static String manyTexts() {
        var text = new StringBuilder();
        for (char c = 'd'; c < 'l'; c++) {
            text.append("huge IN TXT \"").append(String.valueOf(c).repeat(250)).append("\"\n");
        }
        return text.toString();
    }
}
