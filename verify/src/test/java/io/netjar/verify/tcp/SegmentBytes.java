package io.netjar.verify.tcp;

import io.netjar.wire.Bytes;
import io.netjar.wire.Ipv4View;
import io.netjar.wire.Packet;
import io.netjar.wire.TcpView;
import java.io.ByteArrayOutputStream;
import java.util.EnumMap;
import java.util.List;

/// Segments between their bytes and a script's words.
final class SegmentBytes {
    private static final List<String> ECN = List.of("not-ect", "ect1", "ect0", "ce");
    private static final int URGENT_POINTER = 18;

    private SegmentBytes() {}

    /// The peer's IPv4 packet that `text` describes.
    static Packet write(Stage stage, ScriptLine line, Conversation talk, SegmentText text) {
        byte[] options = options(line, talk, text, stage.engine.now());
        int length = text.has(Field.DATA) ? line.integer(text.get(Field.DATA)) : 0;
        int header = TcpView.HEADER_BYTES + options.length;
        Packet packet = stage.network.packets().take(Ipv4View.HEADER_BYTES + header + length);
        byte[] bytes = packet.bytes();
        var ip = new Ipv4View(bytes, packet.offset());
        ip.write(packet.length(), 0, 64, Ipv4View.PROTOCOL_TCP, Stage.PEER, Stage.HOST);
        ip.ecn(text.has(Field.ECN) ? ECN.indexOf(text.get(Field.ECN)) : 0);
        ip.updateChecksum();
        int at = packet.offset() + Ipv4View.HEADER_BYTES;
        int seq = talk.peerIsn + number(line, text, Field.SEQ);
        int ack = text.has(Field.ACK) ? talk.hostIsn + number(line, text, Field.ACK) : 0;
        int flags = SegmentText.bits(text.get(Field.FLAGS));
        talk.window = text.has(Field.WINDOW) ? number(line, text, Field.WINDOW) : talk.window;
        TcpView.ports(bytes, at, talk.peerPort(), talk.hostPort);
        TcpView.write(bytes, at, seq, ack, header, flags, talk.window);
        Bytes.u16(bytes, at + URGENT_POINTER, text.has(Field.URGENT) ? number(line, text, Field.URGENT) : 0);
        System.arraycopy(options, 0, bytes, at + TcpView.HEADER_BYTES, options.length);
        int position = seq - talk.peerIsn - ((flags & TcpView.SYN) == 0 ? 1 : 0);
        for (int i = 0; i < length; i++) {
            bytes[at + header + i] = Conversation.peerByte(position + i);
        }
        TcpView.updateChecksum(bytes, at, Stage.PEER, Stage.HOST, header + length);
        return packet;
    }

    private static int number(ScriptLine line, SegmentText text, Field field) {
        return line.integer(text.get(field));
    }

    private static byte[] options(ScriptLine line, Conversation talk, SegmentText text, long now) {
        var out = new ByteArrayOutputStream();
        if (text.has(Field.MSS)) {
            int mss = number(line, text, Field.MSS);
            put(out, 2, 4, mss >> 8, mss);
        }
        if (text.has(Field.SACK_OK)) {
            put(out, 4, 2);
        }
        if (text.has(Field.WSCALE)) {
            put(out, 3, 3, number(line, text, Field.WSCALE));
        }
        boolean stamps = talk.stamps && !text.get(Field.FLAGS).contains("RST");
        if (text.has(Field.TS) ? !text.get(Field.TS).equals(Field.NONE) : stamps) {
            String[] values = text.get(Field.TS).split(" ", -1);
            boolean automatic = values.length == 1;
            put(out, 8, 10);
            put32(out, automatic ? peerClock(now) : line.integer(values[0]));
            put32(out, automatic ? talk.lastTsVal : echo(talk, line.integer(values[1])));
        }
        if (text.has(Field.SACK)) {
            String[] blocks = text.get(Field.SACK).split(" ", -1);
            put(out, 5, 2 + 8 * blocks.length);
            for (String block : blocks) {
                String[] edges = block.split("\\.\\.", -1);
                put32(out, talk.hostIsn + line.integer(edges[0]));
                put32(out, talk.hostIsn + line.integer(edges[1]));
            }
        }
        while (out.size() % 4 != 0) {
            out.write(1);
        }
        return out.toByteArray();
    }

    /// The peer's own timestamps: milliseconds after 1,000,000.
    private static int peerClock(long now) {
        return 1_000_000 + (int) (now / 1_000_000L);
    }

    private static int echo(Conversation talk, int value) {
        return talk.timestampsKnown ? value + talk.timestampBase : value;
    }

