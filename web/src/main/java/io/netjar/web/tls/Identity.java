package io.netjar.web.tls;

import io.netjar.engine.ChanceRandom;
import io.netjar.engine.Engine;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.List;

/// A key with the certificates that say whose it is: its own first, then those above it but the root's.
record Identity(SteadyKey key, List<X509Certificate> chain) {
    /// The two halves of a key on P-256.
    record Keys(SteadyKey secret, ECPublicKey open) {}

    /// The key of `owner`: the same for the same seed, whoever else has one.
    static Keys keys(Engine engine, String owner) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"),
                    new ChanceRandom(engine.chance("key of " + owner)));
            KeyPair pair = generator.generateKeyPair();
            ECPublicKey open = (ECPublicKey) pair.getPublic();
            return new Keys(new SteadyKey(pair.getPrivate(), open.getParams()), open);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK has no keys on P-256", e);
        }
    }
}
