package io.netjar.internet.event;

import java.util.ArrayList;
import java.util.List;

/// The cuts of one line, cell or station: it works while there are none.
final class Cuts {
    /// Pulls the plug, or puts it in.
    interface Plug {
        void in(boolean works);
    }

    private final Plug plug;
    private final List<InForce> cuts = new ArrayList<>();

    Cuts(Plug plug) {
        this.plug = plug;
    }

    void add(InForce cut) {
        if (cuts.isEmpty()) {
            plug.in(false);
        }
        // One for good is as good as two.
        if (!cuts.contains(cut)) {
            cuts.add(cut);
        }
    }

    /// Ends it, if it has not ended. Returns whether it has now.
    boolean remove(InForce cut) {
        boolean ended = cuts.remove(cut);
        if (ended && cuts.isEmpty()) {
            plug.in(true);
        }
        return ended;
    }

    void clear() {
        if (!cuts.isEmpty()) {
            cuts.clear();
            plug.in(true);
        }
    }

    List<InForce> begun() {
        return cuts;
    }
}
