package io.netjar.internet.description;

import io.netjar.dns.dnssec.DenialKind;
import io.netjar.dns.dnssec.Signing;
import io.netjar.dns.dnssec.SigningFault;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/// Reads `dnssec`: `{ shop.test: nsec3, broken.test: expired, test: { denial: opt-out, lifetime: 336 h } }`.
final class DnssecReader {
    private static final String ROOT = "root";
    private static final Fields.TimeRange LIFETIME = new Fields.TimeRange(Duration.ofHours(24),
            Duration.ofHours(87_600), "a lifetime from 24 h to 87600 h, as in '336 h'");

    private final Reading reading;

    DnssecReader(Reading reading) {
        this.reading = reading;
    }

    /// What a zone can be called in one word.
    private enum Word {
        NSEC, NSEC3, OPT_OUT, OFF, EXPIRED, NOT_YET_VALID, WRONG_DS, NO_SIGNATURES, BAD_SIGNATURES
    }

    /// What the root is called here and in [Dnssec].
    static String zone(String key) {
        return key.equals(ROOT) ? "" : key;
    }

    /// What is said of each zone: how it is signed, or that it is not.
    Map<String, Optional<Signing>> read(Node node) {
        Map<String, Optional<Signing>> zones = new LinkedHashMap<>();
        for (Reading.Entry entry : reading.entries(node, "'dnssec'")) {
            zones.put(zone(entry.key()), signing(entry));
        }
        return zones;
    }

    private Optional<Signing> signing(Reading.Entry entry) {
        Optional<Signing> signing = entry.value() instanceof ScalarNode
                ? byWord(entry)
                : Optional.of(inFull(entry));
        if (entry.key().equals(ROOT)
                && signing.filter(how -> how.fault() == SigningFault.WRONG_DS).isPresent()) {
            reading.mistake(entry.value(), "the root has no parent that could have a wrong DS record of it");
        }
        return signing;
    }

    private Optional<Signing> byWord(Reading.Entry entry) {
        Signing usual = Signing.usual(Dnssec.usualDenial(zone(entry.key())));
        return switch (reading.word(entry.value(), "a way to sign a zone", Word.values(), Word.OFF)) {
            case OFF -> Optional.empty();
            case NSEC -> Optional.of(Signing.usual(DenialKind.NSEC));
            case NSEC3 -> Optional.of(Signing.usual(DenialKind.NSEC3));
            case OPT_OUT -> Optional.of(Signing.usual(DenialKind.OPT_OUT));
            case EXPIRED -> Optional.of(usual.withFault(SigningFault.EXPIRED));
            case NOT_YET_VALID -> Optional.of(usual.withFault(SigningFault.NOT_YET_VALID));
            case WRONG_DS -> Optional.of(usual.withFault(SigningFault.WRONG_DS));
            case NO_SIGNATURES -> Optional.of(usual.withFault(SigningFault.NO_SIGNATURES));
            case BAD_SIGNATURES -> Optional.of(usual.withFault(SigningFault.BAD_SIGNATURES));
        };
    }

    private Signing inFull(Reading.Entry entry) {
        Fields fields = reading.fields(entry.value(), "'" + entry.key() + "'", "denial", "lifetime", "fault");
        DenialKind denial = Dnssec.usualDenial(zone(entry.key()));
        Signing signing = Signing.usual(fields.find("denial")
                .map(node -> reading.word(node, "a kind of denial", DenialKind.values(), denial))
                .orElse(denial));
        SigningFault fault = fields.find("fault")
                .map(node -> reading.word(node, "a fault", SigningFault.values(), SigningFault.NONE))
                .orElse(SigningFault.NONE);
        if (fields.find("lifetime").isPresent()) {
            signing = signing.withLifetime(fields.time("lifetime", LIFETIME, Duration.ofDays(14)));
        }
        return signing.withFault(fault);
    }
}
