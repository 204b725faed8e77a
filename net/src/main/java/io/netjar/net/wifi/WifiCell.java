package io.netjar.net.wifi;

import io.netjar.engine.Chance;
import io.netjar.net.link.DropReason;
import io.netjar.net.link.Medium;
import io.netjar.net.link.Network;
import io.netjar.net.link.Port;
import io.netjar.wire.EthernetView;
import io.netjar.wire.MacAddress;
import io.netjar.wire.Packet;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A Wi-Fi cell: an access point and its stations on one channel, on which only one of them is heard at a time.
///
/// Radios that have something to send contend for the channel ([Contention]: DIFS, random slots, a window that doubles with
/// each failure); those who begin in the same slot collide. Who has the channel sends some frames for one receiver, at the
/// rate that its signal allows, and hears which of them were understood; the others are tried again, up to [#TRIES] times. As
/// all get the channel equally often and not equally long, one far station slows all down (M. Heusse, F. Rousseau, G.
/// Berger-Sabbatel, A. Duda: "Performance anomaly of 802.11b", INFOCOM 2003). A frame from station to station goes through the
/// access point, by two turns. Frames to a group go from the access point to all stations at once, at the rate that all
/// understand, and are not repeated. IEEE 802.11-2020 §10.3 and §10.25.
///
/// All stations hear each other, unless told otherwise ([#hidden]): two that do not, begin while the other is sending, and then the
/// access point understands neither. RTS and CTS ([WifiSpec#rtsBytes()]) are short enough that this happens less often.
///
/// Simplified: a rate is known at once when a signal changes; of frames that overlap at a receiver none is understood;
/// acknowledgements, RTS and CTS are not lost by noise; joining takes no frames; there are no priorities. A relayed frame is
/// seen by observers at the stations only.
public final class WifiCell implements Medium {
    /// How often a frame is sent at most: dot11ShortRetryLimit's default (IEEE 802.11-2020 annex C).
    public static final int TRIES = 7;

    /// An MSDU has 2304 bytes at most (IEEE 802.11-2020 table 9-25), 8 of them LLC/SNAP; the Ethernet header is not in it.
    private static final int LONGEST_FRAME_BYTES = 2304 - 8 + EthernetView.HEADER_BYTES;

    private final Network network;
    private final String name;
    private final Contention contention;
    private final List<Radio> radios = new ArrayList<>();
    private final List<Radio> hearers = new ArrayList<>();
    private WifiSpec spec;
    private @Nullable Radio accessPoint;
    private boolean up = true;
    /// By all radios, those that have left included.
    private long markedFrames;

    /// @param name unlike any other cell's, as its luck depends on it
    public WifiCell(Network network, String name, WifiSpec spec) {
        this.network = network;
        this.name = name;
        this.spec = spec;
        this.contention = new Contention(network.engine(), new Transmission(this),
                chance("neighbours"));
        contention.busyShare(spec.busyShare());
    }

    public String name() {
        return name;
    }

    Network network() {
        return network;
    }

    /// A stream of chance of the cell's own.
    Chance chance(String purpose) {
        return network.engine().chance("wifi " + name + " " + purpose);
    }

    public WifiSpec spec() {
        return spec;
    }

    /// Changes what the air is like from the next transmission on. What is queued stays; stations with a signal of their own keep
    /// it.
    public void spec(WifiSpec newSpec) {
        spec = newSpec;
        contention.busyShare(newSpec.busyShare());
        for (int i = 0; i < radios.size(); i++) {
            radios.get(i).tune(newSpec);
            radios.get(i).queues.discipline(newSpec.queue());
        }
    }

    /// Makes `port` the cell's access point.
    ///
    /// @throws IllegalStateException if the cell has one, or has the port as a station
    public void accessPoint(Port port) {
        if (accessPoint != null) {
            throw new IllegalStateException("the Wi-Fi cell " + name + " has an access point: "
                    + accessPoint.port);
        }
        accessPoint = enter(port);
    }

    /// The cell's access point, if it has one.
    public Optional<Port> accessPoint() {
        return Optional.ofNullable(accessPoint).map(radio -> radio.port);
    }

    /// Lets `port` into the cell as a station with the cell's signal.
    ///
    /// @throws IllegalStateException if the port is in the cell already
    public void join(Port port) {
        enter(port);
    }

