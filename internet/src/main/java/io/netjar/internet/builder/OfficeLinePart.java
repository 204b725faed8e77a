package io.netjar.internet.builder;

import io.netjar.internet.description.Wording;
import java.util.function.Consumer;

/// What is said of an office's line.
public final class OfficeLinePart extends Line<OfficeLinePart> {
    OfficeLinePart() {}

    @Override
    OfficeLinePart self() {
        return this;
    }

    /// How many bytes may wait in each direction.
    public OfficeLinePart buffer(int bytes) {
        return set("buffer", Wording.size(bytes));
    }

    /// What is said of the direction from the provider alone; it goes before what is said of both.
    public OfficeLinePart down(Consumer<DirectionPart> words) {
        return set("down", new DirectionPart(), words);
    }

    /// What is said of the direction to the provider alone.
    public OfficeLinePart up(Consumer<DirectionPart> words) {
        return set("up", new DirectionPart(), words);
    }
}
