package io.netjar.net.link;

import io.netjar.wire.EthernetView;
import java.time.Duration;

/// How much may wait before a link. What becomes of what is too much is the [QueueDiscipline]'s matter: most drop it at the
/// tail.
public sealed interface QueueLimit {
    /// So many bytes of frames, the one being sent included, as Linux's `bfifo` and most switches' memories count.
    ///
    /// @param bytes from 1; a link's queue must hold its longest frame
    record Bytes(int bytes) implements QueueLimit {
        public Bytes {
            Rule.require(bytes >= 1, "a queue holds a byte at least, not ", bytes + " bytes");
        }
    }

    /// So many frames of any length, the one being sent included, as Linux's `pfifo` and many routers' rings of
    /// descriptors count.
    ///
    /// @param packets from 1 to 1,000,000
    record Packets(int packets) implements QueueLimit {
        public Packets {
            Rule.require(packets >= 1 && packets <= 1_000_000,
                    "a queue holds from 1 to 1000000 packets, not ",
                    "" + packets);
        }
    }

    /// So much waiting: a frame whose first bit could not leave by then is dropped, whatever its length, as the `latency`
    /// of Linux's token bucket has it. With 0, a frame is sent at once or not at all.
    ///
    /// @param nanos from 0 to a minute, in nanoseconds
    record Time(long nanos) implements QueueLimit {
        public Time {
            Rule.require(nanos >= 0 && nanos <= 60_000_000_000L, "a queue's time is from 0 to a minute, not ",
                    nanos + " ns");
        }
    }

    static QueueLimit bytes(int bytes) {
        return new Bytes(bytes);
    }

    static QueueLimit packets(int packets) {
        return new Packets(packets);
    }

    static QueueLimit time(Duration wait) {
        return new Time(wait.toNanos());
    }

    /// Whether a frame of the `mtu` fits into the queue when it is empty.
    default boolean holds(int mtu) {
        return switch (this) {
            case Bytes(int bytes) -> bytes >= mtu + EthernetView.HEADER_BYTES;
            case Packets _,Time _ -> true;
        };
    }
}
