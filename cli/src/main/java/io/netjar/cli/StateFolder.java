package io.netjar.cli;

import java.nio.file.Path;

/// Where this user's programs keep what they want to find again: `$XDG_STATE_HOME`, or else `~/.local/state`
/// (XDG Base Directory Specification).
final class StateFolder {
    private StateFolder() {}

    /// The file in which the prompt keeps its history.
    static Path history() {
        String folder = System.getenv("XDG_STATE_HOME");
        Path state = folder == null || folder.isBlank()
                ? Path.of(System.getProperty("user.home"), ".local", "state")
                : Path.of(folder);
        return state.resolve("netjar").resolve("history");
    }
}