    /// Lets `port` into the cell as a station with a signal of its own.
    ///
    /// @throws IllegalStateException if the port is in the cell already
    public void join(Port port, Signal signal) {
        enter(port);
        signal(port, signal);
    }

    /// Gives a station another signal from the next transmission on: it is carried nearer or farther.
    ///
    /// @throws IllegalArgumentException if the port is not in the cell
    public void signal(Port port, Signal signal) {
        Radio radio = radioOf(port);
        radio.signal = signal;
        radio.tune(spec);
    }

    /// Gives a station the cell's signal again, from the next transmission on.
    ///
    /// @throws IllegalArgumentException if the port is not in the cell
    public void usualSignal(Port port) {
        Radio radio = radioOf(port);
        radio.signal = null;
        radio.tune(spec);
    }

    /// Gives a station, or the access point, an RTS threshold of its own, as real ones have, from the next transmission on.
    ///
    /// @param bytes as [WifiSpec#rtsBytes()]
    /// @throws IllegalArgumentException if the port is not in the cell, or `bytes` is less than 0
    public void rtsBytes(Port port, int bytes) {
        WifiSpec.requireThreshold(bytes);
        radioOf(port).rtsBytes(bytes);
    }

    /// From which length on the radio of `port` asks for the channel.
    ///
    /// @throws IllegalArgumentException if the port is not in the cell
    public int rtsBytes(Port port) {
        return radioOf(port).rtsBytes(spec);
    }

    /// Says whether two stations are hidden from each other: too far apart, or a wall between them, though both hear the access
    /// point. A station that leaves the cell forgets it.
    ///
    /// @throws IllegalArgumentException if one is not in the cell, is the access point, or both are the same
    public void hidden(Port one, Port other, boolean nowHidden) {
        Radio first = radioOf(one);
        Radio second = radioOf(other);
        if (first == second || first == accessPoint || second == accessPoint) {
            throw new IllegalArgumentException("two stations can be hidden from each other, not " + one
                    + " and " + other);
        }
        if (nowHidden) {
            first.hide(second);
            second.hide(first);
        } else {
            first.unhide(second);
            second.unhide(first);
        }
    }

    /// Whether two stations are hidden from each other.
    ///
    /// @throws IllegalArgumentException if one is not in the cell
    public boolean isHidden(Port one, Port other) {
        return !radioOf(one).hears(radioOf(other));
    }

    /// The rate on the air between a station and the access point, in bits per second.
    ///
    /// @throws IllegalArgumentException if the port is not in the cell
    public long bitsPerSecond(Port port) {
        return radioOf(port).rate.bitsPerSecond();
    }

    /// How the radios got on with each other so far; what came to nothing is counted at their ports.
    public WifiStatistics statistics() {
        return new WifiStatistics(contention.transmissions(), contention.collided(), markedFrames);
    }

    /// How many frames the queues in the radio of `port` marked with "congestion experienced" since it is in the cell.
    ///
    /// @throws IllegalArgumentException if the port is not in the cell
    public long markedFrames(Port port) {
        return radioOf(port).markedFrames;
    }

    /// A queue in `radio` marked a frame.
    void marked(Radio radio) {
        radio.markedFrames++;
        markedFrames++;
    }

    /// Bytes of frames that wait in the radio of `port`, those on the air included.
    ///
    /// @throws IllegalArgumentException if the port is not in the cell
    public int queuedBytes(Port port) {
        return radioOf(port).queues.bytes();
    }

    private Radio enter(Port port) {
        if (find(port) != null) {
            throw new IllegalStateException(port + " is in the Wi-Fi cell " + name + " already");
        }
        if (port.network() != network) {
            throw new IllegalArgumentException(
                    port + " is in another part of the network than the Wi-Fi cell " + name
                            + ", whose radios hear each other at once");
        }
        var radio = new Radio(port, this);
        radios.add(radio);
        contention.add(radio);
        port.plugInto(this);
        port.carrier(this, up);
        return radio;
    }

