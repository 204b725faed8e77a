package io.netjar.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PacedRunnerTest {
    private static final long MS = 1_000_000L;
    /// The clock on the wall did not begin with the engine's.
    private static final long START = 77_000 * MS;
    /// Two readings of the clock lie between a look at it and an event.
    private static final long READINGS = 5000;

    private final Engine engine = new Engine(1);
    private final Wall wall = new Wall(START);
    private final List<String> happened = new ArrayList<>();

    private PacedRunner runner(Pace pace) {
        return new PacedRunner(engine, wall::read, pace, wall::sleep);
    }

    private Timer note(String name, long time) {
        var timer = new Timer(engine, now -> happened.add(name + "@" + now));
        timer.armAt(time);
        return timer;
    }

    private void post(String name) {
        engine.mailbox().post(() -> happened.add(name + "@" + engine.now()));
    }

    /// When the one thing that happened did.
    private long timeOf(String name) {
        assertThat(happened).singleElement().asString().startsWith(name + "@");
        return Long.parseLong(happened.getFirst().substring(name.length() + 1));
    }

    /// Runs until the clock on the wall says `end` after its beginning.
    private void runFor(PacedRunner runner, long end) {
        wall.at(START + end, () -> engine.mailbox().post(runner::stop));
        runner.run();
    }

    @Nested
    class InStepWithTheWall {
        @ParameterizedTest
        @ValueSource(doubles = {0.001, 0.5, 1, 2, 1000})
        void firesWhatIsDueByTheWallClockTimesTheSpeed(double speed) {
            var walls = new ArrayList<Long>();
            long due = (long) (50 * MS * speed);
            new Timer(engine, _ -> walls.add(wall.nanos() - START)).armAt(due);
            note("later", (long) (52 * MS * speed));
            runFor(runner(Pace.scaled(speed)), 51 * MS);
            assertThat(walls).singleElement().satisfies(
                    late -> assertThat(late).isBetween(50 * MS, 50 * MS + READINGS));
            assertThat(happened).isEmpty();
            assertThat(engine.now()).isBetween((long) (50.9 * MS * speed), (long) (51 * MS * speed));
        }

        @Test
        void sleepsWhileThereIsTime() {
            note("timer", 50 * MS);
            runFor(runner(Pace.real()), 51 * MS);
            // Each sleep is at most 20 ms long, so that a pause of the machine is noticed.
            assertThat(wall.sleeps()).isBetween(3, 5);
        }

        @Test
        void lettersTakeEffectWhenTheyWerePosted() {
            wall.at(START + 3 * MS, () -> post("letter"));
            runFor(runner(Pace.real()), 5 * MS);
            assertThat(timeOf("letter")).isBetween(3 * MS - READINGS, 3 * MS + READINGS);
        }

        @Test
        void anAnswerThatCameInTimeIsSeenBeforeTheTimerThatGivesItUp() {
            Timer retransmission = note("retransmission", 30 * MS);
            // The engine is held up from 10 to 50 ms; meanwhile, at 20 ms, the answer is posted.
            new Timer(engine, _ -> {
                wall.pass(10 * MS);
                engine.mailbox().post(() -> {
                    happened.add("answer@" + engine.now() / MS);
                    retransmission.cancel();
                });
                wall.pass(30 * MS);
            }).armAt(10 * MS);
            note("earlier", 15 * MS);
            runFor(runner(Pace.real()), 60 * MS);
            assertThat(happened).containsExactly("earlier@15000000", "answer@20");
        }

        @Test
        void catchesUpWithAShortPauseOfTheMachine() {
            new Timer(engine, _ -> wall.pass(99 * MS)).armAt(10 * MS);
            note("meanwhile", 20 * MS);
            var runner = runner(Pace.real());
            runFor(runner, 200 * MS);
            assertThat(happened).containsExactly("meanwhile@20000000");
            assertThat(engine.now()).isBetween(199 * MS, 200 * MS);
            Lateness lateness = runner.lateness();
            assertThat(lateness.maxNanos()).isBetween(89 * MS, 90 * MS);
            assertThat(lateness.slippedNanos()).isZero();
        }

        @Test
        void slipsOverALongPauseOfTheMachineSoThatNothingExpiresByIt() {
            Timer retransmission = note("retransmission", 210 * MS);
            new Timer(engine, _ -> {
                wall.pass(300 * MS);
                // What waited at a door comes in only after the pause, as that stopped the door's thread, too.
                wall.at(wall.nanos() + MS / 2, () -> engine.mailbox().post(() -> {
                    happened.add("answer@" + engine.now() / MS);
                    retransmission.cancel();
                }));
            }).armAt(210 * MS - MS / 10);
            var runner = runner(Pace.real());
            runFor(runner, 600 * MS);
            assertThat(happened).containsExactly("answer@209");
            assertThat(runner.lateness().slippedNanos()).isBetween(300 * MS, 301 * MS);
            assertThat(engine.now()).isBetween(298 * MS, 300 * MS);
        }

        @Test
        void slipsOverAPauseWhileItSleeps() {
            note("timer", 70 * MS);
            wall.at(START + 5 * MS, () -> wall.pass(500 * MS));
            runFor(runner(Pace.real()), 550 * MS);
            assertThat(happened).isEmpty();
            runFor(runner(Pace.real()), 600 * MS);
            assertThat(happened).containsExactly("timer@70000000");
        }

        @Test
        void takesNoLimitThatEachWaitBreaks() {
            var runner = runner(Pace.real());
            runner.catchUp(Duration.ofMillis(10));
            assertThatThrownBy(() -> runner.catchUp(Duration.ofNanos(9_999_999)))
                    .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("10 ms");
        }

        @ParameterizedTest
        @ValueSource(longs = {10, 40, 1_000_000})
        void fallsBehindAsFarAsItIsAllowedTo(long limitMillis) {
            // Each millisecond's event costs two; the end, posted at 500 ms, has its place after those of 500 ms.
            Timer[] busy = new Timer[1];
            busy[0] = new Timer(engine, _ -> {
                wall.pass(2 * MS);
                busy[0].armIn(MS);
            });
            busy[0].armAt(0);
            var runner = runner(Pace.real());
            runner.catchUp(Duration.ofMillis(limitMillis));
            runFor(runner, 500 * MS);
            Lateness lateness = runner.lateness();
            assertThat(lateness.maxNanos()).isBetween(
                    Math.min(limitMillis, 500) * MS - 3 * MS, Math.min(limitMillis, 500) * MS + MS);
            assertThat(lateness.slippedNanos() == 0).isEqualTo(limitMillis > 500);
        }
    }

    @Nested
    class WhilePaused {
        @Test
        void theClockStandsAndLettersAreAnswered() {
            note("timer", MS);
            wall.at(START + 20 * MS, () -> engine.mailbox().post(() -> {
                post("asked");
                note("answer", engine.now());
                note("later", engine.now() + 1);
            }));
            runFor(runner(Pace.paused()), 50 * MS);
            assertThat(happened).containsExactly("answer@0", "asked@0");
            assertThat(engine.now()).isZero();
        }

        @Test
        void goesOnWhereItStood() {
            var walls = new ArrayList<Long>();
            new Timer(engine, _ -> walls.add(wall.nanos() - START)).armAt(15 * MS);
            var runner = runner(Pace.real());
            wall.at(START + 10 * MS, () -> runner.pace(Pace.paused()));
            wall.at(START + 4000 * MS, () -> runner.pace(Pace.real()));
            runFor(runner, 5000 * MS);
            assertThat(walls).singleElement().satisfies(
                    time -> assertThat(time).isBetween(4005 * MS, 4005 * MS + READINGS));
            assertThat(runner.lateness().slippedNanos()).isZero();
        }

        @Test
        void stepsFromEventToEvent() {
            note("a", 5 * MS);
            note("b", 5 * MS);
            note("c", 5000 * MS);
            var runner = runner(Pace.paused());
            for (int i = 1; i <= 4; i++) {
                int number = i;
                wall.at(START + i * MS, runner::step);
                wall.at(START + i * MS + MS / 2, () -> happened.add("step " + number));
            }
            runFor(runner, 10 * MS);
            assertThat(happened).containsExactly("a@5000000", "step 1", "b@5000000", "step 2", "c@5000000000",
                    "step 3", "step 4");
            assertThat(engine.now()).isEqualTo(5000 * MS);
        }

        @Test
        void looksBetweenTwoSingleStepsWithoutLettingAnythingHappen() {
            note("a", 5 * MS);
            note("b", 5 * MS);
            PacedRunner runner = runner(Pace.paused());
            wall.at(START + MS, runner::step);
            wall.at(START + 2 * MS, () -> runner.look(() -> happened.add("looked@" + engine.now())));
            wall.at(START + 3 * MS, runner::step);
            runFor(runner, 4 * MS);
            assertThat(happened).containsExactly("a@5000000", "looked@5000000", "b@5000000");
        }

        @Test
        void stepsThroughAStretchOfTime() {
            note("inside", 10 * MS);
            note("outside", 10 * MS + 1);
            var runner = runner(Pace.paused());
            wall.at(START + MS, () -> runner.step(Duration.ofMillis(10), () -> post("end")));
            runFor(runner, 5 * MS);
            assertThat(happened).containsExactly("inside@10000000", "end@10000000");
            assertThat(engine.now()).isEqualTo(10 * MS);
        }

        @Test
        void aStepThatIsOvertakenEndsWhereItIs() {
            Timer[] endless = new Timer[1];
            endless[0] = new Timer(engine, _ -> {
                wall.read();
                endless[0].armIn(1);
            });
            endless[0].armAt(0);
            var runner = runner(Pace.paused());
            wall.at(START + MS, () -> runner.step(Duration.ofDays(1), () -> happened.add("ended")));
            wall.at(START + 2 * MS, () -> runner.pace(Pace.paused()));
            runFor(runner, 3 * MS);
            assertThat(happened).containsExactly("ended");
            assertThat(engine.now()).isBetween(1L, MS);
        }

        @ParameterizedTest
        @ValueSource(longs = {0, -1})
        void takesNoStepThatLeadsNowhere(long nanos) {
            var runner = runner(Pace.paused());
            assertThatThrownBy(() -> runner.step(Duration.ofNanos(nanos), () -> {
            })).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("a step takes time");
        }
    }

    @Test
    void runsAheadInVirtualPaceAndStillTakesLetters() {
        Timer[] yearly = new Timer[1];
        yearly[0] = new Timer(engine, now -> {
            wall.pass(1000);
            wall.read();
            yearly[0].armIn(3600 * 1000 * MS);
        });
        yearly[0].armAt(0);
        var runner = runner(Pace.virtual());
        wall.at(START + 2 * MS, () -> post("letter"));
        runFor(runner, 5 * MS);
        // 1.5 µs an event: over 3,000 hours pass in 5 ms.
        assertThat(Duration.ofNanos(engine.now()).toHours()).isBetween(3000L, 5000L);
        assertThat(happened).hasSize(1);
    }

    @Test
    void theClockStandsInVirtualPaceWhenNothingIsLeftToHappen() {
        note("last", MS);
        wall.at(START + 50 * MS, () -> post("letter"));
        runFor(runner(Pace.virtual()), 90 * MS);
        assertThat(happened).containsExactly("last@1000000", "letter@1000000");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void neitherJumpsNorLosesAnythingHoweverThePaceChanges(long seed) {
        Chance chance = Chance.of(seed, "paces");
        var runner = runner(Pace.real());
        var expected = new ArrayList<String>();
        for (int i = 0; i < 3000; i++) {
            note("t", i * MS / 3);
            expected.add("t@" + i * MS / 3);
        }
        var atChange = new ArrayList<Long>();
        for (int i = 1; i <= 100; i++) {
            double speed = Math.pow(10, chance.nextDouble() * 2 - 1);
            Pace pace = chance.happens(0.2) ? Pace.paused() : Pace.scaled(speed);
            wall.at(START + 5 * MS * i + chance.nextInt((int) MS), () -> {
                runner.pace(pace);
                engine.mailbox().post(() -> atChange.add(engine.now()));
            });
        }
        wall.at(START + 501 * MS, () -> runner.pace(Pace.scaled(100)));
        runFor(runner, 600 * MS);
        assertThat(happened).as("seed " + seed).containsExactlyElementsOf(expected);
        for (int i = 1; i < atChange.size(); i++) {
            // At most 6 ms lie between two changes, at a speed of at most 10.
            assertThat(atChange.get(i) - atChange.get(i - 1)).as("seed " + seed).isBetween(0L, 61 * MS);
        }
        assertThat(runner.lateness().maxNanos()).as("seed " + seed).isLessThan(READINGS);
    }

    @Test
    void aChangeOfSpeedTakesEffectWhenItWasAskedFor() {
        var runner = runner(Pace.scaled(2));
        wall.at(START + 10 * MS, () -> runner.pace(Pace.scaled(0.5)));
        wall.at(START + 30 * MS, () -> runner.pace(Pace.scaled(100)));
        wall.at(START + 31 * MS, () -> post("now"));
        runFor(runner, 40 * MS);
        // 10 ms at 2, 20 ms at 0.5, 1 ms at 100.
        assertThat(timeOf("now")).isBetween(130 * MS - 100 * READINGS, 130 * MS + 100 * READINGS);
    }

    @Test
    void aChangeOfSpeedThatIsHeardLateTakesEffectWhenItWasAskedFor() {
        var runner = runner(Pace.real());
        // The engine is held up from 10 to 60 ms; the change is posted at 30 ms.
        new Timer(engine, _ -> {
            wall.pass(20 * MS);
            runner.pace(Pace.scaled(2));
            wall.pass(30 * MS);
        }).armAt(10 * MS);
        wall.at(START + 100 * MS, () -> post("now"));
        runFor(runner, 110 * MS);
        assertThat(timeOf("now")).isBetween(170 * MS - 2 * READINGS, 170 * MS + 2 * READINGS);
    }

    @Test
    void stopsAfterTheEventThatIsUnderWayAndGoesOnLater() {
        var runner = runner(Pace.real());
        new Timer(engine, _ -> runner.stop()).armAt(MS);
        note("same time", MS);
        runner.run();
        assertThat(happened).isEmpty();
        assertThat(engine.now()).isEqualTo(MS);
        runFor(runner, 5 * MS);
        assertThat(happened).containsExactly("same time@1000000");
    }

    @Test
    void aStopBeforeTheBeginningIsNotForgotten() {
        note("timer", 0);
        var runner = runner(Pace.virtual());
        runner.stop();
        runner.run();
        assertThat(happened).isEmpty();
    }

    @Test
    void isWokenByALetterFromAnotherThread() throws InterruptedException {
        var runner = new PacedRunner(engine, System::nanoTime, Pace.paused());
        Thread engineThread = Thread.ofPlatform().start(runner::run);
        engine.mailbox().post(() -> {
            happened.add("letter");
            runner.stop();
        });
        engineThread.join();
        assertThat(happened).containsExactly("letter");
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.0009, 1000.1, -1, Double.NaN})
    void takesNoSpeedThatIsNone(double speed) {
        assertThatThrownBy(() -> Pace.scaled(speed)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("from 0.001 to 1000");
    }
}
