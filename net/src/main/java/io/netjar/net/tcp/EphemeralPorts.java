package io.netjar.net.tcp;

import io.netjar.engine.Chance;
import io.netjar.wire.Endpoint;
import java.util.List;

/// Which port of the host's an outgoing connection leaves by. RFC 6056.
final class EphemeralPorts {
    /// Linux's ip_local_port_range.
    private static final int FIRST = 32_768;
    private static final int COUNT = 60_999 - FIRST + 1;
    /// Since when at least a connection rests before its ports are used again, as in Linux: by then our timestamps have
    /// moved on for certain.
    private static final long LEAST_REST = 1_000_000_000L;

    private final Chance chance;
    private final AssociationTable table;
    private final List<Listener> listeners;

    EphemeralPorts(Chance chance, AssociationTable table, List<Listener> listeners) {
        this.chance = chance;
        this.table = table;
        this.listeners = listeners;
    }

    /// RFC 6056 §3.3.1: a random port, then the ones after it until one is free.
    ///
    /// @param reuses whether a connection in TIME-WAIT may be in its place if there is no other
    /// @throws PortInUseException if every port is in use with that endpoint already
    int choose(int source, Endpoint remote, boolean reuses, long now) {
        int start = chance.nextInt(COUNT);
        int rested = 0;
        for (int i = 0; i < COUNT; i++) {
            int port = FIRST + (start + i) % COUNT;
            Association user = table.find(source, port, remote.address().v4(), remote.port());
            if (Listener.find(listeners, source, port) != null) {
                continue;
            }
            if (user == null) {
                return port;
            }
            if (rested == 0 && user instanceof TimeWait rest && mayBeReused(rest, now)) {
                rested = port;
            }
        }
        if (rested == 0 || !reuses) {
            throw new PortInUseException(remote);
        }
        return rested;
    }

    /// RFC 6191 and RFC 7323 §5.3: timestamps tell the segments of two connections between the same ports apart.
    private static boolean mayBeReused(TimeWait rest, long now) {
        return rest.timestamps && now - rest.since >= LEAST_REST;
    }
}
