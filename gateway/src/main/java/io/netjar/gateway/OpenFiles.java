package io.netjar.gateway;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/// The files that this process may have open at a time, sockets included: `ulimit -n`.
final class OpenFiles {
    /// What the rest of the program may come to need: captures, logs, classes of the JDK.
    private static final int RESERVE = 64;

    private OpenFiles() {}

    /// How many more may be opened by doors. Where there is no such limit, there is room for all.
    static long room() {
        if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system) {
            return system.getMaxFileDescriptorCount() - system.getOpenFileDescriptorCount() - RESERVE;
        }
        return Integer.MAX_VALUE;
    }
}
