package io.netjar.net.link;

/// Arrays in which what waits stands in a ring.
public final class Rings {
    private Rings() {}

    /// Turns the full ring in the first half of `array` so that it begins at index 0, and returns the array: the second half is new.
    ///
    /// @param start where the ring began
    /// @param length the ring's, half of the array's
    public static <A> A unroll(A array, int start, int length) {
        System.arraycopy(array, 0, array, length, start);
        System.arraycopy(array, start, array, 0, length);
        return array;
    }
}
