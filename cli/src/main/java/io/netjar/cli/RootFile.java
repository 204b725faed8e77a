package io.netjar.cli;

import io.netjar.internet.Internet;
import io.netjar.internet.description.SiteTls;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Where `run` writes the root certificate that programs outside need to trust the sites.
final class RootFile {
    /// In a checkout, beside what else is built.
    private static final Path USUAL = Path.of(System.getProperty("netjar.home", "."), "build", "netjar",
            "root.pem");

    @Option(names = "--export-root", paramLabel = "FILE", description = "Write the root certificate of the sites' authority to "
            + "FILE (default: build/netjar/root.pem in the checkout; 'off' for none). Its key is no secret: let throw-away "
            + "programs trust it, never a machine.")
    private @Nullable Path file;

    /// Writes the certificate, unless nobody needs it. Returns the file.
    Optional<Path> write(Internet internet) throws Failure {
        boolean needed = Stream.concat(internet.sites().stream(),
                internet.description().offices().stream().flatMap(office -> office.sites().stream()))
                .anyMatch(site -> site.tls().https() != SiteTls.Https.OFF);
        if (Path.of("off").equals(file) || file == null && !needed) {
            return Optional.empty();
        }
        Path target = file == null ? USUAL : file;
        try {
            Path folder = target.toAbsolutePath().getParent();
            if (file == null && folder != null) {
                java.nio.file.Files.createDirectories(folder);
            }
            java.nio.file.Files.writeString(target, internet.authority().rootPem());
        } catch (IOException e) {
            throw Failure.failed("cannot write the root certificate " + target + ": " + Files.reason(e));
        }
        Path shown = Path.of("").toAbsolutePath();
        Path absolute = target.toAbsolutePath();
        return Optional.of(absolute.startsWith(shown) ? shown.relativize(absolute) : absolute);
    }
}
