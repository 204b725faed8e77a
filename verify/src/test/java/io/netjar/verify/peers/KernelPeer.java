package io.netjar.verify.peers;

import io.netjar.cli.linux.Namespace;
import io.netjar.wire.IpAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;

/// Plain sockets of a kernel in a namespace.
final class KernelPeer {
    private static final int PATIENCE_MILLIS = 60_000;

    private KernelPeer() {}

    static Socket connect(Namespace namespace, IpAddress address, int port) throws IOException {
        return connectFrom(namespace, 0, address, port);
    }

    /// @param own the socket's own port, or 0 for any
    static Socket connectFrom(Namespace namespace, int own, IpAddress address, int port) throws IOException {
        return namespace.call(() -> {
            var socket = new Socket();
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(own));
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.connect(new InetSocketAddress(InetAddress.getByAddress(address.octets()), port),
                    PATIENCE_MILLIS);
            return socket;
        });
    }

    static ServerSocket listen(Namespace namespace, int port) throws IOException {
        return namespace.call(() -> {
            var listener = new ServerSocket(port);
            listener.setSoTimeout(PATIENCE_MILLIS);
            return listener;
        });
    }

    /// Pours `length` bytes of stuff into `socket`, says that this was all, and meanwhile drains what comes; then closes.
    /// Comes to the hash of what was drained.
    static CompletableFuture<String> exchange(Socket socket, long length) {
        var hash = new CompletableFuture<String>();
        Thread.ofPlatform().daemon().start(() -> {
            try (socket; var pouring = Executors.newVirtualThreadPerTaskExecutor()) {
                pouring.submit(() -> {
                    new Stuff(length).pour(socket.getOutputStream());
                    socket.shutdownOutput();
                    return length;
                });
                hash.complete(Stuff.drain(socket.getInputStream()));
            } catch (IOException e) {
                hash.completeExceptionally(new UncheckedIOException(e));
            }
        });
        return hash;
    }
}
