package io.netjar.engine;

import java.io.Serial;
import java.security.SecureRandom;
import java.security.SecureRandomSpi;

/// A seeded stream of chance in the form in which the JDK's cryptography draws it, so that keys follow from the seed.
public final class ChanceRandom extends SecureRandom {
    @Serial
    private static final long serialVersionUID = 1;

    /// @param chance drawn from by nobody else
    public ChanceRandom(Chance chance) {
        super(new Stream(chance), null);
    }

    @Override
    public String getAlgorithm() {
        return "chance";
    }

    private static final class Stream extends SecureRandomSpi {
        @Serial
        private static final long serialVersionUID = 1;

        private final transient Chance chance;

        Stream(Chance chance) {
            this.chance = chance;
        }

        /// A stream is its seed's alone: what others would mix in is left out.
        @Override
        protected void engineSetSeed(byte[] seed) {}

        @Override
        protected void engineNextBytes(byte[] bytes) {
            chance.nextBytes(bytes);
        }

        @Override
        protected byte[] engineGenerateSeed(int count) {
            var bytes = new byte[count];
            chance.nextBytes(bytes);
            return bytes;
        }
    }
}
