package io.netjar.net.link;

/// A shaper: frames leave first in, first out, each when the bucket holds as many tokens as it has bytes. Tokens come at a
/// rate, and the bucket holds a burst of them; so in any stretch of time no more leaves than the burst and the rate's worth
/// (Linux's `tbf`; RFC 2697 and RFC 2698 meter by the same bucket). Bytes of frames count, with their Ethernet header,
/// without preamble, frame check sequence and gap.
///
/// @param limit how much may wait
/// @param bitsPerSecond at which tokens come, from 1 bit/s to 100 Tbit/s
/// @param burstBytes what the bucket holds, full in the beginning: at least the longest frame of the link, at most 1 GB
public record TokenBucket(QueueLimit limit, long bitsPerSecond, int burstBytes) implements QueueDiscipline {
    public TokenBucket {
        Rule.require(bitsPerSecond >= 1 && bitsPerSecond <= LinkSpec.MAX_BITS_PER_SECOND,
                "a token bucket's rate is from 1 bit/s to 100 Tbit/s, not ", bitsPerSecond + " bit/s");
        Rule.require(burstBytes >= 1 && burstBytes <= 1_000_000_000,
                "a token bucket holds from 1 byte to 1 GB, not ", burstBytes + " bytes");
    }
}
