package io.netjar.verify;

import io.netjar.internet.Internet;
import io.netjar.net.link.BurstLoss;
import io.netjar.net.link.CoDel;
import io.netjar.net.link.FqCoDel;
import io.netjar.net.link.Impairments;
import io.netjar.net.link.Jitter;
import io.netjar.net.link.Link;
import io.netjar.net.link.LinkSpec;
import io.netjar.net.link.QueueDiscipline;
import io.netjar.net.link.QueueLimit;
import io.netjar.net.link.Red;
import io.netjar.net.link.Reordering;
import io.netjar.net.link.TokenBucket;
import io.netjar.net.wifi.Signal;
import io.netjar.net.wifi.WifiCell;
import java.time.Duration;

/// The sample Internet with everything that lines and the air can do to frames but spoiling their bits, which tshark would
/// complain about.
final class RoughRoads {
    private static final Impairments ROUGH = Impairments.none()
            .withJitter(Jitter.normal(Duration.ofMillis(1)))
            .withBursts(new BurstLoss(0.01, 0.3, 0, 0.5)).withDuplication(0.02)
            .withReordering(Reordering.late(0.02, Duration.ofMillis(5)).withGap(3));

    private final Internet internet;

    RoughRoads(Internet internet) {
        this.internet = internet;
    }

    /// Makes the roads rough while they are in use.
    void begin() {
        queue("alice/line", 8_000_000, FqCoDel.usual());
        queue("bob/line", 20_000_000,
                new TokenBucket(QueueLimit.time(Duration.ofMillis(80)), 6_000_000, 6_000));
        queue("acme/line", 5_000_000, CoDel.usual().withTimes(Duration.ofMillis(1), Duration.ofMillis(20)));
        queue("namsan/seoul to seoul-ix", 10_000_000, Red.within(40_000).withEcn(true));
        Link sea = internet.link("pacific/seoul to pacific/seattle");
        sea.aToB(sea.aToB().withImpairments(ROUGH));
        sea.bToA(sea.bToA().withImpairments(ROUGH));
        WifiCell wifi = wifi();
        wifi.signal(internet.device("alice/phone").host().ip().interfaces().getFirst().port(),
                Signal.atDistance(45));
        wifi.spec(wifi.spec().withInterference(0.1).withBusyShare(0.4).withQueue(FqCoDel.usual()));
    }

    private void queue(String line, long bitsPerSecond, QueueDiscipline queue) {
        Link link = internet.link(line);
        link.aToB(slow(link.aToB(), bitsPerSecond, queue));
        link.bToA(slow(link.bToA(), bitsPerSecond, queue));
    }

    private static LinkSpec slow(LinkSpec spec, long bitsPerSecond, QueueDiscipline queue) {
        return spec.withBitsPerSecond(bitsPerSecond).withQueue(queue);
    }

    private WifiCell wifi() {
        return internet.premises().stream().flatMap(premises -> premises.wifi().stream()).findFirst()
                .orElseThrow();
    }

    /// What they did to frames.
    String account() {
        Link alice = internet.link("alice/line");
        Link sea = internet.link("pacific/seoul to pacific/seattle");
        return "rough roads: " + alice.aToBStatistics() + " " + alice.bToAStatistics() + " "
                + sea.aToBStatistics() + " " + wifi().statistics();
    }
}
