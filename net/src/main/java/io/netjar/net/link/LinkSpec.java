package io.netjar.net.link;

import io.netjar.wire.EthernetView;
import java.time.Duration;

/// What one direction of a cable, a fibre or a line is like.
///
/// @param bitsPerSecond the rate at which bits leave, from 1 bit/s; every byte counts that takes time on an
///     Ethernet (see [#wireBytes(int)])
/// @param delayNanos how long a bit is under way, in nanoseconds; light in glass takes about 5 µs a kilometre
/// @param queue who decides about the frames that wait before the link, and how many may
/// @param loss how likely a frame is lost on the way, from 0 to 1, each on its own
/// @param mtu the largest IP packet in bytes, from 68 (RFC 791 §3.2: "Every internet module must be able to forward a
///     datagram of 68 octets without further fragmentation") to 65,535
/// @param impairments what else goes wrong on the way
public record LinkSpec(long bitsPerSecond, long delayNanos, QueueDiscipline queue, double loss, int mtu,
        Impairments impairments) {
    /// What every frame takes on an Ethernet beyond itself: preamble and start delimiter 8, gap 12 (IEEE 802.3 §3.1.1,
    /// §4.4.2).
    private static final int PREAMBLE_AND_GAP_BYTES = 20;
    private static final int FRAME_CHECK_BYTES = 4;
    /// RFC 894: "The maximum length of a packet sent over an Ethernet is 1500 octets".
    private static final int ETHERNET_MTU = 1500;
    static final long MAX_BITS_PER_SECOND = 100_000_000_000_000L;
    private static final long MAX_DELAY_NANOS = 86_400_000_000_000L;
    private static final long GIGA = 1_000_000_000;
    private static final long MEGA = 1_000_000;

    public LinkSpec {
        Rule.require(bitsPerSecond >= 1 && bitsPerSecond <= MAX_BITS_PER_SECOND,
                "a link's rate is from 1 bit/s to 100 Tbit/s, not ", bitsPerSecond + " bit/s");
        Rule.require(delayNanos >= 0 && delayNanos <= MAX_DELAY_NANOS,
                "a link's delay is from 0 to a day, not ", delayNanos + " ns");
        Rule.require(loss >= 0 && loss <= 1, "a link's loss is a share from 0 (none) to 1 (all), not ",
                "" + loss);
        Rule.require(mtu >= 68 && mtu <= 65_535, "a link's MTU is from 68 to 65535 bytes, not ", "" + mtu);
        Rule.require(queue.limit().holds(mtu),
                "a link's queue must hold a frame of " + (mtu + EthernetView.HEADER_BYTES)
                        + " bytes at least, not ",
                inWords(queue.limit()));
        Rule.require(queue.passes(mtu + EthernetView.HEADER_BYTES),
                "a token bucket must hold a frame of " + (mtu + EthernetView.HEADER_BYTES)
                        + " bytes at least, not ",
                queue instanceof TokenBucket bucket ? bucket.burstBytes() + " bytes" : "");
    }

    /// A link that nothing else is wrong with, with a drop-tail queue limited in bytes.
    public LinkSpec(long bitsPerSecond, long delayNanos, int queueBytes, double loss, int mtu) {
        this(bitsPerSecond, delayNanos, new DropTail(QueueLimit.bytes(queueBytes)), loss, mtu,
                Impairments.none());
    }

    /// A link with an Ethernet's MTU of 1,500 bytes, no loss, and room for 100 ms of traffic at its rate in the queue,
    /// from 64 KiB to 16 MiB: the round trip across a continent that a router's buffer was sized for by the old rule
    /// "RTT × bandwidth" (Appenzeller, Keslassy, McKeown: "Sizing router buffers", SIGCOMM 2004).
    public static LinkSpec of(long bitsPerSecond, Duration delay) {
        long queue = Math.clamp(bitsPerSecond / 8 / 10, 64 * 1024, 16 * 1024 * 1024);
        return new LinkSpec(bitsPerSecond, delay.toNanos(), (int) queue, 0, ETHERNET_MTU);
    }

    /// A copper cable in a home or an office: 1 Gbit/s full duplex (IEEE 802.3 clause 40), 30 m at 5 ns a metre; 512
    /// KiB of queue, the packet memory of a small switch.
    public static LinkSpec ethernet() {
        return new LinkSpec(GIGA, 150, 512 * 1024, 0, ETHERNET_MTU);
    }

    /// An old cable: 100 Mbit/s full duplex (IEEE 802.3 clause 25), otherwise as [#ethernet()].
    public static LinkSpec fastEthernet() {
        return ethernet().withBitsPerSecond(100 * MEGA);
    }

    /// A cable in a data centre: 10 Gbit/s, 100 m; 2 MiB of queue, a port's fair share of a shallow-buffered switch.
    public static LinkSpec dataCenter() {
        return new LinkSpec(10 * GIGA, 500, 2 * 1024 * 1024, 0, ETHERNET_MTU);
    }

    /// A provider's long-haul fibre: 100 Gbit/s; 16 MiB of queue, a share of a backbone line card's gigabytes.
    ///
    /// @param delay 5 µs a kilometre of glass: light goes at two thirds of its speed in vacuum
    public static LinkSpec backbone(Duration delay) {
        return of(100 * GIGA, delay);
    }

    /// A link that hardly exists: 100 Tbit/s, no delay and 1 GiB of queue, for tests that look at something else.
    public static LinkSpec ideal() {
        return new LinkSpec(MAX_BITS_PER_SECOND, 0, 1 << 30, 0, ETHERNET_MTU);
    }

    public LinkSpec withBitsPerSecond(long rate) {
        return new LinkSpec(rate, delayNanos, queue, loss, mtu, impairments);
    }

    public LinkSpec withDelay(Duration delay) {
        return new LinkSpec(bitsPerSecond, delay.toNanos(), queue, loss, mtu, impairments);
    }

    public LinkSpec withQueue(QueueDiscipline discipline) {
        return new LinkSpec(bitsPerSecond, delayNanos, discipline, loss, mtu, impairments);
    }

    /// The same link with a drop-tail queue.
    public LinkSpec withQueue(QueueLimit limit) {
        return withQueue(new DropTail(limit));
    }

    public LinkSpec withQueueBytes(int bytes) {
        return withQueue(QueueLimit.bytes(bytes));
    }

    public LinkSpec withLoss(double probability) {
        return new LinkSpec(bitsPerSecond, delayNanos, queue, probability, mtu, impairments);
    }

    public LinkSpec withMtu(int bytes) {
        return new LinkSpec(bitsPerSecond, delayNanos, queue, loss, bytes, impairments);
    }

    public LinkSpec withImpairments(Impairments newImpairments) {
        return new LinkSpec(bitsPerSecond, delayNanos, queue, loss, mtu, newImpairments);
    }

    /// How long a bit is under way.
    public Duration delay() {
        return Duration.ofNanos(delayNanos);
    }

    /// The longest frame the link carries, without its frame check sequence.
    public int maxFrameBytes() {
        return mtu + EthernetView.HEADER_BYTES;
    }

    /// The bytes' worth of time that a frame of `length` bytes takes on an Ethernet: frame, padded to 64 bytes with its
    /// frame check sequence (IEEE 802.3 §3.2.8), preamble and gap.
    public static int wireBytes(int length) {
        return Math.max(length, EthernetView.MIN_FRAME_BYTES) + FRAME_CHECK_BYTES + PREAMBLE_AND_GAP_BYTES;
    }

    private static String inWords(QueueLimit queue) {
        return switch (queue) {
            case QueueLimit.Bytes(int bytes) -> bytes + " bytes";
            case QueueLimit.Packets(int packets) -> packets + " packets";
            case QueueLimit.Time(long nanos) -> nanos + " ns";
        };
    }
}
