package io.netjar.net.tcp;

import static io.netjar.net.tcp.SequenceNumbers.atOrAfter;

/// How fast what is sent reaches the peer, by rate samples: what was delivered between a transmission and its acknowledgement,
/// over the time in which that was sent or acknowledged, whichever is longer. draft-cheng-iccrg-delivery-rate-estimation,
/// whose names for this state are C.delivered and so on.
///
/// The draft keeps that state with each segment. It is the same for all segments sent between two deliveries, so that one
/// copy of it serves them all; as soon as they are delivered, the next to be sent are followed. That makes for one such group in a
/// round trip, whatever is on its way.
final class DeliveryRate {
    /// C.delivered, in bytes.
    private long delivered;
    /// C.delivered_time.
    private long deliveredAt;
    /// C.first_sent_time.
    private long firstSent;
    /// C.app_limited: the program did not write enough for what is delivered up to this; 0 if it does.
    private long limitedUntil;

    private boolean following;
    /// P.delivered, P.delivered_time, P.first_sent_time and P.is_app_limited of the segments that are followed.
    private long groupDelivered;
    private long groupDeliveredAt;
    private long groupFirstSent;
    private boolean groupLimited;
    /// When the first of them was sent, and when the last, which ends before `lastEnd`.
    private long begin;
    private long last;
    private int lastEnd;

    private long bitsPerSecond;
    /// As in Linux: nothing was tried yet.
    private boolean limited = true;

    /// A segment that ends before `end` is sent or sent again; `alone` if nothing else is on its way.
    void sent(int end, boolean alone, long now) {
        if (alone) {
            firstSent = now;
            deliveredAt = now;
            following = false;
        }
        if (!following) {
            follow(now);
        } else if (delivered != groupDelivered || groupLimited != limitedUntil > 0) {
            return;
        }
        last = now;
        lastEnd = end;
    }

    private void follow(long now) {
        following = true;
        groupDelivered = delivered;
        groupDeliveredAt = deliveredAt;
        groupFirstSent = firstSent;
        groupLimited = limitedUntil > 0;
        begin = now;
    }

    /// The program writes, or ends, while all it wrote before is sent and more could be: what is measured until `pipe` bytes
    /// are delivered is its own pace rather than the network's.
    void programWasSlow(int pipe) {
        limitedUntil = Math.max(1, delivered + pipe);
    }

    /// `bytes` were delivered. Of all that was so far, what was sent last was at `sentAt`, and ends before `end`.
    ///
    /// @param least the least round trip time so far
    void delivered(int bytes, long sentAt, int end, long least, long now) {
        delivered += bytes;
        deliveredAt = now;
        if (delivered > limitedUntil) {
            limitedUntil = 0;
        }
        if (following && sentAt >= begin) {
            sample(Math.max(sentAt - groupFirstSent, now - groupDeliveredAt), least);
            following = sentAt < last || sentAt == last && !atOrAfter(end, lastEnd);
        }
        firstSent = Math.max(firstSent, sentAt);
    }

    private void sample(long nanos, long least) {
        // What seems to take less than the shortest round trip was acknowledged in a lump.
        if (nanos <= 0 || nanos < least) {
            return;
        }
        long rate = Math.round((delivered - groupDelivered) * 8e9 / nanos);
        // A program that wrote less says only that the path carries at least so much.
        if (!groupLimited || rate >= bitsPerSecond) {
            bitsPerSecond = rate;
            limited = groupLimited;
        }
    }

    TcpInfo.Delivery info() {
        return new TcpInfo.Delivery(bitsPerSecond, limited);
    }
}
