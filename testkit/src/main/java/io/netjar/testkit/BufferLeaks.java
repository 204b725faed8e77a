package io.netjar.testkit;

import io.netty.buffer.ByteBufAllocator;
import io.netty.util.ResourceLeakDetector;
import io.netty.util.ResourceLeakDetectorFactory;
import java.lang.ref.PhantomReference;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// Fails a test class whose Netty buffers were lost: collected as garbage and never released. It works by itself where
/// `junit-platform.properties` has `junit.jupiter.extensions.autodetection.enabled = true`.
///
/// Tests let go of what they hold, and say so with [#afterTest] if they hold channels.
public final class BufferLeaks implements AfterEachCallback, AfterAllCallback {
    private static final long GARBAGE_MILLIS = 10_000;
    private static final Deque<Runnable> ENDINGS = new ArrayDeque<>();
    private static final Queue<String> LEAKS = new ConcurrentLinkedQueue<>();

    static {
        // Before Netty makes its first buffer, as each kind of resource has a detector for good.
        ResourceLeakDetectorFactory.setResourceLeakDetectorFactory(new Detectors());
        ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.PARANOID);
    }

    /// For JUnit, which finds it by its service file.
    public BufferLeaks() {
        // What is counted is counted for the whole process.
    }

    /// Has `ending` done when the present test is over, the latest first.
    public static void afterTest(Runnable ending) {
        ENDINGS.push(ending);
    }

    @Override
    public void afterEach(ExtensionContext test) {
        List<Throwable> failures = new ArrayList<>();
        while (!ENDINGS.isEmpty()) {
            try {
                ENDINGS.pop().run();
            } catch (RuntimeException | AssertionError e) {
                failures.add(e);
            }
        }
        if (!failures.isEmpty()) {
            var all = new AssertionError("what the test held did not end well");
            failures.forEach(all::addSuppressed);
            throw all;
        }
    }

    @Override
    public void afterAll(ExtensionContext tests) throws InterruptedException {
        boolean nested = tests.getParent().flatMap(ExtensionContext::getTestClass).isPresent();
        if (nested) {
            return;
        }
        collectGarbage();
        // Once more, as what was garbage the first time may be told of after the canary, but not after the next one.
        collectGarbage();
        // Netty looks at what was collected when it lends the next buffer.
        ByteBufAllocator.DEFAULT.heapBuffer(1).release();
        List<String> found = new ArrayList<>();
        for (String leak = LEAKS.poll(); leak != null; leak = LEAKS.poll()) {
            found.add(leak);
        }
        if (!found.isEmpty()) {
            throw new AssertionError(found.size() + " times something was not released: " + found);
        }
    }

    /// Returns when what was garbage before has been told of.
    private static void collectGarbage() throws InterruptedException {
        var collected = new ReferenceQueue<>();
        var canary = new PhantomReference<>(new Object(), collected);
        try {
            System.gc();
            if (collected.remove(GARBAGE_MILLIS) == null) {
                throw new AssertionError("garbage was not collected");
            }
        } finally {
            Reference.reachabilityFence(canary);
        }
    }

    /// Detectors that tell us instead of a log.
    private static final class Detectors extends ResourceLeakDetectorFactory {
        @Override
        @SuppressWarnings("deprecation") // Netty asks for this one still.
        public <T> ResourceLeakDetector<T> newResourceLeakDetector(Class<T> resource, int interval,
                long limit) {
            return new Detector<>(resource, interval);
        }
    }

    private static final class Detector<T> extends ResourceLeakDetector<T> {
        Detector(Class<?> resource, int interval) {
            super(resource, interval);
        }

        @Override
        protected boolean needReport() {
            return true;
        }

        @Override
        protected void reportTracedLeak(String resource, String records) {
            LEAKS.add(resource + records);
        }

        @Override
        protected void reportUntracedLeak(String resource) {
            LEAKS.add(resource);
        }
    }
}
