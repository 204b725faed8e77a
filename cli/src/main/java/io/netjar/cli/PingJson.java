package io.netjar.cli;

import io.netjar.internet.Device;
import io.netjar.net.host.PingResult;
import io.netjar.wire.IpAddress;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;

/// What `ping --json` prints.
final class PingJson {
    private PingJson() {}

    /// What became of one request.
    static Map<String, Object> reply(World world, Device device, PingResult result) {
        Map<String, Object> object = JsonText.object();
        object.put("sequence", result.sequence());
        switch (result) {
            case PingResult.Reply reply -> {
                from(object, world, device, reply.from());
                object.put("bytes", reply.bytes());
                object.put("ttl", reply.ttl());
                object.put("roundTripMillis", JsonText.millis(reply.roundTripNanos()));
            }
            case PingResult.Failure failure -> {
                from(object, world, device, failure.from());
                object.put("error", IcmpText.of(failure.icmpType(), failure.icmpCode()));
            }
            case PingResult.NoRoute _ -> object.put("error", "Network is unreachable");
            case PingResult.Silence _ -> object.put("error", "no answer");
        }
        return object;
    }

    private static void from(Map<String, Object> object, World world, Device device, IpAddress from) {
        object.put("from", from);
        object.put("fromName", world.internet().nameOf(from, device));
    }

    /// All of it.
    static Map<String, Object> document(String device, String target, IpAddress address,
            List<Map<String, Object>> replies, int sent, List<Long> roundTrips, long nanos) {
        Map<String, Object> document = JsonText.object();
        document.put("device", device);
        document.put("target", target);
        document.put("address", address);
        document.put("replies", replies);
        document.put("sent", sent);
        document.put("received", roundTrips.size());
        document.put("lostPercent",
                JsonText.rounded(sent == 0 ? 0 : 100.0 * (sent - roundTrips.size()) / sent,
                        4));
        if (!roundTrips.isEmpty()) {
            LongSummaryStatistics all = roundTrips.stream().mapToLong(Long::longValue).summaryStatistics();
            double squares = roundTrips.stream()
                    .mapToDouble(time -> (time - all.getAverage()) * (time - all.getAverage())).average()
                    .orElse(0);
            document.put("roundTripMinMillis", JsonText.millis(all.getMin()));
            document.put("roundTripAverageMillis", JsonText.rounded(all.getAverage() / 1e6, 6));
            document.put("roundTripMaxMillis", JsonText.millis(all.getMax()));
            document.put("roundTripDeviationMillis", JsonText.rounded(Math.sqrt(squares) / 1e6, 6));
        }
        document.put("elapsedMillis", JsonText.millis(nanos));
        return document;
    }
}
