package io.netjar.net.soak;

import io.netjar.engine.Chance;

/// How a program at one end of a connection behaves.
///
/// @param toSend how many bytes it sends
/// @param finish when it closes its side
/// @param readsNowAndThen whether it reads little by little, at times of its own, so that the window shuts
/// @param writesNowAndThen whether it writes little by little, at times of its own
/// @param writesEarly whether it writes before the connection is established
/// @param noDelay whether it switches Nagle's rule off
/// @param leavesAfter how many bytes sent and received it stays for at most
/// @param leavesByAbort whether it then resets the connection, or else closes it
record Habits(int toSend, Finish finish, boolean readsNowAndThen, boolean writesNowAndThen,
        boolean writesEarly,
        boolean noDelay, long leavesAfter, boolean leavesByAbort) {

    /// When a program closes its side.
    enum Finish {
        /// Half-close: when it has sent all, while it goes on reading.
        WHEN_SENT,
        /// In full, when it has sent all and got all that there will be; whose FIN is first is the weather's choice.
        WHEN_DONE,
        /// It begins to send only when the other's end of stream has come, and half-closes when it has sent all.
        AFTER_PEER
    }

    /// A program that stays to the end.
    static Habits draw(Chance chance, Finish finish) {
        boolean slowPen = chance.happens(0.2);
        int most = slowPen ? 3_000 : chance.happens(0.05) ? 1_000_000 : 60_000;
        return new Habits(chance.nextInt(most), finish, chance.happens(0.25), slowPen, chance.happens(0.3),
                chance.happens(0.4), Long.MAX_VALUE, false);
    }

    /// How the two ends finish, so that neither waits for the other for ever.
    static Finish[] drawFinishes(Chance chance) {
        boolean isSwapped = chance.happens(0.5);
        Finish one = chance.happens(0.5) ? Finish.WHEN_SENT : Finish.WHEN_DONE;
        Finish other = one == Finish.WHEN_SENT
                ? Terrain.pick(chance, Finish.values())
                : chance.happens(0.5) ? Finish.WHEN_SENT : Finish.WHEN_DONE;
        return isSwapped ? new Finish[]{other, one} : new Finish[]{one, other};
    }

    Habits leaving(long after, boolean byAbort) {
        return new Habits(toSend, finish, readsNowAndThen, writesNowAndThen, writesEarly, noDelay, after,
                byAbort);
    }

    boolean leaves() {
        return leavesAfter != Long.MAX_VALUE;
    }
}
