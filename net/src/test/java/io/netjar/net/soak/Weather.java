package io.netjar.net.soak;

import io.netjar.engine.Chance;
import io.netjar.engine.Timer;
import io.netjar.net.link.BurstLoss;
import io.netjar.net.link.Impairments;
import io.netjar.net.link.Jitter;
import io.netjar.net.link.Link;
import io.netjar.net.link.LinkSpec;
import io.netjar.net.link.Reordering;
import io.netjar.net.soak.Terrain.Line;
import java.time.Duration;

/// What the links of a terrain go through: loss alone and in bursts, jitter, reordering, duplication, spoilt bits, other
/// rates, delays and MTUs, cables pulled and plugged in again. After a while all cables stay in and few frames
/// are lost, so that what gets stuck is not the weather's doing.
final class Weather {
    private static final long SECOND = 1_000_000_000L;

    private final Terrain terrain;
    private final Chance chance;
    private final Timer next;
    private final long clearsUpAt;
    private final double badness;
    /// The only link that spoils bits: of two wrong bits, the sums of TCP and UDP may not notice.
    private final Link spoiler;

    Weather(Terrain terrain, long seed) {
        this.terrain = terrain;
        chance = Chance.of(seed, "weather");
        next = new Timer(terrain.network.engine(), this::change);
        clearsUpAt = (30 + chance.nextInt(600)) * SECOND;
        badness = chance.nextDouble() * chance.nextDouble();
        spoiler = terrain.links.get(chance.nextInt(terrain.links.size()));
        terrain.links.forEach(this::shower);
        next.armIn(chance.nextInt(2_000_000_000));
    }

    private void change(long now) {
        if (now >= clearsUpAt) {
            terrain.links.forEach(this::clearUp);
            return;
        }
        Link link = terrain.links.get(chance.nextInt(terrain.links.size()));
        switch (chance.nextInt(6)) {
            case 0 -> pull(link);
            case 1, 2 -> shower(link);
            case 3 -> link.aToB(link.aToB().withBitsPerSecond(Terrain.rate(chance)));
            case 4 -> link.bToA(link.bToA().withBitsPerSecond(Terrain.rate(chance))
                    .withDelay(Duration.ofMillis(chance.nextInt(200))));
            default -> changeMtu();
        }
        next.armIn((long) chance.nextExponential(2 * SECOND));
    }

    /// Pulls a cable for a while.
    private void pull(Link link) {
        link.up(false);
        new Timer(terrain.network.engine(), now -> link.up(true))
                .armIn((long) chance.nextExponential(20.0 * SECOND));
    }

    private void changeMtu() {
        Line line = terrain.lines.get(chance.nextInt(terrain.lines.size()));
        line.mtu(chance.happens(0.5) ? 1500 : terrain.leastMtu() + chance.nextInt(1500));
    }

    private void shower(Link link) {
        link.aToB(spoilt(link, link.aToB(), badness));
        link.bToA(spoilt(link, link.bToA(), badness));
    }

    private void clearUp(Link link) {
        link.up(true);
        link.aToB(fair(link, link.aToB()));
        link.bToA(fair(link, link.bToA()));
    }

    private LinkSpec fair(Link link, LinkSpec spec) {
        LinkSpec spoilt = spoilt(link, spec, Math.min(badness, 0.2));
        return spoilt.withImpairments(spoilt.impairments().withBursts(BurstLoss.none()));
    }

    private LinkSpec spoilt(Link link, LinkSpec spec, double strength) {
        double loss = 0.3 * strength * chance.nextDouble();
        var impairments = new Impairments(jitter(), bursts(strength), chance.happens(0.3) ? 0.1 : 0,
                terrain.spoilsBits && link == spoiler ? 0.1 * chance.nextDouble() : 0, reordering());
        return spec.withLoss(loss).withImpairments(impairments);
    }

    private Jitter jitter() {
        if (chance.happens(0.5)) {
            return Jitter.none();
        }
        var shape = Terrain.pick(chance, Jitter.Shape.values());
        return new Jitter(shape, chance.nextInt(50_000_000), chance.happens(0.5));
    }

    private BurstLoss bursts(double strength) {
        return chance.happens(0.7)
                ? BurstLoss.none()
                : new BurstLoss(0.02 * strength, 0.05 + 0.5 * chance.nextDouble(), 0, 1);
    }

    private Reordering reordering() {
        if (chance.happens(0.6)) {
            return Reordering.none();
        }
        Duration shift = Duration.ofMillis(chance.nextInt(100));
        return chance.happens(0.5) ? Reordering.late(0.1, shift) : Reordering.early(0.1, shift);
    }

    void stop() {
        next.cancel();
        for (Link link : terrain.links) {
            link.up(true);
            link.aToB(link.aToB().withLoss(0).withImpairments(Impairments.none()));
            link.bToA(link.bToA().withLoss(0).withImpairments(Impairments.none()));
        }
    }
}
