package io.netjar.net.soak;

import io.netjar.engine.Chance;
import io.netjar.engine.Engine;
import io.netjar.engine.Timer;
import io.netjar.net.soak.Habits.Finish;
import io.netjar.net.soak.Habits.Leaving;
import io.netjar.net.tcp.TcpEnd;
import io.netjar.net.tcp.TcpEvents;
import io.netjar.net.tcp.TcpSocket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The program at one end of a connection: sends its bytes, checks each one that it gets, closes or leaves as its habits
/// are, and notes whatever the socket does that it must not.
final class Program implements TcpEvents {
    /// A program whose peer may leave without a word, or may never have heard of it, gives up after so long without
    /// progress.
    private static final long PATIENCE = 1_000_000_000_000L;

    final Habits habits;
    final List<String> faults = new ArrayList<>();
    @Nullable
    TcpEnd end;
    int sent;
    int received;
    boolean eof;
    boolean connected;
    /// Whether it left before its time.
    boolean left;
    /// How many arrays it lent to the connection that have not come back.
    int lent;
    /// One number for when it was told what.
    long journal;
    private final Engine engine;
    private final Chance chance;
    private final long pattern;
    private final long peersPattern;
    private final int expected;
    private final Timer pen;
    private final Timer eye;
    private final Timer patience;
    private final boolean isCutShort;
    private @Nullable TcpSocket socket;
    private boolean finished;

    /// @param expected how many bytes the peer is going to send
    /// @param isCutShort whether one of the two is going to leave before its time
    Program(Engine engine, Chance chance, Habits habits, long pattern, long peersPattern, int expected,
            boolean isCutShort) {
        this.engine = engine;
        this.habits = habits;
        this.chance = chance;
        this.pattern = pattern;
        this.peersPattern = peersPattern;
        this.expected = expected;
        this.isCutShort = isCutShort;
        pen = new Timer(engine, now -> write());
        eye = new Timer(engine, now -> read(1 + chance.nextInt(8000)));
        patience = new Timer(engine, now -> leave(Leaving.ABORT));
    }

    void begin(TcpSocket newSocket, boolean isConnected) {
        socket = newSocket;
        connected = isConnected;
        habits.options().set(newSocket);
        progress();
        if (isConnected || habits.writesEarly()) {
            write();
        }
    }

    private void note(int what) {
        journal = 31 * (31 * journal + engine.now()) + what;
    }

    @Override
    public void connected(TcpSocket at) {
        note(1);
        check(!connected && end == null, "connected twice or late");
        connected = true;
        progress();
        write();
    }

    @Override
    public void writable(TcpSocket at) {
        note(2);
        check(end == null && !left, "writable after the end");
        write();
    }

    @Override
    public void readable(TcpSocket at) {
        note(3 + at.readable());
        check(end == null && !left, "readable after the end");
        if (!habits.readsNowAndThen()) {
            read(Integer.MAX_VALUE);
        } else if (!eye.isArmed()) {
            eye.armIn(chance.nextInt(2_000_000_000));
        }
    }

    @Override
    public void ended(TcpSocket at, TcpEnd how) {
        note(-1 - how.ordinal());
        check(end == null, "ended twice");
        check(lent == 0, "ended with " + lent + " arrays lent");
        end = how;
        pen.cancel();
        eye.cancel();
        patience.cancel();
    }

    /// Whether its own impatience ended the connection.
    boolean gaveUp() {
        return end == TcpEnd.TIMED_OUT && habits.options().isImpatient();
    }

