package io.netjar.web.tls;

import io.netty.channel.Channel;
import io.netty.handler.ssl.SslHandler;

/// The server's end of TLS for one connection after the other.
public sealed interface Encryption permits TlsServer, LocalTls {
    /// What encrypts `channel`, a connection that was accepted. HTTP/2 is chosen before HTTP/1.1, where a client offers both.
    SslHandler handler(Channel channel);
}
