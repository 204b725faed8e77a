package io.netjar.netty;

import io.netjar.net.tcp.TcpEnd;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;

/// The exceptions by which the JDK's sockets, and so Java programs, know how a connection failed.
final class TcpFailure {
    private TcpFailure() {}

    /// Why a connection was not established.
    static SocketException onConnect(TcpEnd end) {
        return switch (end) {
            case UNREACHABLE -> new NoRouteToHostException("No route to host");
            case TIMED_OUT -> new ConnectException("Connection timed out");
            case REFUSED, RESET -> new ConnectException("Connection refused");
            case CLOSED, ABORTED -> new ConnectException("Connection closed");
        };
    }

    /// Why an established connection broke.
    static SocketException onTransfer(TcpEnd end) {
        return switch (end) {
            case TIMED_OUT -> new SocketException("Connection timed out");
            case UNREACHABLE -> new NoRouteToHostException("No route to host");
            case REFUSED, RESET -> new SocketException("Connection reset");
            case CLOSED, ABORTED -> new SocketException("Connection closed");
        };
    }
}
