package io.netjar.net.link;

/// A shaper: frames leave first in, first out, each when the bucket holds as many tokens as it has bytes. Tokens come at a
/// rate, and the bucket holds a burst of them; so in any stretch of time no more leaves than the burst and the rate's worth
/// (Linux's `tbf`; RFC 2697 and RFC 2698 meter by the same bucket). Bytes of frames count, with their Ethernet header,
/// without preamble, frame check sequence and gap.
///
/// A burst leaves as fast as the link sends, unless there is a peak rate: then no faster than that, frame by frame
/// (`tbf`'s `peakrate`).
///
/// @param limit how much may wait
/// @param bitsPerSecond at which tokens come, from 1 bit/s to 100 Tbit/s
/// @param burstBytes what the bucket holds, full in the beginning: at least the longest frame of the link, at most 1 GB
/// @param peakBitsPerSecond how fast a burst leaves at most, above the rate and up to 100 Tbit/s; 0 for as fast as the link sends
public record TokenBucket(QueueLimit limit, long bitsPerSecond, int burstBytes,
        long peakBitsPerSecond) implements QueueDiscipline {
    public TokenBucket {
        Rule.require(
                peakBitsPerSecond == 0
                        || peakBitsPerSecond > bitsPerSecond
                                && peakBitsPerSecond <= LinkSpec.MAX_BITS_PER_SECOND,
                "a token bucket's peak rate is above its rate and up to 100 Tbit/s, not ",
                peakBitsPerSecond + " bit/s");
        Rule.require(bitsPerSecond >= 1 && bitsPerSecond <= LinkSpec.MAX_BITS_PER_SECOND,
                "a token bucket's rate is from 1 bit/s to 100 Tbit/s, not ", bitsPerSecond + " bit/s");
        Rule.require(burstBytes >= 1 && burstBytes <= 1_000_000_000,
                "a token bucket holds from 1 byte to 1 GB, not ", burstBytes + " bytes");
    }

    /// A bucket whose bursts leave as fast as the link sends.
    public TokenBucket(QueueLimit limit, long bitsPerSecond, int burstBytes) {
        this(limit, bitsPerSecond, burstBytes, 0);
    }

    /// The same with a peak rate, in bit/s; 0 for none.
    public TokenBucket withPeak(long peak) {
        return new TokenBucket(limit, bitsPerSecond, burstBytes, peak);
    }
}
