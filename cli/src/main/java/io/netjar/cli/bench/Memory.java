package io.netjar.cli.bench;

import io.netjar.internet.Internet;
import java.lang.management.ManagementFactory;
import java.util.Locale;

/// How much memory hosts take that are up, have their addresses, and do nothing further: those of a described Internet,
/// with everything that belongs to them, so that the cables, the routers they are behind and their share of the provider
/// are counted as theirs.
///
/// @param name `memory-idle` or `memory-homes`
/// @param hosts computers and home routers
/// @param homes homes, 0 if there are offices
/// @param heapBytes how much more is in use after than before, both times after a collection
/// @param wallNanos how long it took from the text of the description to the last address, collections aside
public record Memory(String name, int hosts, int homes, long heapBytes, long wallNanos) {
    private static final int HOSTS_OF_A_HOME = 3;
    private static final long SEED = 1;

    /// `hosts` desks at the switches of offices of 150.
    ///
    /// @param hosts from 1
    public static Memory ofIdleHosts(int hosts) {
        return measure("memory-idle", Crowd.desks(hosts), hosts, 0);
    }

    /// Homes with `hosts` hosts in all, three each: the router, a laptop in its Wi-Fi and a computer on its switch.
    ///
    /// @param hosts from 1; rounded up to whole homes
    public static Memory ofHomes(int hosts) {
        int homes = (hosts + HOSTS_OF_A_HOME - 1) / HOSTS_OF_A_HOME;
        return measure("memory-homes", Crowd.homes(homes), homes * HOSTS_OF_A_HOME, homes);
    }

    private static Memory measure(String name, String text, int hosts, int homes) {
        long before = used();
        long start = System.nanoTime();
        Internet internet = Crowd.settled(text, SEED);
        long wall = System.nanoTime() - start;
        long after = used();
        if (internet.devices().isEmpty()) {
            throw new IllegalStateException("nobody is there");
        }
        return new Memory(name, hosts, homes, after - before, wall);
    }

    private static long used() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    /// One line.
    public String line() {
        String each = homes == 0 ? "" : " homes=" + homes + " bytes_per_home=" + heapBytes / homes;
        return String.format(Locale.ROOT, "%s hosts=%d bytes_per_host=%d%s heap_bytes=%d wall_s=%.6f", name,
                hosts, heapBytes / hosts, each, heapBytes, wallNanos / 1e9);
    }
}
