package io.netjar.internet.builder;

import io.netjar.internet.description.AccessKind;
import io.netjar.internet.description.Wording;
import java.util.function.Consumer;

/// What is said of a home.
public final class HomePart extends CustomerPart<HomePart> {
    HomePart() {}

    @Override
    HomePart self() {
        return this;
    }

    /// The technology of its line, with that one's usual rates.
    public HomePart access(AccessKind kind) {
        return set("access", Wording.word(kind));
    }

    /// The technology of its line, and the rates in bits per second; see [Rate].
    public HomePart access(AccessKind kind, long down, long up) {
        return set("access", Wording.word(kind) + " " + Wording.rates(down, up));
    }

    /// Its line, with all that can be said of it; [AccessPart#kind] is needed.
    public HomePart access(Consumer<AccessPart> words) {
        return set("access", new AccessPart(), words);
    }
}
