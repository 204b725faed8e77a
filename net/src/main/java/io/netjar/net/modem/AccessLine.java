package io.netjar.net.modem;

import io.netjar.net.link.Impairments;
import io.netjar.net.link.Link;
import io.netjar.net.link.LinkSpec;
import io.netjar.net.link.Network;
import io.netjar.net.link.Port;
import io.netjar.net.link.QueueDiscipline;
import java.time.Duration;

/// What a home's line to its provider is like: seldom the same in both directions.
///
/// The delays are of the access technology alone, one way; what the cables to the provider's city add is the distance's.
/// Media access is a constant delay here, but for the mobile line's: a real cable's upstream waits for a grant, and jitters.
///
/// @param down from the provider to the home; its queue is the provider's
/// @param up from the home to the provider; its queue is the modem's
public record AccessLine(LinkSpec down, LinkSpec up) {
    private static final long MEGABIT = 1_000_000;
    /// The upstream buffers that Netalyzr found behind modems were 64 to 256 KiB (Kreibich et al.: "Netalyzr: illuminating the
    /// edge network", IMC 2010, §5.2).
    private static final int DEEP_BUFFER_BYTES = 256 * 1024;

    /// A TV cable: 100 Mbit/s down, 20 up. Upstream a modem asks for the right to send and waits for the next map, some
    /// milliseconds (DOCSIS 3.1 MAC specification §7.2).
    public static AccessLine cable() {
        return new AccessLine(LinkSpec.of(100 * MEGABIT, Duration.ofMillis(2)),
                LinkSpec.of(20 * MEGABIT, Duration.ofMillis(5)).withQueueBytes(DEEP_BUFFER_BYTES));
    }

    /// A telephone wire: 50 Mbit/s down, 10 up; interleaving against noise bursts costs up to 8 ms each way (ITU-T G.993.2, the
    /// usual profile).
    public static AccessLine vdsl() {
        return new AccessLine(LinkSpec.of(50 * MEGABIT, Duration.ofMillis(8)),
                LinkSpec.of(10 * MEGABIT, Duration.ofMillis(8)).withQueueBytes(DEEP_BUFFER_BYTES));
    }

    /// A passive optical network: 1 Gbit/s each way; bandwidth grants of GPON come every few frames of 125 µs (ITU-T G.984.3).
    public static AccessLine fibre() {
        return new AccessLine(LinkSpec.of(1000 * MEGABIT, Duration.ofNanos(250_000)),
                LinkSpec.of(1000 * MEGABIT, Duration.ofNanos(500_000)));
    }

    /// A mobile network of the fourth generation: 40 Mbit/s down, 10 up, 15 and 20 ms (a scheduling request before each
    /// burst), and a megabyte of buffer in the base station, which repeats on the radio instead of losing (Jiang et al.:
    /// "Tackling bufferbloat in 3G/4G networks", IMC 2012). Both directions have [Impairments#mobile()].
    public static AccessLine lte() {
        return new AccessLine(LinkSpec.of(40 * MEGABIT, Duration.ofMillis(15)).withQueueBytes(1024 * 1024),
                LinkSpec.of(10 * MEGABIT, Duration.ofMillis(20)).withQueueBytes(512 * 1024))
                .withImpairments(Impairments.mobile());
    }

    /// A satellite in geostationary orbit: 270 ms each way, as a way up and down takes 239.6 ms to the point below it and
    /// 279 ms to the edge of what it sees (RFC 2488 §2), and people measure some 600 ms there and back (Michel et al.: "A first
    /// look at Starlink performance", IMC 2022, of a subscription of 100/10 Mbit/s, which is the rate here). The buffers hold
    /// what is under way in a round trip, 6.75 MB and 0.7 MB. Upstream, bandwidth on demand is not modelled.
    public static AccessLine satellite() {
        return new AccessLine(
                LinkSpec.of(100 * MEGABIT, Duration.ofMillis(270)).withQueueBytes(6_750_000),
                LinkSpec.of(10 * MEGABIT, Duration.ofMillis(270)).withQueueBytes(675_000));
    }

    /// Satellites in low orbits: 200/20 Mbit/s; 20 ms down and 25 up, the half of the 40 to 60 ms there and back to servers
    /// near by, and a minimum of 20 ms, that Michel et al. measured ("A first look at Starlink performance", IMC 2022; they
    /// found more than 100 Mbit/s down and some tens up). Both directions have [Impairments#lowOrbit()]. The buffers hold
    /// what is under way in a round trip. That all satellites change at the same seconds is not modelled.
    public static AccessLine lowOrbit() {
        return new AccessLine(LinkSpec.of(200 * MEGABIT, Duration.ofMillis(20)).withQueueBytes(1024 * 1024),
                LinkSpec.of(20 * MEGABIT, Duration.ofMillis(25)).withQueueBytes(DEEP_BUFFER_BYTES))
                .withImpairments(Impairments.lowOrbit());
    }

    /// The same line with other rates; buffers stay as they are, as hardware's do.
    public AccessLine withBitsPerSecond(long downRate, long upRate) {
        return new AccessLine(down.withBitsPerSecond(downRate), up.withBitsPerSecond(upRate));
    }

    /// The same line with another `delay`, one way, the same in both directions.
    public AccessLine withDelay(Duration delay) {
        return new AccessLine(down.withDelay(delay), up.withDelay(delay));
    }

    /// The same line with other buffers: the modem's, and the provider's for this home.
    public AccessLine withQueueBytes(int bytes) {
        return new AccessLine(down.withQueueBytes(bytes), up.withQueueBytes(bytes));
    }

    /// The same line whose modem has another queue than its deep buffer: the cure of bufferbloat in the direction to the provider.
    public AccessLine withModemQueue(QueueDiscipline discipline) {
        return new AccessLine(down, up.withQueue(discipline));
    }

    /// The same line with `delay` more in each direction, for the way to the provider's city.
    public AccessLine plusDelay(Duration delay) {
        return new AccessLine(down.withDelay(down.delay().plus(delay)), up.withDelay(up.delay().plus(delay)));
    }

    /// The same line that loses frames, each direction with `probability`.
    public AccessLine withLoss(double probability) {
        return new AccessLine(down.withLoss(probability), up.withLoss(probability));
    }

    /// The same line that is impaired, each direction by itself.
    public AccessLine withImpairments(Impairments impairments) {
        return new AccessLine(down.withImpairments(impairments), up.withImpairments(impairments));
    }

    /// Lays the line between a home's port ([Modem#line()]) and the provider's.
    public Link connect(Network network, String name, Port home, Port provider) {
        return new Link(network, name, home, provider, up, down);
    }
}
