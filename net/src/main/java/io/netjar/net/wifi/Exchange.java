package io.netjar.net.wifi;

import io.netjar.engine.Engine;
import org.jspecify.annotations.Nullable;

/// What a radio has on the air: the frame that opens the exchange, the receiver's answer, and what follows. It opens with data,
/// which are acknowledged, or with an RTS, which is answered by a CTS and followed by data and acknowledgement. IEEE
/// 802.11-2020 §10.3.2.
final class Exchange {
    private static final long NO_ANSWER = Engine.NEVER;

    private @Nullable Radio receiver;
    private boolean asksFirst;
    /// From the first bit of the data to the last of the acknowledgement, in nanoseconds.
    private long dataNanos;
    private long begins;
    private long openingEnds;
    /// When the receiver begins to answer, where that makes a difference to somebody.
    private long answerAt = NO_ANSWER;
    private long ends;
    private boolean answered;
    private boolean spoilt;

    /// Begins with the data.
    ///
    /// @param to who answers; null for a frame to all, which nobody answers
    /// @param nanos how long data and acknowledgement take
    void send(@Nullable Radio to, long now, long nanos) {
        begin(to, now, nanos);
        asksFirst = false;
        openingEnds = now + nanos - (to == null ? 0 : Airtime.ACKNOWLEDGEMENT);
        ends = now + nanos;
    }

    /// Begins with an RTS; data and acknowledgement will take `nanos`.
    void ask(Radio to, long now, long nanos) {
        begin(to, now, nanos);
        asksFirst = true;
        openingEnds = now + Airtime.RTS;
        ends = openingEnds + Airtime.SIFS + Airtime.CTS;
        noteAnswer();
    }

    private void begin(@Nullable Radio to, long now, long nanos) {
        receiver = to;
        begins = now;
        dataNanos = nanos;
        answerAt = NO_ANSWER;
        answered = false;
        spoilt = false;
    }

    /// The answer's beginning is to be an event of its own.
    void noteAnswer() {
        if (receiver != null) {
            answerAt = openingEnds + Airtime.SIFS;
        }
    }

    /// The receiver answers, if it has understood; data follow an RTS then only.
    void answer(long now) {
        answerAt = NO_ANSWER;
        answered = !spoilt;
        if (answered && asksFirst) {
            ends = now + Airtime.CTS + Airtime.SIFS + dataNanos;
        }
    }

    /// Nobody can make anything of it: it lasts until `end`, as the longest of those that collide does.
    void lastUntil(long end) {
        ends = end;
    }

    void spoil() {
        spoilt = true;
    }

    boolean isSpoilt() {
        return spoilt;
    }

    boolean isAnswered() {
        return answered;
    }

    @Nullable
    Radio receiver() {
        return receiver;
    }

    /// Whether the sender's first frame is on the air.
    boolean isOpening(long now) {
        return now < openingEnds;
    }

    boolean isToBeAnsweredAt(long now) {
        return answerAt <= now;
    }

    /// When the next thing happens to it.
    long next() {
        return Math.min(answerAt, ends);
    }

    /// When the data that follow a CTS begin, once it is sent; otherwise never.
    long dataBegins() {
        return asksFirst ? ends - dataNanos : Engine.NEVER;
    }

    long openingEnds() {
        return openingEnds;
    }

    long begins() {
        return begins;
    }

    long ends() {
        return ends;
    }
}
