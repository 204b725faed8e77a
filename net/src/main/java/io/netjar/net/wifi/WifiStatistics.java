package io.netjar.net.wifi;

/// How the radios of a cell got on with each other so far.
///
/// @param transmissions how often a radio sent, each with one or more frames
/// @param collided how many of these collided with another radio's
public record WifiStatistics(long transmissions, long collided) {}
