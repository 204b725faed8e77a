package io.netjar.testkit;

import io.netjar.wire.Bytes;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Takes a capture of many interfaces apart: a pcapng file for each, as `tcpdump -i` would have written it. Wireshark
/// follows a conversation across interfaces, so that to it a packet that crosses a router is a retransmission.
final class PcapngInterfaces {
    private static final int BLOCK_HEADER_BYTES = 8;
    private static final int ENHANCED_PACKET = 6;

    private PcapngInterfaces() {}

    /// The files, in the order of the interfaces' numbers; those without a frame are left out.
    ///
    /// @throws IllegalArgumentException if the blocks do not add up
    static List<byte[]> split(byte[] capture) {
        var head = new ByteArrayOutputStream();
        Map<Integer, ByteArrayOutputStream> frames = new TreeMap<>();
        int offset = 0;
        while (offset < capture.length) {
            int length = offset + BLOCK_HEADER_BYTES <= capture.length ? Bytes.i32(capture, offset + 4) : -1;
            if (length < BLOCK_HEADER_BYTES || length > capture.length - offset) {
                throw new IllegalArgumentException("not a pcapng block at " + offset);
            }
            if (Bytes.i32(capture, offset) == ENHANCED_PACKET) {
                int number = Bytes.i32(capture, offset + BLOCK_HEADER_BYTES);
                frames.computeIfAbsent(number, _ -> new ByteArrayOutputStream()).write(capture, offset,
                        length);
            } else {
                head.write(capture, offset, length);
            }
            offset += length;
        }
        var files = new ArrayList<byte[]>();
        for (ByteArrayOutputStream of : frames.values()) {
            var file = new ByteArrayOutputStream(head.size() + of.size());
            file.writeBytes(head.toByteArray());
            file.writeBytes(of.toByteArray());
            files.add(file.toByteArray());
        }
        return files;
    }
}
