package io.netjar.net.tcp;

import static io.netjar.net.tcp.Peer.writes;
import static io.netjar.net.tcp.TestSegment.ack;
import static io.netjar.net.tcp.TestSegment.data;
import static io.netjar.net.tcp.TestSegment.syn;
import static io.netjar.net.tcp.TestSegment.synAck;
import static org.assertj.core.api.Assertions.assertThat;

import io.netjar.wire.Endpoint;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// RFC 3168 §6.1: explicit congestion notification, over a round trip of 20 ms.
class EcnTest {
    private static final int RTT = 20;
    private static final int NOT_CAPABLE = 0;
    private static final int CAPABLE = 2;
    private static final int MARKED = 3;

    private static Peer peer(EcnMode mode) {
        return new Peer(TcpSettings.linuxLike().withEcn(mode).withOptions(false, true, false));
    }

    @Nested
    class Agreeing {
        private void answers(EcnMode mode, TestSegment request, TestSegment answer) {
            Peer peer = peer(mode);
            peer.tcp.listen(Endpoint.v4(0, 443), 5, socket -> {
            });
            peer.hostPort = 443;
            peer.sends(request);
            peer.expect(answer.seq(0).acks(1));
        }

        @Test
        void answersARequestWithEceAlone() {
            answers(EcnMode.AGREE, syn().ece().cwr(), synAck().ece().ecn(NOT_CAPABLE));
            answers(EcnMode.ASK, syn().ece().cwr(), synAck().ece());
        }

        @Test
        void doesNotAnswerWhatIsNoRequest() {
            answers(EcnMode.OFF, syn().ece().cwr(), synAck());
            answers(EcnMode.AGREE, syn(), synAck());
            answers(EcnMode.AGREE, syn().ece(), synAck());
            answers(EcnMode.AGREE, syn().ece().cwr().ecn(CAPABLE), synAck());
        }

        @Test
        void asksWithBothFlagsAndAgainWithNone() {
            Peer peer = peer(EcnMode.ASK);
            peer.connects();
            peer.expect(syn().ece().cwr().ecn(NOT_CAPABLE));
            peer.waits(1000);
            peer.expect(syn());
            peer.sends(synAck().ece().mss(1000));
            peer.expect(ack(1));
        }

        @Test
        void doesNotAskWhenItOnlyAgrees() {
            Peer peer = peer(EcnMode.AGREE);
            peer.connects();
            peer.expect(syn());
        }

        @Test
        void isNotFooledByAPeerThatReflectsTheFlags() {
            Peer peer = peer(EcnMode.ASK);
            TcpSocket socket = peer.connects();
            peer.expect(syn().ece().cwr());
            peer.sends(synAck().ece().cwr().mss(1000).window(64_000));
            peer.expect(ack(1));
            writes(socket, 1000);
            peer.expect(data(1000).ecn(NOT_CAPABLE));
        }
    }

    @Nested
    class Agreed {
        private final Peer peer = peer(EcnMode.ASK);
        private final TcpSocket socket = open();

        private TcpSocket open() {
            TcpSocket opened = peer.connects();
            peer.expect(syn().ece().cwr());
            peer.waits(RTT);
            peer.sends(synAck().ece().mss(1000).sackPermitted().window(64_000));
            peer.expect(ack(1).ecn(NOT_CAPABLE));
            opened.noDelay(true);
            return opened;
        }

        @Test
        void marksNewDataAsCapableAndNothingElse() {
            writes(socket, 2000);
            peer.expect(data(1000).seq(1).ecn(CAPABLE));
            peer.expect(data(1000).seq(1001).ecn(CAPABLE));
            peer.sends(data("hello").seq(1).acks(1));
            peer.expect(ack(6).ecn(NOT_CAPABLE));
            peer.waits(2 * RTT + 2);
            peer.expect(data(1000).seq(1001).ecn(NOT_CAPABLE));
            peer.waits(RTT + 200);
            peer.expect(data(1000).seq(1).ecn(NOT_CAPABLE));
        }

        @Test
        void echoesAMarkAtOnceAndUntilThePeerHasSlowedDown() {
            for (int i = 0; i < 20; i++) {
                peer.sends(data("x").seq(1 + i).acks(1).ecn(CAPABLE));
            }
            peer.forgets();
            peer.sends(data("y").seq(21).acks(1).ecn(MARKED));
            peer.expect(ack(22).ece());
            peer.sends(data(1000).seq(22).acks(1).ecn(CAPABLE));
            peer.sends(data(1000).seq(1022).acks(1).ecn(CAPABLE));
            peer.expect(ack(2022).ece());
            peer.sends(data("z").seq(2022).acks(1).cwr().ecn(CAPABLE));
            peer.expect(ack(2023));
            peer.sends(data("z").seq(2023).acks(1).cwr().ecn(MARKED));
            peer.expect(ack(2024).ece());
        }

        /// A flight of ten, every acknowledgement of which has an echo, and the one after.
        private void cutsOnce() {
            writes(socket, 60_000);
            assertThat(peer.forgets()).isEqualTo(10);
            peer.waits(RTT);
            int sent = 0;
            for (int i = 1; i <= 10; i++) {
                peer.sends(ack(1 + 1000 * i).seq(1).ece());
                if (sent == 0 && i == 1) {
                    peer.expectNothing();
                } else if (sent == 0) {
                    // Seven for ten.
                    peer.expect(data(1000).seq(10_001).cwr().ecn(CAPABLE));
                    sent = 1;
                } else {
                    sent += peer.forgets();
                }
            }
            assertThat(sent).isEqualTo(7);
            peer.sends(ack(11_001).seq(1));
            peer.expect(data(1000).seq(17_001));
            peer.expectNothing();
        }

        @Test
        void cutsTheWindowOncePerRoundTripAndSaysSo() {
            cutsOnce();
        }

        @Test
        void cutsAgainForTheNextRoundTrip() {
            cutsOnce();
            peer.waits(RTT);
            peer.sends(ack(18_001).seq(1));
            int window = peer.forgets();
            peer.sends(ack(19_001).seq(1).ece());
            peer.sends(ack(18_001 + 1000 * window).seq(1).ece());
            peer.expect(data(1000).seq(18_001 + 1000 * window).cwr());
            assertThat(1 + peer.forgets()).isEqualTo((int) (window * 0.7));
        }

        @Test
        void doesNotCutTwiceForAMarkAndALossOfOneRoundTrip() {
            writes(socket, 60_000);
            assertThat(peer.forgets()).isEqualTo(10);
            peer.waits(RTT);
            peer.sends(ack(1).seq(1).sack(1001, 2001).ece());
            peer.expectNothing();
            peer.sends(ack(1).seq(1).sack(1001, 4001).ece());
            peer.expect(data(1000).seq(1).ecn(NOT_CAPABLE));
            int sent = peer.forgets();
            peer.sends(ack(10_001).seq(1).ece());
            assertThat(sent + peer.forgets()).as("seven for ten").isEqualTo(7);
        }

        @Test
        void sendsTheNoticeAfterARepairToo() {
            writes(socket, 60_000);
            assertThat(peer.forgets()).isEqualTo(10);
            peer.waits(RTT);
            peer.sends(ack(1).seq(1).sack(1001, 4001));
            peer.expect(data(1000).seq(1).ecn(NOT_CAPABLE));
            peer.sends(ack(10_001).seq(1));
            peer.expect(data(1000).seq(10_001).cwr().ecn(CAPABLE));
            peer.expect(data(1000).seq(11_001).ecn(CAPABLE));
            peer.forgets();
        }
    }
}
