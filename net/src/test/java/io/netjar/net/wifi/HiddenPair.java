package io.netjar.net.wifi;

import io.netjar.engine.Chance;
import io.netjar.engine.Engine;

/// Two stations that do not hear each other and always have something for their access point, reckoned in steps of a microsecond
/// and written from the standard's rules without a look at [Contention]: what the cell is compared with.
final class HiddenPair {
    private static final int DIFS = 34;
    private static final int SLOT = 9;
    private static final int SIFS = 16;
    private static final int TRIES = 7;

    private final Chance luck = new Engine(7).chance("two stations");
    /// How long the first frame of an exchange is, and how long all of it is if the access point understood the first.
    private final int opening;
    private final int all;
    /// When a station knows that it was not understood.
    private final int failure;
    private final Station[] stations = {new Station(), new Station()};
    private long understood;
    private long spoilt;

    /// @param opening microseconds of the RTS, or of the data without one
    /// @param all microseconds from its first bit to the last of the acknowledgement
    /// @param failure microseconds from its first bit to when no answer came
    HiddenPair(int opening, int all, int failure) {
        this.opening = opening;
        this.all = all;
        this.failure = failure;
    }

    private final class Station {
        int window = 15;
        int slots = luck.nextInt(16);
        int tries;
        /// Microseconds for which the channel seemed idle.
        int idle;
        /// Microseconds since it began to send; -1 if it does not.
        int sent = -1;
        boolean ruined;

        /// Whether the access point answers it.
        boolean isAnswered() {
            return sent >= opening + SIFS && !ruined;
        }

        void listen(boolean busy) {
            if (busy) {
                slots -= Math.max(0, (idle - DIFS) / SLOT);
                idle = 0;
            } else if (++idle > DIFS + SLOT * slots) {
                sent = 0;
                ruined = false;
            }
        }

        void goOn() {
            sent++;
            if (sent == (ruined ? failure : all)) {
                sent = -1;
                idle = 0;
                tries = ruined ? tries + 1 : TRIES;
                window = tries == TRIES ? 15 : Math.min(2 * window + 1, 1023);
                tries %= TRIES;
                slots = luck.nextInt(window + 1);
                understood += ruined ? 0 : 1;
                spoilt += ruined ? 1 : 0;
            }
        }
    }

    /// How many exchanges come about in a second, over `seconds`.
    double perSecond(int seconds) {
        for (int i = 0; i < 1_000_000 * seconds; i++) {
            Station one = stations[0];
            Station other = stations[1];
            if (isOpening(one) && isOpening(other)) {
                one.ruined = true;
                other.ruined = true;
            }
            drown(one, other);
            drown(other, one);
            step(one, other);
            step(other, one);
        }
        return (double) understood / seconds;
    }

    double spoiltShare() {
        return (double) spoilt / (spoilt + understood);
    }

    private boolean isOpening(Station station) {
        return station.sent >= 0 && station.sent < opening;
    }

    /// The access point answers one and is deaf to the other.
    private void drown(Station one, Station other) {
        if (one.isAnswered() && isOpening(other)) {
            other.ruined = true;
        }
    }

    private static void step(Station station, Station other) {
        if (station.sent >= 0) {
            station.goOn();
        } else {
            station.listen(other.isAnswered());
        }
    }
}
