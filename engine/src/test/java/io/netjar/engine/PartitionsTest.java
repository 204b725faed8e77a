package io.netjar.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.netjar.testkit.Seeds;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PartitionsTest {
    private final Engine whole = new Engine(1);
    private final List<String> fired = new ArrayList<>();

    private Timer timer(Engine engine, String name) {
        return new Timer(engine, now -> {
            assertThat(engine.now()).isEqualTo(now);
            fired.add(name + "@" + now);
        });
    }

    private void arm(Engine engine, String name, long... times) {
        for (long time : times) {
            timer(engine, name).armAt(time);
        }
    }

    private Engine partition(long delay) {
        Engine partition = whole.partition();
        partition.inlet(() -> delay);
        return partition;
    }

    @Test
    void runAheadUntilSomethingMightReachThem() {
        arm(partition(100), "a", 10, 60, 109, 110);
        arm(partition(5), "b", 11, 15, 16);
        whole.runUntil(1000);
        assertThat(fired).containsExactly("a@10", "a@60", "a@109", "b@11", "b@15", "b@16", "a@110");
        assertThat(whole.now()).isEqualTo(1000);
    }

    @Test
    void keepOrderWhereSomethingMightComeAtOnce() {
        arm(partition(0), "a", 10, 10, 12);
        arm(partition(1), "b", 10, 11);
        whole.runUntil(1000);
        assertThat(fired).containsExactly("a@10", "a@10", "b@10", "b@11", "a@12");
    }

    @Test
    void waitForTheWhole() {
        arm(whole, "whole", 50);
        arm(partition(1000), "a", 10, 49, 50, 51);
        arm(partition(1000), "b", 40, 60);
        whole.runUntil(1000);
        assertThat(fired).containsExactly("a@10", "a@49", "a@50", "b@40", "whole@50", "a@51", "b@60");
    }

    @Test
    void goNoFartherThanSomethingTakesIntoTheWhole() {
        whole.inlet(() -> 7);
        arm(partition(1000), "a", 10, 16, 17);
        arm(partition(1000), "b", 11);
        whole.runUntil(1000);
        assertThat(fired).containsExactly("a@10", "a@16", "b@11", "a@17");
    }

    @Test
    void stopAtTheEndOfTheRun() {
        arm(partition(1000), "a", 10, 20, 21);
        whole.runUntil(20);
        assertThat(fired).containsExactly("a@10", "a@20");
        assertThat(whole.now()).isEqualTo(20);
        assertThat(whole.armed()).isEqualTo(1);
        assertThat(whole.nextDeadline()).isEqualTo(21);
    }

    @Test
    void followTheirInletsWhenThoseChange() {
        long[] delay = {100};
        Engine a = whole.partition();
        a.inlet(() -> delay[0]);
        arm(a, "a", 10, 60, 110, 115, 160);
        arm(whole.partition(), "b", 112);
        new Timer(whole, now -> {
            delay[0] = 3;
            a.inletsChanged();
        }).armAt(70);
        whole.runUntil(1000);
        assertThat(fired).containsExactly("a@10", "a@60", "a@110", "b@112", "a@115", "a@160");
    }

    @Test
    void keepStepWhenTold() {
        whole.inStep(true);
        arm(partition(1000), "a", 10, 30, 30, 50);
        arm(partition(1000), "b", 20, 30, 40);
        whole.runUntil(1000);
        assertThat(fired).containsExactly("a@10", "b@20", "a@30", "a@30", "b@30", "b@40", "a@50");
    }

    @Test
    void fireOneByOneWhenAskedAfterEach() {
        arm(partition(1000), "a", 10, 30);
        arm(partition(1000), "b", 20);
        arm(whole, "whole", 25);
        assertThat(whole.runUntil(() -> fired.size() == 3, 28)).isTrue();
        assertThat(fired).containsExactly("a@10", "b@20", "whole@25");
        assertThat(whole.runUntil(() -> false, 28)).isFalse();
        assertThat(whole.now()).isEqualTo(28);
        whole.fireNext();
        assertThat(fired).endsWith("a@30");
        assertThat(whole.armed()).isZero();
    }

    @Test
    void knowTheNextDeadlineWhenTheFirstTimerIsCancelled() {
        Timer cancelled = timer(partition(1000), "cancelled");
        cancelled.armAt(5);
        arm(partition(1000), "b", 20);
        cancelled.cancel();
        assertThat(whole.nextDeadline()).isEqualTo(20);
        whole.fireNext();
        assertThat(fired).containsExactly("b@20");
        assertThat(whole.nextDeadline()).isEqualTo(Engine.NEVER);
        assertThat(whole.fired()).isEqualTo(1);
    }

    @Test
    void fireWhatComesByAnInletByItsRankAndBeforeTheirOwn() {
        Engine partition = partition(10);
        arm(partition, "own", 20);
        new Timer(partition, now -> fired.add("second"), 2).armAt(20);
        new Timer(partition, now -> fired.add("first"), 1).armAt(20);
        whole.runUntil(100);
        assertThat(fired).containsExactly("first", "second", "own@20");
    }

    @Test
    void touchOthersByInletsOnly() {
        Engine other = partition(10);
        Timer theirs = timer(other, "theirs");
        Timer ofWhole = timer(whole, "whole");
        Timer arrival = new Timer(other, now -> fired.add("arrival@" + now), 0);
        var culprit = new Timer(partition(10), now -> {
            assertThat(whole.isInPartition()).isTrue();
            arrival.armAt(now + 10);
            assertThatIllegalStateException().isThrownBy(() -> theirs.armAt(now + 10));
            assertThatIllegalStateException().isThrownBy(() -> ofWhole.armAt(now + 10));
        });
        culprit.armAt(5);
        whole.runUntil(100);
        assertThat(fired).containsExactly("arrival@15");
        assertThat(whole.isInPartition()).isFalse();
    }

    @Test
    void runWithTheWholeOnly() {
        Engine partition = whole.partition();
        assertThatIllegalStateException().isThrownBy(() -> partition.runUntil(10));
        assertThatIllegalStateException().isThrownBy(() -> partition.runUntil(() -> true, 10));
        assertThatIllegalStateException().isThrownBy(partition::partition);
    }

    @Test
    void goOnAfterAnEventThatFailed() {
        Engine partition = partition(1000);
        new Timer(partition, now -> {
            throw new IllegalStateException("fails");
        }).armAt(10);
        arm(partition, "a", 11);
        assertThatIllegalStateException().isThrownBy(() -> whole.runUntil(100)).withMessage("fails");
        assertThat(whole.isInPartition()).isFalse();
        whole.runUntil(100);
        assertThat(fired).containsExactly("a@11");
    }

    @Test
    void doWhatTheyWouldDoWithoutPartitions() {
        Seeds.run("engine", PartitionsTest.class, 100, seed -> {
            List<List<String>> expected = new Gossip(seed, false).run();
            assertThat(expected).allSatisfy(heard -> assertThat(heard).hasSizeGreaterThan(40));
            assertThat(new Gossip(seed, true).run()).isEqualTo(expected);
        });
    }

    /// People in houses who tell each other stories by tubes: what one hears decides what it does next.
    private static final class Gossip {
        private static final int PEOPLE = 6;

        private final Engine whole;
        private final List<Engine> houses = new ArrayList<>();
        private final List<List<String>> heard = new ArrayList<>();
        private final List<Chance> chances = new ArrayList<>();
        private final List<Timer> thoughts = new ArrayList<>();
        private int ranks;

        /// A way from one to another: stories leave and arrive in order.
        private final class Tube {
            private final long delay;
            private final List<Long> stories = new ArrayList<>();
            private final Timer arrival;

            Tube(int to, long delay) {
                this.delay = delay;
                arrival = new Timer(houses.get(to), now -> {
                    stories.removeFirst();
                    if (!stories.isEmpty()) {
                        armFirst();
                    }
                    hear(to, now);
                }, ranks++);
            }

            void tell(long now) {
                stories.add(now + delay);
                if (stories.size() == 1) {
                    armFirst();
                }
            }

            private void armFirst() {
                arrival.armAt(stories.getFirst());
            }
        }

        private final List<List<Tube>> tubes = new ArrayList<>();

        Gossip(long seed, boolean apart) {
            whole = new Engine(seed);
            Chance chance = Chance.of(seed, "houses");
            for (int i = 0; i < PEOPLE; i++) {
                int number = i;
                boolean own = chance.happens(0.8);
                houses.add(apart && own ? whole.partition() : whole);
                heard.add(new ArrayList<>());
                chances.add(Chance.of(seed, "person" + i));
                thoughts.add(new Timer(houses.get(i), now -> hear(number, now)));
            }
            for (int i = 0; i < PEOPLE; i++) {
                tubes.add(new ArrayList<>());
                for (int j = 0; j < PEOPLE; j++) {
                    long delay = 1L + chance.nextInt(chance.happens(0.2) ? 3 : 400);
                    tubes.get(i).add(new Tube(j, delay));
                    if (houses.get(i) != houses.get(j)) {
                        houses.get(j).inlet(() -> delay);
                    }
                }
                thoughts.get(i).armAt(chance.nextInt(100));
            }
        }

        private void hear(int person, long now) {
            Chance chance = chances.get(person);
            long thought = chance.nextLong();
            heard.get(person).add(now + " " + thought);
            if (chance.happens(0.5)) {
                tubes.get(person).get(chance.nextInt(PEOPLE)).tell(now);
            }
            if (chance.happens(0.1)) {
                thoughts.get(person).armAt(now + chance.nextInt(300));
            } else if (chance.happens(0.05)) {
                thoughts.get(person).cancel();
            }
        }

        List<List<String>> run() {
            for (long end = 0; end < 200_000; end += 777) {
                for (int person = 0; person < PEOPLE; person++) {
                    if (!thoughts.get(person).isArmed()) {
                        thoughts.get(person).armAt(whole.now() + 1 + person);
                    }
                }
                whole.runUntil(end);
            }
            return heard;
        }
    }
}
