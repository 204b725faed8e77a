package io.netjar.cli;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Files that commands write, and what people are told of those that cannot be used.
final class Files {
    /// In a checkout, beside what else is built.
    private static final Path USUAL_FOLDER = Path.of(System.getProperty("netjar.home", "."), "build",
            "netjar");

    private Files() {}

    /// Writes `text` for programs outside to `file` or, if none is named, to `usualName` among what is built. Returns the
    /// file as people call it where they are.
    ///
    /// @param what the text in words, as in "the root certificate"
    static Path export(@Nullable Path file, String usualName, String text, String what) throws Failure {
        Path target = file == null ? USUAL_FOLDER.resolve(usualName) : file;
        try {
            if (file == null) {
                java.nio.file.Files.createDirectories(USUAL_FOLDER);
            }
            java.nio.file.Files.writeString(target, text);
        } catch (IOException e) {
            throw Failure.failed("cannot write " + what + " " + target + ": " + reason(e));
        }
        Path here = Path.of("").toAbsolutePath();
        Path absolute = target.toAbsolutePath();
        return absolute.startsWith(here) ? here.relativize(absolute) : absolute;
    }

    /// Why a file operation failed, without the file's name.
    static String reason(IOException problem) {
        return switch (problem) {
            case NoSuchFileException _ -> "there is no such file or folder";
            case AccessDeniedException _ -> "permission denied";
            case java.nio.charset.MalformedInputException _ -> "it is not UTF-8 text";
            case FileSystemException known when known.getReason() != null -> known.getReason();
            default -> String.valueOf(problem.getMessage());
        };
    }
}
