package io.netjar.gateway.tun;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;

/// An open TUN device (Linux's Documentation/networking/tuntap.rst): a network interface of the kernel whose other end
/// is a file descriptor of this process. One read is one IP packet that the kernel sends, one write one that it
/// receives. The interface lives as long as the descriptor.
///
/// One thread reads and one writes; [#wake] may be called by any.
final class TunDevice implements AutoCloseable {
    private static final String PATH = "/dev/net/tun";
    private static final int O_RDWR = 2;
    private static final int O_NONBLOCK = 0x800;
    private static final int O_CLOEXEC = 0x8_0000;
    private static final int EFD_CLOEXEC = O_CLOEXEC;
    private static final long TUNSETIFF = 0x4004_54caL;
    private static final int IFF_TUN = 1;
    /// No four bytes of protocol before each packet.
    private static final int IFF_NO_PI = 0x1000;
    /// Fails if there is an interface of that name that waits for a program.
    private static final int IFF_TUN_EXCL = 0x8000;
    /// struct ifreq: a name of 16 bytes, then a union whose first part are the flags.
    private static final int IFREQ_BYTES = 40;
    private static final int IFREQ_FLAGS = 16;
    /// struct pollfd: descriptor, events asked for, events that are.
    private static final int POLLFD_BYTES = 8;
    private static final int POLLFD_EVENTS = 4;
    private static final int POLLFD_FOUND = 6;
    private static final short POLLIN = 1;
    /// POLLERR, POLLHUP and POLLNVAL: the interface was taken away, as with its namespace.
    private static final short GONE = 8 | 16 | 32;

    private final Arena arena = Arena.ofShared();
    private final MemorySegment readState = LinuxCalls.state(arena);
    private final MemorySegment writeState = LinuxCalls.state(arena);
    private final MemorySegment wakeState = LinuxCalls.state(arena);
    private final MemorySegment one = arena.allocateFrom(JAVA_LONG, 1);
    private final MemorySegment polled = arena.allocate(2 * POLLFD_BYTES, 8);
    private final int descriptor;
    private final int bell;

    private TunDevice(int descriptor, int bell) {
        this.descriptor = descriptor;
        this.bell = bell;
        watch(0, descriptor);
        watch(POLLFD_BYTES, bell);
    }

    private void watch(long at, int what) {
        polled.set(JAVA_INT, at, what);
        polled.set(JAVA_SHORT, at + POLLFD_EVENTS, POLLIN);
    }

    /// Makes the interface `name` in the network namespace of the calling thread.
    ///
    /// @throws TunException if that cannot be done
    static TunDevice open(String name) throws TunException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = LinuxCalls.state(arena);
            int descriptor = LinuxCalls.open(state, PATH, O_RDWR | O_NONBLOCK | O_CLOEXEC);
            if (descriptor < 0) {
                throw new TunException(whyNot(name, -descriptor));
            }
            MemorySegment request = arena.allocate(IFREQ_BYTES, 8);
            MemorySegment.copy(name.getBytes(StandardCharsets.US_ASCII), 0, request, JAVA_BYTE, 0,
                    name.length());
            request.set(JAVA_SHORT, IFREQ_FLAGS, (short) (IFF_TUN | IFF_NO_PI | IFF_TUN_EXCL));
            int result = LinuxCalls.ioctl(state, descriptor, TUNSETIFF, request);
            int bell = result < 0 ? result : LinuxCalls.eventfd(state, 0, EFD_CLOEXEC);
            if (bell < 0) {
                LinuxCalls.close(state, descriptor);
                throw new TunException(whyNot(name, -bell));
            }
            return new TunDevice(descriptor, bell);
        }
    }

    private static String whyNot(String name, int error) {
        return "cannot make the TUN device '" + name + "': " + switch (error) {
            case LinuxCalls.EPERM, LinuxCalls.EACCES ->
                "that needs CAP_NET_ADMIN, as root has. Without it, let "
                        + "programs in by the SOCKS5 or HTTP proxy door, which need no privilege";
            case LinuxCalls.ENOENT, LinuxCalls.ENODEV -> "this kernel has no " + PATH + " (modprobe tun)";
            case LinuxCalls.EBUSY -> "there is an interface of that name";
            default -> LinuxCalls.words(error);
        };
    }

    /// Waits until the kernel has sent something or somebody calls [#wake()]. Returns false if the interface is gone.
    boolean await() {
        int result = LinuxCalls.poll(readState, polled, 2, -1);
        return result <= 0 || (polled.get(JAVA_SHORT, POLLFD_FOUND) & GONE) == 0;
    }

    /// Ends the present or the next [#await()].
    void wake() {
        LinuxCalls.write(wakeState, bell, one, Long.BYTES);
    }

    /// Reads one packet. Returns its length, or 0 if none waits; one that is longer than `into` is cut.
    int read(MemorySegment into) {
        int length = LinuxCalls.read(readState, descriptor, into);
        return Math.max(length, 0);
    }

    /// Gives the kernel the packet in the first `length` bytes of `from`. Returns whether it took it: not if the
    /// interface is down or its memory is full.
    boolean write(MemorySegment from, int length) {
        int result = LinuxCalls.write(writeState, descriptor, from, length);
        while (result == -LinuxCalls.EINTR) {
            result = LinuxCalls.write(writeState, descriptor, from, length);
        }
        return result == length;
    }

    /// Takes the interface away. Nobody may be reading or writing.
    @Override
    public void close() {
        LinuxCalls.close(writeState, descriptor);
        LinuxCalls.close(writeState, bell);
        arena.close();
    }
}
