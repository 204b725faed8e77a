package io.netjar.net.wifi;

/// How the radios of a cell got on with each other so far.
///
/// @param transmissions how often a radio sent, each with one or more frames
/// @param collided how many of these collided with another radio's
/// @param markedFrames frames that the radios' queues marked with "congestion experienced" instead of dropping them (RFC 3168)
public record WifiStatistics(long transmissions, long collided, long markedFrames) {}
