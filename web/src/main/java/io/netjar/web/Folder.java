package io.netjar.web;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.Set;

/// A folder of the real file system, and no way out of it: whatever links lie in it, and whoever changes them meanwhile.
/// Names that begin with a dot are not there, but `/.well-known/` (RFC 8615) is.
final class Folder {
    private static final String WELL_KNOWN = ".well-known";
    private static final Set<String> NO_NAMES = Set.of("", ".", "..");

    private final Path root;

    /// Something in the folder.
    ///
    /// @param real where it is, without links
    record Place(Path real, BasicFileAttributes attributes) {}

    /// @throws IOException if the folder is not there
    Folder(Path folder) throws IOException {
        this.root = folder.toRealPath();
    }

    /// What is at `path`: absolute, percent-decoded. With an empty segment, `.` or `..` in it there is nothing.
    ///
    /// @throws AccessDeniedException if it may not be looked at
    /// @throws IOException if it cannot
    Optional<Place> locate(String path) throws IOException {
        try {
            Path place = root;
            for (String segment : path.substring(1).split("/", -1)) {
                // A separator of the file system inside a segment (a backslash, where that is one) names no file.
                if (segment.contains(root.getFileSystem().getSeparator()) || NO_NAMES.contains(segment)) {
                    return Optional.empty();
                }
                place = place.resolve(segment);
            }
            Path real = place.toRealPath();
            return isShown(place) && isShown(real)
                    ? Optional.of(new Place(real, Files.readAttributes(real, BasicFileAttributes.class)))
                    : Optional.empty();
        } catch (AccessDeniedException denied) {
            throw denied;
        } catch (InvalidPathException | FileSystemException _) {
            // Not there, below a file, in a circle of links, or longer than names can be.
            return Optional.empty();
        }
    }

    private boolean isShown(Path place) {
        if (!place.startsWith(root)) {
            return false;
        }
        Path relative = root.relativize(place);
        for (int i = 0; i < relative.getNameCount(); i++) {
            String name = relative.getName(i).toString();
            if (name.startsWith(".") && !(i == 0 && name.equals(WELL_KNOWN))) {
                return false;
            }
        }
        return true;
    }

    /// Opens a file found before. Step by step from the folder down, where the system can do that: a link that somebody
    /// has put there since leads nowhere.
    ///
    /// @throws IOException if the file is not there any more
    FileChannel open(Path real) throws IOException {
        try (DirectoryStream<Path> top = Files.newDirectoryStream(root)) {
            return top instanceof SecureDirectoryStream<Path> secure
                    ? below(secure, root.relativize(real))
                    : FileChannel.open(real, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
        }
    }

    private static FileChannel below(SecureDirectoryStream<Path> folder, Path relative) throws IOException {
        if (relative.getNameCount() > 1) {
            try (SecureDirectoryStream<Path> next = folder.newDirectoryStream(relative.getName(0),
                    LinkOption.NOFOLLOW_LINKS)) {
                return below(next, relative.subpath(1, relative.getNameCount()));
            }
        }
        SeekableByteChannel channel = folder.newByteChannel(relative,
                Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
        if (channel instanceof FileChannel file) {
            return file;
        }
        channel.close();
        throw new IOException("a file that is read by no file channel: " + relative);
    }
}
