package io.netjar.dns.dnssec;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.DNSKEYRecord;
import org.xbill.DNS.DNSSEC;
import org.xbill.DNS.ExtendedErrorCodeOption;
import org.xbill.DNS.Name;
import org.xbill.DNS.RRSIGRecord;
import org.xbill.DNS.RRset;

/// Checks sets of records against the keys of their zone: RFC 4035 §5.3.
final class Signatures {
    private final SignatureMemo memo;
    private final Effort effort;

    /// What came of a set.
    sealed interface Checked {
        /// Signed.
        ///
        /// @param labels how many labels of the name were signed: fewer than it has if it was made from a wildcard
        /// @param zone whose keys signed it
        /// @param seconds for how long it holds at most
        record Good(int labels, Name zone, long seconds) implements Checked {}

        record Bad(ExtendedErrorCodeOption why) implements Checked {}
    }

    Signatures(SignatureMemo memo, Effort effort) {
        this.memo = memo;
        this.effort = effort;
    }

    /// The labels of `set`'s name as RRSIG records count them: without the root's and a leading asterisk.
    static int labels(RRset set) {
        return set.getName().labels() - (set.getName().isWild() ? 2 : 1);
    }

    /// Whether one of the signatures of `set` is by one of `keys` of `zone`, right, and valid at `now`.
    Checked check(RRset set, Name zone, List<DNSKEYRecord> keys, Instant now) {
        ExtendedErrorCodeOption flaw = null;
        boolean isSignedByZone = false;
        for (RRSIGRecord signature : set.sigs()) {
            if (signature.getSigner().equals(zone)) {
                isSignedByZone = true;
                Optional<ExtendedErrorCodeOption> wrong = formFlaw(set, signature, now)
                        .or(() -> byOneOf(set, signature, keys));
                if (wrong.isEmpty()) {
                    return new Checked.Good(signature.getLabels(), zone, seconds(set, signature, now));
                }
                if (effort.isSpent()) {
                    return new Checked.Bad(Flaws.tooManySignatures(set));
                }
                flaw = worse(flaw, wrong.get());
            }
        }
        return new Checked.Bad(!isSignedByZone || flaw == null ? Flaws.unsigned(set) : flaw);
    }

    /// The one of two flaws that tells more: that a key is missing says the least.
    private static ExtendedErrorCodeOption worse(@Nullable ExtendedErrorCodeOption first,
            ExtendedErrorCodeOption second) {
        return first == null || first.getErrorCode() == ExtendedErrorCodeOption.DNSKEY_MISSING
                ? second
                : first;
    }

    private static Optional<ExtendedErrorCodeOption> formFlaw(RRset set, RRSIGRecord signature, Instant now) {
        // RFC 4035 §5.3.1: "The number of labels in the RRset owner name MUST be greater than or equal to the value in the
        // RRSIG RR's Labels field."
        if (signature.getLabels() > labels(set) || !set.getName().subdomain(signature.getSigner())
                || signature.getLabels() < signature.getSigner().labels() - 1) {
            return Optional.of(Flaws.wrongSignature(set));
        }
        // RFC 4035 §5.3.1: "The validator's notion of the current time MUST be less than or equal to the time listed in the
        // RRSIG RR's Expiration field."
        if (now.isAfter(signature.getExpire())) {
            return Optional.of(Flaws.expired(set));
        }
        // RFC 4035 §5.3.1: "The validator's notion of the current time MUST be greater than or equal to the time listed in
        // the RRSIG RR's Inception field."
        return now.isBefore(signature.getTimeSigned())
                ? Optional.of(Flaws.notYetValid(set))
                : Optional.empty();
    }

    // RFC 4035 §5.3.1: "It is possible for more than one DNSKEY RR to match the conditions above. In this case, the
    // validator cannot predetermine which DNSKEY RR to use to authenticate the signature, and it MUST try each matching
    // DNSKEY RR until either the signature is validated or the validator has run out of matching public keys to try."
    private Optional<ExtendedErrorCodeOption> byOneOf(RRset set, RRSIGRecord signature,
            List<DNSKEYRecord> keys) {
        boolean isTried = false;
        for (DNSKEYRecord key : keys) {
            if (key.getFootprint() == signature.getFootprint()
                    && key.getAlgorithm() == signature.getAlgorithm()
                    && Algorithms.isZoneKey(key)) {
                isTried = true;
                ByteBuffer arithmetic = SignatureMemo.key(set, signature, key);
                Optional<Boolean> known = memo.recall(arithmetic);
                if (known.isEmpty() && !effort.spend()) {
                    return Optional.of(Flaws.tooManySignatures(set));
                }
                if (known.isPresent() ? known.get() : compute(arithmetic, set, signature, key)) {
                    return Optional.empty();
                }
            }
        }
        return Optional.of(isTried
                ? Flaws.wrongSignature(set)
                : Flaws.noKey(signature.getSigner(),
                        signature.getFootprint() + " that signed " + Flaws.words(set)));
    }

    private boolean compute(ByteBuffer arithmetic, RRset set, RRSIGRecord signature, DNSKEYRecord key) {
        boolean right;
        try {
            // The date was checked before; here it is the signature's own, so that what is remembered is arithmetic only.
            DNSSEC.verify(set, signature, key, signature.getTimeSigned());
            right = true;
        } catch (DNSSEC.DNSSECException | RuntimeException e) {
            // The library throws several unchecked exceptions on keys and signatures that are not what they say.
            effort.failed();
            right = false;
        }
        memo.remember(arithmetic, right);
        return right;
    }

    // RFC 4035 §5.3.3: "the validator SHOULD set the TTL of the RRSIG RR and each RR in the authenticated RRset to a value
    // no greater than the minimum of" the TTLs received, the original one, and the time to the signature's expiration
    private static long seconds(RRset set, RRSIGRecord signature, Instant now) {
        long toExpiry = Duration.between(now, signature.getExpire()).toSeconds();
        return Math.min(Math.min(set.getTTL(), signature.getTTL()),
                Math.min(signature.getOrigTTL(), toExpiry));
    }
}
