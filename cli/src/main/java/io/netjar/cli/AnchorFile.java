package io.netjar.cli;

import io.netjar.dns.dnssec.TrustAnchor;
import io.netjar.internet.Internet;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Where `run` writes the key with which validating resolvers outside begin to trust the names inside (DNSSEC).
final class AnchorFile {
    private static final String BIND = ".bind";

    @Option(names = "--export-anchor", paramLabel = "FILE", description = "Write the trust anchor of the signed root to FILE "
            + "for Unbound and its like, and to FILE.bind for delv (default: build/netjar/root.key in the checkout; 'off' "
            + "for none). The key is no secret.")
    private @Nullable Path file;

    /// Where the anchor was written, in the two forms that programs take.
    record Written(Path masterFile, Path bind) {}

    /// Writes the anchor, unless the root is not signed. Returns the files.
    Optional<Written> write(Internet internet) throws Failure {
        if (Path.of("off").equals(file)) {
            return Optional.empty();
        }
        Optional<TrustAnchor> anchor = internet.trustAnchor();
        if (anchor.isEmpty()) {
            if (file != null) {
                throw Failure
                        .usage("--export-anchor: the root is not signed, by 'dnssec' in the description");
            }
            return Optional.empty();
        }
        Path bind = file == null ? null : file.resolveSibling(file.getFileName() + BIND);
        return Optional.of(new Written(
                Files.export(file, "root.key", anchor.get().masterFile(), "the trust anchor"),
                Files.export(bind, "root.key" + BIND, anchor.get().bindFile(), "the trust anchor")));
    }
}
