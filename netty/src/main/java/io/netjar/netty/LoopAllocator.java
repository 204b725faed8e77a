package io.netjar.netty;

import io.netty.buffer.AbstractByteBufAllocator;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledDirectByteBuf;
import io.netty.buffer.UnpooledHeapByteBuf;
import java.util.ArrayDeque;
import java.util.concurrent.atomic.AtomicLong;

/// The buffers of one event loop: arrays of powers of two that are used again. Only the loop's thread takes from them and
/// gives back; buffers of other threads are left to the garbage collector.
///
/// Netty's own pools keep a note of themselves with every thread that ever used them, until that thread dies. A program
/// that builds one Internet after the other, as tests do, would keep the buffers of all of them.
final class LoopAllocator extends AbstractByteBufAllocator {
    private static final int SMALLEST_LOG2 = 8;
    private static final int LARGEST_LOG2 = 16;
    /// Of each size: enough for what a turn of the loop has in hand, little for an Internet of a few hosts.
    private static final int KEPT_BYTES = 1 << 18;

    private final EngineEventLoop loop;
    private final ArrayDeque<byte[]>[] kept = queues();
    /// From any thread, as any thread may release a buffer.
    private final AtomicLong lent = new AtomicLong();

    LoopAllocator(EngineEventLoop loop) {
        this.loop = loop;
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static ArrayDeque<byte[]>[] queues() {
        var queues = new ArrayDeque[LARGEST_LOG2 + 1];
        for (int i = SMALLEST_LOG2; i <= LARGEST_LOG2; i++) {
            queues[i] = new ArrayDeque<byte[]>();
        }
        return queues;
    }

    /// Heap buffers that were taken and not released.
    long lent() {
        return lent.get();
    }

    @Override
    public boolean isDirectBufferPooled() {
        return false;
    }

    @Override
    protected ByteBuf newHeapBuffer(int bytes, int mostBytes) {
        lent.incrementAndGet();
        return toLeakAwareBuffer(new Buffer(this, bytes, mostBytes));
    }

    @Override
    protected ByteBuf newDirectBuffer(int bytes, int mostBytes) {
        return toLeakAwareBuffer(new UnpooledDirectByteBuf(this, bytes, mostBytes));
    }

    /// The power of two that holds so many bytes.
    private static int sizeLog2(int bytes) {
        return Math.max(SMALLEST_LOG2, Integer.SIZE - Integer.numberOfLeadingZeros(Math.max(bytes - 1, 0)));
    }

    private byte[] take(int bytes) {
        int log2 = sizeLog2(bytes);
        if (log2 > LARGEST_LOG2) {
            return new byte[bytes];
        }
        byte[] known = loop.inEventLoop() ? kept[log2].pollLast() : null;
        return known == null ? new byte[1 << log2] : known;
    }

    private void giveBack(byte[] array) {
        int log2 = sizeLog2(array.length);
        if (log2 <= LARGEST_LOG2 && loop.inEventLoop() && kept[log2].size() < KEPT_BYTES >> log2) {
            kept[log2].addLast(array);
        }
    }

    /// A buffer over the first part of an array. Gets and sets by index are checked against the array alone, as in all of
    /// Netty's unpooled heap buffers.
    private static final class Buffer extends UnpooledHeapByteBuf {
        private int capacity;

        Buffer(LoopAllocator allocator, int bytes, int mostBytes) {
            super(allocator, bytes, mostBytes);
        }

        private LoopAllocator owner() {
            return (LoopAllocator) alloc();
        }

        @Override
        protected byte[] allocateArray(int bytes) {
            capacity = bytes;
            return owner().take(bytes);
        }

        @Override
        protected void freeArray(byte[] array) {
            owner().giveBack(array);
        }

        @Override
        public int capacity() {
            return capacity;
        }

        @Override
        public ByteBuf capacity(int bytes) {
            checkNewCapacity(bytes);
            if (bytes > array().length) {
                return super.capacity(bytes);
            }
            trimIndicesToCapacity(bytes);
            capacity = bytes;
            return this;
        }

        @Override
        protected void deallocate() {
            LoopAllocator owner = owner();
            super.deallocate();
            owner.lent.decrementAndGet();
        }
    }
}
