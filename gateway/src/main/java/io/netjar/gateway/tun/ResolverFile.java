package io.netjar.gateway.tun;

import io.netjar.wire.IpAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// `/etc/netns/NAMESPACE/resolv.conf`, which `ip netns exec` shows programs in place of `/etc/resolv.conf`. One that is
/// there already is left alone.
final class ResolverFile {
    private static final Path FOLDER = Path.of("/etc/netns");

    private final Optional<Path> folder;
    private boolean madeFolder;
    private boolean written;

    ResolverFile(Optional<String> namespace) {
        this.folder = namespace.map(FOLDER::resolve);
    }

    /// Writes these name servers, in place of those that it wrote before.
    ///
    /// @throws TunException if it cannot be written
    void write(List<IpAddress> nameservers) throws TunException {
        if (folder.isEmpty() || nameservers.isEmpty() && !written) {
            return;
        }
        try {
            madeFolder |= !Files.exists(folder.get());
            Files.createDirectories(folder.get());
            // In place: programs that run have this very file mounted.
            Files.writeString(folder.get().resolve("resolv.conf"),
                    nameservers.stream().map(address -> "nameserver " + address + "\n")
                            .collect(Collectors.joining()),
                    written ? StandardOpenOption.TRUNCATE_EXISTING : StandardOpenOption.CREATE_NEW,
                    StandardOpenOption.WRITE);
            written = true;
        } catch (FileAlreadyExistsException _) {
            // Its owner knows what programs in the namespace should ask.
        } catch (IOException e) {
            throw new TunException("cannot write " + folder.get() + "/resolv.conf: " + e.getMessage());
        }
    }

    /// Removes what was written.
    void remove() {
        if (folder.isEmpty()) {
            return;
        }
        try {
            if (written) {
                Files.deleteIfExists(folder.get().resolve("resolv.conf"));
            }
            if (madeFolder) {
                Files.deleteIfExists(folder.get());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
