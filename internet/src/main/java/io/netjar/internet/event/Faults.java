package io.netjar.internet.event;

import io.netjar.engine.Engine;
import io.netjar.engine.Timer;
import io.netjar.net.link.Link;
import io.netjar.net.link.LinkSpec;
import io.netjar.net.wifi.Signal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Cuts and changes the lines of a running Internet, and its Wi-Fi, and puts them back.
///
/// Every cut and every change is a thing of its own: `for TIME` ends exactly that one. A line works while nothing cuts it. Of
/// the changes of one kind to one direction the one that began last is felt; when it ends, the one before it is felt again. All
/// changes are to the line as it was when the first of them began; who sets a [Link]'s specs while some are in force has
/// them overwritten when one begins or ends.
///
/// Used by the thread that runs the engine.
public final class Faults {
    private final Engine engine;
    private final Wiring wiring;
    private final Lines lines;
    private final Radios radios;
    private final Map<String, Cuts> cuts = new LinkedHashMap<>();
    private final Map<String, Changed<?>> changed = new LinkedHashMap<>();
    private final List<Repeated> repeated = new ArrayList<>();
    private final List<Listener> listeners = new ArrayList<>();

    /// Is told what happens to lines.
    @FunctionalInterface
    public interface Listener {
        /// `action` has been done, or if `isOver`, the time for which it was done has passed.
        void happened(Action action, boolean isOver);
    }

    public Faults(Engine engine, Wiring wiring, Lines lines, Radios radios) {
        this.engine = engine;
        this.wiring = wiring;
        this.lines = lines;
        this.radios = radios;
    }

    /// What names stand for.
    public Wiring wiring() {
        return wiring;
    }

    /// Tells `listener` of everything that happens from now on.
    public void onEvent(Listener listener) {
        listeners.add(listener);
    }

    private void tell(Action action, boolean isOver) {
        listeners.forEach(listener -> listener.happened(action, isOver));
    }

    /// Lets all of `events` happen, counted from now. Events of one time happen in their order.
    public void schedule(List<TimedEvent> events) {
        for (TimedEvent event : events) {
            new Timer(engine, _ -> perform(event.action())).armIn(event.at().toNanos());
        }
    }

    /// Does it now.
    ///
    /// @throws IllegalArgumentException if a name stands for nothing, or for what cannot be changed so
    public void perform(Action action) {
        switch (action) {
            case Action.Cut cut -> {
                Target target = target(cut.line());
                InForce begun = begin(cut, cut.time());
                cutsOf(target).forEach(each -> each.add(begun));
            }
            case Action.Heal heal -> heal(heal.line());
            case Action.Change change -> change(change);
            case Action.Restore restore -> {
                heal(restore.line());
                changesOf(restore.line()).forEach(Changed::clear);
                if (restore.line().isEmpty()) {
                    repeated.removeIf(Repeated::stop);
                }
            }
            case Action.Repeat repeat ->
                repeated.add(new Repeated(repeat, new InForce(repeat, after(repeat.time()))));
        }
        tell(action, false);
    }

    /// The time inside so long from now; never without one, or beyond the end of time.
    private long after(Optional<Duration> time) {
        long end = engine.now() + time.map(Duration::toNanos).orElse(Engine.NEVER);
        return end < 0 ? Engine.NEVER : end;
    }

    private InForce begin(Action action, Optional<Duration> time) {
        var begun = new InForce(action, after(time));
        new Timer(engine, _ -> end(begun)).armAt(begun.endNanos());
        return begun;
    }

    private void end(InForce begun) {
        boolean ended = false;
        for (Cuts each : cuts.values()) {
            ended |= each.remove(begun);
        }
        for (Changed<?> each : changed.values()) {
            ended |= each.remove(begun);
        }
        if (ended) {
            tell(begun.action(), true);
        }
    }

    /// What is done again and again.
    private final class Repeated {
        private final Action.Repeat what;
        private final InForce begun;
        private final Timer timer = new Timer(engine, this::due);
        private long next;
        private boolean isActing;

        Repeated(Action.Repeat what, InForce begun) {
            this.what = what;
            this.begun = begun;
            next = after(Optional.of(what.period()));
            timer.armAt(Math.min(next, begun.endNanos()));
        }

        private void due(long now) {
            if (now == next) {
                next = after(Optional.of(what.period()));
                isActing = true;
                perform(what.action());
                isActing = false;
            }
            if (now >= begun.endNanos()) {
                repeated.remove(this);
                tell(what, true);
            } else {
                timer.armAt(Math.min(next, begun.endNanos()));
            }
        }

