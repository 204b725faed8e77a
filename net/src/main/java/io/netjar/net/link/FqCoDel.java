package io.netjar.net.link;

import java.time.Duration;

/// The FlowQueue-CoDel scheduler (RFC 8290): each flow waits in a queue of its own, the queues take turns of `quantumBytes`,
/// those that have just begun before those that go on, and CoDel keeps each of them short. So a flow that sends little
/// does not wait behind one that sends much.
///
/// A flow is what has the same addresses, protocol and ports; fragments, whose ports are not known, are flows by addresses and
/// protocol, and what is no IPv4 by its Ethernet header. Two flows may fall into one queue by their hash.
///
/// @param limit how much may wait in all queues; what is too much is dropped from the head of the longest
/// @param targetNanos as [CoDel]'s
/// @param intervalNanos as [CoDel]'s
/// @param flows how many queues there are, from 1 to 65,536
/// @param quantumBytes how much each flow sends at its turn, from 64 to 1,000,000
/// @param ecn whether frames that can bear it are marked instead of dropped (RFC 3168)
public record FqCoDel(QueueLimit limit, long targetNanos, long intervalNanos, int flows, int quantumBytes,
        boolean ecn) implements QueueDiscipline {
    public FqCoDel {
        CoDel.requireTimes(targetNanos, intervalNanos);
        Rule.require(flows >= 1 && flows <= 65_536, "FQ-CoDel has from 1 to 65536 queues, not ", "" + flows);
        Rule.require(quantumBytes >= 64 && quantumBytes <= 1_000_000,
                "FQ-CoDel's quantum is from 64 to 1000000 bytes, not ", "" + quantumBytes);
    }

    /// What RFC 8290 §5.2 recommends and Linux's `fq_codel` has: 1,024 queues, 10,240 packets in all, a quantum of an
    /// Ethernet's full frame of 1,514 bytes; 5 ms and 100 ms; marks.
    public static FqCoDel usual() {
        return new FqCoDel(QueueLimit.packets(10_240), CoDel.TARGET_NANOS, CoDel.INTERVAL_NANOS, 1024, 1514,
                true);
    }

    public FqCoDel withLimit(QueueLimit newLimit) {
        return new FqCoDel(newLimit, targetNanos, intervalNanos, flows, quantumBytes, ecn);
    }

    public FqCoDel withTimes(Duration target, Duration interval) {
        return new FqCoDel(limit, target.toNanos(), interval.toNanos(), flows, quantumBytes, ecn);
    }

    public FqCoDel withFlows(int queues) {
        return new FqCoDel(limit, targetNanos, intervalNanos, queues, quantumBytes, ecn);
    }

    public FqCoDel withQuantumBytes(int bytes) {
        return new FqCoDel(limit, targetNanos, intervalNanos, flows, bytes, ecn);
    }

    public FqCoDel withEcn(boolean marks) {
        return new FqCoDel(limit, targetNanos, intervalNanos, flows, quantumBytes, marks);
    }
}
