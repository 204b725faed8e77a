package io.netjar.net.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.netjar.engine.Chance;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SynCookiesTest {
    private static final long SECOND = 1_000_000_000L;

    private final SynCookies cookies = cookies(1);

    private static SynCookies cookies(long seed) {
        return new SynCookies(new InitialSequence(Chance.of(seed, "x")));
    }

    private static Segment segment(int seq, int ack, int mss) {
        var segment = new Segment();
        segment.source = Peer.ADDRESS;
        segment.destination = Peer.HOST;
        segment.sourcePort = 5000;
        segment.destinationPort = 80;
        segment.seq = seq;
        segment.ack = ack;
        segment.mss = mss;
        return segment;
    }

    private Segment answer(int peerIss, int mss, long time) {
        return segment(peerIss + 1, cookies.cookie(segment(peerIss, 0, mss), time) + 1, 0);
    }

    @ParameterizedTest
    @CsvSource({"0,536", "536,536", "1299,536", "1300,1300", "1439,1300", "1440,1440", "1459,1440",
            "1460,1460", "8960,1460"})
    void rememberTheSegmentSizeThatTheSynAskedForOrTheNextSmaller(int asked, int remembered) {
        assertThat(cookies.mss(answer(-1, asked, 0), SECOND)).isEqualTo(remembered);
    }

    @Test
    void holdForOneToTwoMinutes() {
        Segment early = answer(7, 1460, 0);
        assertThat(cookies.mss(early, 128 * SECOND - 1)).isEqualTo(1460);
        assertThat(cookies.mss(early, 128 * SECOND)).isZero();
        assertThat(cookies.mss(answer(7, 1460, 64 * SECOND - 1), 128 * SECOND)).isZero();
        // The counter's five bits come round after 2,048 s; the hash has all of it.
        assertThat(cookies.mss(early, 2048 * SECOND)).isZero();
    }

    @Test
    void belongToBothEndsAndThePeersSequenceNumber() {
        assertThat(cookies.mss(answer(7, 1460, 0), 0)).isEqualTo(1460);
        Segment other = answer(7, 1460, 0);
        other.source++;
        assertThat(cookies.mss(other, 0)).isZero();
        other = answer(7, 1460, 0);
        other.sourcePort++;
        assertThat(cookies.mss(other, 0)).isZero();
        other = answer(7, 1460, 0);
        other.destination++;
        assertThat(cookies.mss(other, 0)).isZero();
        other = answer(7, 1460, 0);
        other.destinationPort++;
        assertThat(cookies.mss(other, 0)).isZero();
        other = answer(7, 1460, 0);
        other.seq++;
        assertThat(cookies.mss(other, 0)).isZero();
    }

    @Test
    void cannotBeMadeByThoseWhoDoNotHaveTheSecret() {
        assertThat(cookies(2).mss(answer(7, 1460, 0), 0)).isZero();
        assertThat(cookies(1).mss(answer(7, 1460, 0), 0)).isEqualTo(1460);
        Chance chance = Chance.of(3, "guesses");
        for (int i = 0; i < 100_000; i++) {
            assertThat(cookies.mss(segment(8, chance.nextInt(), 0), 0)).isZero();
        }
    }

    @ParameterizedTest
    @CsvSource({"-1,false,false", "0,true,false", "7,false,true", "14,true,true"})
    void keepOptionsInATimestampNoLaterThanTheClock(int shift, boolean sack, boolean ecn) {
        TcpSettings settings = TcpSettings.linuxLike();
        for (int millis = -100; millis < 100; millis++) {
            var offer = new Negotiated();
            offer.scale(settings, shift);
            offer.sack = sack;
            offer.ecn.restore(ecn);
            int timestamp = CookieOptions.timestamp(offer, millis);
            assertThat(millis - timestamp).isBetween(0, 63);

            var agreed = new Negotiated();
            agreed.timestampOffset = 0x7fff_ffff;
            Segment ack = segment(1, 1, 0);
            ack.hasTimestamps = true;
            ack.tsVal = 5;
            ack.tsEcr = timestamp + agreed.timestampOffset;
            CookieOptions.restore(agreed, ack, settings, 0);
            assertThat(agreed)
                    .extracting("timestamps", "tsRecent", "scaling", "peerShift", "ownShift", "sack")
                    .containsExactly(true, 5, shift >= 0, Math.max(0, shift), shift >= 0 ? 7 : 0, sack);
            assertThat(agreed.ecn.isAgreed()).isEqualTo(ecn);
        }
    }

    @Test
    void keepNoOptionThatTheHostWouldNotHaveOffered() {
        Segment ack = segment(1, 1, 0);
        ack.hasTimestamps = true;
        ack.tsEcr = 32 + 16 + 7;
        var agreed = new Negotiated();
        CookieOptions.restore(agreed, ack, TcpSettings.linuxLike().withOptions(false, true, true), 0);
        assertThat(agreed.timestamps || agreed.sack || agreed.scaling || agreed.ecn.isAgreed()).isFalse();
        CookieOptions.restore(agreed, ack,
                TcpSettings.linuxLike().withOptions(true, false, false).withEcn(EcnMode.OFF), 0);
        assertThat(agreed.timestamps).isTrue();
        assertThat(agreed.sack || agreed.scaling || agreed.ecn.isAgreed()).isFalse();
    }
}
