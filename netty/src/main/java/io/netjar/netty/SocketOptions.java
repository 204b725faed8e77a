package io.netjar.netty;

import io.netjar.net.tcp.TcpKeepAlive;
import io.netjar.net.tcp.TcpSocket;
import java.time.Duration;

/// The options of a channel's socket.
///
/// @param linger seconds, negative for the default
/// @param userTimeoutMillis 0 for none
/// @param receiveBuffer bytes, 0 for the host's own choice
/// @param sendBuffer bytes, 0 for the host's own choice
/// @param trafficClass 0 to 255, of which TCP keeps the lower two bits for itself
record SocketOptions(boolean noDelay, int linger, TcpKeepAlive keepAlive, int userTimeoutMillis,
        int receiveBuffer, int sendBuffer, int trafficClass) {
    private static final int LEAST_BUFFER = 2048;
    /// What a fresh socket has.
    static final SocketOptions FRESH = new SocketOptions(false, -1, TcpKeepAlive.DEFAULT, 0, 0, 0, 0);
    /// What a channel's socket has unless somebody says otherwise: Netty turns Nagle's algorithm off.
    static final SocketOptions CHANNEL = FRESH.withNoDelay(true);

    SocketOptions {
        if (userTimeoutMillis < 0) {
            throw new IllegalArgumentException(
                    "a user timeout is not negative, as " + userTimeoutMillis + " ms is");
        }
        if (trafficClass < 0 || trafficClass > 255) {
            throw new IllegalArgumentException("a traffic class is from 0 to 255, not " + trafficClass);
        }
    }

    /// Returns `bytes` if that is a size for a buffer.
    static int checkBuffer(int bytes) {
        if (bytes < LEAST_BUFFER) {
            throw new IllegalArgumentException(
                    "a buffer has at least " + LEAST_BUFFER + " bytes, not " + bytes);
        }
        return bytes;
    }

    SocketOptions withNoDelay(boolean on) {
        return new SocketOptions(on, linger, keepAlive, userTimeoutMillis, receiveBuffer, sendBuffer,
                trafficClass);
    }

    SocketOptions withLinger(int seconds) {
        return new SocketOptions(noDelay, seconds, keepAlive, userTimeoutMillis, receiveBuffer, sendBuffer,
                trafficClass);
    }

    SocketOptions withKeepAlive(TcpKeepAlive how) {
        return new SocketOptions(noDelay, linger, how, userTimeoutMillis, receiveBuffer, sendBuffer,
                trafficClass);
    }

    SocketOptions withUserTimeout(int millis) {
        return new SocketOptions(noDelay, linger, keepAlive, millis, receiveBuffer, sendBuffer,
                trafficClass);
    }

    SocketOptions withReceiveBuffer(int bytes) {
        return new SocketOptions(noDelay, linger, keepAlive, userTimeoutMillis, bytes, sendBuffer,
                trafficClass);
    }

    SocketOptions withSendBuffer(int bytes) {
        return new SocketOptions(noDelay, linger, keepAlive, userTimeoutMillis, receiveBuffer, bytes,
                trafficClass);
    }

    SocketOptions withTrafficClass(int octet) {
        return new SocketOptions(noDelay, linger, keepAlive, userTimeoutMillis, receiveBuffer, sendBuffer,
                octet);
    }

    /// Sets what differs from `before` on `socket`.
    void apply(TcpSocket socket, SocketOptions before) {
        if (noDelay != before.noDelay) {
            socket.noDelay(noDelay);
        }
        if (linger != before.linger) {
            socket.linger(linger);
        }
        if (!keepAlive.equals(before.keepAlive)) {
            socket.keepAlive(keepAlive);
        }
        if (userTimeoutMillis != before.userTimeoutMillis) {
            socket.userTimeout(Duration.ofMillis(userTimeoutMillis));
        }
        if (receiveBuffer != before.receiveBuffer) {
            socket.receiveBuffer(receiveBuffer);
        }
        if (sendBuffer != before.sendBuffer) {
            socket.sendBuffer(sendBuffer);
        }
        if (trafficClass != before.trafficClass) {
            socket.trafficClass(trafficClass);
        }
    }
}
