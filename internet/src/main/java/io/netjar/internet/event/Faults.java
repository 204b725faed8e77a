package io.netjar.internet.event;

import io.netjar.engine.Engine;
import io.netjar.engine.Timer;
import io.netjar.net.link.Link;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// Cuts and changes the lines of a running Internet, and puts them back.
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
    private final Function<String, Link> links;
    private final Radios radios;
    private final Map<String, Cuts> cuts = new LinkedHashMap<>();
    private final Map<String, ChangedDirection> directions = new LinkedHashMap<>();
    private final List<Listener> listeners = new ArrayList<>();

    /// Is told what happens to lines.
    @FunctionalInterface
    public interface Listener {
        /// `action` has been done, or if `isOver`, the time for which it was done has passed.
        void happened(Action action, boolean isOver);
    }

    /// @param links the line of a name
    public Faults(Engine engine, Wiring wiring, Function<String, Link> links, Radios radios) {
        this.engine = engine;
        this.wiring = wiring;
        this.links = links;
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

    /// Lets all of `events` happen, counted from now. Events of one time happen in their order.
    public void schedule(List<TimedEvent> events) {
        for (TimedEvent event : events) {
            new Timer(engine, _ -> perform(event.action())).armIn(event.at().toNanos());
        }
    }

    /// Does it now.
    ///
    /// @throws IllegalArgumentException if a name stands for nothing, or a change is to be made to Wi-Fi
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
                directionsOf(restore.line()).forEach(ChangedDirection::clear);
            }
        }
        listeners.forEach(listener -> listener.happened(action, false));
    }

    private InForce begin(Action action, Optional<Duration> time) {
        long end = time.map(length -> engine.now() + length.toNanos()).orElse(Engine.NEVER);
        var begun = new InForce(action, end);
        if (time.isPresent()) {
            new Timer(engine, _ -> end(begun)).armAt(end);
        }
        return begun;
    }

    private void end(InForce begun) {
        boolean ended = false;
        for (Cuts each : cuts.values()) {
            ended |= each.remove(begun);
        }
        for (ChangedDirection each : directions.values()) {
            ended |= each.remove(begun);
        }
        if (ended) {
            listeners.forEach(listener -> listener.happened(begun.action(), true));
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
        if (!(target(change.line()) instanceof Target.Cables cables)) {
            throw new IllegalArgumentException(Wiring.onlyCut(change.line()));
        }
        InForce begun = begin(change, change.time());
        for (Target.Run run : cables.runs()) {
            if (change.way().isForward(run)) {
                forward(run.cable()).add(begun, change.alteration());
            }
            if (change.way().isBackward(run)) {
                backward(run.cable()).add(begun, change.alteration());
            }
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
        return cuts.computeIfAbsent(cable.name(), name -> new Cuts(links.apply(name)::up));
    }

    private List<ChangedDirection> directionsOf(Optional<String> line) {
        if (line.isEmpty()) {
            return List.copyOf(directions.values());
        }
        List<ChangedDirection> found = new ArrayList<>();
        if (target(line.get()) instanceof Target.Cables(List<Target.Run> runs)) {
            for (Target.Run run : runs) {
                found.add(forward(run.cable()));
                found.add(backward(run.cable()));
            }
        }
        return found;
    }

    private ChangedDirection forward(Cable cable) {
        Link link = links.apply(cable.name());
        return directions.computeIfAbsent(cable.name() + " →",
                _ -> new ChangedDirection(link::aToB, link::aToB));
    }

    private ChangedDirection backward(Cable cable) {
        Link link = links.apply(cable.name());
        return directions.computeIfAbsent(cable.name() + " ←",
                _ -> new ChangedDirection(link::bToA, link::bToA));
    }

    /// The cuts and changes that are in force.
    public List<InForce> inForce() {
        Set<InForce> all = new LinkedHashSet<>();
        cuts.values().forEach(each -> all.addAll(each.begun()));
        directions.values().forEach(each -> all.addAll(each.begun()));
        return List.copyOf(all);
    }
}
