package io.netjar.net.nat;

import io.netjar.engine.Engine;
import io.netjar.engine.Timer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Who was silent for how long: the flows of a table by state, each forgotten at the very nanosecond at which its time
/// is up, and the order in which a full table lets flows go.
final class FlowAges {
    private static final FlowState[] STATES = FlowState.values();

    private final Engine engine;
    private final Forgetter table;
    private final IdleList[] lists = new IdleList[STATES.length];
    private final Timer expiry;

    /// The table that takes a flow out of its indices.
    @FunctionalInterface
    interface Forgetter {
        void forget(Flow flow);
    }

    FlowAges(Engine engine, NatTimeouts timeouts, Forgetter table) {
        this.engine = engine;
        this.table = table;
        for (FlowState state : STATES) {
            lists[state.ordinal()] = new IdleList(timeouts.of(state).toNanos());
        }
        this.expiry = new Timer(engine, this::expire);
    }

    /// A new flow, as young as can be.
    void add(Flow flow) {
        lists[flow.state.ordinal()].add(flow, engine.now());
        watch(flow);
    }

    /// A packet of the flow went by, after which it is in `state`: its time starts anew.
    void heard(Flow flow, FlowState state) {
        lists[flow.state.ordinal()].remove(flow);
        boolean isOther = flow.state != state;
        flow.state = state;
        lists[state.ordinal()].add(flow, engine.now());
        if (isOther) {
            watch(flow);
        }
    }

    /// Whether the flow's time is not up; if it is due at this very instant, it is forgotten.
    boolean isAlive(Flow flow) {
        if (flow.deadline > engine.now()) {
            return true;
        }
        forget(flow);
        return false;
    }

    /// Forgets what is due now, although the timer has not fired yet.
    void expire() {
        expire(engine.now());
    }

    /// Forgets the flow that a full table misses least: of those without an answer the longest silent one, else of the
    /// TCP connections that are over. Returns false if all are in use.
    boolean evict() {
        Flow victim = oldest(true);
        victim = victim == null ? oldest(false) : victim;
        if (victim == null) {
            return false;
        }
        forget(victim);
        return true;
    }

    /// All flows, by state and then the longest silent first.
    List<Flow> list() {
        var all = new ArrayList<Flow>();
        for (IdleList list : lists) {
            for (Flow flow = list.oldest(); flow != null; flow = flow.newer) {
                all.add(flow);
            }
        }
        return all;
    }

    void forgetAll() {
        for (IdleList list : lists) {
            for (Flow flow = list.oldest(); flow != null; flow = list.oldest()) {
                forget(flow);
            }
        }
    }

    /// The flow that has been silent longest, among the unreplied or among the closing ones.
    private @Nullable Flow oldest(boolean unreplied) {
        Flow oldest = null;
        for (FlowState state : STATES) {
            IdleList list = lists[state.ordinal()];
            Flow candidate = (unreplied ? state.isUnreplied() : state.isClosing()) ? list.oldest() : null;
            if (candidate != null && (oldest == null || heardAt(candidate) < heardAt(oldest))) {
                oldest = candidate;
            }
        }
        return oldest;
    }

    private long heardAt(Flow flow) {
        return flow.deadline - lists[flow.state.ordinal()].timeout();
    }

    private void forget(Flow flow) {
        lists[flow.state.ordinal()].remove(flow);
        table.forget(flow);
    }

    /// Sees to it that the timer fires no later than the flow is due.
    private void watch(Flow flow) {
        if (flow.deadline < expiry.deadline()) {
            expiry.armAt(flow.deadline);
        }
    }

    private void expire(long now) {
        long next = Engine.NEVER;
        for (IdleList list : lists) {
            Flow flow = list.oldest();
            while (flow != null && flow.deadline <= now) {
                forget(flow);
                flow = list.oldest();
            }
            next = flow == null ? next : Math.min(next, flow.deadline);
        }
        if (next == Engine.NEVER) {
            expiry.cancel();
        } else if (next != expiry.deadline()) {
            expiry.armAt(next);
        }
    }
}
