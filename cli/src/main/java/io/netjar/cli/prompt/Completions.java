package io.netjar.cli.prompt;

import java.util.List;

/// What a word can become.
@FunctionalInterface
public interface Completions {
    /// All words that could stand here; those that do not begin as what is typed are left out by who asks.
    ///
    /// @param before the words of the line before this one
    List<String> after(List<String> before);
}
