package io.netjar.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netjar.engine.Engine;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.lang.ref.WeakReference;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class LoopAllocatorTest {
    private static final int COLLECTIONS = 20;
    private final EngineEventLoop loop = new EngineEventLoop(new Engine(1));
    private final ByteBufAllocator allocator = loop.allocator();

    @Test
    void usesAnArrayAgainAndAnothersMeanwhile() {
        ByteBuf first = allocator.heapBuffer(1000);
        ByteBuf other = allocator.heapBuffer(1000);
        byte[] array = first.array();
        assertThat(other.array()).isNotSameAs(array);
        first.release();
        ByteBuf second = allocator.heapBuffer(600);
        assertThat(second.array()).isSameAs(array);
        other.release();
        second.release();
    }

    @Test
    void holdsWhatWasAskedForThoughTheArrayIsLonger() {
        ByteBuf buffer = allocator.heapBuffer(300, 310);
        assertThat(buffer.capacity()).isEqualTo(300);
        assertThat(buffer.array()).hasSize(512);
        assertThat(buffer.writeZero(300).isWritable()).isFalse();
        assertThatThrownBy(() -> buffer.writeZero(11)).isInstanceOf(IndexOutOfBoundsException.class);
        buffer.release();
    }

    @Test
    void keepsItsBytesWhenItGrowsAndShrinks() {
        ByteBuf buffer = allocator.heapBuffer(10);
        String text = "all that was written, and more than fits at first";
        for (int i = 0; i < 5000; i++) {
            buffer.writeCharSequence(text, StandardCharsets.US_ASCII);
        }
        assertThat(buffer.readableBytes()).isEqualTo(5000 * text.length());
        assertThat(buffer.toString(4999 * text.length(), text.length(), StandardCharsets.US_ASCII))
                .isEqualTo(text);
        buffer.capacity(text.length());
        assertThat(buffer.toString(StandardCharsets.US_ASCII)).isEqualTo(text);
        buffer.release();
    }

    @Test
    void countsWhatIsLent() {
        ByteBuf small = allocator.heapBuffer(1);
        ByteBuf huge = allocator.buffer(1_000_000);
        assertThat(huge.hasArray()).isTrue();
        assertThat(loop.buffersLent()).isEqualTo(2);
        small.release();
        huge.release();
        assertThat(loop.buffersLent()).isZero();
    }

    @Test
    void takesBackOnlyOnItsOwnThread() throws InterruptedException {
        ByteBuf buffer = allocator.heapBuffer(1000);
        byte[] array = buffer.array();
        Thread other = Thread.ofPlatform().start(buffer::release);
        other.join();
        ByteBuf next = allocator.heapBuffer(1000);
        assertThat(next.array()).isNotSameAs(array);
        next.release();
        assertThat(loop.buffersLent()).isZero();
    }

    @Test
    void isGoneWithItsLoop() {
        WeakReference<EngineEventLoop> gone = usedAndForgotten();
        for (int i = 0; i < COLLECTIONS && gone.get() != null; i++) {
            System.gc();
        }
        assertThat(gone.get()).isNull();
    }

    private static WeakReference<EngineEventLoop> usedAndForgotten() {
        var used = new EngineEventLoop(new Engine(1));
        used.allocator().heapBuffer(1000).release();
        used.allocator().directBuffer(1000).release();
        return new WeakReference<>(used);
    }
}
