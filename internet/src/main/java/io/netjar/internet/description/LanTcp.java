package io.netjar.internet.description;

import io.netjar.net.tcp.TcpSettings;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// How TCP behaves on the machines of a home or an office.
///
/// @param usual on all but those that have something of their own
/// @param own by the name of a device, of the router ([#ROUTER]) or of the server ([#SERVER])
public record LanTcp(TcpSettings usual, Map<String, TcpSettings> own) {
    /// The router between inside and outside.
    public static final String ROUTER = "router";
    /// The server inside an office.
    public static final String SERVER = "server";

    public LanTcp {
        own = Collections.unmodifiableMap(new LinkedHashMap<>(own));
    }

    /// That of the machine called `name`.
    public TcpSettings of(String name) {
        return own.getOrDefault(name, usual);
    }
}
