package io.netjar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.netjar.engine.Engine;
import io.netjar.engine.Pace;
import io.netjar.engine.PacedRunner;
import io.netjar.engine.Timer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PaceKeysTest {
    private final Engine engine = new Engine(1);
    private long wall;

    private PacedRunner runner(Pace first) {
        return new PacedRunner(engine, () -> wall += 1000, first);
    }

    private static PaceKeys type(PacedRunner runner, Pace first, String keys) {
        var paceKeys = new PaceKeys(runner, first);
        keys.chars().forEach(key -> assertThat(paceKeys.press(key)).as("key %c", key).isTrue());
        return paceKeys;
    }

    /// The pace that a runner has after `keys`.
    private Pace paceAfter(Pace first, String keys) {
        PacedRunner runner = runner(first);
        type(runner, first, keys);
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
    void spacePausesAndGoesOnAtThePaceBefore() {
        assertThat(paceAfter(Pace.scaled(4), " ")).isEqualTo(Pace.paused());
        assertThat(paceAfter(Pace.scaled(4), "  ")).isEqualTo(Pace.scaled(4));
        assertThat(paceAfter(Pace.virtual(), "  ")).isEqualTo(Pace.virtual());
        assertThat(paceAfter(Pace.paused(), " ")).isEqualTo(Pace.real());
    }

    @Test
    void plusAndMinusDoubleAndHalveWithinTheLimits() {
        assertThat(paceAfter(Pace.real(), "+++")).isEqualTo(Pace.scaled(8));
        assertThat(paceAfter(Pace.real(), "--")).isEqualTo(Pace.scaled(0.25));
        assertThat(paceAfter(Pace.scaled(501), "++")).isEqualTo(Pace.scaled(1000));
        assertThat(paceAfter(Pace.scaled(0.0019), "-")).isEqualTo(Pace.scaled(0.001));
        assertThat(paceAfter(Pace.virtual(), "+")).isEqualTo(Pace.virtual());
        assertThat(paceAfter(Pace.virtual(), "-")).isEqualTo(Pace.scaled(1000));
    }

    @Test
    void whilePausedTheyChangeThePaceAtWhichItGoesOn() {
        assertThat(paceAfter(Pace.real(), " ++")).isEqualTo(Pace.paused());
        assertThat(paceAfter(Pace.real(), " ++ ")).isEqualTo(Pace.scaled(4));
        assertThat(type(runner(Pace.real()), Pace.real(), " ++").legend())
                .startsWith("space go on (a pace of 4), ");
    }

    @Test
    void rGoesBackToRealTimeFromAnywhere() {
        assertThat(paceAfter(Pace.scaled(4), "r")).isEqualTo(Pace.real());
        assertThat(paceAfter(Pace.paused(), "+r")).isEqualTo(Pace.real());
    }

    @Test
    void sLetsOneEventHappenAndNoMore() {
        var happened = new ArrayList<String>();
        for (String name : List.of("first", "second", "third")) {
            new Timer(engine, _ -> happened.add(name)).armAt(5);
        }
        PacedRunner runner = runner(Pace.paused());
        type(runner, Pace.paused(), "ss");
        runner.look(runner::stop);
        runner.run();
        assertThat(happened).containsExactly("first", "second");
    }

    @Test
    void qStops() {
        PacedRunner runner = runner(Pace.real());
        engine.mailbox().post(() -> type(runner, Pace.real(), "q"));
        runner.run();
        assertThat(engine.now()).isLessThan(1_000_000_000L);
    }

    @Test
    void otherKeysMeanNothing() {
        var keys = new PaceKeys(runner(Pace.real()), Pace.real());
        assertThat("\nxQ\033".chars()).noneMatch(keys::press);
    }
}
