package io.netjar.verify.peers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A description with zones that are signed in every way, not at all, or wrongly on purpose.
final class SignedWorld {
    private static final String TEXT = """
            providers:
              hanbit: { kind: residential, cities: [seoul], addresses: 203.0.112.0/20 }
              namsan: { kind: hosting, cities: [seoul], addresses: 198.51.96.0/20 }
            exchanges: { seoul-ix: { city: seoul, members: [hanbit, namsan] } }
            homes: { alice: { provider: hanbit, devices: [pc, laptop] } }
            names: { root: [namsan/seoul], test: [namsan/seoul], example: [namsan/seoul] }
            name-servers: { transfer-to: [0.0.0.0/0] }
            zones: { hashes.test: shop.zone, names.test: shop.zone, plain.test: shop.zone }
            dnssec:
              example: opt-out
              hashes.test: nsec3
              names.test: nsec
              signed.example: nsec3
              brief.test: { lifetime: 336 h }
              expired.test: expired
              not-yet-valid.test: not-yet-valid
              wrong-ds.test: wrong-ds
              no-signatures.test: no-signatures
              bad-signatures.test: bad-signatures
            sites:
            """;
    private static final String[] DOMAINS = {"hashes.test", "names.test", "plain.test", "brief.test",
            "expired.test", "not-yet-valid.test", "wrong-ds.test", "no-signatures.test",
            "bad-signatures.test",
            "signed.example", "plain.example"};
    private static final String ZONE = """
            $TTL 300
            @ IN MX 10 mail
            mail IN A 192.0.2.25
            *.wild IN TXT "any name"
            real.wild IN TXT "real"
            a.b.deep IN A 192.0.2.91
            alias IN CNAME www
            lost IN CNAME nothing
            old IN DNAME wild
            sub IN NS ns.sub
            ns.sub IN A 192.0.2.53
            """;

    private SignedWorld() {}

    /// Writes it into `folder`; returns the description.
    static Path write(Path folder) throws IOException {
        Files.createDirectories(folder.resolve("pages"));
        var zone = new StringBuilder(ZONE);
        for (int i = 0; i < 20; i++) {
            zone.append("big IN TXT \"").append(String.valueOf(i).repeat(100)).append("\"\n");
        }
        Files.writeString(folder.resolve("shop.zone"), zone);
        var text = new StringBuilder(TEXT);
        for (String domain : DOMAINS) {
            text.append("  www.").append(domain).append(": { in: namsan/seoul, files: pages }\n");
        }
        return Files.writeString(folder.resolve("signed.yaml"), text);
    }
}
