/// HTTP sites, WebSocket feeds, and a client that fetches pages.
@NullMarked
package io.netjar.web;

import org.jspecify.annotations.NullMarked;
