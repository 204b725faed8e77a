package io.netjar.internet.assembly;

import io.netjar.web.Access;
import java.util.ArrayList;
import java.util.List;

/// Tells everyone who listens of every request that any web server answered.
final class AccessLog implements Access.Listener {
    private final List<Access.Listener> listeners = new ArrayList<>();

    void add(Access.Listener listener) {
        listeners.add(listener);
    }

    @Override
    public void accessed(Access access) {
        for (Access.Listener listener : List.copyOf(listeners)) {
            listener.accessed(access);
        }
    }
}
