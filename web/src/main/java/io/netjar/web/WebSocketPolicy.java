package io.netjar.web;

import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/// What a WebSocket program takes from its clients, and how long it waits for them.
///
/// @param maxMessageBytes longest message taken, in bytes, after inflating; what is longer is closed with 1009
/// @param subprotocols what the program speaks (RFC 6455 §1.9); the first that a client names of these is chosen
/// @param deflate whether messages are compressed for clients that offer it (RFC 7692)
/// @param ping between two pings, zero for none; a client that gives no sign of life from one to the third is cut off
/// @param idle how long no message may pass, in either direction, before the connection is closed with 1001; zero for
///        any time
public record WebSocketPolicy(int maxMessageBytes, List<String> subprotocols, boolean deflate, Duration ping,
        Duration idle) {
    /// Messages of 64 KiB, any subprotocol ignored, compression, no limit to silence. A ping every 30 s: below the idle
    /// timeouts of most middleboxes (60 s and more).
    public static final WebSocketPolicy USUAL = new WebSocketPolicy(65_536, List.of(), true,
            Duration.ofSeconds(30), Duration.ZERO);

    private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

    /// @throws IllegalArgumentException if a limit makes no sense or a subprotocol is not a token (RFC 9110 §5.6.2)
    public WebSocketPolicy {
        if (maxMessageBytes < 1 || maxMessageBytes == Integer.MAX_VALUE || ping.isNegative()
                || idle.isNegative()) {
            throw new IllegalArgumentException("a message has room for something, and no time is negative");
        }
        subprotocols = List.copyOf(subprotocols);
        for (String subprotocol : subprotocols) {
            if (!TOKEN.matcher(subprotocol).matches()) {
                throw new IllegalArgumentException("not a subprotocol: '" + subprotocol + "'");
            }
        }
    }

    /// This with another longest message.
    public WebSocketPolicy withMaxMessageBytes(int bytes) {
        return new WebSocketPolicy(bytes, subprotocols, deflate, ping, idle);
    }

    /// This with other subprotocols.
    public WebSocketPolicy withSubprotocols(String... names) {
        return new WebSocketPolicy(maxMessageBytes, List.of(names), deflate, ping, idle);
    }

    /// This with compression or without.
    public WebSocketPolicy withDeflate(boolean offered) {
        return new WebSocketPolicy(maxMessageBytes, subprotocols, offered, ping, idle);
    }

    /// This with another time between pings, zero for none.
    public WebSocketPolicy withPing(Duration every) {
        return new WebSocketPolicy(maxMessageBytes, subprotocols, deflate, every, idle);
    }

    /// This with another limit to silence, zero for none.
    public WebSocketPolicy withIdle(Duration limit) {
        return new WebSocketPolicy(maxMessageBytes, subprotocols, deflate, ping, limit);
    }
}
