package io.netjar.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EngineTest {
    private final Engine engine = new Engine(1);
    private final List<String> fired = new ArrayList<>();

    private Timer timer(String name) {
        return new Timer(engine, now -> fired.add(name + "@" + now));
    }

    @Test
    void firesInOrderOfTimeThenOfArming() {
        timer("c").armAt(20);
        timer("a").armAt(10);
        timer("b").armAt(10);
        engine.runUntil(100);
        assertThat(fired).containsExactly("a@10", "b@10", "c@20");
        assertThat(engine.now()).isEqualTo(100);
    }

    @Test
    void movesAnArmedTimerLaterAndEarlier() {
        Timer later = timer("later");
        later.armAt(10);
        later.armAt(50);
        Timer earlier = timer("earlier");
        earlier.armAt(60);
        earlier.armAt(5);
        timer("middle").armAt(30);
        engine.runUntil(100);
        assertThat(fired).containsExactly("earlier@5", "middle@30", "later@50");
    }

    @Test
    void aTimerMovedToTheSameTimeFiresAfterThoseArmedBefore() {
        Timer moved = timer("moved");
        moved.armAt(10);
        timer("other").armAt(20);
        moved.armAt(20);
        engine.runUntil(100);
        assertThat(fired).containsExactly("other@20", "moved@20");
    }

    @Test
    void aTimerArmedAgainWhileItFiresFiresAfterThoseArmedBefore() {
        var self = new ArrayList<Timer>();
        self.add(new Timer(engine, now -> {
            fired.add("again@" + now);
            timer("other").armAt(20);
            if (now < 20) {
                self.getFirst().armAt(20);
            }
            assertThat(engine.nextDeadline()).isEqualTo(20);
        }));
        self.getFirst().armAt(10);
        engine.runUntil(100);
        assertThat(fired).containsExactly("again@10", "other@20", "again@20", "other@20");
        assertThat(engine.armed()).isZero();
    }

    @Test
    void aTimerThatFiresIsNotArmedAndCanBeArmedAndCancelledMeanwhile() {
        var self = new ArrayList<Timer>();
        self.add(new Timer(engine, now -> {
            fired.add("once@" + now);
            assertThat(engine.armed()).isEqualTo(1);
            self.getFirst().armAt(now);
            assertThat(engine.armed()).isEqualTo(2);
            self.getFirst().cancel();
            assertThat(engine.armed()).isEqualTo(1);
        }));
        self.getFirst().armAt(10);
        timer("other").armAt(10);
        engine.runUntil(100);
        assertThat(fired).containsExactly("once@10", "other@10");
    }

    @Test
    void doesNotFireACancelledTimer() {
        Timer timer = timer("x");
        timer.armAt(10);
        timer.cancel();
        assertThat(timer.isArmed()).isFalse();
        assertThat(engine.armed()).isZero();
        engine.runUntil(100);
        assertThat(fired).isEmpty();
    }

    @Test
    void aTimerArmedForNeverIsNotArmed() {
        Timer timer = timer("x");
        timer.armAt(10);
        timer.armAt(Engine.NEVER);
        assertThat(timer.isArmed()).isFalse();
        engine.runUntil(5);
        timer.armIn(Engine.NEVER);
        assertThat(timer.isArmed()).isFalse();
        assertThat(engine.armed()).isZero();
        engine.runUntil(100);
        assertThat(fired).isEmpty();
    }

    @Test
    void stopsAtTheLimitWhenNothingComes() {
        assertThat(engine.runUntil(() -> false, 70)).isFalse();
        assertThat(engine.now()).isEqualTo(70);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void agreesWithASortedListUnderAnyArmingMovingAndCancelling(long seed) {
        Chance chance = Chance.of(seed, "model");
        var timers = new ArrayList<Timer>();
        for (int i = 0; i < 200; i++) {
            timers.add(timer("t" + i));
        }
        record Due(long time, int order, String name) {}
        var model = new ArrayList<Due>();
        for (int step = 0; step < 2000; step++) {
            int index = chance.nextInt(timers.size());
            String name = "t" + index;
            model.removeIf(due -> due.name().equals(name));
            if (chance.happens(0.2)) {
                timers.get(index).cancel();
                continue;
            }
            long time = chance.nextInt(300);
            timers.get(index).armAt(time);
            model.add(new Due(time, step, name));
        }
        engine.runUntil(1000);
        model.sort(Comparator.comparingLong(Due::time).thenComparingInt(Due::order));
        assertThat(fired).as("seed " + seed)
                .containsExactlyElementsOf(model.stream().map(due -> due.name() + "@" + due.time()).toList());
        assertThat(engine.armed()).isZero();
    }
}
