package io.netjar.web.tls;

/// What a site's certificate is like: as it should be, or bad in one way on purpose.
public enum CertificateKind {
    /// Its name, issued by the authority, from December 2025 to December 2049.
    VALID,
    /// It ended a month before time begins.
    EXPIRED,
    /// It begins in 2049.
    NOT_YET_VALID,
    /// It names `wrong.` and the site's name.
    WRONG_NAME,
    /// Signed by the site's own key instead of the authority's.
    SELF_SIGNED
}
