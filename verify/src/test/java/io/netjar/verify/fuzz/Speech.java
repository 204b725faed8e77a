package io.netjar.verify.fuzz;

import io.netjar.engine.Engine;
import io.netjar.net.link.Port;
import io.netjar.verify.fuzz.Outside.Talk;
import io.netjar.wire.Packet;
import io.netjar.wire.TcpView;

/// Turns a fuzzer's bytes into frames for one port and into time that passes: now a whole TCP segment that fits a
/// connection or misses it by a step that matters, now a datagram, a fragment, an ICMP error about what the device sent,
/// ARP, or noise; any of them damaged or doubled.
final class Speech {
    private static final int[] PROTOCOLS = {17, 6, 1, 200};

    private final FuzzInput input;
    private final Forge forge;
    private final Outside outside;
    private final Engine engine;
    private final long mac;
    private final int[] places;
    private final int[] ports;

    /// @param places the addresses that frames come from and go to
    /// @param ports the UDP ports that datagrams go to
    Speech(FuzzInput input, Forge forge, Port port, Outside outside, int[] places, int[] ports) {
        this.input = input;
        this.forge = forge;
        this.outside = outside;
        this.places = places;
        this.ports = ports;
        engine = port.network().engine();
        mac = port.mac().bits();
    }

    /// Sends the next frame, or lets time pass.
    void next() {
        int choice = input.u8();
        if (choice % 16 == 0) {
            wait(input.u8());
            return;
        }
        Packet frame = frame(choice % 16);
        if (choice >= 224) {
            forge.damage(frame, input);
        }
        Packet copy = choice >= 208 && choice < 224 ? frame.copy() : null;
        outside.send(frame);
        if (copy != null) {
            outside.send(copy);
        }
    }

    /// From a millisecond to over an hour.
    private void wait(int choice) {
        engine.runUntil(engine.now() + (1_000_000L << choice % 23));
    }

    private Packet frame(int kind) {
        return switch (kind) {
            case 1, 2, 3, 4, 5, 6, 7 -> tcp();
            case 8, 9 -> forge.udp(mac, place(), place(), input.u16(), input.pick(ports),
                    input.bytes(input.u8() * (input.u8() < 16 ? 6 : 1)));
            case 10, 11 -> fragment();
            case 12 -> forge.icmp(mac, place(), place(), input.u8(), input.u8(), input.bytes(input.u8()));
            case 13 -> forge.icmp(mac, place(), place(), input.u8(), input.u8(), quote());
            case 14 -> forge.arp(mac, input.below(4), place(), place());
            default -> forge.raw(input.bytes(input.u8()));
        };
    }

    private int place() {
        int choice = input.u8();
        return choice == 255 ? input.i32() : places[choice % places.length];
    }

    private Packet tcp() {
        Talk talk = outside.talks.get(input.below(outside.talks.size()));
        int flags = input.u8() & 0xff;
        boolean ack = (flags & TcpView.ACK) != 0;
        int sequence = talk.hostExpects + input.step();
        int acknowledgment = ack ? talk.hostNext + input.step() : 0;
        int window = input.u8() << (input.u8() & 8);
        byte[] options = input.bytes(Math.min(40, input.u8() % 64));
        byte[] data = input.bytes(input.u8());
        return forge.tcp(mac, talk.address, places[0], new Forge.Segment(talk.ownPort, talk.hostPort, flags,
                sequence, acknowledgment, window, options, data));
    }

    private Packet fragment() {
        int identification = input.below(4);
        int place = input.u8();
        Packet packet = forge.ip(mac, input.pick(PROTOCOLS), place(), place(), input.bytes(input.u8() & ~7));
        int offset = place < 200 ? place % 32 * 8 : input.u16() % 8192 * 8;
        forge.fragment(packet, identification, place % 2 == 0, offset);
        return packet;
    }

    /// What follows the first four bytes of an ICMP error: the rest of its header, and the last packet that the device
    /// sent.
    private byte[] quote() {
        byte[] last = outside.lastPacket;
        byte[] rest = new byte[4 + last.length];
        rest[2] = (byte) input.u8();
        rest[3] = (byte) input.u8();
        System.arraycopy(last, 0, rest, 4, last.length);
        return rest;
    }
}
