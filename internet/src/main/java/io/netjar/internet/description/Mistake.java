package io.netjar.internet.description;

/// Something in a description that cannot be right.
///
/// @param file the file as the person named it
/// @param line the line in it, from 1
/// @param column the column, from 1
/// @param message what was found, and what would be right
public record Mistake(String file, int line, int column, String message) {
    /// The mistake as compilers print it: `file:line:column: message`.
    @Override
    public String toString() {
        return file + ":" + line + ":" + column + ": " + message;
    }
}
