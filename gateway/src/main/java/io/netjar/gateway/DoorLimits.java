package io.netjar.gateway;

import java.time.Duration;

/// How much visitors may take of the doors.
///
/// @param connections connections through all doors of a device together; when there are so many, the one that has
///        rested longest gives way to the next, or the next is refused
/// @param rest how long nothing must have moved on a connection before it may have to give way
/// @param greeting from a SOCKS connection's beginning to the end of its request, however many pieces it comes in
/// @param idle how long a connection may have nothing to do: to the end of the next request's head at the HTTP proxy, to
///        the end of the next question at the DNS door, however slowly it comes; and how long an exchange of the HTTP
///        proxy may stand still
record DoorLimits(int connections, Duration rest, Duration greeting, Duration idle) {
    /// 4,096 connections: far above what a browser opens (some hundred), below the usual limit of 65,536 open files; who
    /// has said nothing for 5 s waits for a person or for nothing; 10 s for a greeting, which takes a round trip on
    /// loopback; 60 s for a request (nginx: client_header_timeout 60).
    static final DoorLimits USUAL = new DoorLimits(4096, Duration.ofSeconds(5), Duration.ofSeconds(10),
            Duration.ofSeconds(60));

    /// This with as many connections as `files`, which may still be opened, have room for. A connection takes a file, and
    /// may make a site inside open another one.
    DoorLimits within(long files) {
        long room = Math.max(1, Math.min(connections, files / 2));
        return new DoorLimits((int) room, rest, greeting, idle);
    }
}