    /// Takes a station out of the cell, as one that is carried away. What it has queued is dropped.
    ///
    /// @throws IllegalArgumentException if the port is not in the cell
    public void leave(Port port) {
        Radio radio = radioOf(port);
        radio.joined = false;
        radios.remove(radio);
        for (int i = 0; i < radios.size(); i++) {
            radios.get(i).unhide(radio);
            radios.get(i).queues.left(radio);
        }
        accessPoint = radio == accessPoint ? null : accessPoint;
        empty(radio);
        contention.remove(radio);
        port.carrier(this, false);
    }

    public boolean isUp() {
        return up;
    }

    /// Switches the radio on or off, which all stations see by their carriers. Switching it off drops all that is queued.
    public void up(boolean nowUp) {
        up = nowUp;
        if (!nowUp) {
            contention.silence();
            for (int i = 0; i < radios.size(); i++) {
                empty(radios.get(i));
            }
        }
        for (int i = 0; i < radios.size(); i++) {
            radios.get(i).port.carrier(this, nowUp);
        }
    }

    private static void empty(Radio radio) {
        radio.sending = 0;
        radio.queues.empty();
    }

    @Override
    public void carry(Port from, Packet frame) {
        Radio radio = find(from);
        if (!up || radio == null || accessPoint == null) {
            network.drop(from, frame, DropReason.RADIO_OFF);
            return;
        }
        if (!EthernetView.check(frame.length())) {
            network.drop(from, frame, DropReason.MALFORMED);
            return;
        }
        if (frame.length() > LONGEST_FRAME_BYTES) {
            network.drop(from, frame, DropReason.TOO_LONG);
            return;
        }
        if (radio != accessPoint) {
            enqueue(radio, frame, accessPoint);
            return;
        }
        long destination = EthernetView.destination(frame.bytes(), frame.offset());
        Radio station = MacAddress.isGroup(destination) ? null : stationOf(destination);
        if (station == null && !MacAddress.isGroup(destination)) {
            network.drop(from, frame, DropReason.NOT_FOR_ME);
            return;
        }
        enqueue(radio, frame, station);
    }

    private void enqueue(Radio radio, Packet frame, @Nullable Radio receiver) {
        boolean wasEmpty = radio.queues.isEmpty();
        radio.queues.add(frame, receiver, network.engine().now());
        if (wasEmpty && !radio.queues.isEmpty()) {
            contention.wants(radio);
        }
    }

    /// The one of two radios that is not the access point: its signal is theirs.
    Radio stationOf(Radio sender, Radio receiver) {
        return sender == accessPoint ? receiver : sender;
    }

    /// A frame of `sender` came over the air.
    void heard(Radio sender, Radio receiver, Packet frame) {
        if (receiver == accessPoint) {
            relay(sender, receiver, frame);
        } else {
            receiver.port.receive(frame);
        }
    }

    /// The access point has a station's frame: it is for the device behind it, for another station, or for all.
    private void relay(Radio from, Radio through, Packet frame) {
        long destination = EthernetView.destination(frame.bytes(), frame.offset());
        if (MacAddress.isGroup(destination)) {
            if (radios.size() > 2) {
                enqueue(through, frame.copy(), null);
            }
            through.port.receive(frame);
            return;
        }
        Radio station = stationOf(destination);
        if (station == null || station == from) {
            through.port.receive(frame);
            return;
        }
        enqueue(through, frame, station);
    }

    /// The stations that a frame to all is for: not the one it comes from.
    List<Radio> stationsBut(Packet frame) {
        long source = EthernetView.source(frame.bytes(), frame.offset());
        hearers.clear();
        for (int i = 0; i < radios.size(); i++) {
            Radio station = radios.get(i);
            if (station != accessPoint && station.port.mac().bits() != source) {
                hearers.add(station);
            }
        }
        return hearers;
    }

    private @Nullable Radio stationOf(long mac) {
        for (int i = 0; i < radios.size(); i++) {
            Radio radio = radios.get(i);
            if (radio != accessPoint && radio.port.mac().bits() == mac) {
                return radio;
            }
        }
        return null;
    }

    private @Nullable Radio find(Port port) {
        for (int i = 0; i < radios.size(); i++) {
            if (radios.get(i).port == port) {
                return radios.get(i);
            }
        }
        return null;
    }

    private Radio radioOf(Port port) {
        Radio radio = find(port);
        if (radio == null) {
            throw new IllegalArgumentException(port + " is not in the Wi-Fi cell " + name);
        }
        return radio;
    }
}
