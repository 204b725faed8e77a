package io.netjar.net.nat;

import static io.netjar.net.nat.NatPackets.assertSound;
import static org.assertj.core.api.Assertions.assertThat;

import io.netjar.net.nat.NatPackets.Segment;
import io.netjar.wire.Endpoint;
import io.netjar.wire.TcpView;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A TCP connection as the NAT sees it: states and windows. The laptop begins with 1000, the server with 5000.
class ObservedTcpTest extends NatBench {
    private static final int FIN_ACK = TcpView.FIN | TcpView.ACK;
    private static final int LAPTOP_ISN = 1000;
    private static final int SERVER_ISN = 5000;
    private static final Endpoint OUT = outside(40_000);

    private NatVerdict laptop(int flags, int sequence, int acknowledgment) {
        return laptop(new Segment(LAPTOP, SERVER, flags, LAPTOP_ISN + sequence, SERVER_ISN + acknowledgment));
    }

    private NatVerdict laptop(Segment segment) {
        var packet = keep(packets.segment(segment));
        NatVerdict verdict = nat.outbound(packet);
        assertSound(packet);
        return verdict;
    }

    private NatVerdict server(int flags, int sequence, int acknowledgment) {
        return server(serverSegment(flags, sequence, acknowledgment));
    }

    private NatVerdict server(Segment segment) {
        return nat.inbound(keep(packets.segment(segment)));
    }

    private static Segment serverSegment(int flags, int sequence, int acknowledgment) {
        return new Segment(SERVER, OUT, flags, SERVER_ISN + sequence, LAPTOP_ISN + acknowledgment);
    }

    private void connect() {
        passes(laptop(TcpView.SYN, 0, 0));
        passes(server(SYN_ACK, 0, 1));
        passes(laptop(TcpView.ACK, 1, 1));
        is(FlowState.ESTABLISHED);
    }

    private static void passes(NatVerdict verdict) {
        assertThat(verdict).isEqualTo(NatVerdict.PASS);
    }

    private static void isForged(NatVerdict verdict) {
        assertThat(verdict).isEqualTo(NatVerdict.OUT_OF_WINDOW);
    }

    private void is(FlowState state) {
        assertThat(nat.entries()).singleElement().extracting(NatEntry::state).isEqualTo(state);
    }

    @Nested
    class Opening {
        @Test
        void goesFromSynToEstablished() {
            passes(laptop(TcpView.SYN, 0, 0));
            is(FlowState.SYN_SENT);
            passes(server(SYN_ACK, 0, 1));
            is(FlowState.SYN_RECEIVED);
            passes(laptop(TcpView.ACK, 1, 1));
            is(FlowState.ESTABLISHED);
        }

        @Test
        void takesAnotherAnswerOfAServerThatGaveUpItsFirst() {
            passes(laptop(TcpView.SYN, 0, 0));
            passes(server(SYN_ACK, 0, 1));
            passes(laptop(TcpView.SYN, 0, 0));
            passes(server(SYN_ACK, 700_000, 1));
            passes(laptop(TcpView.ACK, 1, 700_001));
            is(FlowState.ESTABLISHED);
            isForged(server(SYN_ACK, 0, 1));
            isForged(laptop(TcpView.ACK, 1, 1));
        }

        /// The server, which knows nothing of its first answer any more, can refuse the laptop then.
        @Test
        void takesTheEarlierOfTwoAnswersIfTheLaptopDoes() {
            passes(laptop(TcpView.SYN, 0, 0));
            passes(server(SYN_ACK, 0, 1));
            passes(laptop(TcpView.SYN, 0, 0));
            passes(server(SYN_ACK, 700_000, 1));
            isForged(laptop(TcpView.ACK, 1, 2));
            passes(laptop(TcpView.ACK, 1, 1));
            is(FlowState.ESTABLISHED);
            isForged(server(SYN_ACK, 700_000, 1));
            isForged(laptop(TcpView.ACK, 1, 700_001));
            passes(server(TcpView.RST, 1, 0));
            is(FlowState.RESET);
        }

