package io.netjar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.netjar.engine.Engine;
import io.netjar.engine.Pace;
import io.netjar.engine.PacedRunner;
import io.netjar.engine.Timer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PaceControlTest {
    private final Engine engine = new Engine(1);
    private long wall;

    private PacedRunner runner(Pace first) {
        return new PacedRunner(engine, () -> wall += 1000, first);
    }

    private static void type(PacedRunner runner, Pace first, String... words) {
        var control = new PaceControl(runner, first);
        for (String word : words) {
            switch (word) {
                case "pause" -> control.pause();
                case "resume" -> control.goOn();
                case "step" -> control.step();
                case "faster" -> control.faster();
                case "slower" -> control.slower();
                default -> control.set(Pace.scaled(Double.parseDouble(word)));
            }
        }
    }

    /// The pace that a runner has after `words`.
    private Pace paceAfter(Pace first, String... words) {
        PacedRunner runner = runner(first);
        type(runner, first, words);
        var seen = new ArrayList<Pace>();
        runner.look(() -> {
            seen.add(runner.pace());
            runner.stop();
        });
        runner.run();
        assertThat(seen).hasSize(1);
        return seen.getFirst();
    }

    @Test
    void goesOnAtThePaceBefore() {
        assertThat(paceAfter(Pace.scaled(4), "pause")).isEqualTo(Pace.paused());
        assertThat(paceAfter(Pace.scaled(4), "pause", "pause")).isEqualTo(Pace.paused());
        assertThat(paceAfter(Pace.scaled(4), "pause", "resume")).isEqualTo(Pace.scaled(4));
        assertThat(paceAfter(Pace.virtual(), "pause", "resume")).isEqualTo(Pace.virtual());
        assertThat(paceAfter(Pace.paused(), "resume")).isEqualTo(Pace.real());
    }

    @Test
    void doublesAndHalvesWithinTheLimits() {
        assertThat(paceAfter(Pace.real(), "faster", "faster", "faster")).isEqualTo(Pace.scaled(8));
        assertThat(paceAfter(Pace.real(), "slower", "slower")).isEqualTo(Pace.scaled(0.25));
        assertThat(paceAfter(Pace.scaled(501), "faster", "faster")).isEqualTo(Pace.scaled(1000));
        assertThat(paceAfter(Pace.scaled(0.0019), "slower")).isEqualTo(Pace.scaled(0.001));
        assertThat(paceAfter(Pace.virtual(), "faster")).isEqualTo(Pace.virtual());
        assertThat(paceAfter(Pace.virtual(), "slower")).isEqualTo(Pace.scaled(1000));
    }

    @Test
    void whilePausedThePaceChangesAtWhichItGoesOn() {
        assertThat(paceAfter(Pace.real(), "pause", "faster", "faster")).isEqualTo(Pace.paused());
        assertThat(paceAfter(Pace.real(), "pause", "faster", "faster", "resume")).isEqualTo(Pace.scaled(4));
    }

    @Test
    void aPaceThatIsNamedEndsAPause() {
        assertThat(paceAfter(Pace.real(), "pause", "0.5")).isEqualTo(Pace.scaled(0.5));
    }

    @Test
    void aStepLetsOneEventHappenAndNoMore() {
        var happened = new ArrayList<String>();
        for (String name : List.of("first", "second", "third")) {
            new Timer(engine, _ -> happened.add(name)).armAt(5);
        }
        PacedRunner runner = runner(Pace.paused());
        type(runner, Pace.paused(), "step", "step");
        runner.look(runner::stop);
        runner.run();
        assertThat(happened).containsExactly("first", "second");
    }
}
