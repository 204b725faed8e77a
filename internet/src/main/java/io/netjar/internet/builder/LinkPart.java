package io.netjar.internet.builder;

import java.util.function.Consumer;

/// What is said of a line between routers or to an exchange, or of any cable with two ends in its name.
public final class LinkPart extends Line<LinkPart> {
    LinkPart() {}

    @Override
    LinkPart self() {
        return this;
    }

    /// What is said of the direction to the second end alone; it goes before what is said of both.
    public LinkPart there(Consumer<DirectionPart> words) {
        return set("there", new DirectionPart(), words);
    }

    /// What is said of the direction to the first end alone.
    public LinkPart back(Consumer<DirectionPart> words) {
        return set("back", new DirectionPart(), words);
    }
}
