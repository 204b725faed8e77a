package io.netjar.web.tls;

import io.netjar.engine.Chance;
import io.netjar.engine.ChanceRandom;
import io.netjar.wire.Bytes;
import java.io.ByteArrayOutputStream;
import java.io.Serial;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Security;
import java.security.Signature;
import java.security.SignatureException;
import java.security.SignatureSpi;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// ECDSA with SHA-256 whose one-time number follows from key and message, in the spirit of RFC 6979: the same signed
/// twice is the same bytes. It takes [SteadyKey]s only, so that nobody else's signatures come here.
@SuppressWarnings("deprecation")
final class SteadySignature extends SignatureSpi {
    private static final String ALGORITHM = "SHA256withECDSA";

    private final ByteArrayOutputStream message = new ByteArrayOutputStream();
    private @Nullable SteadyKey key;

    private SteadySignature() {}

    /// Lets the JDK's TLS find this class for [SteadyKey]s. Doing so twice does no harm.
    static void install() {
        Security.addProvider(new SteadyProvider());
    }

    /// Signs at once.
    static byte[] sign(SteadyKey key, byte[] message) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            digest.update(key.bare().getEncoded());
            long seed = Bytes.i64(digest.digest(message), 0);
            Signature ecdsa = Signature.getInstance(ALGORITHM);
            ecdsa.initSign(key.bare(), new ChanceRandom(Chance.of(seed, "signature")));
            ecdsa.update(message);
            return ecdsa.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK has no ECDSA on P-256", e);
        }
    }

    @Override
    protected void engineInitSign(PrivateKey given) throws InvalidKeyException {
        if (!(given instanceof SteadyKey steady)) {
            throw new InvalidKeyException("not a steady key");
        }
        key = steady;
        message.reset();
    }

    @Override
    protected void engineInitVerify(PublicKey given) throws InvalidKeyException {
        throw new InvalidKeyException("only signs");
    }

    @Override
    protected void engineUpdate(byte piece) {
        message.write(piece);
    }

    @Override
    protected void engineUpdate(byte[] piece, int offset, int length) {
        message.write(piece, offset, length);
    }

    @Override
    protected byte[] engineSign() throws SignatureException {
        SteadyKey signer = key;
        if (signer == null) {
            throw new SignatureException("no key was given");
        }
        byte[] signed = sign(signer, message.toByteArray());
        message.reset();
        return signed;
    }

    @Override
    protected boolean engineVerify(byte[] signature) throws SignatureException {
        throw new SignatureException("only signs");
    }

    @Deprecated
    @Override
    protected void engineSetParameter(String name, Object value) {
        throw new UnsupportedOperationException("ECDSA has no parameters");
    }

    @Deprecated
    @Override
    protected Object engineGetParameter(String name) {
        throw new UnsupportedOperationException("ECDSA has no parameters");
    }

    private static final class SteadyProvider extends Provider {
        @Serial
        private static final long serialVersionUID = 1;

        SteadyProvider() {
            super("Netjar", "1", "signatures that can be repeated");
            putService(new SteadyService(this));
        }
    }

    private static final class SteadyService extends Provider.Service {
        SteadyService(Provider provider) {
            super(provider, "Signature", ALGORITHM, SteadySignature.class.getName(), List.of(), Map.of());
        }

        @Override
        public boolean supportsParameter(Object parameter) {
            return parameter instanceof SteadyKey;
        }

        @Override
        public Object newInstance(@Nullable Object parameter) {
            return new SteadySignature();
        }
    }
}
