package io.netjar.verify;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Where the project's files are.
public final class Checkout {
    /// The modules that are published, in the order of the dependency direction.
    public static final List<String> MODULES = List.of("wire", "engine", "net", "netty", "dns", "web",
            "internet", "gateway",
            "cli");

    private Checkout() {}

    /// The root of the checkout.
    public static Path root() {
        Path here = Path.of("").toAbsolutePath();
        return Files.exists(here.resolve("netjar")) ? here : here.resolve("..").normalize();
    }
}
