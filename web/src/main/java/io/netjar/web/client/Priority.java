package io.netjar.web.client;

/// How much a request matters to the page it belongs to; of the requests that wait for a connection, those that matter
/// more go first. The steps are those of Chromium's network stack.
public enum Priority {
    /// The document itself, style sheets, fonts.
    HIGHEST,
    /// Scripts that the page waits for.
    HIGH,
    /// What a preload asks for, and images that are said to matter.
    MEDIUM,
    /// Images, and scripts that the page does not wait for.
    LOW,
    /// What is not needed to show the page.
    LOWEST
}
