package io.netjar.web.client;

import io.netjar.web.tls.BadCertificateException;
import io.netjar.wire.Endpoint;
import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.PrematureChannelClosureException;
import io.netty.handler.ssl.NotSslRecordException;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import io.netty.handler.timeout.ReadTimeoutException;
import java.io.IOException;
import java.net.NoRouteToHostException;
import java.nio.channels.ClosedChannelException;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.SSLException;

/// Why a request has no answer, and the same in words for people.
record Mishap(Fetched.Cause cause, String message) {
    /// Nothing came of connecting to `remote`, an address of `host`.
    static Mishap connecting(String host, Endpoint remote, Throwable thrown) {
        Fetched.Cause cause = connectCause(thrown);
        return new Mishap(cause, "could not connect to " + host + " (" + remote + "): "
                + cause.name().toLowerCase(Locale.ROOT).replace('_', ' '));
    }

    private static Fetched.Cause connectCause(Throwable thrown) {
        if (thrown instanceof NoRouteToHostException) {
            return Fetched.Cause.UNREACHABLE;
        }
        boolean late = thrown instanceof ConnectTimeoutException
                || String.valueOf(thrown.getMessage()).contains("timed out");
        return late ? Fetched.Cause.CONNECT_TIMED_OUT : Fetched.Cause.REFUSED;
    }

    /// A connection that stood came to an end by `thrown`.
    ///
    /// @param open whether requests could be sent already, that is, whether TLS stood, where there is TLS
    static Mishap on(Endpoint remote, Throwable thrown, boolean open) {
        Throwable cause = thrown instanceof DecoderException
                && thrown.getCause() instanceof SSLException inner
                        ? inner
                        : thrown;
        Fetched.Cause why = why(cause, open);
        return new Mishap(why, switch (why) {
            case BAD_CERTIFICATE -> judgement(cause).map(Throwable::getMessage).orElse("");
            case TLS_FAILED -> cause instanceof NotSslRecordException
                    ? remote + " does not speak TLS"
                    : "TLS with " + remote + " failed: " + cause.getMessage();
            case TIMED_OUT -> "no more bytes came from " + remote;
            case BROKEN_OFF -> remote + " closed the connection before the answer was complete";
            case RESET -> remote + " reset the connection";
            default -> remote + " does not speak HTTP";
        });
    }

    private static Fetched.Cause why(Throwable cause, boolean open) {
        return switch (cause) {
            case ReadTimeoutException _,SslHandshakeTimeoutException _ -> Fetched.Cause.TIMED_OUT;
            case PrematureChannelClosureException _,ClosedChannelException _ -> Fetched.Cause.BROKEN_OFF;
            case SSLException _ when judgement(cause).isPresent() -> Fetched.Cause.BAD_CERTIFICATE;
            case SSLException _ -> Fetched.Cause.TLS_FAILED;
            case IOException e when String.valueOf(e.getMessage()).contains("timed out") ->
                Fetched.Cause.TIMED_OUT;
            case IOException _ -> Fetched.Cause.RESET;
            default -> open ? Fetched.Cause.NOT_HTTP : Fetched.Cause.TLS_FAILED;
        };
    }

    /// What was found of the server's certificate, if that is what a handshake failed by.
    private static Optional<Throwable> judgement(Throwable failure) {
        for (Throwable each = failure; each != null; each = each.getCause()) {
            if (each instanceof BadCertificateException) {
                return Optional.of(each);
            }
        }
        return Optional.empty();
    }
}