        /// RFC 5382 REQ-2a.
        @Test
        void takesASimultaneousOpen() {
            passes(laptop(TcpView.SYN, 0, 0));
            passes(server(TcpView.SYN, 0, 0));
            is(FlowState.SYN_RECEIVED);
            passes(laptop(SYN_ACK, 0, 1));
            passes(server(SYN_ACK, 0, 1));
            is(FlowState.ESTABLISHED);
        }

        @Test
        void refusesAnAnswerToASynThatWasNotSent() {
            passes(laptop(TcpView.SYN, 0, 0));
            isForged(server(SYN_ACK, 0, 2));
            is(FlowState.SYN_SENT);
            passes(server(SYN_ACK, 0, 1));
        }

        @Test
        void isOverWhenTheServerRefuses() {
            passes(laptop(TcpView.SYN, 0, 0));
            isForged(server(TcpView.RST | TcpView.ACK, -SERVER_ISN, 2));
            is(FlowState.SYN_SENT);
            passes(server(TcpView.RST | TcpView.ACK, -SERVER_ISN, 1));
            is(FlowState.RESET);
        }

        @Test
        void beginsAnewWithANewSynAfterItsEnd() {
            connect();
            passes(server(TcpView.RST, 1, 1));
            passes(laptop(TcpView.SYN, 70_000, 0));
            is(FlowState.SYN_SENT);
            passes(server(SYN_ACK, 900_000, 70_001));
            passes(laptop(TcpView.ACK, 70_001, 900_001));
            is(FlowState.ESTABLISHED);
        }

        @Test
        void letsASynOverALivingConnectionPassAndChangeNothing() {
            connect();
            passes(laptop(TcpView.SYN, 70_000, 0));
            is(FlowState.ESTABLISHED);
            passes(server(TcpView.ACK, 1, 1));
            passes(laptop(TcpView.RST, 1, 0));
            is(FlowState.RESET);
        }

        @Test
        void takesUpAConnectionInItsMiddle() {
            passes(laptop(TcpView.ACK, 500, 700));
            is(FlowState.SYN_SENT);
            passes(server(TcpView.ACK, 600, 900));
            is(FlowState.ESTABLISHED);
            passes(laptop(TcpView.ACK, 900, 700));
        }
    }

    @Nested
    class Closing {
        @Test
        void goesThroughHalfCloseToTimeWait() {
            connect();
            passes(laptop(FIN_ACK, 1, 1));
            is(FlowState.FIN_WAIT);
            passes(server(TcpView.ACK, 1, 2));
            is(FlowState.CLOSE_WAIT);
            passes(server(FIN_ACK, 1, 2));
            is(FlowState.LAST_ACK);
            passes(laptop(TcpView.ACK, 2, 2));
            is(FlowState.TIME_WAIT);
        }

        @Test
        void takesASimultaneousClose() {
            connect();
            passes(laptop(FIN_ACK, 1, 1));
            passes(server(FIN_ACK, 1, 1));
            is(FlowState.LAST_ACK);
            passes(laptop(TcpView.ACK, 2, 2));
            passes(server(TcpView.ACK, 2, 2));
            is(FlowState.TIME_WAIT);
        }

        @Test
        void livesInEachStateForAsLongAsLinuxSays() {
            nat = nat(NatSettings.homeRouter().withTimeouts(NatTimeouts.linux()));
            connect();
            passes(laptop(FIN_ACK, 1, 1));
            engine.runUntil(engine.now() + 120 * SECOND - 1);
            passes(server(TcpView.ACK, 1, 2));
            engine.runUntil(engine.now() + 60 * SECOND - 1);
            passes(server(FIN_ACK, 1, 2));
            engine.runUntil(engine.now() + 30 * SECOND - 1);
            passes(laptop(TcpView.ACK, 2, 2));
            engine.runUntil(engine.now() + 120 * SECOND - 1);
            assertThat(nat.flows()).isEqualTo(1);
            engine.runUntil(engine.now() + 1);
            assertThat(nat.flows()).isZero();
        }
    }

    @Nested
    class Resetting {
        /// The laptop has acknowledged up to 1 and allows 65,000 bytes from there.
        @ParameterizedTest
        @CsvSource({"0, false", "1, true", "2, true", "65001, true", "65002, false"})
        void believesAResetWithinWhatTheOtherSideAllowsOnly(int sequence, boolean believed) {
            connect();
            NatVerdict verdict = server(TcpView.RST, sequence, 0);
            assertThat(verdict).isEqualTo(believed ? NatVerdict.PASS : NatVerdict.OUT_OF_WINDOW);
            is(believed ? FlowState.RESET : FlowState.ESTABLISHED);
        }

