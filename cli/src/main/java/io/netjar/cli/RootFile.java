package io.netjar.cli;

import io.netjar.internet.Internet;
import io.netjar.internet.description.SiteTls;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Where `run` writes the root certificate that programs outside need to trust the sites.
final class RootFile {
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
        return Optional
                .of(Files.export(file, "root.pem", internet.authority().rootPem(), "the root certificate"));
    }
}
