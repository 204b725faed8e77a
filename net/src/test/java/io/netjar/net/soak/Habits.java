package io.netjar.net.soak;

import io.netjar.engine.Chance;

/// How a program at one end of a connection behaves.
///
/// @param toSend how many bytes it sends
/// @param finish when it closes its side
/// @param readsNowAndThen whether it reads little by little, at times of its own, so that the window shuts
/// @param writesNowAndThen whether it writes little by little, at times of its own
/// @param writesEarly whether it writes before the connection is established
/// @param options what it sets on its socket
/// @param leavesAfter how many bytes sent and received it stays for at most
/// @param leaving how it then does
record Habits(int toSend, Finish finish, boolean readsNowAndThen, boolean writesNowAndThen,
        boolean writesEarly, SocketOptions options, long leavesAfter, Leaving leaving) {

    /// How a program leaves before its time.
    enum Leaving {
        /// FIN, or RST if something is unread.
        CLOSE,
        /// RST.
        ABORT,
        /// As ABORT, in the words of SO_LINGER with 0 s.
        CLOSE_WITHOUT_LINGERING
    }

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
    static Habits draw(Chance chance, Finish finish, boolean mayGiveUp) {
        boolean slowPen = chance.happens(0.2);
        int most = slowPen ? 3_000 : chance.happens(0.05) ? 1_000_000 : 60_000;
        return new Habits(chance.nextInt(most), finish, chance.happens(0.25), slowPen, chance.happens(0.3),
                SocketOptions.draw(chance, mayGiveUp), Long.MAX_VALUE, Leaving.CLOSE);
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

    Habits leavingAfter(long bytes, Leaving how) {
        return new Habits(toSend, finish, readsNowAndThen, writesNowAndThen, writesEarly, options, bytes,
                how);
    }

    boolean leaves() {
        return leavesAfter != Long.MAX_VALUE;
    }
}
