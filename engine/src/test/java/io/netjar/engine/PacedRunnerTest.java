package io.netjar.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The wall clock here is a script: each reading of it is the next of its times.
class PacedRunnerTest {
    private final Engine engine = new Engine(1);
    private final List<String> happened = new ArrayList<>();

    private PacedRunner runner(double speed, long... wall) {
        int[] next = {0};
        return new PacedRunner(engine, () -> wall[Math.min(next[0]++, wall.length - 1)], speed);
    }

    private void arm(long time) {
        new Timer(engine, now -> happened.add("timer@" + now)).armAt(time);
    }

    private void stopAt(PacedRunner[] runner, long time) {
        new Timer(engine, _ -> runner[0].stop()).armAt(time);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.5, 1, 2})
    void firesWhatIsDueByTheWallClockTimesTheSpeed(double speed) {
        PacedRunner[] runner = {runner(speed, 1_000_000, 1_000_000, 1_000_000 + (long) (500 / speed))};
        arm(400);
        arm(501);
        stopAt(runner, 500);
        runner[0].run();
        assertThat(happened).containsExactly("timer@400");
        assertThat(engine.now()).isEqualTo(500);
    }

    @Test
    void runsWhatOtherThreadsPostedAtThePresentTime() throws InterruptedException {
        PacedRunner[] runner = {runner(1, 0, 300)};
        Thread other = Thread.ofPlatform().start(() -> engine.mailbox().post(() -> {
            happened.add("letter@" + engine.now());
            runner[0].stop();
        }));
        other.join();
        runner[0].run();
        assertThat(happened).containsExactly("letter@300");
    }

    @Test
    void isWokenByALetterFromAnotherThread() throws InterruptedException {
        var runner = new PacedRunner(engine, () -> 0, 1);
        Thread engineThread = Thread.ofPlatform().start(runner::run);
        engine.mailbox().post(() -> {
            happened.add("letter");
            runner.stop();
        });
        engineThread.join();
        assertThat(happened).containsExactly("letter");
    }

    @Test
    void gaugesHowLateTheLatestEventOfASecondWas() {
        PacedRunner[] runner = {runner(1, 0, 7_000_000, 2_000_000_000L)};
        arm(2_000_000);
        stopAt(runner, 2_000_000_000L);
        runner[0].run();
        // Due at 2 ms, looked at when the wall clock said 7 ms; the stop, due just then, was not late.
        assertThat(runner[0].latenessNanos()).isEqualTo(5_000_000);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.0009, 1000.1, -1, Double.NaN})
    void takesNoSpeedThatIsNone(double speed) {
        assertThatThrownBy(() -> runner(speed, 0)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("from 0.001 to 1000");
    }
}
