/// Loads pages as a browser does: the document, the parts it names, and what those name, over connections that are shared
/// and kept, through a cache, with the time of each.
///
/// ```java
/// var browser = internet.browser(internet.device("alice/laptop"));
/// Page first = browser.load("https://www.shop.test/");
/// Page again = browser.load("https://www.shop.test/");   // most of it from the cache
/// ```
///
/// A [io.netjar.web.browser.Browser] begins a `PageLoad`. That gives the document to an `HtmlScanner` while it comes, which
/// finds `Part`s with jsoup; each becomes a `Loading`, which asks the `HttpCache` and then the
/// [io.netjar.web.client.Connections]. What style sheets name is found by `StyleSheet`. The outcome is a
/// [io.netjar.web.browser.Page] of [io.netjar.web.browser.Resource]s, which [io.netjar.web.browser.Har] writes down.
///
/// There is no JavaScript and no layout. What scripts would fetch is not fetched, frames are not opened, every lazy image is
/// taken to be near enough to be seen, and parsing and running take no time. docs/fidelity.md has the whole list.
@NullMarked
package io.netjar.web.browser;

import org.jspecify.annotations.NullMarked;
