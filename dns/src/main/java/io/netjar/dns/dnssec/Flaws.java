package io.netjar.dns.dnssec;

import org.xbill.DNS.ExtendedErrorCodeOption;
import org.xbill.DNS.Name;
import org.xbill.DNS.RRset;
import org.xbill.DNS.Type;

/// The reasons for which an answer is bogus, as RFC 8914 numbers them, with words for people.
final class Flaws {
    private Flaws() {}

    static ExtendedErrorCodeOption bogus(String text) {
        return new ExtendedErrorCodeOption(ExtendedErrorCodeOption.DNSSEC_BOGUS, text);
    }

    static ExtendedErrorCodeOption wrongSignature(RRset set) {
        return bogus("wrong signature of " + words(set));
    }

    static ExtendedErrorCodeOption tooManySignatures(RRset set) {
        return bogus("too many signatures to try for " + words(set));
    }

    static ExtendedErrorCodeOption expired(RRset set) {
        return new ExtendedErrorCodeOption(ExtendedErrorCodeOption.SIGNATURE_EXPIRED,
                "signature of " + words(set));
    }

    static ExtendedErrorCodeOption notYetValid(RRset set) {
        return new ExtendedErrorCodeOption(ExtendedErrorCodeOption.SIGNATURE_NOT_YET_VALID,
                "signature of " + words(set));
    }

    static ExtendedErrorCodeOption unsigned(RRset set) {
        return new ExtendedErrorCodeOption(ExtendedErrorCodeOption.RRSIGS_MISSING, words(set));
    }

    static ExtendedErrorCodeOption noKey(Name zone, String what) {
        return new ExtendedErrorCodeOption(ExtendedErrorCodeOption.DNSKEY_MISSING,
                zone + " has no key " + what);
    }

    static ExtendedErrorCodeOption unreachable(Name name, int type) {
        return new ExtendedErrorCodeOption(ExtendedErrorCodeOption.NO_REACHABLE_AUTHORITY,
                "nobody tells " + name + " " + Type.string(type));
    }

    static ExtendedErrorCodeOption noProof(String text) {
        return new ExtendedErrorCodeOption(ExtendedErrorCodeOption.NSEC_MISSING, text);
    }

    static ExtendedErrorCodeOption unknownAlgorithms(Name zone) {
        return new ExtendedErrorCodeOption(ExtendedErrorCodeOption.UNSUPPORTED_DNSKEY_ALGORITHM, "" + zone);
    }

    static ExtendedErrorCodeOption unknownDigests(Name zone) {
        return new ExtendedErrorCodeOption(ExtendedErrorCodeOption.UNSUPPORTED_DS_DIGEST_TYPE, "" + zone);
    }

    static ExtendedErrorCodeOption tooManyIterations(Name zone) {
        return new ExtendedErrorCodeOption(ExtendedErrorCodeOption.UNSUPPORTED_NSEC3_ITERATIONS_VALUE,
                "" + zone);
    }

    static String words(RRset set) {
        return set.getName() + " " + Type.string(set.getType());
    }
}
