package io.netjar.net.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// Segments of 1000 bytes over a path of 100 ms.
class DeliveryRateTest {
    private static final int MSS = 1000;
    private static final long MILLI = 1_000_000L;
    private static final long ROUND_TRIP = 100 * MILLI;

    private final DeliveryRate rate = new DeliveryRate();

    /// Sends segment `number` of the stream at `millis`.
    private void sends(int number, boolean alone, long millis) {
        rate.sent((number + 1) * MSS, alone, millis * MILLI);
    }

    /// Segment `number`, which was sent at `sentMillis`, is acknowledged at `millis`.
    private void delivers(int number, long sentMillis, long millis) {
        rate.delivered(MSS, sentMillis * MILLI, (number + 1) * MSS, ROUND_TRIP, millis * MILLI);
    }

    private TcpInfo.Delivery measured() {
        return rate.info();
    }

    @Test
    void isNothingAndLimitedBeforeAnythingIsDelivered() {
        sends(0, true, 0);
        assertThat(measured()).isEqualTo(new TcpInfo.Delivery(0, true));
    }

    @Test
    void isTheRateOfTheBottleneckWhateverTheWindow() {
        long[] sentAt = new long[200];
        for (int i = 0; i < 20; i++) {
            sends(i, i == 0, 0);
        }
        // One segment in 8 ms is a megabit a second; 20 of them are more than fits into the round trip.
        for (int i = 0; i < 180; i++) {
            long now = 100 + 8L * i;
            delivers(i, sentAt[i], now);
            sentAt[i + 20] = now;
            sends(i + 20, false, now);
        }
        assertThat(measured()).isEqualTo(new TcpInfo.Delivery(1_000_000, false));
    }

    @Test
    void countsAllThatWasSentAtOnce() {
        sends(0, true, 0);
        sends(1, false, 0);
        sends(2, false, 0);
        delivers(0, 0, 100);
        assertThat(measured().bitsPerSecond()).isEqualTo(80_000);
        delivers(1, 0, 100);
        delivers(2, 0, 120);
        assertThat(measured().bitsPerSecond()).isEqualTo(200_000);
    }

    @Test
    void isNotMoreThanWasSentWhereAcknowledgementsComeInALump() {
        sends(0, true, 0);
        sends(1, false, 100);
        delivers(0, 0, 150);
        sends(2, false, 200);
        sends(3, false, 300);
        sends(4, false, 400);
        // Late, so that 105 ms later four segments are acknowledged, which took 395 ms to send.
        delivers(1, 100, 490);
        sends(5, false, 495);
        delivers(2, 200, 595);
        delivers(3, 300, 595);
        delivers(4, 400, 595);
        delivers(5, 495, 595);
        assertThat(measured().bitsPerSecond()).isEqualTo(Math.round(32_000 / 0.395));
    }

    @Test
    void leavesOutWhatTookLessThanTheShortestRoundTrip() {
        sends(0, true, 0);
        delivers(0, 0, 99);
        assertThat(measured().bitsPerSecond()).isZero();
    }

    @Test
    void countsASlowProgramOnlyWhereItWasFasterThanBefore() {
        sends(0, true, 0);
        sends(1, false, 0);
        delivers(0, 0, 100);
        delivers(1, 0, 100);
        assertThat(measured()).isEqualTo(new TcpInfo.Delivery(160_000, false));
        rate.programWasSlow(0);
        sends(2, true, 1000);
        delivers(2, 1000, 1100);
        assertThat(measured()).isEqualTo(new TcpInfo.Delivery(160_000, false));
        rate.programWasSlow(0);
        for (int i = 3; i < 6; i++) {
            sends(i, i == 3, 2000);
        }
        for (int i = 3; i < 6; i++) {
            delivers(i, 2000, 2100);
        }
        assertThat(measured()).isEqualTo(new TcpInfo.Delivery(240_000, true));
        // What is sent after all of that was delivered is not held to be slow any more.
        sends(6, true, 3000);
        delivers(6, 3000, 3100);
        assertThat(measured()).isEqualTo(new TcpInfo.Delivery(80_000, false));
    }
}
