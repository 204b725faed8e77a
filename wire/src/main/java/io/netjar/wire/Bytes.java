package io.netjar.wire;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Unsigned big-endian ("network byte order") numbers in byte arrays. RFC 791 appendix B.
public final class Bytes {
    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class,
            ByteOrder.BIG_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class,
            ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class,
            ByteOrder.BIG_ENDIAN);
    private static final VarHandle NATIVE_LONG = MethodHandles.byteArrayViewVarHandle(long[].class,
            ByteOrder.nativeOrder());

    private Bytes() {}

    public static int u8(byte[] bytes, int index) {
        return bytes[index] & 0xff;
    }

    public static void u8(byte[] bytes, int index, int value) {
        bytes[index] = (byte) value;
    }

    public static int u16(byte[] bytes, int index) {
        return (short) SHORT.get(bytes, index) & 0xffff;
    }

    public static void u16(byte[] bytes, int index, int value) {
        SHORT.set(bytes, index, (short) value);
    }

    public static int i32(byte[] bytes, int index) {
        return (int) INT.get(bytes, index);
    }

    public static void i32(byte[] bytes, int index, int value) {
        INT.set(bytes, index, value);
    }

    public static long u32(byte[] bytes, int index) {
        return (int) INT.get(bytes, index) & 0xffff_ffffL;
    }

    public static long i64(byte[] bytes, int index) {
        return (long) LONG.get(bytes, index);
    }

    public static void i64(byte[] bytes, int index, long value) {
        LONG.set(bytes, index, value);
    }

    /// 48 bits, as a MAC address stands in an Ethernet header.
    public static long u48(byte[] bytes, int index) {
        return ((long) u16(bytes, index) << 32) | u32(bytes, index + 2);
    }

    public static void u48(byte[] bytes, int index, long value) {
        u16(bytes, index, (int) (value >>> 32));
        i32(bytes, index + 2, (int) value);
    }

    /// 64 bits in the machine's own byte order, for sums that do not depend on it.
    static long native64(byte[] bytes, int index) {
        return (long) NATIVE_LONG.get(bytes, index);
    }

    /// The unsigned 16 bits that the machine's own byte order has in place of `value`.
    static int fromNative16(int value) {
        boolean isLittle = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;
        return (isLittle ? Short.reverseBytes((short) value) : value) & 0xffff;
    }
}
