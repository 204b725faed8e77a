package io.netjar.net.wifi;

import io.netjar.engine.Chance;
import io.netjar.engine.Timer;
import io.netjar.net.link.DropReason;
import io.netjar.net.link.Medium;
import io.netjar.net.link.Network;
import io.netjar.net.link.Port;
import io.netjar.wire.EthernetView;
import io.netjar.wire.MacAddress;
import io.netjar.wire.Packet;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A Wi-Fi cell: an access point and its stations on one channel, on which only one of them is heard at a time.
///
/// Radios that have something to send take turns. A turn waits for DIFS and a random backoff, sends some frames for one
/// receiver, and hears which of them were understood; the others are tried again, with a longer backoff, up to
/// [#TRIES] times. A frame from station to station goes through the access point, by two turns. Frames to a group go from
/// the access point to all stations at once, slowly, and are not repeated. IEEE 802.11-2020 §10.3 and §10.25.
///
/// Simplified: turns go round in order instead of by the shortest backoff, so radios of a cell never collide;
/// all stations have the same rate and error rate; joining takes no frames. A relayed frame is seen by observers at
/// the stations only.
public final class WifiCell implements Medium, Timer.Alarm {
    /// How often a frame is sent at most: dot11ShortRetryLimit's default (IEEE 802.11-2020 annex C).
    public static final int TRIES = 7;

    /// An MSDU has 2304 bytes at most (IEEE 802.11-2020 table 9-25), 8 of them LLC/SNAP; the Ethernet header is not in it.
    private static final int LONGEST_FRAME_BYTES = 2304 - 8 + EthernetView.HEADER_BYTES;

    private final Network network;
    private final String name;
    private final Chance chance;
    private final Timer turnOver;
    private final List<Radio> radios = new ArrayList<>();
    private WifiSpec spec;
    private @Nullable Radio accessPoint;
    private boolean up = true;
    /// Whose turn it is, and how many of its first frames it sends; null while the channel is idle.
    private @Nullable Radio sender;
    private int sending;
    private int lastTurn;
    private long idleSince = -Airtime.LONGEST;

    /// @param name unlike any other cell's, as its luck depends on it
    public WifiCell(Network network, String name, WifiSpec spec) {
        this.network = network;
        this.name = name;
        this.spec = spec;
        this.chance = network.engine().chance("wifi " + name);
        this.turnOver = new Timer(network.engine(), this);
    }

    public String name() {
        return name;
    }

    public WifiSpec spec() {
        return spec;
    }

