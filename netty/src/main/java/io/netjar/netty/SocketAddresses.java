package io.netjar.netty;

import io.netjar.wire.Endpoint;
import io.netjar.wire.IpAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.nio.channels.UnsupportedAddressTypeException;
import java.util.Optional;

/// Between the addresses of Netty and those of the emulated Internet, without asking the operating system for names.
public final class SocketAddresses {
    private SocketAddresses() {}

    /// The address as Netty knows it. Its host name is the address in digits, so that nobody who asks for the name
    /// sends a question out into the real world.
    public static InetSocketAddress of(Endpoint endpoint) {
        return of(endpoint.address(), endpoint.port());
    }

    /// Like [#of(Endpoint)].
    public static InetSocketAddress of(IpAddress address, int port) {
        try {
            return new InetSocketAddress(InetAddress.getByAddress(address.toString(), address.octets()),
                    port);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an IP address has 4 or 16 octets", e);
        }
    }

    /// The address as the emulated Internet knows it. An unresolved address will do if its host is an address in
    /// digits.
    ///
    /// @throws UnknownHostException if the host is a name
    /// @throws NoRouteToHostException if it is an IPv6 address, which hosts do not speak
    /// @throws UnsupportedAddressTypeException if `address` is not an Internet address
    public static Endpoint endpoint(SocketAddress address) throws IOException {
        if (!(address instanceof InetSocketAddress socketAddress)) {
            throw new UnsupportedAddressTypeException();
        }
        int port = socketAddress.getPort();
        InetAddress resolved = socketAddress.getAddress();
        if (resolved == null) {
            String host = socketAddress.getHostString();
            Optional<IpAddress> literal = IpAddress.parse(host);
            return new Endpoint(literal.orElseThrow(() -> new UnknownHostException(
                    host + ": ask the host's resolver first, channels take addresses only")), port);
        }
        IpAddress ip = resolved.isAnyLocalAddress() ? IpAddress.ANY_V4 : IpAddress.of(resolved.getAddress());
        if (!ip.isV4()) {
            throw new NoRouteToHostException("No route to host, for lack of IPv6");
        }
        return new Endpoint(ip, port);
    }
}
