package io.netjar.verify.peers;

import static org.assertj.core.api.Assertions.fail;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/// Whether a kernel of Linux can be a peer here: root makes namespaces and TUN devices.
final class Kernel {
    private Kernel() {}

    /// Skips the calling test, loudly, if not; on CI that is a failure.
    static void need() {
        Tool.need("ip");
        boolean able = isThere();
        String message = "not root on Linux with /dev/net/tun: what a kernel would have judged was NOT checked";
        if (!able && System.getenv("CI") != null) {
            fail(message);
        }
        if (!able) {
            System.err.println("[SKIPPED] " + message);
        }
        Assumptions.assumeTrue(able, message);
    }

    /// Whether it can be.
    static boolean isThere() {
        return Files.exists(Path.of("/dev/net/tun")) && Tool.run("id", "-u").out().strip().equals("0");
    }
}
