package io.netjar.gateway.tun;

import java.io.Serial;

/// A TUN door could not be opened, and nothing of it is left; the message says why and what would help.
public final class TunException extends Exception {
    @Serial
    private static final long serialVersionUID = 1;

    TunException(String message) {
        super(message);
    }
}