    /// Changes what the air is like from the next turn on.
    public void spec(WifiSpec newSpec) {
        spec = newSpec;
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

    /// Lets `port` into the cell as a station.
    ///
    /// @throws IllegalStateException if the port is in the cell already
    public void join(Port port) {
        enter(port);
    }

    private Radio enter(Port port) {
        if (find(port) != null) {
            throw new IllegalStateException(port + " is in the Wi-Fi cell " + name + " already");
        }
        var radio = new Radio(port);
        radios.add(radio);
        port.plugInto(this);
        return radio;
    }

    /// Takes a station out of the cell, as one that is carried away. What it has queued is dropped.
    public void leave(Port port) {
        Radio radio = radioOf(port);
        radio.joined = false;
        radios.remove(radio);
        accessPoint = radio == accessPoint ? null : accessPoint;
        if (sender == radio) {
            endTurn();
        }
        empty(radio);
        takeTurn();
    }

    public boolean isUp() {
        return up;
    }

    /// Switches the radio on or off. Switching it off drops all that is queued.
    public void up(boolean nowUp) {
        up = nowUp;
        if (!nowUp) {
            endTurn();
            for (int i = 0; i < radios.size(); i++) {
                empty(radios.get(i));
            }
        }
    }

    private void empty(Radio radio) {
        while (radio.size() > 0) {
            network.drop(radio.port, radio.poll(), DropReason.RADIO_OFF);
        }
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
        if (radio.bytes() + frame.length() > spec.queueBytes()) {
            network.drop(radio.port, frame, DropReason.QUEUE_FULL);
            return;
        }
        radio.add(frame, receiver);
        takeTurn();
    }

    /// Gives the channel to the next radio that has something to send, if it is idle.
    private void takeTurn() {
        if (sender != null) {
            return;
        }
        for (int i = 1; i <= radios.size(); i++) {
            int turn = (lastTurn + i) % radios.size();
            if (radios.get(turn).size() > 0) {
                lastTurn = turn;
                send(radios.get(turn));
                return;
            }
        }
    }

    private void send(Radio radio) {
        Radio receiver = radio.receiver(0);
        boolean toGroup = receiver == null;
        long airtime = Airtime.overhead(toGroup);
        int count = 0;
        while (count < radio.size() && radio.receiver(count) == receiver && count < spec.aggregateFrames()) {
            long more = radio.isUnderstood(count)
                    ? 0
                    : Airtime.frame(radio.frame(count).length(), toGroup, spec.bitsPerSecond());
            if (count > 0 && (toGroup || airtime + more > Airtime.LONGEST)) {
                break;
            }
            airtime += more;
            count++;
        }
        sender = radio;
        sending = count;
        turnOver.armIn(access(radio, airtime) + airtime);
    }

    /// How long `radio` waits for the channel before it sends for `airtime`.
    private long access(Radio radio, long airtime) {
        long neighbours = 0;
        if (spec.busyShare() > 0) {
            neighbours = (long) chance.nextExponential(airtime * spec.busyShare() / (1 - spec.busyShare()));
        }
        // IEEE 802.11-2020 §10.3.4.2: a station may transmit when the medium has been idle for DIFS and its backoff,
        // which runs down after its last frame, is over.
        long idle = network.engine().now() - idleSince;
        if (idle > Airtime.DIFS + Airtime.slots(Airtime.CW_MIN) && radio.tries(0) == 0) {
            return neighbours;
        }
        return Airtime.DIFS + Airtime.slots(chance.nextInt(radio.contentionWindow + 1)) + neighbours;
    }

    /// A turn is over.
    @Override
    public void due(long now) {
        Radio radio = sender;
        if (radio == null) {
            throw new IllegalStateException("a turn ended that had not begun");
        }
        if (radio.receiver(0) == null) {
            broadcast(radio);
        } else {
            hear(radio);
            handOver(radio);
        }
        if (sender == radio) {
            endTurn();
        }
        takeTurn();
    }

    private void endTurn() {
        turnOver.cancel();
        idleSince = network.engine().now();
        sender = null;
        sending = 0;
    }

    /// Draws which frames of this turn the receiver understood.
    private void hear(Radio radio) {
        boolean any = false;
        for (int i = 0; i < sending; i++) {
            if (radio.isUnderstood(i)) {
                continue;
            }
            if (chance.happens(spec.frameErrorRate())) {
                radio.missed(i);
            } else {
                radio.understood(i);
                any = true;
            }
        }
        // IEEE 802.11-2020 §10.3.3: the contention window doubles with every failure up to CWmax and is reset by success.
        radio.contentionWindow = any
                ? Airtime.CW_MIN
                : Math.min(2 * radio.contentionWindow + 1, Airtime.CW_MAX);
    }

    /// Hands the receiver what it understood, in order: a frame stays until those before it came or were given up.
    private void handOver(Radio radio) {
        for (int left = sending; left > 0 && radio.size() > 0; left--) {
            boolean understood = radio.isUnderstood(0);
            if (!understood && radio.tries(0) < TRIES) {
                return;
            }
            Radio receiver = radio.receiver(0);
            Packet frame = radio.poll();
            if (receiver == null || !receiver.joined) {
                network.drop(radio.port, frame, DropReason.RADIO_OFF);
            } else if (!understood) {
                network.drop(receiver.port, frame, DropReason.RADIO_RETRIES);
            } else if (receiver == accessPoint) {
                relay(radio, receiver, frame);
            } else {
                receiver.port.receive(frame);
            }
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

    /// Hands a frame to every station but the one it comes from.
    private void broadcast(Radio radio) {
        Packet frame = radio.poll();
        long source = EthernetView.source(frame.bytes(), frame.offset());
        for (int i = 0; i < radios.size(); i++) {
            Radio station = radios.get(i);
            if (station == accessPoint || station.port.mac().bits() == source) {
                continue;
            }
            if (chance.happens(spec.frameErrorRate())) {
                network.drop(station.port, frame.copy(), DropReason.LOST_ON_LINK);
            } else {
                station.port.receive(frame.copy());
            }
        }
        frame.release();
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
