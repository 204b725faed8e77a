package io.netjar.verify.fuzz;

import java.util.Arrays;

/// The bytes that a fuzzer chose, read from front to back as decisions. When they are used up, all that follows is 0.
final class FuzzInput {
    private static final int[] STEPS = {0, 1, -1, 100, -100, 1460, -1460, 65_535, -65_536, 1 << 20, 1 << 30,
            -(1 << 30), Integer.MAX_VALUE, Integer.MIN_VALUE};

    private final byte[] bytes;
    private int position;

    FuzzInput(byte[] bytes) {
        this.bytes = bytes;
    }

    boolean isEmpty() {
        return position >= bytes.length;
    }

    int u8() {
        return isEmpty() ? 0 : bytes[position++] & 0xff;
    }

    int u16() {
        return u8() << 8 | u8();
    }

    int i32() {
        return u16() << 16 | u16();
    }

    /// A number from 0 to `bound` - 1.
    int below(int bound) {
        return u8() % bound;
    }

    int pick(int[] all) {
        return all[below(all.length)];
    }

    /// How far a number is from where it should be: mostly not at all, or by a step that matters somewhere.
    int step() {
        int choice = u8();
        return choice < STEPS.length ? STEPS[choice] : choice >= 250 ? i32() : 0;
    }

    /// The next `count` bytes, or what is left of them.
    byte[] bytes(int count) {
        int from = Math.min(position, bytes.length);
        position = Math.min(bytes.length, from + count);
        return Arrays.copyOfRange(bytes, from, position);
    }

    byte[] rest() {
        return bytes(bytes.length);
    }
}
