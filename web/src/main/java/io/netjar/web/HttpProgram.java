package io.netjar.web;

/// A program behind an address of a site, which makes a page for each request. RFC 9110.
///
/// It is asked for GET and HEAD only; what belongs to the protocol (HEAD without content, entity tag and conditions,
/// ranges, compression) is done for it.
@FunctionalInterface
public interface HttpProgram {
    /// The page for a request. Called on the engine's thread: it may not wait.
    Page page(PageRequest request);
}
