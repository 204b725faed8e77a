package io.netjar.net.tcp;

import static io.netjar.net.tcp.SequenceNumbers.after;

/// F-RTO: after a retransmission timeout it sends new data before it repairs more, and from what is then acknowledged
/// tells whether anything was lost at all. RFC 5682 §2.1 and §3.1.
final class ForwardRto {
    /// What an acknowledgement after a timeout means.
    enum Verdict {
        /// The timeout was for a real loss, or it cannot be told: repair as usual.
        REPAIR,
        /// Not known yet: send new data, if there are any.
        SEND_NEW,
        /// Nothing was lost, the round trip only took longer.
        SPURIOUS
    }

    private boolean active;
    /// RFC 5682 §2.1 (2b): SND.NXT when the first acknowledgement after the timeout came.
    private int highest;

    /// The timer expired, with everything before `sndNxt` sent.
    ///
    /// @param usable whether no recovery by acknowledgements was under way (RFC 5682 §2.1 (1))
    void timedOut(boolean usable, int sndNxt) {
        active = usable;
        highest = sndNxt;
    }

    /// An acknowledgement came while the timeout's repair is under way.
    ///
    /// @param recovered whether it covers all that was sent before the timeout
    Verdict acknowledged(Acknowledgement news, int sndNxt, boolean recovered) {
        if (!active) {
            return Verdict.REPAIR;
        }
        if (news.deliversOriginalBefore(highest)) {
            // RFC 5682 §3.1 (3b): data that were sent only once arrive, so not all were lost.
            active = false;
            return Verdict.SPURIOUS;
        }
        boolean sentNew = after(sndNxt, highest);
        if (sentNew && news.acked() == 0) {
            // RFC 5682 §2.1 (3a): the new data arrive, but the hole before them stays.
            active = false;
        }
        if (sentNew || news.acked() == 0 || recovered) {
            return Verdict.REPAIR;
        }
        // RFC 5682 §2.1 (2b): the first acknowledgement moved SND.UNA, but not over everything: new data go next.
        return Verdict.SEND_NEW;
    }

    /// A repair went out in place of new data, because there were none.
    void stop() {
        active = false;
    }
}
