package io.netjar.web;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.LongSupplier;

/// What a site has to show: bodies by path.
public interface Content {
    /// What is at `path`: absolute, percent-decoded, without empty, `.` or `..` segments, like `/images/cup.svg`.
    ///
    /// @throws IOException if it is there and cannot be read
    Found find(String path) throws IOException;

    /// The files of a folder of the real file system, read when they are asked for. Nothing outside the folder is
    /// found, whatever links lie in it; neither are names that begin with a dot, but for `/.well-known/`. The same files
    /// give the same answers on every machine: dates do not count, and entity tags follow from the bytes.
    ///
    /// @throws IOException if the folder is not there
    static Content folder(Path folder) throws IOException {
        return new FolderContent(folder);
    }

    /// The same for the real world: with the files' own dates, and entity tags that follow from these; and kept open for
    /// those who ask next.
    ///
    /// @param clock nanoseconds that pass, from any moment on
    /// @throws IOException if the folder is not there
    static Content liveFolder(Path folder, LongSupplier clock) throws IOException {
        return new LiveFolder(folder, clock);
    }

    /// One body of `length` bytes at `path`, made from the seed and the path: for transfers of any size that cost
    /// no memory.
    static Content generated(String path, long length, long seed) {
        var body = new GeneratedBody(seed, path, length);
        return asked -> asked.equals(path) ? new Found.File(body) : new Found.Missing();
    }

    /// This content, and where it has nothing, `other`.
    default Content or(Content other) {
        return path -> {
            Found found = find(path);
            return found instanceof Found.Missing ? other.find(path) : found;
        };
    }

    /// What there is at a path.
    sealed interface Found {
        /// A file with its bytes.
        record File(Body body) implements Found {}

        /// A folder: its address ends with a slash, its page is `index.html`.
        record Folder() implements Found {}

        /// Nothing.
        record Missing() implements Found {}
    }
}
