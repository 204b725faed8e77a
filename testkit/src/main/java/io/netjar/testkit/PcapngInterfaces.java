package io.netjar.testkit;

import io.netjar.wire.Bytes;
import io.netjar.wire.EthernetView;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Takes a capture of many interfaces apart, into files in which no conversation is seen twice. Wireshark follows a
/// conversation across interfaces, so that to it a packet that crosses a router is a retransmission. A file for each
/// interface would do as well, and be a hundred times a start of tshark.
final class PcapngInterfaces {
    private static final int BLOCK_HEADER_BYTES = 8;
    private static final int ENHANCED_PACKET = 6;
    /// Where the frame begins in an Enhanced Packet Block.
    private static final int FRAME = 28;

    private PcapngInterfaces() {}

    /// What was captured at one interface, or at several that have nothing to do with each other.
    private static final class Part {
        private final ByteArrayOutputStream frames = new ByteArrayOutputStream();
        private final Set<Long> conversations = new LinkedHashSet<>();

        void add(byte[] capture, int block, int length) {
            frames.write(capture, block, length);
            int frame = block + FRAME;
            int type = Bytes.u16(capture, frame + EthernetView.HEADER_BYTES - 2);
            if (type == EthernetView.TYPE_ARP) {
                // Wireshark notes which card has an address.
                conversations.add(-1L - Integer.toUnsignedLong(Bytes.i32(capture, frame + 28)));
            } else if (type == EthernetView.TYPE_IPV4) {
                int one = Bytes.i32(capture, frame + EthernetView.HEADER_BYTES + 12);
                int other = Bytes.i32(capture, frame + EthernetView.HEADER_BYTES + 16);
                // DHCP's first words have no addresses, and Wireshark looks at each by itself.
                if (one != 0) {
                    conversations.add(Integer.toUnsignedLong(Math.min(one, other)) << 31
                            ^ Integer.toUnsignedLong(Math.max(one, other)));
                }
            }
        }

        boolean isStrangerTo(Part other) {
            return conversations.stream().noneMatch(other.conversations::contains);
        }

        void join(Part other) {
            frames.writeBytes(other.frames.toByteArray());
            conversations.addAll(other.conversations);
        }
    }

    /// The files; interfaces without a frame are in none.
    ///
    /// @throws IllegalArgumentException if the blocks do not add up
    static List<byte[]> split(byte[] capture) {
        var head = new ByteArrayOutputStream();
        Map<Integer, Part> interfaces = new TreeMap<>();
        int offset = 0;
        while (offset < capture.length) {
            int length = offset + BLOCK_HEADER_BYTES <= capture.length ? Bytes.i32(capture, offset + 4) : -1;
            if (length < BLOCK_HEADER_BYTES || length > capture.length - offset) {
                throw new IllegalArgumentException("not a pcapng block at " + offset);
            }
            if (Bytes.i32(capture, offset) == ENHANCED_PACKET) {
                int number = Bytes.i32(capture, offset + BLOCK_HEADER_BYTES);
                interfaces.computeIfAbsent(number, _ -> new Part()).add(capture, offset, length);
            } else {
                head.write(capture, offset, length);
            }
            offset += length;
        }
        List<Part> files = new ArrayList<>();
        for (Part each : interfaces.values()) {
            files.stream().filter(each::isStrangerTo).findFirst().ifPresentOrElse(file -> file.join(each),
                    () -> files.add(each));
        }
        return files.stream().map(file -> {
            var whole = new ByteArrayOutputStream(head.size() + file.frames.size());
            whole.writeBytes(head.toByteArray());
            whole.writeBytes(file.frames.toByteArray());
            return whole.toByteArray();
        }).toList();
    }
}
