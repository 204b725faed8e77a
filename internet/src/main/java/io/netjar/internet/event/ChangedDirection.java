package io.netjar.internet.event;

import io.netjar.engine.Engine;
import io.netjar.net.link.LinkSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// One direction of a line with what has been changed of it.
final class ChangedDirection {
    private final Supplier<LinkSpec> now;
    private final Consumer<LinkSpec> set;
    /// In the order in which they began.
    private final List<Layer> layers = new ArrayList<>();
    /// How it was before the first of them.
    private @Nullable LinkSpec described;

    private record Layer(InForce begun, Alteration alteration) {
        boolean isKind(Alteration other) {
            return alteration.getClass().equals(other.getClass());
        }
    }

    ChangedDirection(Supplier<LinkSpec> now, Consumer<LinkSpec> set) {
        this.now = now;
        this.set = set;
    }

    void add(InForce begun, Alteration alteration) {
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
        LinkSpec usual = described;
        if (usual == null) {
            return;
        }
        LinkSpec spec = usual;
        for (int i = 0; i < layers.size(); i++) {
            Layer layer = layers.get(i);
            boolean isCovered = layers.subList(i + 1, layers.size()).stream()
                    .anyMatch(later -> later.isKind(layer.alteration));
            spec = isCovered ? spec : layer.alteration.apply(spec);
        }
        set.accept(spec);
    }
}
