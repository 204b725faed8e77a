package io.netjar.internet.description;

/// Something in a description that cannot be right.
///
/// @param file the file as the person named it; in a description that was built by a program, the way to the place, as in
///     `homes.alice.access`
/// @param line the line in it, from 1; 0 if there are no lines
/// @param column the column, from 1; 0 if there are no lines
/// @param message what was found, and what would be right
public record Mistake(String file, int line, int column, String message) {
    /// The mistake as compilers print it: `file:line:column: message`, or `place: message` if there are no lines.
    @Override
    public String toString() {
        return line == 0 ? file + ": " + message : file + ":" + line + ":" + column + ": " + message;
    }
}
