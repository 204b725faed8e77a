/// How a description becomes an Internet: routers and lines, servers and their names, homes and offices, wired
/// together on one [io.netjar.net.link.Network]. `docs/description.md` states the rules.
@NullMarked
package io.netjar.internet.assembly;

import org.jspecify.annotations.NullMarked;
