package io.netjar.internet.event;

/// A cable or a line of a described Internet, and what it joins.
///
/// @param name as [io.netjar.internet.Internet#links()] has it: `pacific/seoul to pacific/tokyo`, `alice/line`
/// @param from the node at its first port: `pacific/seoul/core`, `alice/modem`
/// @param to the node at its second port: a device, a router, a server, a modem or a switch
public record Cable(String name, String from, String to) {
    static final String BETWEEN = " to ";

    /// The name with the other end first, if it has ends: `pacific/tokyo to pacific/seoul`.
    String turned() {
        int at = name.indexOf(BETWEEN);
        return at < 0 ? name : name.substring(at + BETWEEN.length()) + BETWEEN + name.substring(0, at);
    }
}