    private void write() {
        TcpSocket at = socket;
        if (at == null || finished || left || end != null || pen.isArmed()
                || habits.finish() == Finish.AFTER_PEER && !eof) {
            return;
        }
        byte[] piece = new byte[1 + chance.nextInt(habits.writesNowAndThen() ? 100 : 20_000)];
        while (sent < habits.toSend()) {
            int count = Math.min(habits.toSend() - sent, 1 + chance.nextInt(piece.length));
            for (int i = 0; i < count; i++) {
                piece[i] = at(pattern, sent + i);
            }
            int taken = chance.happens(0.3) ? lend(at, piece, count) : at.write(piece, 0, count);
            sent += taken;
            if (taken > 0 && progress() || taken < count) {
                return;
            }
            if (habits.writesNowAndThen()) {
                pen.armIn(chance.nextInt(300_000_000));
                return;
            }
        }
        finish();
    }

    /// Lends bytes and makes them useless as soon as they come back.
    private int lend(TcpSocket at, byte[] piece, int count) {
        byte[] own = Arrays.copyOf(piece, count);
        lent++;
        int taken = at.lend(own, 0, count, () -> {
            Arrays.fill(own, (byte) 0xee);
            lent--;
        });
        lent -= taken == 0 ? 1 : 0;
        return taken;
    }

    /// Reads into `piece`, or now and then does not look at what it takes.
    private int take(TcpSocket at, byte[] piece, int most) {
        if (chance.happens(0.05)) {
            int count = at.skip(most);
            for (int i = 0; i < count; i++) {
                piece[i] = at(peersPattern, received + i);
            }
            return count;
        }
        return at.read(piece, 0, most);
    }

    private void read(int most) {
        TcpSocket at = socket;
        if (at == null || left || end != null) {
            return;
        }
        byte[] piece = new byte[1 + chance.nextInt(5000)];
        int budget = most;
        int count = take(at, piece, Math.min(budget, piece.length));
        while (count > 0) {
            for (int i = 0; i < count; i++) {
                check(piece[i] == at(peersPattern, received + i), "wrong byte");
            }
            received += count;
            budget -= count;
            if (progress()) {
                return;
            }
            if (budget == 0) {
                eye.armIn(chance.nextInt(1_000_000_000));
                return;
            }
            count = take(at, piece, Math.min(budget, piece.length));
        }
        if (count < 0 && !eof) {
            eof = true;
            write();
        }
        finish();
    }

    /// Closes if it is time to.
    private void finish() {
        TcpSocket at = socket;
        if (at == null || finished || sent < habits.toSend()
                || habits.finish() == Finish.AFTER_PEER && !eof) {
            return;
        }
        if (habits.finish() != Finish.WHEN_DONE) {
            finished = true;
            at.shutdownOutput();
        } else if (received == expected) {
            finished = true;
            at.close();
        }
    }

    /// Notes that bytes moved. Returns whether that was when it leaves.
    private boolean progress() {
        if (isCutShort || habits.finish() == Finish.AFTER_PEER && received == 0) {
            patience.armIn(PATIENCE);
        } else {
            patience.cancel();
        }
        if ((long) sent + received >= habits.leavesAfter()) {
            leave(habits.leaving());
        }
        return left;
    }

    private void leave(Leaving how) {
        TcpSocket at = socket;
        if (at == null || end != null) {
            return;
        }
        left = true;
        patience.cancel();
        pen.cancel();
        eye.cancel();
        switch (how) {
            case ABORT -> at.abort();
            case CLOSE -> at.close();
            case CLOSE_WITHOUT_LINGERING -> {
                at.linger(0);
                at.close();
            }
        }
    }

    private void check(boolean holds, String fault) {
        if (!holds && faults.size() < 5) {
            faults.add(fault + " at " + received + " of " + expected);
        }
    }

    private static byte at(long pattern, int position) {
        long mixed = (position + pattern) * 0x9e37_79b9_7f4a_7c15L;
        return (byte) (mixed >>> 40);
    }

    @Override
    public String toString() {
        TcpSocket at = socket;
        return "{" + (at == null ? "no socket" : at.toString()) + " sent " + sent + "/" + habits.toSend()
                + " received "
                + received + "/" + expected + (eof ? " eof" : "") + (left ? " left" : "") + " " + end + " "
                + habits.finish()
                + "}";
    }
}
