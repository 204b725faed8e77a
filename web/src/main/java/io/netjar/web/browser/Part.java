package io.netjar.web.browser;

import io.netjar.web.client.Priority;
import java.net.URI;

/// Something that a page needs.
///
/// @param initiator the document or the style sheet that names it
record Part(URI url, Kind kind, Priority priority, When when, URI initiator) {
    /// When it is fetched, and what waits for it.
    enum When {
        /// At once; the page is not loaded before it is here.
        AT_ONCE,
        /// At once; nobody waits for it.
        ASIDE,
        /// When the document and its styles are here: nobody waits for it.
        LAZY,
        /// When the page is loaded.
        AFTERWARDS
    }

    static Part of(URI url, Kind kind, Priority priority, URI initiator) {
        return new Part(url, kind, priority, When.AT_ONCE, initiator);
    }
}
