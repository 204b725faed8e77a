package io.netjar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.netjar.engine.Lateness;
import org.junit.jupiter.api.Test;

class StatusLineTest {
    private static final long MS = 1_000_000L;

    @Test
    void tellsHowLateEventsWere() {
        assertThat(StatusLine.text(new Lateness(12_345, 4_000, 20_000, MS, 0)))
                .isEqualTo(
                        "real time is held: 12,345 events/s, 99 of 100 events at most 0.02 ms late, the latest 1.00 ms");
    }

    @Test
    void tellsThatNothingHappens() {
        assertThat(StatusLine.text(new Lateness(0, 0, 0, 0, 0)))
                .isEqualTo("real time is held: nothing happens");
    }

    @Test
    void warnsWhenMostEventsAreLaterThanTenMilliseconds() {
        assertThat(StatusLine.isHeld(new Lateness(100, 0, 10 * MS, 90 * MS, 0))).isTrue();
        var late = new Lateness(100, 0, 10 * MS + 1, 90 * MS, 0);
        assertThat(StatusLine.isHeld(late)).isFalse();
        assertThat(StatusLine.text(late)).startsWith("real time is NOT held: 99 of 100");
    }

    @Test
    void warnsWhenTheClockInsideStood() {
        assertThat(StatusLine.text(new Lateness(100, 0, MS, MS, 250 * MS)))
                .startsWith("real time is NOT held: it stood for 250 ms; ");
    }
}
