package io.netjar.verify.fuzz;

import io.netjar.wire.Bytes;
import io.netjar.wire.DhcpView;
import io.netjar.wire.Ipv4View;
import io.netjar.wire.MacAddress;

/// Makes DHCP messages as a fuzzer wants them: a right fixed part with fields from a short list, then options of any bytes.
final class DhcpForge {
    private static final int[] ADDRESSES = {0, 0x0a00_0064, 0x0a00_0065, 0x0a00_0001, -1, 0xc0a8_0001};
    /// Where the transaction's number is in an IPv4 packet without options that holds a UDP datagram.
    private static final int TRANSACTION_IN_PACKET = Ipv4View.HEADER_BYTES + 8 + 4;

    private DhcpForge() {}

    /// @param query the last packet that the client sent, whose transaction the message may repeat
    static byte[] message(FuzzInput input, byte[] query) {
        if (input.u8() > 240) {
            return input.bytes(input.u16() % 700);
        }
        byte[] options = input.bytes(input.u8());
        byte[] bytes = new byte[DhcpView.HEADER_BYTES + 3 + options.length + 1];
        var view = new DhcpView(bytes, 0);
        view.write(input.u8() % 2 == 0);
        boolean repeats = query.length >= TRANSACTION_IN_PACKET + 4 && input.u8() < 200;
        view.transaction(repeats ? Bytes.i32(query, TRANSACTION_IN_PACKET) : input.i32());
        view.broadcast(input.u8() % 2 == 0);
        view.clientAddress(input.pick(ADDRESSES));
        view.yourAddress(input.pick(ADDRESSES));
        view.serverAddress(input.pick(ADDRESSES));
        view.relayAddress(input.u8() < 220 ? 0 : input.pick(ADDRESSES));
        view.hardwareAddress(MacAddress.local(input.below(4)).bits());
        int at = DhcpView.HEADER_BYTES;
        bytes[at] = 53;
        bytes[at + 1] = 1;
        bytes[at + 2] = (byte) (1 + input.below(9));
        System.arraycopy(options, 0, bytes, at + 3, options.length);
        bytes[bytes.length - 1] = (byte) 255;
        return bytes;
    }
}
