package io.netjar.wire;

import java.util.Optional;

/// An IPv4 prefix in CIDR notation (RFC 4632): the first `length` bits of `address`, the rest zero.
public record IpPrefix(IpAddress address, int length) {
    public static final IpPrefix DEFAULT_V4 = new IpPrefix(IpAddress.ANY_V4, 0);

    public IpPrefix {
        if (!address.isV4() || length < 0 || length > 32) {
            throw new IllegalArgumentException("not an IPv4 prefix: " + address + "/" + length);
        }
        if ((address.v4() & ~mask(length)) != 0) {
            throw new IllegalArgumentException(
                    address + "/" + length + " has bits set beyond the prefix; the network is "
                            + IpAddress.v4Text(address.v4() & mask(length)) + "/" + length);
        }
    }

    /// The prefix of `length` bits that holds `address`.
    ///
    /// @throws IllegalArgumentException if it is an IPv6 address, or there is no such length
    public static IpPrefix holding(IpAddress address, int length) {
        return new IpPrefix(IpAddress.v4(address.requireV4().v4() & mask(length)), length);
    }

    /// The netmask of a prefix length, 0 to 32.
    public static int mask(int length) {
        return length == 0 ? 0 : -1 << 32 - length;
    }

    public int mask() {
        return mask(length);
    }

    public boolean contains(IpAddress other) {
        return other.isV4() && contains(other.v4());
    }

    public boolean contains(int v4) {
        return (v4 & mask()) == address.v4();
    }

    /// The `index`-th address of the prefix, the network's own address being 0; the last ones of a prefix of length 0 have
    /// numbers too large for this.
    ///
    /// @throws IllegalArgumentException if the prefix has no such address
    public IpAddress at(int index) {
        if (index < 0 || index >= size()) {
            throw new IllegalArgumentException(this + " has no address number " + index);
        }
        return IpAddress.v4(address.v4() + index);
    }

    /// How many addresses the prefix has.
    public long size() {
        return 1L << 32 - length;
    }

    /// The directed broadcast address (RFC 919).
    public IpAddress broadcast() {
        return IpAddress.v4(address.v4() | ~mask());
    }

    /// The prefix in CIDR notation.
    ///
    /// @throws IllegalArgumentException with a message for people if `text` is not one
    public static IpPrefix of(String text) {
        int slash = text.indexOf('/');
        Optional<IpAddress> address = slash < 0
                ? Optional.empty()
                : IpAddress.parse(text.substring(0, slash));
        if (address.isEmpty() || !text.substring(slash + 1).matches("[0-9]|[12][0-9]|3[0-2]")) {
            throw new IllegalArgumentException(
                    "not an IPv4 prefix: '" + text
                            + "' (write an address and a length from 0 to 32, like 192.0.2.0/24)");
        }
        return new IpPrefix(address.get(), Integer.parseInt(text.substring(slash + 1)));
    }

    @Override
    public String toString() {
        return address + "/" + length;
    }
}
