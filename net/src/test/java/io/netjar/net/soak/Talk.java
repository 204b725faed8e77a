package io.netjar.net.soak;

import static org.assertj.core.api.Assertions.assertThat;

import io.netjar.engine.Chance;
import io.netjar.engine.Timer;
import io.netjar.net.host.Host;
import io.netjar.net.soak.Habits.Finish;
import io.netjar.net.soak.Habits.Leaving;
import io.netjar.net.tcp.TcpEnd;
import io.netjar.net.tcp.TcpListener;
import io.netjar.net.tcp.TcpSocket;
import io.netjar.wire.Endpoint;
import java.util.ArrayList;
import java.util.List;

/// One conversation between two hosts, from the first attempt to connect to the last byte, and the rules by which it may
/// end. An attempt that the network refused before the other end heard of it is made again, as programs do.
final class Talk {
    private static final int MOST_ATTEMPTS = 300;
    /// Longer than a SYN cookie lives, and than a segment is on its way.
    private static final long COOKIES_LIFE = 300_000_000_000L;

    private final Chance dialersChance;
    private final Chance answerersChance;
    private final Host dialer;
    private final Host answerer;
    private final Endpoint remote;
    private final TcpListener listener;
    private final Habits dialersHabits;
    private final Habits answerersHabits;
    private final boolean isCutShort;
    private final boolean mayHaveCookies;
    private final Timer redial;
    private final List<Program> answerers = new ArrayList<>();
    /// Those whose dialer was reset before it heard from them.
    private final List<Program> forsaken = new ArrayList<>();
    private Program caller;
    private int attempts;

    /// @param remote where the dialer finds the answerer, which is another place if there is a NAT between them
    Talk(long seed, int number, Host dialer, Host answerer, int port, Endpoint remote,
            boolean mayHaveCookies) {
        Chance chance = Chance.of(seed, "talk" + number);
        dialersChance = Chance.of(seed, "talk" + number + " dialer");
        answerersChance = Chance.of(seed, "talk" + number + " answerer");
        this.dialer = dialer;
        this.answerer = answerer;
        this.remote = remote;
        Finish[] finishes = Habits.drawFinishes(chance);
        isCutShort = chance.happens(0.25);
        boolean dialerLeaves = chance.happens(0.5);
        dialersHabits = habits(chance, finishes[0], dialerLeaves);
        answerersHabits = habits(chance, finishes[1], !dialerLeaves);
        this.mayHaveCookies = mayHaveCookies;
        listener = answerer.tcp().listen(Endpoint.v4(0, port), 1 + chance.nextInt(3), this::accepted);
        caller = program(true);
        redial = new Timer(dialer.engine(), now -> dial());
        redial.armIn(chance.nextInt(5_000_000) * 1000L);
    }

    private Habits habits(Chance chance, Finish finish, boolean leaves) {
        Habits drawn = Habits.draw(chance, finish, isCutShort);
        return isCutShort && leaves
                ? drawn.leavingAfter(chance.nextInt(40_000), Terrain.pick(chance, Leaving.values()))
                : drawn;
    }

    private Program program(boolean isDialer) {
        Habits own = isDialer ? dialersHabits : answerersHabits;
        Habits other = isDialer ? answerersHabits : dialersHabits;
        Chance chance = isDialer ? dialersChance : answerersChance;
        return new Program((isDialer ? dialer : answerer).engine(), Chance.of(chance.nextLong(), "program"),
                own, isDialer ? 1 : 2,
                isDialer ? 2 : 1, other.toSend(), isCutShort);
    }

    private void dial() {
        attempts++;
        forsaken.addAll(answerers);
        answerers.clear();
        caller = program(true);
        TcpSocket socket = dialer.tcp().connect(remote, caller);
        caller.begin(socket, false);
    }

    private void accepted(TcpSocket socket) {
        Program program = program(false);
        answerers.add(program);
        socket.events(program);
        program.begin(socket, true);
    }

