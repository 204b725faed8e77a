package io.netjar.wire;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// The options of a DHCP message, by code. RFC 2132. An option that is absent, or whose length is wrong for
/// what it is read as, reads as 0 or empty.
public final class DhcpOptions {
    public static final int SUBNET_MASK = 1;
    public static final int ROUTER = 3;
    public static final int NAME_SERVER = 6;
    public static final int HOST_NAME = 12;
    public static final int DOMAIN_NAME = 15;
    public static final int REQUESTED_ADDRESS = 50;
    public static final int LEASE_TIME = 51;
    public static final int OVERLOAD = 52;
    public static final int MESSAGE_TYPE = 53;
    public static final int SERVER_IDENTIFIER = 54;
    public static final int PARAMETER_LIST = 55;
    public static final int RENEWAL_TIME = 58;
    public static final int REBINDING_TIME = 59;
    public static final int CLIENT_IDENTIFIER = 61;
    /// No options.
    public static final DhcpOptions NONE = new DhcpOptions(new TreeMap<>());

    private static final int PAD = 0;
    private static final int END = 255;
    private static final int MAX_PART = 255;

    private final SortedMap<Integer, byte[]> values;

    private DhcpOptions(SortedMap<Integer, byte[]> values) {
        this.values = values;
    }

    /// These options and one more, or in place of the one with the same code.
    ///
    /// @throws IllegalArgumentException if `code` is not from 1 to 254
    public DhcpOptions with(int code, byte[] value) {
        if (code <= PAD || code >= END) {
            throw new IllegalArgumentException("an option's code is from 1 to 254, not " + code);
        }
        var more = new TreeMap<>(values);
        more.put(code, value.clone());
        return new DhcpOptions(more);
    }

    /// With an option that holds a 32-bit number: an address, or seconds.
    public DhcpOptions with(int code, int value) {
        byte[] bytes = new byte[4];
        Bytes.i32(bytes, 0, value);
        return with(code, bytes);
    }

    /// With an option that holds text.
    public DhcpOptions with(int code, String text) {
        return with(code, text.getBytes(StandardCharsets.US_ASCII));
    }

    /// With an option that lists IPv4 addresses; an empty list adds nothing.
    public DhcpOptions with(int code, List<IpAddress> addresses) {
        if (addresses.isEmpty()) {
            return this;
        }
        byte[] bytes = new byte[4 * addresses.size()];
        for (int i = 0; i < addresses.size(); i++) {
            Bytes.i32(bytes, 4 * i, addresses.get(i).v4());
        }
        return with(code, bytes);
    }

    public boolean has(int code) {
        return values.containsKey(code);
    }

    /// The option's bytes, empty if absent.
    public byte[] bytes(int code) {
        byte[] value = values.get(code);
        return value == null ? new byte[0] : value.clone();
    }

    /// The option's one byte, or 0.
    public int octet(int code) {
        byte[] value = values.get(code);
        return value == null || value.length != 1 ? 0 : Bytes.u8(value, 0);
    }

    /// The option's address, or 0.
    public int address(int code) {
        byte[] value = values.get(code);
        return value == null || value.length != 4 ? 0 : Bytes.i32(value, 0);
    }

    /// The option's seconds, unsigned, or 0.
    public long seconds(int code) {
        return address(code) & 0xffff_ffffL;
    }

    /// The option's addresses.
    public List<IpAddress> addresses(int code) {
        byte[] value = bytes(code);
        var addresses = new ArrayList<IpAddress>();
        for (int i = 0; value.length % 4 == 0 && i < value.length; i += 4) {
            addresses.add(IpAddress.v4(Bytes.i32(value, i)));
        }
        return List.copyOf(addresses);
    }

    /// The option's text, without the NULs that some senders end it with (RFC 2132 §2).
    public String text(int code) {
        byte[] value = bytes(code);
        int end = value.length;
        while (end > 0 && value[end - 1] == 0) {
            end--;
        }
        return new String(value, 0, end, StandardCharsets.US_ASCII);
    }

    /// The options as they stand in a message: the message type first, the rest by code, the end mark.
    byte[] encoded() {
        byte[] target = new byte[size()];
        int at = put(target, 0, MESSAGE_TYPE);
        for (int code : values.keySet()) {
            at = code == MESSAGE_TYPE ? at : put(target, at, code);
        }
        Bytes.u8(target, at, END);
        return target;
    }

    private int size() {
        int size = 1;
        for (byte[] value : values.values()) {
            size += value.length + 2 * parts(value);
        }
        return size;
    }

    private static int parts(byte[] value) {
        return Math.max(1, (value.length + MAX_PART - 1) / MAX_PART);
    }

    private int put(byte[] target, int start, int code) {
        byte[] value = values.get(code);
        if (value == null) {
            return start;
        }
        int at = start;
        int from = 0;
        // RFC 3396 §5: a value longer than 255 bytes is split over several options of the same code.
        for (int part = 0; part < parts(value); part++) {
            int length = Math.min(MAX_PART, value.length - from);
            Bytes.u8(target, at, code);
            Bytes.u8(target, at + 1, length);
            System.arraycopy(value, from, target, at + 2, length);
            from += length;
            at += 2 + length;
        }
        return at;
    }

    /// These options and those in `bytes[offset, offset + length)`; what runs over the end is not an option.
    DhcpOptions and(byte[] bytes, int offset, int length) {
        var more = new TreeMap<>(values);
        int end = offset + length;
        int at = offset;
        while (at < end && Bytes.u8(bytes, at) != END) {
            int code = Bytes.u8(bytes, at);
            if (code == PAD) {
                at++;
                continue;
            }
            if (at + 2 > end || at + 2 + Bytes.u8(bytes, at + 1) > end) {
                break;
            }
            int next = at + 2 + Bytes.u8(bytes, at + 1);
            // RFC 3396 §7: options of the same code are one, cut in pieces.
            more.merge(code, Arrays.copyOfRange(bytes, at + 2, next), DhcpOptions::joined);
            at = next;
        }
        return new DhcpOptions(more);
    }

    private static byte[] joined(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
