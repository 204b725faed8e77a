package io.netjar.web;

import io.netjar.engine.Chance;
import java.nio.charset.StandardCharsets;

/// Bytes made from a seed and a name: any length, no memory, the same everywhere.
record GeneratedBody(long seed, String name, long length) implements Body, Body.Reader {
    private static final int BLOCK_BYTES = 4096;

    GeneratedBody {
        if (length < 0) {
            throw new IllegalArgumentException("a body has no negative length: " + length);
        }
    }

    @Override
    public String entityTag() {
        return EntityTags.of((seed + " " + name + " " + length).getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public Body.Reader open() {
        return this;
    }

    @Override
    public void read(long position, byte[] target) {
        byte[] block = new byte[BLOCK_BYTES];
        int filled = 0;
        while (filled < target.length) {
            long at = position + filled;
            Chance.of(seed, name + "/" + at / BLOCK_BYTES).nextBytes(block);
            int from = (int) (at % BLOCK_BYTES);
            int count = Math.min(BLOCK_BYTES - from, target.length - filled);
            System.arraycopy(block, from, target, filled, count);
            filled += count;
        }
    }

    @Override
    public void close() {
        // Nothing is held.
    }
}
