package io.netjar.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netjar.engine.Lateness;
import io.netjar.engine.Pace;
import java.util.List;
import org.junit.jupiter.api.Test;

class StatusLineTest {
    private static final long MS = 1_000_000L;

    private static StatusLine.Reading real(Lateness lateness) {
        return new StatusLine.Reading(Pace.real(), lateness, 0);
    }

    @Test
    void tellsHowLateEventsWere() {
        assertThat(StatusLine.text(real(new Lateness(12_345, 4_000, 20_000, MS, 0))))
                .isEqualTo(
                        "real time is held: 12,345 events/s, 99 of 100 events at most 0.02 ms late, the latest 1.00 ms");
    }

    @Test
    void tellsThatNothingHappens() {
        assertThat(StatusLine.text(real(new Lateness(0, 0, 0, 0, 0))))
                .isEqualTo("real time is held: nothing happens");
    }

    @Test
    void warnsWhenMostEventsAreLaterThanTenMilliseconds() {
        assertThat(StatusLine.isHeld(new Lateness(100, 0, 10 * MS, 90 * MS, 0))).isTrue();
        var late = new Lateness(100, 0, 10 * MS + 1, 90 * MS, 0);
        assertThat(StatusLine.isHeld(late)).isFalse();
        assertThat(StatusLine.text(real(late))).startsWith("real time is NOT held: 99 of 100");
    }

    @Test
    void warnsWhenTheClockInsideStood() {
        assertThat(StatusLine.text(real(new Lateness(100, 0, MS, MS, 250 * MS))))
                .startsWith("real time is NOT held: it stood for 250 ms; ");
    }

    @Test
    void namesThePace() {
        var nothing = new Lateness(0, 0, 0, 0, 0);
        assertThat(StatusLine.text(new StatusLine.Reading(Pace.paused(), nothing, 12_000_345_678L)))
                .isEqualTo("paused at 12.000345678 s");
        assertThat(StatusLine.text(new StatusLine.Reading(Pace.virtual(), nothing, 0)))
                .isEqualTo("as fast as it goes");
        assertThat(StatusLine.text(new StatusLine.Reading(Pace.scaled(0.1), nothing, 0)))
                .isEqualTo("a pace of 0.1 is held: nothing happens");
        assertThat(PaceText.name(Pace.scaled(0.001953125))).isEqualTo("a pace of 0.00195");
    }

    @Test
    void readsAPaceAsPeopleWriteIt() throws Failure {
        assertThat(PaceText.parse("real")).isEqualTo(Pace.scaled(1));
        assertThat(PaceText.parse("Virtual")).isEqualTo(Pace.virtual());
        assertThat(PaceText.parse("paused")).isEqualTo(Pace.paused());
        assertThat(PaceText.parse("0.001")).isEqualTo(Pace.scaled(0.001));
        for (String wrong : List.of("fast", "0", "1001", "NaN", "")) {
            assertThatThrownBy(() -> PaceText.parse(wrong)).isInstanceOf(Failure.class);
        }
    }
}
