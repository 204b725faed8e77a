package io.netjar.dns.dnssec;

/// How a signed zone proves that something is not there.
public enum DenialKind {
    /// By names: each NSEC record tells the next name that exists, so that whoever asks often enough knows them all. RFC
    /// 4034 §4. The real root does so.
    NSEC,
    /// By hashes of names, which cannot be turned back at once. RFC 5155, without further rounds and without salt (RFC
    /// 9276 §3.1).
    NSEC3,
    /// As NSEC3, but unsigned delegations are left out of the chain, so that a signed answer may leave open whether one is
    /// there (RFC 5155 §6). The large real top-level domains do so.
    OPT_OUT
}