    /// Whether nothing more will happen; dials again if that is what is to happen.
    boolean isOver() {
        if (redial.isArmed() || caller.end == null) {
            return false;
        }
        if (answerers.stream().anyMatch(answerer -> answerer.end == null)) {
            return false;
        }
        boolean isForsaken = wasForsaken();
        if ((isForsaken || wasNeverHeardOf()) && attempts < MOST_ATTEMPTS) {
            redial.armIn(dialersChance.nextInt(2_000_000_000) + (isForsaken ? COOKIES_LIFE : 0));
            return false;
        }
        return true;
    }

    /// A server that answered by a SYN cookie has kept nothing, and finds the cookie only in a segment that begins the client's
    /// data. To what overtakes that one it answers by RST, before or after it opened the connection: as Linux does. Where the
    /// program that answered has left, the RST is its own.
    private boolean wasForsaken() {
        return caller.end == TcpEnd.RESET && caller.received == 0 && mayHaveCookies
                && answerers.stream().noneMatch(answerer -> answerer.left);
    }

    /// A server that gave up answering and began anew has sent two different SYN-ACKs: a client that took the earlier one is
    /// reset, or its connection dies in silence.
    private boolean wasNeverHeardOf() {
        return answerers.isEmpty() && caller.received == 0 && (caller.end == TcpEnd.UNREACHABLE
                || caller.end == TcpEnd.RESET
                || !isCutShort && (caller.end == TcpEnd.ABORTED || caller.end == TcpEnd.TIMED_OUT));
    }

    /// When its programs were told what.
    List<Long> journal() {
        var journal = new ArrayList<Long>();
        journal.add(caller.journal);
        answerers.forEach(answerer -> journal.add(answerer.journal));
        return journal;
    }

    void close() {
        listener.close();
    }

    /// Checks all that both ends saw.
    void judge(String label) {
        String both = label + " " + this;
        assertThat(caller.faults).as(both).isEmpty();
        forsaken.forEach(program -> assertThat(program.faults).as(both + forsaken).isEmpty());
        answerers.forEach(program -> assertThat(program.faults).as(both).isEmpty());
        Program answerer = answerers.isEmpty() ? null : answerers.getLast();
        if (answerers.size() > 1) {
            judgeThoseBefore(both);
        } else if (answerer != null) {
            judge(caller, answerer, both);
            judge(answerer, caller, both);
        }
        if (!isCutShort) {
            assertThat(answerer).as(both).isNotNull();
            assertThat(caller.end).as(both).isEqualTo(TcpEnd.CLOSED);
        }
    }

    /// A server that found a cookie has forgotten that once its program has left: the segment that brought the cookie may come
    /// again, and then opens a connection again, whose peer knows nothing of it.
    private void judgeThoseBefore(String label) {
        assertThat(mayHaveCookies).as(label).isTrue();
        for (Program before : answerers.subList(0, answerers.size() - 1)) {
            assertThat(before.left).as(label).isTrue();
        }
    }

    private static void judge(Program one, Program other, String label) {
        boolean wholeTalk = !one.left && !other.left && !one.gaveUp() && !other.gaveUp();
        assertThat(one.received).as(label).isLessThanOrEqualTo(other.sent);
        if (one.eof) {
            assertThat(one.received).as(label).isEqualTo(other.sent);
        }
        if (wholeTalk) {
            assertThat(one.end).as(label).isEqualTo(TcpEnd.CLOSED);
            assertThat(one.received).as(label).isEqualTo(other.habits.toSend());
        }
        TcpEnd end = one.end;
        boolean isAllowed = end != null && switch (end) {
            case CLOSED -> true;
            case RESET -> other.left || other.gaveUp();
            case TIMED_OUT -> other.left || other.gaveUp() || one.gaveUp();
            case ABORTED -> one.left;
            case REFUSED, UNREACHABLE -> false;
        };
        assertThat(isAllowed).as(label).isTrue();
    }

    @Override
    public String toString() {
        return dialer.name() + " to " + remote + " attempt " + attempts + (isCutShort ? " cut short" : "")
                + ": " + caller
                + " " + answerers;
    }
}
