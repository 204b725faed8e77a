package io.netjar.web.exchange;

import java.util.List;
import java.util.TreeMap;

/// One instrument's candles: those of the present session grow with its trades, past ones are worked out when somebody
/// asks and kept for a while.
final class History {
    /// How many past sessions can be asked for: two days.
    static final int SESSIONS = 2 * Calendar.DAY_SESSIONS;

    static final long SECOND = 1_000_000_000;
    static final long MINUTE = 60 * SECOND;

    private final Replay replay;
    /// Minutes of past sessions.
    private final TreeMap<Integer, List<Candle>> minutes = new TreeMap<>();
    /// Seconds of the past session that was asked for last.
    private List<Candle> seconds = List.of();
    private int secondsOf = Integer.MIN_VALUE;
    private CandleRow growing = new CandleRow(SECOND);
    private int present;

    /// Works out a session again.
    @FunctionalInterface
    interface Replay {
        /// All candles of that session.
        ///
        /// @param length in nanoseconds
        CandleRow candles(int session, long length);
    }

    History(int present, Replay replay) {
        this.present = present;
        this.replay = replay;
    }

    /// A trade of the present session.
    void add(Trade trade) {
        growing.add(trade);
    }

    /// Session `number` begins.
    void open(int number) {
        if (number == present + 1) {
            minutes.put(present, inMinutes(growing.candles()));
        }
        growing = new CandleRow(SECOND);
        present = number;
        minutes.headMap(number - SESSIONS).clear();
    }

    /// The newest candles that begin before `end`, oldest first.
    ///
    /// @param length in nanoseconds: seconds below a minute, or minutes
    /// @param count how many at most; there are fewer when the history does not reach so far back
    List<Candle> before(long end, long length, int count) {
        int oldest = Math.max(Calendar.FIRST_SESSION, present - SESSIONS);
        List<Candle> found = List.of();
        for (int session = Math.min(present, Calendar.session(end - 1)); session >= oldest; session--) {
            var row = new CandleRow(length);
            for (Candle candle : length < MINUTE ? secondsOf(session) : minutesOf(session)) {
                if (Math.floorDiv(candle.nanos(), length) * length < end) {
                    row.add(candle);
                }
            }
            found.forEach(row::add);
            found = row.candles();
            // One more than asked for: the oldest may go on into the session before.
            if (found.size() > count) {
                break;
            }
        }
        return found.subList(Math.max(0, found.size() - count), found.size());
    }

    private List<Candle> minutesOf(int session) {
        return session == present
                ? inMinutes(growing.candles())
                : minutes.computeIfAbsent(session, past -> replay.candles(past, MINUTE).candles());
    }

    private List<Candle> secondsOf(int session) {
        if (session == present) {
            return growing.candles();
        }
        if (session != secondsOf) {
            seconds = replay.candles(session, SECOND).candles();
            secondsOf = session;
        }
        return seconds;
    }

    private static List<Candle> inMinutes(List<Candle> seconds) {
        var row = new CandleRow(MINUTE);
        seconds.forEach(row::add);
        return row.candles();
    }
}
