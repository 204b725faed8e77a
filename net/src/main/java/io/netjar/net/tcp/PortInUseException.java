package io.netjar.net.tcp;

import io.netjar.wire.Endpoint;

/// A program asked for a port that another holds, or for one of many when all were taken.
public final class PortInUseException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    PortInUseException(Endpoint endpoint) {
        super("TCP port in use: " + endpoint);
    }
}