    private static void put(ByteArrayOutputStream out, int... bytes) {
        for (int value : bytes) {
            out.write(value);
        }
    }

    private static void put32(ByteArrayOutputStream out, int value) {
        put(out, value >> 24, value >> 16, value >> 8, value);
    }

    /// What the host sent in `sent`, in the numbers of `talk`, which learns from it.
    static SegmentText read(ScriptLine line, Stage.Sent sent, Conversation talk) {
        byte[] bytes = sent.packet().bytes();
        var ip = new Ipv4View(bytes, sent.packet().offset());
        int at = ip.payload();
        if (!TcpView.check(bytes, at, ip.payloadLength(), ip.source(), ip.destination())) {
            throw line.wrong("the host sent a segment with a wrong checksum");
        }
        var tcp = new TcpView(bytes, at);
        if (tcp.has(TcpView.SYN) && !talk.hostIsnKnown) {
            talk.hostIsn = tcp.sequence();
            talk.hostIsnKnown = true;
            talk.hostPort = tcp.sourcePort();
        }
        int length = ip.payloadLength() - tcp.headerLength();
        var fields = new EnumMap<Field, String>(Field.class);
        fields.put(Field.FLAGS, SegmentText.flags(tcp.flags()));
        fields.put(Field.SEQ, String.valueOf(tcp.sequence() - talk.hostIsn));
        if (tcp.has(TcpView.ACK)) {
            fields.put(Field.ACK, String.valueOf(tcp.acknowledgment() - talk.peerIsn));
        }
        fields.put(Field.DATA, String.valueOf(length));
        fields.put(Field.WINDOW, String.valueOf(TcpView.window(bytes, at)));
        fields.put(Field.ECN, ECN.get(ip.ecn()));
        fields.put(Field.TOS, String.valueOf(
                Ipv4View.trafficClass(bytes, sent.packet().offset()) & ~3));
        fields.put(Field.TTL, String.valueOf(ip.ttl()));
        fields.put(Field.FROM, String.valueOf(tcp.sourcePort()));
        if (tcp.has(TcpView.URG)) {
            fields.put(Field.URGENT, String.valueOf(Bytes.u16(bytes, at + URGENT_POINTER)));
        }
        readOptions(fields, talk, bytes, at + TcpView.HEADER_BYTES, at + tcp.headerLength(), sent.time());
        checkData(line, talk, bytes, at + tcp.headerLength(), tcp.sequence() - talk.hostIsn - 1, length);
        return new SegmentText(fields);
    }

    private static void readOptions(EnumMap<Field, String> fields, Conversation talk, byte[] bytes, int start,
            int end,
            long time) {
        int at = start;
        while (at < end && bytes[at] != 0) {
            if (bytes[at] == 1) {
                at++;
                continue;
            }
            int size = bytes[at + 1];
            switch (bytes[at]) {
                case 2 -> fields.put(Field.MSS, String.valueOf(Bytes.u16(bytes, at + 2)));
                case 3 -> fields.put(Field.WSCALE, String.valueOf(bytes[at + 2]));
                case 4 -> fields.put(Field.SACK_OK, "yes");
                case 5 -> fields.put(Field.SACK, blocks(talk, bytes, at + 2, size - 2));
                case 8 -> fields.put(Field.TS,
                        stamps(talk, Bytes.i32(bytes, at + 2), Bytes.i32(bytes, at + 6), time));
                default -> throw new AssertionError("the host sent an option of kind " + bytes[at]);
            }
            at += size;
        }
    }

    private static String blocks(Conversation talk, byte[] bytes, int start, int size) {
        var text = new StringBuilder();
        for (int at = start; at < start + size; at += 8) {
            text.append(at > start ? " " : "").append(Bytes.i32(bytes, at) - talk.peerIsn).append("..")
                    .append(Bytes.i32(bytes, at + 4) - talk.peerIsn);
        }
        return text.toString();
    }

    private static String stamps(Conversation talk, int value, int echo, long time) {
        if (!talk.timestampsKnown) {
            talk.timestampsKnown = true;
            talk.timestampBase = value - (int) (time / 1_000_000L);
        }
        talk.lastTsVal = value;
        return (value - talk.timestampBase) + " " + echo;
    }

    private static void checkData(ScriptLine line, Conversation talk, byte[] bytes, int at, int position,
            int length) {
        for (int i = 0; i < length; i++) {
            boolean isWritten = position + i >= 0 && position + i < talk.written;
            if (!isWritten || bytes[at + i] != Conversation.hostByte(position + i)) {
                throw line.wrong(
                        "the host sent another byte than its program wrote, or one that it did not write, at "
                                + (position + i + 1));
            }
        }
    }
}
