package io.netjar.dns.dnssec;

/// Judges answers by their signatures: the validating half of a resolver. RFC 4033 §5, RFC 4035 §5, RFC 5155 §8, RFC 6840.
///
/// It does no I/O and knows no servers: a [Validation] says which DNSKEY and DS records it wants and is given what was
/// learned. What was once proven about zones is remembered until it runs out, and which signatures are right for good.
/// Dates are those of the engine's calendar.
public final class Validator {
    /// Zones and names that begin none.
    private static final int LINKS = 4_000;
    /// Unbound's and BIND's caches are bounded by bytes; 20,000 signatures at 100 bytes are 2 MB.
    private static final int SIGNATURES = 20_000;

    private final TrustAnchors anchors;
    private final LinkCache links = new LinkCache(LINKS);
    private final SignatureMemo memo = new SignatureMemo(SIGNATURES);

    public Validator(TrustAnchors anchors) {
        this.anchors = anchors;
    }

    /// A judgement of one answer, not begun yet.
    public Validation validation(Evidence evidence) {
        var effort = new Effort();
        var signatures = new Signatures(memo, effort);
        return new Validation(evidence, signatures, new ChainOfTrust(anchors, links, signatures), effort);
    }

    /// Forgets everything but the anchors.
    public void clear() {
        links.clear();
        memo.clear();
    }
}
