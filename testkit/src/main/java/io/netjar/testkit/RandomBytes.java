package io.netjar.testkit;

import java.util.SplittableRandom;

/// Inputs for parsers by chance: the same for the same seed.
public final class RandomBytes {
    private RandomBytes() {}

    /// Up to `most` bytes. Often small numbers, since those choose what is to happen.
    public static byte[] of(long seed, int most) {
        var random = new SplittableRandom(seed);
        byte[] bytes = new byte[random.nextInt(most + 1)];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) random.nextInt(random.nextBoolean() ? 256 : 24);
        }
        return bytes;
    }

    /// One of the `samples`, changed in a few places: bytes replaced, left out, put in, the end cut off.
    public static byte[] like(long seed, byte[]... samples) {
        var random = new SplittableRandom(seed);
        byte[] bytes = samples[random.nextInt(samples.length)].clone();
        for (int changes = random.nextInt(8); changes > 0; changes--) {
            bytes = change(random, bytes);
        }
        return bytes;
    }

    private static byte[] change(SplittableRandom random, byte[] bytes) {
        int at = random.nextInt(bytes.length + 1);
        return switch (random.nextInt(4)) {
            case 0 -> joined(bytes, at, new byte[]{(byte) random.nextInt()}, at);
            case 1 -> joined(bytes, at, new byte[0], Math.min(bytes.length, at + random.nextInt(8)));
            case 2 -> joined(bytes, at, new byte[0], bytes.length);
            default -> joined(bytes, at, new byte[]{(byte) random.nextInt()},
                    Math.min(bytes.length, at + 1));
        };
    }

    /// What is before `to`, then `middle`, then what is from `from` on.
    private static byte[] joined(byte[] bytes, int to, byte[] middle, int from) {
        byte[] joined = new byte[to + middle.length + bytes.length - from];
        System.arraycopy(bytes, 0, joined, 0, to);
        System.arraycopy(middle, 0, joined, to, middle.length);
        System.arraycopy(bytes, from, joined, to + middle.length, bytes.length - from);
        return joined;
    }
}
