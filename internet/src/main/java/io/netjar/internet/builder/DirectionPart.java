package io.netjar.internet.builder;

/// What is said of one direction of a line.
public final class DirectionPart extends Line<DirectionPart> {
    DirectionPart() {}

    @Override
    DirectionPart self() {
        return this;
    }
}
