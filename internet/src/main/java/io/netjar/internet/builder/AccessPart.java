package io.netjar.internet.builder;

import io.netjar.internet.description.AccessKind;
import io.netjar.internet.description.Wording;
import java.util.function.Consumer;

/// What is said of a home's access line.
public final class AccessPart extends Line<AccessPart> {
    AccessPart() {}

    @Override
    AccessPart self() {
        return this;
    }

    /// The technology, whose usual values hold where nothing else is said.
    public AccessPart kind(AccessKind kind) {
        return set("kind", Wording.word(kind));
    }

    /// How fast bits come down and go up, in bits per second.
    public AccessPart rate(long down, long up) {
        return set("rate", Wording.rates(down, up));
    }

    /// How many bytes may wait in each direction.
    public AccessPart buffer(int bytes) {
        return set("buffer", Wording.size(bytes));
    }

    /// What is said of the direction from the provider alone; it goes before what is said of both.
    public AccessPart down(Consumer<DirectionPart> words) {
        return set("down", new DirectionPart(), words);
    }

    /// What is said of the direction to the provider alone.
    public AccessPart up(Consumer<DirectionPart> words) {
        return set("up", new DirectionPart(), words);
    }
}