        @Test
        void livesFourMinutesAfterAReset() {
            connect();
            passes(server(TcpView.RST, 1, 0));
            engine.runUntil(240 * SECOND - 1);
            assertThat(nat.flows()).isEqualTo(1);
            engine.runUntil(240 * SECOND);
            assertThat(nat.flows()).isZero();
        }

        @Test
        void goesOnWhenBothSidesDo() {
            connect();
            passes(server(TcpView.RST, 100, 0));
            passes(laptop(TcpView.ACK, 1, 1));
            is(FlowState.RESET);
            passes(server(TcpView.ACK, 1, 1));
            is(FlowState.ESTABLISHED);
        }
    }

    @Nested
    class Windows {
        @ParameterizedTest
        @CsvSource({"65001, true", "65002, false"})
        void letsTheServerSendAsFarAsTheLaptopAllows(int sequence, boolean fits) {
            connect();
            NatVerdict verdict = server(serverSegment(TcpView.ACK, sequence, 1).data(10));
            assertThat(verdict).isEqualTo(fits ? NatVerdict.PASS : NatVerdict.OUT_OF_WINDOW);
        }

        @ParameterizedTest
        @CsvSource({"1, true", "2, false"})
        void believesNoAcknowledgmentOfWhatWasNotSent(int acknowledgment, boolean fits) {
            connect();
            NatVerdict verdict = server(TcpView.ACK, 1, acknowledgment);
            assertThat(verdict).isEqualTo(fits ? NatVerdict.PASS : NatVerdict.OUT_OF_WINDOW);
        }

        @ParameterizedTest
        @ValueSource(ints = {1, 7, 14})
        void scalesTheWindowIfBothSidesAgreedTo(int shift) {
            passes(laptop(new Segment(LAPTOP, SERVER, TcpView.SYN, LAPTOP_ISN, 0).scale(shift)));
            passes(server(serverSegment(SYN_ACK, 0, 1).scale(2)));
            passes(laptop(
                    new Segment(LAPTOP, SERVER, TcpView.ACK, LAPTOP_ISN + 1, SERVER_ISN + 1).window(1000)));
            int limit = 1 + (1000 << shift);
            int allowed = Math.max(limit, 65_001);
            passes(server(serverSegment(TcpView.ACK, allowed, 1).data(10)));
            isForged(server(serverSegment(TcpView.ACK, allowed + 1, 1).data(10)));
        }

        @Test
        void doesNotScaleIfTheServerDoesNot() {
            passes(laptop(new Segment(LAPTOP, SERVER, TcpView.SYN, LAPTOP_ISN, 0).scale(7)));
            passes(server(SYN_ACK, 0, 1));
            passes(laptop(TcpView.ACK, 1, 1));
            isForged(server(serverSegment(TcpView.ACK, 65_002, 1).data(10)));
        }

        @Test
        void takesAProbeOfAClosedWindowAndOldRetransmissions() {
            connect();
            passes(server(serverSegment(TcpView.ACK, 1, 1).data(1000)));
            passes(laptop(
                    new Segment(LAPTOP, SERVER, TcpView.ACK, LAPTOP_ISN + 1, SERVER_ISN + 1001).window(0)));
            passes(server(serverSegment(TcpView.ACK, 1001, 1).data(1)));
            passes(server(serverSegment(TcpView.ACK, 1, 1).data(1000)));
        }

        @Test
        void worksAroundTheEndOfTheSequenceSpace() {
            int last = -10 - SERVER_ISN;
            passes(laptop(TcpView.SYN, 0, 0));
            passes(server(SYN_ACK, last, 1));
            passes(laptop(TcpView.ACK, 1, last + 1));
            passes(server(serverSegment(TcpView.ACK, last + 1, 1).data(1000)));
            passes(laptop(TcpView.ACK, 1, last + 1001));
            isForged(server(serverSegment(TcpView.ACK, last + 66_002, 1)));
            is(FlowState.ESTABLISHED);
        }
    }
}
