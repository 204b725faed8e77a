package io.netjar.web.tls;

import java.io.Serial;
import java.security.PrivateKey;
import java.security.interfaces.ECKey;
import java.security.spec.ECParameterSpec;

/// A private key on P-256 whose signatures depend on the key and what is signed alone. The JDK's own signatures draw
/// from the machine's chance, and its TLS does not let one say otherwise; they do not take a key of this class, and so
/// it comes to [SteadySignature].
final class SteadyKey implements PrivateKey, ECKey {
    @Serial
    private static final long serialVersionUID = 1;

    private final PrivateKey key;
    private final transient ECParameterSpec curve;

    SteadyKey(PrivateKey key, ECParameterSpec curve) {
        this.key = key;
        this.curve = curve;
    }

    /// The key as the JDK knows it.
    PrivateKey bare() {
        return key;
    }

    @Override
    public String getAlgorithm() {
        return "EC";
    }

    @Override
    public String getFormat() {
        return "steady";
    }

    /// Nothing: others are not to take it for a key of theirs.
    @Override
    public byte[] getEncoded() {
        return new byte[0];
    }

    @Override
    public ECParameterSpec getParams() {
        return curve;
    }
}
