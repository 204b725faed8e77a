package io.netjar.internet.event;

import io.netjar.engine.Engine;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Something with what has been changed of it: one direction of a line, the air of a cell, the signal of a device.
///
/// @param <S> what says how it is
final class Changed<S> {
    private final Supplier<S> now;
    private final Consumer<S> set;
    private final BiFunction<Alteration, S, S> with;
    /// In the order in which they began.
    private final List<Layer> layers = new ArrayList<>();
    /// How it was before the first of them.
    private @Nullable S described;

    private record Layer(InForce begun, Alteration alteration) {
        boolean isKind(Alteration other) {
            return alteration.getClass().equals(other.getClass());
        }
    }

    /// @param with what becomes of it by an alteration
    Changed(Supplier<S> now, Consumer<S> set, BiFunction<Alteration, S, S> with) {
        this.now = now;
        this.set = set;
        this.with = with;
    }

    /// @throws IllegalArgumentException if it cannot be so; then nothing is changed
    void add(InForce begun, Alteration alteration) {
        var _ = with.apply(alteration, now.get());
        if (layers.isEmpty()) {
            described = now.get();
        }
        if (begun.endNanos() == Engine.NEVER) {
            // Those below it never show again.
            layers.removeIf(layer -> layer.isKind(alteration));
        }
        layers.add(new Layer(begun, alteration));
        refresh();
    }

    /// Ends it, if it has not ended. Returns whether it has now.
    boolean remove(InForce begun) {
        boolean ended = layers.removeIf(layer -> layer.begun.equals(begun));
        if (ended) {
            refresh();
        }
        return ended;
    }

    void clear() {
        if (!layers.isEmpty()) {
            layers.clear();
            refresh();
        }
    }

    List<InForce> begun() {
        return layers.stream().map(Layer::begun).toList();
    }

    /// Each kind of change leaves the others' figures alone, so that the last of a kind is all that is seen of it.
    private void refresh() {
        S usual = described;
        if (usual == null) {
            return;
        }
        S spec = usual;
        for (int i = 0; i < layers.size(); i++) {
            Layer layer = layers.get(i);
            boolean isCovered = layers.subList(i + 1, layers.size()).stream()
                    .anyMatch(later -> later.isKind(layer.alteration));
            spec = isCovered ? spec : with.apply(layer.alteration, spec);
        }
        set.accept(spec);
    }
}
