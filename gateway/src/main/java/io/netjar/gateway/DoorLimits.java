package io.netjar.gateway;

import java.time.Duration;

/// How much visitors may take of the doors.
///
/// @param connections connections through all doors of a device together; the next one is closed at once
/// @param greeting from a SOCKS connection's beginning to the end of its request, however many pieces it comes in
/// @param idle how long nothing may move on a connection of the HTTP proxy, or on one of the DNS door with no
///        question open
record DoorLimits(int connections, Duration greeting, Duration idle) {
    /// 4,096 connections: far above what a browser opens (some hundred), below the usual limit of 65,536 open files;
    /// 10 s for a greeting, which takes a round trip on loopback; 60 s of silence, what nginx and Apache wait.
    static final DoorLimits USUAL = new DoorLimits(4096, Duration.ofSeconds(10), Duration.ofSeconds(60));
}
