package io.netjar.web.tls;

import java.io.Serial;
import java.security.cert.CertificateException;

/// A server's certificate does not prove that it is who was asked for. The message says why, for people.
public final class BadCertificateException extends CertificateException {
    @Serial
    private static final long serialVersionUID = 1;

    BadCertificateException(String message) {
        super(message);
    }
}
