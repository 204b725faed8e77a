package io.netjar.net.link;

import io.netjar.wire.Packet;
import java.util.ArrayList;
import java.util.Arrays;

/// All who watch the frames of a network. Each port tells them of each frame, so that nobody to tell must cost nothing.
final class Observers {
    private Observer[] all = {};

    void add(Observer observer) {
        all = Arrays.copyOf(all, all.length + 1);
        all[all.length - 1] = observer;
    }

    void remove(Observer observer) {
        var left = new ArrayList<>(Arrays.asList(all));
        left.remove(observer);
        all = left.toArray(Observer[]::new);
    }

    boolean isEmpty() {
        return all.length == 0;
    }

    void sent(Port port, Packet frame) {
        for (Observer observer : all) {
            observer.sent(port, frame);
        }
    }

    void received(Port port, Packet frame) {
        for (Observer observer : all) {
            observer.received(port, frame);
        }
    }

    void dropped(Port port, Packet packet, DropReason reason) {
        for (Observer observer : all) {
            observer.dropped(port, packet, reason);
        }
    }
}
