package io.netjar.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netjar.engine.Engine;
import io.netjar.engine.Timer;
import io.netty.util.concurrent.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class EngineEventLoopTest {
    private final Engine engine = new Engine(1);
    private final EngineEventLoop loop = new EngineEventLoop(engine);
    private final List<String> log = new ArrayList<>();

    @Test
    void runsTasksAtTheTimeOfTheEventThatGaveThemInOrder() {
        new Timer(engine, now -> {
            loop.execute(() -> note("first"));
            loop.execute(() -> note("second"));
            note("event");
        }).armAt(5);
        new Timer(engine, now -> note("other event")).armAt(5);
        engine.runUntil(100);
        assertThat(log).containsExactly("event@5", "other event@5", "first@5", "second@5");
    }

    @Test
    void runsTasksGivenBetweenRunsOfTheEngineAtThePresentTime() {
        engine.runUntil(7);
        loop.execute(() -> note("task"));
        assertThat(log).isEmpty();
        engine.runUntil(7);
        assertThat(log).containsExactly("task@7");
    }

    @Test
    void runsATaskOfATaskAfterOtherEventsOfThatTime() {
        loop.execute(() -> {
            new Timer(engine, now -> note("event")).armAt(0);
            loop.execute(() -> note("inner"));
        });
        engine.runUntil(0);
        assertThat(log).containsExactly("event@0", "inner@0");
    }

    @Test
    void runsScheduledTasksAtExactlyTheirTimes() {
        loop.schedule(() -> note("late"), 3, TimeUnit.SECONDS);
        loop.schedule(() -> note("early"), 1, TimeUnit.MILLISECONDS);
        loop.schedule(() -> note("at once"), 0, TimeUnit.SECONDS);
        engine.runUntil(10_000_000_000L);
        assertThat(log).containsExactly("at once@0", "early@1000000", "late@3000000000");
    }

    @Test
    void repeatsATaskUntilItIsCancelled() {
        Future<?> beat = loop.scheduleAtFixedRate(() -> note("beat"), 10, 20, TimeUnit.NANOSECONDS);
        loop.schedule(() -> beat.cancel(false), 60, TimeUnit.NANOSECONDS);
        engine.runUntil(1000);
        assertThat(log).containsExactly("beat@10", "beat@30", "beat@50");
    }

    @Test
    void leavesNothingArmedWhenNothingIsToBeDone() {
        loop.execute(() -> note("task"));
        loop.schedule(() -> note("scheduled"), 1, TimeUnit.SECONDS).cancel(false);
        engine.runUntil(0);
        assertThat(engine.armed()).isZero();
        assertThat(log).containsExactly("task@0");
    }

    @Test
    void givesTheResultOfAScheduledTask() {
        Future<String> result = loop.schedule(() -> "done", 5, TimeUnit.NANOSECONDS);
        Future<?> failure = loop.schedule(() -> {
            throw new IllegalStateException("no");
        }, 5, TimeUnit.NANOSECONDS);
        engine.runUntil(5);
        assertThat(result.getNow()).isEqualTo("done");
        assertThat(failure.cause()).hasMessage("no");
    }

    @Test
    void runsTasksThatFollowAFailedOne() {
        loop.execute(() -> {
            throw new IllegalStateException("a task fails");
        });
        loop.execute(() -> note("next"));
        engine.runUntil(0);
        assertThat(log).containsExactly("next@0");
    }

    @Test
    void takesTasksOfOtherThreadsByTheMailbox() throws InterruptedException {
        var other = new Thread(() -> {
            loop.execute(() -> note("posted"));
            loop.schedule(() -> note("scheduled"), 5, TimeUnit.NANOSECONDS);
        });
        other.start();
        other.join();
        engine.runUntil(50);
        assertThat(log).isEmpty();
        engine.mailbox().drain();
        engine.runUntil(100);
        assertThat(log).containsExactly("posted@50", "scheduled@55");
    }

    @Test
    void belongsToTheThreadItWasHandedOverTo() throws InterruptedException {
        assertThat(loop.inEventLoop()).isTrue();
        var runner = new Thread(() -> {
            note("runner in loop: " + loop.inEventLoop());
            engine.runUntil(10);
        });
        loop.handOverTo(runner);
        assertThat(loop.inEventLoop()).isFalse();
        runner.start();
        runner.join();
        assertThat(log).containsExactly("runner in loop: true@0");
    }

    @Test
    void belongsToTheThreadThatRunsItsEvents() throws InterruptedException {
        loop.execute(() -> note("in loop: " + loop.inEventLoop()));
        var runner = new Thread(() -> engine.runUntil(10));
        runner.start();
        runner.join();
        assertThat(log).containsExactly("in loop: true@0");
        assertThat(loop.inEventLoop()).isFalse();
    }

    @Test
    void takesTasksUntilTheQuietPeriodOfAShutdownIsOver() {
        Future<?> end = loop.shutdownGracefully(2, 15, TimeUnit.SECONDS);
        loop.schedule(() -> note("last"), 1, TimeUnit.SECONDS);
        engine.runUntil(1_999_999_999);
        assertThat(loop.isShuttingDown()).isTrue();
        assertThat(end.isDone()).isFalse();
        engine.runUntil(2_000_000_000);
        assertThat(end.isSuccess()).isTrue();
        assertThat(log).containsExactly("last@1000000000");
        assertThatThrownBy(() -> loop.execute(() -> note("too late")))
                .isInstanceOf(RejectedExecutionException.class);
    }

    @Test
    void refusesToSleep() {
        assertThatThrownBy(() -> loop.ticker().sleep(1, TimeUnit.SECONDS))
                .isInstanceOf(UnsupportedOperationException.class);
    }

    private void note(String what) {
        log.add(what + "@" + engine.now());
    }
}
