package io.netjar.cli;

import io.netjar.net.tcp.TcpInfo;
import io.netjar.wire.Endpoint;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// What `ss --json` prints: a node's sockets, and all that they count.
final class SocketJson {
    private SocketJson() {}

    static Map<String, Object> document(String node, long nanos, List<TcpInfo> sockets) {
        Map<String, Object> document = JsonText.object();
        document.put("node", node);
        document.put("atMillis", JsonText.millis(nanos));
        document.put("sockets", sockets.stream().map(SocketJson::socket).toList());
        return document;
    }

    private static Map<String, Object> socket(TcpInfo socket) {
        Map<String, Object> object = JsonText.object();
        switch (socket) {
            case TcpInfo.Listening listening -> {
                object.put("state", "LISTEN");
                endpoint(object, "local", listening.local());
                object.put("waiting", listening.waiting());
                object.put("backlog", listening.backlog());
                object.put("congestionControl", text(listening.congestionControl()));
            }
            case TcpInfo.Resting resting -> {
                object.put("state", "TIME-WAIT");
                endpoint(object, "local", resting.local());
                endpoint(object, "remote", resting.remote());
                object.put("leftMillis", millis(resting.left()));
            }
            case TcpInfo.Connected connected -> {
                object.put("state", connected.state().name().replace('_', '-'));
                endpoint(object, "local", connected.local());
                endpoint(object, "remote", connected.remote());
                object.put("unreadBytes", connected.unread());
                object.put("unacknowledgedBytes", connected.unacknowledged());
                object.put("awaits", text(connected.deadline().awaited()));
                object.put("deadlineMillis", millis(connected.deadline().left()));
                object.put("tries", connected.deadline().tries());
                object.put("agreed", agreed(connected.agreement()));
                object.put("timing", timing(connected.timing()));
                object.put("sizes", sizes(connected.sizes()));
                object.put("flight", flight(connected.flight()));
                object.put("counts", counts(connected.counts()));
                object.put("deliveryBitsPerSecond", connected.delivery().bitsPerSecond());
                object.put("limitedByProgram", connected.delivery().limitedByProgram());
            }
        }
        return object;
    }

    private static void endpoint(Map<String, Object> object, String which, Endpoint endpoint) {
        object.put(which + "Address", endpoint.address());
        object.put(which + "Port", endpoint.port());
    }

    private static String text(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static BigDecimal millis(Duration time) {
        return JsonText.millis(time.toNanos());
    }

    private static Map<String, Object> agreed(TcpInfo.Agreement agreement) {
        Map<String, Object> object = JsonText.object();
        object.put("timestamps", agreement.timestamps());
        object.put("sack", agreement.sack());
        object.put("ecn", agreement.ecn());
        object.put("windowScaling", agreement.scaling());
        object.put("peerWindowShift", agreement.peerShift());
        object.put("ownWindowShift", agreement.ownShift());
        object.put("congestionControl", text(agreement.congestionControl()));
        return object;
    }

    private static Map<String, Object> timing(TcpInfo.Timing timing) {
        Map<String, Object> object = JsonText.object();
        object.put("retransmissionTimeoutMillis", millis(timing.retransmissionTimeout()));
        object.put("roundTripMillis", millis(timing.roundTrip()));
        object.put("roundTripVariationMillis", millis(timing.variation()));
        object.put("leastRoundTripMillis", millis(timing.leastRoundTrip()));
        object.put("sinceSentMillis", millis(timing.sinceSent()));
        object.put("sinceReceivedMillis", millis(timing.sinceReceived()));
        object.put("sinceAckMillis", millis(timing.sinceAck()));
        object.put("retries", timing.retries());
        object.put("delayedAckMillis", millis(timing.delayedAck()));
        object.put("receivedRoundTripMillis", millis(timing.receivedRoundTrip()));
        object.put("busyMillis", millis(timing.busy()));
        return object;
    }

    private static Map<String, Object> sizes(TcpInfo.Sizes sizes) {
        Map<String, Object> object = JsonText.object();
        object.put("segmentBytes", sizes.segment());
        object.put("pathBytes", sizes.path());
        object.put("receivedSegmentBytes", sizes.receivedSegment());
        object.put("advertisedSegmentBytes", sizes.advertisedSegment());
        object.put("congestionWindowBytes", sizes.congestionWindow());
        if (sizes.slowStartThreshold() < Integer.MAX_VALUE) {
            object.put("slowStartThresholdBytes", sizes.slowStartThreshold());
        }
        object.put("peerWindowBytes", sizes.peerWindow());
        object.put("receiveBufferBytes", sizes.receiveBuffer());
        object.put("receiveSpaceBytes", sizes.receiveSpace());
        object.put("unsentBytes", sizes.unsent());
        object.put("inFlightBytes", sizes.inFlight());
        return object;
    }

    private static Map<String, Object> flight(TcpInfo.Flight flight) {
        Map<String, Object> object = JsonText.object();
        object.put("segments", flight.out());
        object.put("sackedSegments", flight.sacked());
        object.put("lostSegments", flight.lost());
        object.put("retransmittedSegments", flight.again());
        return object;
    }

    private static Map<String, Object> counts(TcpInfo.Counts counts) {
        Map<String, Object> object = JsonText.object();
        object.put("sentBytes", counts.bytesSent());
        object.put("retransmittedBytes", counts.bytesRetransmitted());
        object.put("ackedBytes", counts.bytesAcked());
        object.put("receivedBytes", counts.bytesReceived());
        object.put("segmentsOut", counts.segmentsOut());
        object.put("segmentsIn", counts.segmentsIn());
        object.put("dataSegmentsOut", counts.dataSegmentsOut());
        object.put("dataSegmentsIn", counts.dataSegmentsIn());
        object.put("retransmissions", counts.retransmissions());
        object.put("duplicates", counts.duplicates());
        object.put("delivered", counts.delivered());
        return object;
    }
}
