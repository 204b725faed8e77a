package io.netjar.web.browser;

/// What a resource is to the page.
public enum Kind {
    /// The page itself.
    DOCUMENT("document", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"),
    /// A style sheet.
    STYLE("stylesheet", "text/css,*/*;q=0.1"),
    /// A script, which is fetched and not run.
    SCRIPT("script", "*/*"),
    /// A picture, named by the document or by a style.
    IMAGE("image", "image/avif,image/webp,image/apng,image/svg+xml,image/*,*/*;q=0.8"),
    /// A font that a style uses.
    FONT("font", "*/*"),
    /// The small picture of the site.
    ICON("icon", "image/avif,image/webp,image/apng,image/svg+xml,image/*,*/*;q=0.8"),
    /// What a preload names without being one of these.
    OTHER("other", "*/*");

    private final String text;
    private final String accepted;

    Kind(String text, String accepted) {
        this.text = text;
        this.accepted = accepted;
    }

    /// As a person reads it: `stylesheet`.
    public String text() {
        return text;
    }

    /// The `Accept` that browsers send for it. RFC 9110 §12.5.1.
    String accepted() {
        return accepted;
    }
}
