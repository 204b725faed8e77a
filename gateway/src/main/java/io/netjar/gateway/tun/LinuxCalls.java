package io.netjar.gateway.tun;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;

/// The system calls of Linux that a TUN device takes, as the C library offers them. Each returns what the call returns,
/// or, where that is -1, the negated number of the error. `state` is memory of [#state] that no other thread uses
/// meanwhile.
@SuppressWarnings("restricted")
final class LinuxCalls {
    static final int EPERM = 1;
    static final int ENOENT = 2;
    static final int EINTR = 4;
    static final int EAGAIN = 11;
    static final int EACCES = 13;
    static final int EBUSY = 16;
    static final int ENODEV = 19;

    private static final Linker LINKER = Linker.nativeLinker();
    private static final StructLayout STATE = Linker.Option.captureStateLayout();
    private static final VarHandle ERRNO = STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));
    private static final Linker.Option KEEP_ERRNO = Linker.Option.captureCallState("errno");

    private static final MethodHandle OPEN = LINKER.downcallHandle(LINKER.defaultLookup().findOrThrow("open"),
            FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT), KEEP_ERRNO);
    // int ioctl(int fd, unsigned long request, ...): a call with variable arguments passes them in its own way.
    private static final MethodHandle IOCTL = LINKER.downcallHandle(
            LINKER.defaultLookup().findOrThrow("ioctl"),
            FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG, ADDRESS), KEEP_ERRNO,
            Linker.Option.firstVariadicArg(2));
    private static final MethodHandle READ = LINKER.downcallHandle(LINKER.defaultLookup().findOrThrow("read"),
            FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG), KEEP_ERRNO);
    private static final MethodHandle WRITE = LINKER.downcallHandle(
            LINKER.defaultLookup().findOrThrow("write"),
            FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG), KEEP_ERRNO);
    private static final MethodHandle POLL = LINKER.downcallHandle(LINKER.defaultLookup().findOrThrow("poll"),
            FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT), KEEP_ERRNO);
    private static final MethodHandle CLOSE = LINKER.downcallHandle(
            LINKER.defaultLookup().findOrThrow("close"),
            FunctionDescriptor.of(JAVA_INT, JAVA_INT), KEEP_ERRNO);
    private static final MethodHandle EVENTFD = LINKER.downcallHandle(
            LINKER.defaultLookup().findOrThrow("eventfd"),
            FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT), KEEP_ERRNO);
    private static final MethodHandle SETNS = LINKER.downcallHandle(
            LINKER.defaultLookup().findOrThrow("setns"),
            FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT), KEEP_ERRNO);
    private static final MethodHandle STRERROR = LINKER.downcallHandle(
            LINKER.defaultLookup().findOrThrow("strerror"), FunctionDescriptor.of(ADDRESS, JAVA_INT));
    private static final int MAX_MESSAGE_BYTES = 256;

    private LinuxCalls() {}

    /// Memory where a call leaves the number of its error.
    static MemorySegment state(Arena arena) {
        return arena.allocate(STATE);
    }

    static int open(MemorySegment state, String path, int flags) {
        try (Arena arena = Arena.ofConfined()) {
            int result = (int) OPEN.invokeExact(state, arena.allocateFrom(path), flags);
            return result < 0 ? -error(state) : result;
        } catch (Throwable e) {
            throw impossible(e);
        }
    }

    static int ioctl(MemorySegment state, int descriptor, long request, MemorySegment argument) {
        try {
            int result = (int) IOCTL.invokeExact(state, descriptor, request, argument);
            return result < 0 ? -error(state) : result;
        } catch (Throwable e) {
            throw impossible(e);
        }
    }

    static int read(MemorySegment state, int descriptor, MemorySegment into) {
        try {
            long result = (long) READ.invokeExact(state, descriptor, into, into.byteSize());
            return result < 0 ? -error(state) : (int) result;
        } catch (Throwable e) {
            throw impossible(e);
        }
    }

    static int write(MemorySegment state, int descriptor, MemorySegment from, long length) {
        try {
            long result = (long) WRITE.invokeExact(state, descriptor, from, length);
            return result < 0 ? -error(state) : (int) result;
        } catch (Throwable e) {
            throw impossible(e);
        }
    }

    /// @param requests `count` structures pollfd
    /// @param millis how long to wait, -1 for ever
    static int poll(MemorySegment state, MemorySegment requests, long count, int millis) {
        try {
            int result = (int) POLL.invokeExact(state, requests, count, millis);
            return result < 0 ? -error(state) : result;
        } catch (Throwable e) {
            throw impossible(e);
        }
    }

    static void close(MemorySegment state, int descriptor) {
        try {
            int _ = (int) CLOSE.invokeExact(state, descriptor);
        } catch (Throwable e) {
            throw impossible(e);
        }
    }

    static int eventfd(MemorySegment state, int initial, int flags) {
        try {
            int result = (int) EVENTFD.invokeExact(state, initial, flags);
            return result < 0 ? -error(state) : result;
        } catch (Throwable e) {
            throw impossible(e);
        }
    }

    /// Moves the calling thread, and no other, into the namespace behind `descriptor`.
    static int setns(MemorySegment state, int descriptor, int kind) {
        try {
            int result = (int) SETNS.invokeExact(state, descriptor, kind);
            return result < 0 ? -error(state) : result;
        } catch (Throwable e) {
            throw impossible(e);
        }
    }

    /// The system's words for error `number`.
    static String words(int number) {
        try {
            var text = (MemorySegment) STRERROR.invokeExact(number);
            return text.reinterpret(MAX_MESSAGE_BYTES).getString(0);
        } catch (Throwable e) {
            throw impossible(e);
        }
    }

    private static int error(MemorySegment state) {
        return (int) ERRNO.get(state, 0L);
    }

    /// The signatures above are those of the C library, so that only the machine's end can come out of a call.
    private static IllegalStateException impossible(Throwable e) {
        return new IllegalStateException("a system call could not be made", e);
    }
}
