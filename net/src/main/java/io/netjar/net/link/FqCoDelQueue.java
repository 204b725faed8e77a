package io.netjar.net.link;

import io.netjar.wire.Packet;
import org.jspecify.annotations.Nullable;

/// [FqCoDel] at work: a queue for each flow, in two lists that take turns. RFC 8290 §4; the law of each queue is [CoDelLaw].
final class FqCoDelQueue implements Scheduler {
    /// RFC 8290 §4.1 (and Linux since 2016): so many frames of the longest queue are dropped at one go at most, as finding it
    /// takes long.
    private static final int DROP_BATCH = 64;

    private final QueueOwner owner;
    private final long salt;
    private final Backlog backlog = new Backlog();
    private final CoDelOutlet outlet;
    private final FlowList newFlows = new FlowList();
    private final FlowList oldFlows = new FlowList();
    private @Nullable FlowQueue[] flows;
    private FqCoDel figures;

    FqCoDelQueue(FqCoDel figures, QueueOwner owner) {
        this.owner = owner;
        this.outlet = new CoDelOutlet(owner, backlog);
        this.salt = owner.chance("flows").nextLong();
        this.flows = new @Nullable FlowQueue[figures.flows()];
        this.figures = figures;
    }

    /// One flow's frames, its law, and how much it may send before its turn is over.
    private static final class FlowQueue {
        final FrameFifo frames = new FrameFifo();
        final CoDelLaw law;
        int credits;
        boolean isListed;
        @Nullable
        FlowQueue next;

        FlowQueue(CoDelOutlet outlet) {
            law = new CoDelLaw(outlet);
        }
    }

    /// Flows one behind the other.
    private static final class FlowList {
        @Nullable
        FlowQueue first;
        private @Nullable FlowQueue last;

        void add(FlowQueue flow) {
            if (first == null || last == null) {
                first = flow;
            } else {
                last.next = flow;
            }
            last = flow;
            flow.next = null;
        }

        void removeFirst() {
            FlowQueue gone = first;
            if (gone != null) {
                first = gone.next;
            }
        }
    }

    @Override
    public boolean adopt(QueueDiscipline discipline) {
        // Frames in another number of queues would be out of order: those that wait are sent on first.
        if (!(discipline instanceof FqCoDel changed) || changed.flows() != flows.length) {
            return false;
        }
        figures = changed;
        for (FlowQueue flow : flows) {
            if (flow != null) {
                figures(flow);
            }
        }
        return true;
    }

    private void figures(FlowQueue flow) {
        flow.law.figures(figures.targetNanos(), figures.intervalNanos(), figures.ecn(),
                owner.longestFrameBytes());
    }

    @Override
    public void enqueue(Packet frame, long now) {
        FlowQueue flow = flowOf(frame);
        boolean hasRoom = owner.hasRoom(backlog, frame.length(), now);
        flow.frames.add(frame, now);
        backlog.add(frame.length());
        // RFC 8290 §4.1.2: a queue that is in no list is a new one, with credits for one quantum.
        if (!flow.isListed) {
            flow.isListed = true;
            flow.credits = figures.quantumBytes();
            newFlows.add(flow);
        }
        if (!hasRoom) {
            dropFrom(longest(flow));
        }
    }

    private FlowQueue flowOf(Packet frame) {
        int index = (int) ((FlowHash.of(frame, salt) & 0xffff_ffffL) * flows.length >>> 32);
        FlowQueue flow = flows[index];
        if (flow == null) {
            flow = new FlowQueue(outlet);
            figures(flow);
            flows[index] = flow;
        }
        return flow;
    }

    /// RFC 8290 §4.1.3: frames are dropped from the head of the queue with the most bytes, until half of its bytes are gone or a
    /// batch is full.
    private void dropFrom(FrameFifo longest) {
        long half = longest.bytes() / 2;
        for (int i = 0; i < DROP_BATCH; i++) {
            Packet frame = outlet.take(longest);
            if (frame != null) {
                owner.refuse(frame, DropReason.FLOW_TOO_LONG);
            }
            if (longest.bytes() <= half) {
                return;
            }
        }
    }

    private FrameFifo longest(FlowQueue from) {
        FrameFifo longest = from.frames;
        for (FlowQueue flow : flows) {
            if (flow != null && flow.frames.bytes() > longest.bytes()) {
                longest = flow.frames;
            }
        }
        return longest;
    }

    @Override
    public @Nullable Packet dequeue(long now) {
        return next(now, true);
    }

    @Override
    public @Nullable Packet poll() {
        return next(0, false);
    }

    /// RFC 8290 §4.2: the new queues' turns come first; a queue whose credits are used up goes to the end of the old ones with
    /// another quantum; a new one that is empty goes there as well, so that it does not come back as a new one at once; an old
    /// one that is empty leaves.
    private @Nullable Packet next(long now, boolean byLaw) {
        while (true) {
            boolean isNew = newFlows.first != null;
            FlowList list = isNew ? newFlows : oldFlows;
            FlowQueue flow = list.first;
            if (flow == null) {
                return null;
            }
            if (flow.credits <= 0) {
                flow.credits += figures.quantumBytes();
                list.removeFirst();
                oldFlows.add(flow);
                continue;
            }
            Packet frame = byLaw ? flow.law.dequeue(flow.frames, now) : outlet.take(flow.frames);
            if (frame != null) {
                flow.credits -= frame.length();
                return frame;
            }
            retire(flow, list, isNew);
        }
    }

    private void retire(FlowQueue flow, FlowList list, boolean isNew) {
        list.removeFirst();
        if (isNew) {
            oldFlows.add(flow);
        } else {
            flow.isListed = false;
        }
    }

    @Override
    public Backlog backlog() {
        return backlog;
    }
}
