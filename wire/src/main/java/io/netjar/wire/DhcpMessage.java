package io.netjar.wire;

import java.util.Optional;

/// A DHCP message: a client asking for its address, or a server answering. RFC 2131 §2, options of RFC 2132.
///
/// @param transaction `xid`
/// @param seconds `secs`, 0 to 65,535
/// @param broadcast whether answers are to be broadcast
/// @param clientAddress `ciaddr`, or 0
/// @param yourAddress `yiaddr`, or 0
/// @param hardwareAddress the client's MAC address
/// @param options all but the message type
public record DhcpMessage(Type type, int transaction, int seconds, boolean broadcast, int clientAddress,
        int yourAddress, long hardwareAddress, DhcpOptions options) {

    /// What a message says. RFC 2132 §9.6; a type's code is its place in this list.
    public enum Type {
        /// Not a message.
        NONE,
        /// Which servers are there?
        DISCOVER,
        /// A server has this address for the client.
        OFFER,
        /// The client wants this address, or wants to keep it.
        REQUEST,
        /// The client found the address in use.
        DECLINE,
        /// The address is the client's for a time.
        ACK,
        /// The client must not use the address.
        NAK,
        /// The client gives the address back.
        RELEASE,
        /// The client has an address and asks for the rest.
        INFORM;

        private static final Type[] ALL = values();

        /// Whether servers send it.
        public boolean isReply() {
            return this == OFFER || this == ACK || this == NAK;
        }

        private static Type of(int code) {
            return code < ALL.length ? ALL[code] : NONE;
        }
    }

    /// The message in `bytes[offset, offset + length)`, or empty if there is none.
    public static Optional<DhcpMessage> parse(byte[] bytes, int offset, int length) {
        if (!DhcpView.check(bytes, offset, length)) {
            return Optional.empty();
        }
        var view = new DhcpView(bytes, offset);
        DhcpOptions options = options(view, length);
        Type type = Type.of(options.octet(DhcpOptions.MESSAGE_TYPE));
        // RFC 2131 table 3 and 5: 'op' is BOOTREPLY in what servers send, BOOTREQUEST in what clients send.
        if (type == Type.NONE || type.isReply() != view.isReply()) {
            return Optional.empty();
        }
        return Optional.of(new DhcpMessage(type, view.transaction(), view.seconds(), view.broadcast(),
                view.clientAddress(), view.yourAddress(), view.hardwareAddress(), options));
    }

    private static DhcpOptions options(DhcpView view, int length) {
        DhcpOptions options = DhcpOptions.NONE.and(view.bytes(), view.options(),
                length - DhcpView.HEADER_BYTES);
        int overload = options.octet(DhcpOptions.OVERLOAD);
        // RFC 2131 §4.1: "The options in the 'options' field MUST be interpreted first […] The 'file' field MUST be
        // interpreted next (if the 'option overload' option indicates that [it] contains DHCP options), followed
        // by the 'sname' field."
        if (overload == 1 || overload == 3) {
            options = options.and(view.bytes(), view.bootFile(), DhcpView.BOOT_FILE_BYTES);
        }
        if (overload == 2 || overload == 3) {
            options = options.and(view.bytes(), view.serverName(), DhcpView.SERVER_NAME_BYTES);
        }
        return options;
    }

    /// The message as the payload of a UDP datagram, padded to [DhcpView#MIN_BYTES].
    public byte[] encoded() {
        byte[] tail = options.with(DhcpOptions.MESSAGE_TYPE, new byte[]{(byte) type.ordinal()}).encoded();
        byte[] bytes = new byte[Math.max(DhcpView.MIN_BYTES, DhcpView.HEADER_BYTES + tail.length)];
        var view = new DhcpView(bytes, 0);
        view.write(type.isReply());
        view.transaction(transaction);
        view.seconds(seconds);
        view.broadcast(broadcast);
        view.clientAddress(clientAddress);
        view.yourAddress(yourAddress);
        view.hardwareAddress(hardwareAddress);
        System.arraycopy(tail, 0, bytes, view.options(), tail.length);
        return bytes;
    }
}
