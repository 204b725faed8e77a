/// Throughput between two hosts of an emulated Internet, as iperf3 measures it: streams of TCP, or of UDP at a rate. The
/// server's side is placed on the target for the measurement; what iperf3 says over its control connection is known
/// here without one.
@NullMarked
package io.netjar.cli.iperf;

import org.jspecify.annotations.NullMarked;