        /// Ends it, unless it is it that ends all others. Returns whether it has ended.
        boolean stop() {
            if (!isActing) {
                timer.cancel();
            }
            return !isActing;
        }
    }

    private void heal(Optional<String> line) {
        if (line.isEmpty()) {
            cuts.values().forEach(Cuts::clear);
        } else {
            cutsOf(target(line.get())).forEach(Cuts::clear);
        }
    }

    private void change(Action.Change change) {
        Alteration alteration = change.alteration();
        Target target = target(change.line());
        if (!target.takes(alteration) || !(target instanceof Target.Cables) && change.way() != Way.BOTH) {
            throw new IllegalArgumentException(change.sentence() + ": " + target.changes());
        }
        InForce begun = begin(change, change.time());
        switch (target) {
            case Target.Cables(List<Target.Run> runs) -> {
                for (Target.Run run : runs) {
                    if (change.way().isForward(run)) {
                        forward(run.cable()).add(begun, alteration);
                    }
                    if (change.way().isBackward(run)) {
                        backward(run.cable()).add(begun, alteration);
                    }
                }
            }
            case Target.Cell(String premises) -> air(premises).add(begun, alteration);
            case Target.Station(String name) -> signal(name).add(begun, alteration);
        }
    }

    private Target target(String line) {
        return wiring.find(line)
                .orElseThrow(() -> new IllegalArgumentException("no line is called '" + line + "'"));
    }

    private List<Cuts> cutsOf(Target target) {
        return switch (target) {
            case Target.Cables(List<Target.Run> runs) -> runs.stream().map(run -> cutsOf(run.cable()))
                    .toList();
            case Target.Cell(String premises) ->
                List.of(cuts.computeIfAbsent(premises + Wiring.CELL,
                        _ -> new Cuts(works -> radios.cell(premises, works))));
            case Target.Station(String name) -> List.of(
                    cuts.computeIfAbsent(name, _ -> new Cuts(works -> radios.station(name, works))));
        };
    }

    private Cuts cutsOf(Cable cable) {
        return cuts.computeIfAbsent(cable.name(), name -> new Cuts(lines.line(name)::up));
    }

    private List<Changed<?>> changesOf(Optional<String> line) {
        if (line.isEmpty()) {
            return List.copyOf(changed.values());
        }
        List<Changed<?>> found = new ArrayList<>();
        switch (target(line.get())) {
            case Target.Cables(List<Target.Run> runs) -> {
                for (Target.Run run : runs) {
                    found.add(forward(run.cable()));
                    found.add(backward(run.cable()));
                }
            }
            case Target.Cell(String premises) -> found.add(air(premises));
            case Target.Station(String name) -> found.add(signal(name));
        }
        return found;
    }

    private Changed<?> forward(Cable cable) {
        Link link = lines.line(cable.name());
        return changed.computeIfAbsent(cable.name() + " →", _ -> direction(cable, link::aToB, link::aToB));
    }

    private Changed<?> backward(Cable cable) {
        Link link = lines.line(cable.name());
        return changed.computeIfAbsent(cable.name() + " ←", _ -> direction(cable, link::bToA, link::bToA));
    }

    private Changed<?> direction(Cable cable, Supplier<LinkSpec> now, Consumer<LinkSpec> set) {
        return new Changed<>(now, spec -> {
            boolean isResized = spec.mtu() != now.get().mtu();
            set.accept(spec);
            if (isResized) {
                lines.resized(cable.name());
            }
        }, (alteration, spec) -> alteration instanceof Alteration.OfLine ofLine ? ofLine.apply(spec) : spec);
    }

    private Changed<?> air(String premises) {
        return changed.computeIfAbsent(premises + Wiring.CELL,
                _ -> new Changed<>(() -> radios.air(premises), spec -> radios.air(premises, spec),
                        (alteration, spec) -> alteration instanceof Alteration.OfAir ofAir
                                ? ofAir.apply(spec)
                                : spec));
    }

    /// As described, or another.
    private Changed<?> signal(String station) {
        return changed.computeIfAbsent(station, _ -> new Changed<>(Optional::<Signal>empty,
                signal -> signal.ifPresentOrElse(other -> radios.signal(station, other),
                        () -> radios.usualSignal(station)),
                (alteration, usual) -> alteration instanceof Alteration.Reception(Signal signal)
                        ? Optional.of(signal)
                        : usual));
    }

    /// The cuts, changes and repetitions that are in force.
    public List<InForce> inForce() {
        Set<InForce> all = new LinkedHashSet<>();
        repeated.forEach(each -> all.add(each.begun));
        cuts.values().forEach(each -> all.addAll(each.begun()));
        changed.values().forEach(each -> all.addAll(each.begun()));
        return List.copyOf(all);
    }
}
