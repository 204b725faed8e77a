package io.netjar.verify.tcp;

import io.netjar.wire.Bytes;
import io.netjar.wire.IcmpView;
import io.netjar.wire.Ipv4View;
import io.netjar.wire.Packet;
import io.netjar.wire.TcpView;
import java.util.List;
import java.util.Map;

/// What the script puts on the cable: the peer's segments, and the errors of a router on the way.
final class PeerPart {
    private static final int ROUTER = 0x0a0000fe;
    private static final int QUOTED_BYTES = Ipv4View.HEADER_BYTES + 8;

    /// The errors a router sends, as ICMP's type and code.
    private static final Map<String, int[]> ERRORS = Map.of("net-unreachable", new int[]{3, 0},
            "host-unreachable",
            new int[]{3, 1}, "protocol-unreachable", new int[]{3, 2}, "port-unreachable", new int[]{3, 3},
            "fragmentation-needed", new int[]{3, 4}, "prohibited", new int[]{3, 13}, "source-quench",
            new int[]{4, 0}, "time-exceeded", new int[]{11, 0});

    private final TcpScript script;

    PeerPart(TcpScript script) {
        this.script = script;
    }

    /// `peer` with a [Train].
    void sends(ScriptLine line, Conversation talk, List<String> words) {
        Train train = Train.read(line, words);
        SegmentText text = train.first();
        if (!text.has(Field.SEQ) || text.get(Field.FLAGS).contains("ACK") != text.has(Field.ACK)) {
            throw line
                    .wrong("the peer's segments need 'seq N', and 'ack N' exactly if they have the flag ACK");
        }
        if (text.has(Field.TO)) {
            talk.hostPort = line.integer(text.get(Field.TO));
        }
        for (int i = 0; i < train.count(); i++) {
            script.stage.inject(SegmentBytes.write(script.stage, line, talk, text));
            text = train.next(line, text);
        }
    }

    /// `router ERROR [mtu N] about seq N`: an ICMP error about a segment of the host's.
    void complains(ScriptLine line, Conversation talk, List<String> words) {
        int[] error = words.isEmpty() ? null : ERRORS.get(words.getFirst());
        int seq = words.indexOf("seq");
        if (error == null || seq < 0 || seq + 1 == words.size()) {
            throw line.wrong("a router says one of " + ERRORS.keySet().stream().sorted().toList()
                    + ", '[mtu N] about seq N'");
        }
        int mtu = words.indexOf("mtu") < 0 ? 0 : line.integer(words.get(words.indexOf("mtu") + 1));
        Packet packet = script.stage.network.packets()
                .take(Ipv4View.HEADER_BYTES + IcmpView.HEADER_BYTES + QUOTED_BYTES);
        byte[] bytes = packet.bytes();
        var ip = new Ipv4View(bytes, packet.offset());
        ip.write(packet.length(), 0, 64, Ipv4View.PROTOCOL_ICMP, ROUTER, Stage.HOST);
        ip.updateChecksum();
        int at = packet.offset() + Ipv4View.HEADER_BYTES;
        Bytes.u16(bytes, at, error[0] << 8 | error[1]);
        new IcmpView(bytes, at).rest(mtu);
        int quoted = at + IcmpView.HEADER_BYTES;
        var about = new Ipv4View(bytes, quoted);
        about.write(1500, 0, 60, Ipv4View.PROTOCOL_TCP, Stage.HOST, Stage.PEER);
        about.updateChecksum();
        TcpView.ports(bytes, quoted + Ipv4View.HEADER_BYTES, talk.hostPort, talk.peerPort());
        Bytes.i32(bytes, quoted + Ipv4View.HEADER_BYTES + 4,
                talk.hostIsn + line.integer(words.get(seq + 1)));
        IcmpView.updateChecksum(bytes, at, IcmpView.HEADER_BYTES + QUOTED_BYTES);
        script.stage.inject(packet);
    }
}
