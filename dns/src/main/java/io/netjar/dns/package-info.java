/// Names: root, registry and authoritative servers, the recursive resolver, the stub.
@NullMarked
package io.netjar.dns;

import org.jspecify.annotations.NullMarked;
