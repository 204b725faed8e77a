package io.netjar.net.soak;

import io.netjar.engine.Chance;
import io.netjar.net.tcp.TcpKeepAlive;
import io.netjar.net.tcp.TcpSocket;
import java.time.Duration;

/// What a program sets on its socket.
///
/// @param noDelay whether it switches Nagle's rule off (TCP_NODELAY)
/// @param linger seconds (SO_LINGER), above 0 as 0 throws away what was sent
/// @param keepAlive when it asks an idle peer for a sign of life
/// @param userTimeout how long what it wrote may wait, 0 for as long as TCP is patient (TCP_USER_TIMEOUT)
/// @param receiveBuffer a fixed one in bytes (SO_RCVBUF), or 0
/// @param sendBuffer a fixed one in bytes (SO_SNDBUF), or 0
/// @param isImpatient whether keep-alive or the user timeout may end a connection for bad weather alone
record SocketOptions(boolean noDelay, int linger, TcpKeepAlive keepAlive, Duration userTimeout,
        int receiveBuffer, int sendBuffer, boolean isImpatient) {

    /// @param mayGiveUp whether the weather may end the connection; else every wait outlasts it
    static SocketOptions draw(Chance chance, boolean mayGiveUp) {
        boolean impatient = mayGiveUp && chance.happens(0.3);
        // Cables are out for minutes at worst, and the weather clears up after eleven; then a timeout backed off may
        // last two minutes, and be missed some times.
        var keepAlive = new TcpKeepAlive(chance.happens(0.3), Duration.ofMillis(1 + chance.nextInt(100_000)),
                impatient ? Duration.ofMillis(1 + chance.nextInt(20_000)) : Duration.ofSeconds(60),
                impatient ? 1 + chance.nextInt(5) : 60);
        Duration patience = impatient ? Duration.ofMillis(1 + chance.nextInt(60_000)) : Duration.ofHours(2);
        return new SocketOptions(chance.happens(0.4), chance.happens(0.3) ? 1 + chance.nextInt(60) : -1,
                keepAlive, chance.happens(0.3) ? patience : Duration.ZERO,
                chance.happens(0.1) ? 2048 + chance.nextInt(20_000) : 0,
                chance.happens(0.1) ? 2048 + chance.nextInt(20_000) : 0, impatient);
    }

    void set(TcpSocket socket) {
        socket.noDelay(noDelay);
        socket.linger(linger);
        socket.keepAlive(keepAlive);
        socket.userTimeout(userTimeout);
        if (receiveBuffer > 0) {
            socket.receiveBuffer(receiveBuffer);
        }
        if (sendBuffer > 0) {
            socket.sendBuffer(sendBuffer);
        }
    }
}
