package io.netjar.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netjar.testkit.Allocation;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.SynchronousQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class MailboxTest {
    private static final int THREADS = 3;
    private static final int LETTERS = 50_000;

    private final Engine engine = new Engine(1);
    private final Mailbox mailbox = engine.mailbox();

    @Test
    void runsWhatOneThreadPostsInItsOrder() {
        var order = new ArrayList<Integer>();
        for (int i = 0; i < 5; i++) {
            int number = i;
            mailbox.post(() -> order.add(number));
        }
        mailbox.drain();
        mailbox.post(() -> order.add(5));
        mailbox.drain();
        assertThat(order).containsExactly(0, 1, 2, 3, 4, 5);
    }

    @Test
    void runsWhatLettersPost() {
        var order = new ArrayList<String>();
        mailbox.post(() -> {
            order.add("first");
            mailbox.post(() -> order.add("third"));
        });
        mailbox.post(() -> order.add("second"));
        mailbox.drain();
        assertThat(order).containsExactly("first", "second", "third");
    }

    @Test
    void goesOnAfterALetterThatFails() {
        var order = new ArrayList<String>();
        mailbox.post(() -> {
            throw new IllegalStateException("this one fails");
        });
        mailbox.post(() -> order.add("next"));
        assertThatThrownBy(mailbox::drain).hasMessage("this one fails");
        mailbox.drain();
        assertThat(order).containsExactly("next");
    }

    @Test
    @Timeout(60)
    void losesNothingOfManyThreadsAndKeepsTheOrderOfEach() throws InterruptedException {
        var runner = new PacedRunner(engine, System::nanoTime, Pace.real());
        var seen = new int[THREADS];
        var wrong = new ArrayList<String>();
        var threads = new ArrayList<Thread>();
        for (int t = 0; t < THREADS; t++) {
            int thread = t;
            threads.add(Thread.ofPlatform().start(() -> {
                for (int i = 0; i < LETTERS; i++) {
                    int number = i;
                    mailbox.post(() -> {
                        if (seen[thread] != number) {
                            wrong.add(thread + ": " + number + " after " + seen[thread]);
                        }
                        seen[thread] = number + 1;
                    });
                }
            }));
        }
        Thread engineThread = Thread.ofPlatform().start(runner::run);
        for (Thread thread : threads) {
            thread.join();
        }
        mailbox.post(runner::stop);
        engineThread.join();
        assertThat(wrong).isEmpty();
        assertThat(seen).containsOnly(LETTERS);
    }

    /// The engine sleeps whenever the other thread is at it, for a day if nobody wakes it.
    @Test
    @Timeout(60)
    void wakesTheSleeperForEachLetter() throws InterruptedException {
        var answers = new SynchronousQueue<Integer>();
        Thread reader = Thread.ofPlatform().daemon().start(() -> {
            while (!Thread.currentThread().isInterrupted()) {
                mailbox.await(System.nanoTime() + 86_400_000_000_000L, System::nanoTime, Mailbox.THREAD_PARK);
                mailbox.drain();
            }
        });
        for (int i = 0; i < 5000; i++) {
            int number = i;
            mailbox.post(() -> {
                try {
                    answers.put(number);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
            assertThat(answers.take()).isEqualTo(number);
            if (i % 10 == 0) {
                // Longer than the reader watches before it sleeps.
                long until = System.nanoTime() + 100_000;
                while (System.nanoTime() < until) {
                    Thread.onSpinWait();
                }
            }
        }
        reader.interrupt();
        mailbox.post(() -> {
        });
        reader.join();
    }

    @Test
    void aLetterIsPostedAgainAndAgainWithoutGarbage() {
        var counted = new int[1];
        Letter letter = new Letter() {
            @Override
            public void run() {
                counted[0]++;
            }
        };
        long bytes = Allocation.ofWarmed(() -> {
            for (int i = 0; i < 20_000; i++) {
                mailbox.post(letter);
                mailbox.drain();
            }
        }, 20_000);
        assertThat(bytes).isLessThan(20_000);
        assertThat(counted[0]).isPositive();
    }

    @Test
    void aLetterMayPostItself() {
        List<Integer> runs = new ArrayList<>();
        mailbox.post(new Letter() {
            @Override
            public void run() {
                runs.add(runs.size());
                if (runs.size() < 3) {
                    mailbox.post(this);
                }
            }
        });
        mailbox.drain();
        assertThat(runs).containsExactly(0, 1, 2);
    }

    @Test
    void takesNoLetterThatIsStillOnItsWay() {
        Letter letter = new Letter() {
            @Override
            public void run() {}
        };
        mailbox.post(letter);
        assertThatThrownBy(() -> mailbox.post(letter)).isInstanceOf(IllegalStateException.class);
        mailbox.drain();
        mailbox.post(letter);
    }
}
