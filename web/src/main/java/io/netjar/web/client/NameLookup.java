package io.netjar.web.client;

import io.netjar.wire.IpAddress;
import java.util.List;
import java.util.function.Consumer;

/// Who finds the addresses of a host name: the device's stub resolver, most often.
@FunctionalInterface
public interface NameLookup {
    /// Looks for `name` and answers once, at once or later, on the engine's thread.
    void lookup(String name, Consumer<Answer> answer);

    /// What came of it.
    sealed interface Answer {
        /// The addresses, best first; at least one.
        record Found(List<IpAddress> addresses) implements Answer {
            public Found {
                addresses = List.copyOf(addresses);
                if (addresses.isEmpty()) {
                    throw new IllegalArgumentException("a name that was found has an address");
                }
            }
        }

        /// None, and why, as a person may read it: `no such name`.
        record Failed(String reason) implements Answer {}
    }
}
