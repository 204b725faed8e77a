package io.netjar.cli;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/// What people are told of files that cannot be used.
final class Files {
    private Files() {}

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
