package io.netjar.internet;

import io.netjar.dns.LookupResult;
import io.netjar.internet.description.Description;
import io.netjar.wire.IpAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/// The sample with pages of one line, for tests; the pages come without TLS, too, so that a test can read the road.
final class SmallWorld {
    private static final long MINUTE = 60_000_000_000L;

    private SmallWorld() {}

    /// Opened and settled; pages lie in `folder`.
    static Internet open(Path folder, long seed) throws IOException {
        Internet world = unsettled(folder, seed);
        if (!world.settle()) {
            throw new AssertionError("not settled with seed " + seed);
        }
        return world;
    }

    static Internet unsettled(Path folder, long seed) throws IOException {
        for (String site : List.of("shop", "exchange", "intranet")) {
            Path files = Files.createDirectories(folder.resolve(site));
            Files.writeString(files.resolve("index.html"), "<p>This is the " + site + ".</p>\n");
        }
        String text = Files.readString(Path.of("../samples/small-world.yaml"))
                .replace("files: ./shop\n", "files: ./shop\n    https: also\n")
                .replace("intranet.acme.test: ./intranet",
                        "intranet.acme.test: { files: ./intranet, https: also }");
        return Internet.open(Description.parse(text, "small-world.yaml"), folder, seed);
    }

    static void runUntil(Internet world, BooleanSupplier done) {
        if (!world.engine().runUntil(done, world.engine().now() + MINUTE)) {
            throw new AssertionError("not within a minute, seed " + world.engine().seed());
        }
    }

    /// What the device learns about `name`.
    static LookupResult lookup(Internet world, String device, String name) {
        List<LookupResult> results = new ArrayList<>();
        world.device(device).stub().lookup(name, results::add);
        runUntil(world, () -> !results.isEmpty());
        return results.getFirst();
    }

    static IpAddress addressOf(Internet world, String device, String name) {
        LookupResult result = lookup(world, device, name);
        if (result instanceof LookupResult.Addresses found) {
            return found.first();
        }
        throw new AssertionError(result.toString());
    }
}
