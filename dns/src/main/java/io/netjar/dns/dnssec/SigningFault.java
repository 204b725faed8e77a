package io.netjar.dns.dnssec;

/// What is wrong with a signed zone on purpose, so that validating resolvers call it bogus.
public enum SigningFault {
    /// Nothing.
    NONE,
    /// All signatures ended a month before time begins.
    EXPIRED,
    /// All signatures begin in 2049.
    NOT_YET_VALID,
    /// The parent vouches for another key.
    WRONG_DS,
    /// Nothing but the keys has a signature.
    NO_SIGNATURES,
    /// Every signature but that of the keys has a wrong bit.
    BAD_SIGNATURES
}
