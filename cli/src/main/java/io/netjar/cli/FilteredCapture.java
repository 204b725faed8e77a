package io.netjar.cli;

import io.netjar.net.link.Capture;
import io.netjar.net.link.DropReason;
import io.netjar.net.link.Network;
import io.netjar.net.link.Observer;
import io.netjar.net.link.Port;
import io.netjar.wire.Packet;
import java.io.Closeable;
import java.io.Flushable;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/// A recording of the frames that one of several patterns keeps.
final class FilteredCapture implements Observer, Closeable, Flushable {
    private final Network network;
    private final Capture capture;
    private final List<CapturePattern> patterns;

    /// @param patterns at least one must hold; without any, all is kept
    FilteredCapture(Network network, OutputStream out, List<CapturePattern> patterns) throws IOException {
        this.network = network;
        this.patterns = patterns;
        capture = new Capture(network, out, Capture.EPOCH_NANOS, _ -> true);
        network.observe(this);
    }

    private boolean keeps(Port port, Packet packet, boolean isRaw) {
        if (patterns.isEmpty()) {
            return true;
        }
        for (CapturePattern pattern : patterns) {
            if (pattern.isAt(port) && pattern.holds(packet, isRaw)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void sent(Port port, Packet frame) {
        if (keeps(port, frame, false)) {
            capture.sent(port, frame);
        }
    }

    @Override
    public void received(Port port, Packet frame) {
        if (keeps(port, frame, false)) {
            capture.received(port, frame);
        }
    }

    /// A frame that was kept where it was sent gets the note where it was dropped, wherever that was.
    @Override
    public void dropped(Port port, Packet packet, DropReason reason) {
        if (capture.hasJustSeen(packet) || keeps(port, packet, reason.isInADevice())) {
            capture.dropped(port, packet, reason);
        }
    }

    @Override
    public void flush() throws IOException {
        capture.flush();
    }

    @Override
    public void close() throws IOException {
        network.ignore(this);
        capture.close();
    }
}
