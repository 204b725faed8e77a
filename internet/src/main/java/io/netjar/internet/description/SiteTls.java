package io.netjar.internet.description;

import io.netjar.web.tls.CertificateKind;

/// Whether and how a site is served over TLS.
///
/// @param certificate what its certificate is like, if it has one
public record SiteTls(Https https, CertificateKind certificate) {
    /// What sites have of which nothing is said.
    static final SiteTls USUAL = new SiteTls(Https.REDIRECT, CertificateKind.VALID);

    /// What is served at the ports of `http:` and `https:`.
    public enum Https {
        /// Pages over TLS; without it only a word that sends there.
        REDIRECT,
        /// Pages over TLS and without.
        ALSO,
        /// Pages without TLS; nobody listens at port 443.
        OFF
    }
}
