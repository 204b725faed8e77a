package io.netjar.net.tcp;

/// Arithmetic on sequence numbers, which count bytes modulo 2^32. RFC 9293 §3.4.
final class SequenceNumbers {
    private SequenceNumbers() {}

    static boolean before(int a, int b) {
        return a - b < 0;
    }

    static boolean after(int a, int b) {
        return a - b > 0;
    }

    static boolean atOrBefore(int a, int b) {
        return a - b <= 0;
    }

    static boolean atOrAfter(int a, int b) {
        return a - b >= 0;
    }

    static int later(int a, int b) {
        return after(a, b) ? a : b;
    }

    static int earlier(int a, int b) {
        return before(a, b) ? a : b;
    }
}
