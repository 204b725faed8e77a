package io.netjar.net.link;

/// Why a packet came to nothing. Every packet that is not delivered has exactly one of these.
public enum DropReason {
    /// The port is not plugged into anything.
    NOT_CONNECTED("not connected", Place.BEFORE_THE_MEDIUM),
    /// The link is down, or was pulled while the frame was queued or under way.
    LINK_DOWN("link down", Place.ON_THE_MEDIUM),
    /// The queue before the link was full (drop-tail, and every other discipline at its limit but FQ-CoDel).
    QUEUE_FULL("queue full", Place.BEFORE_THE_MEDIUM),
    /// [Red] chose it by chance, as the average queue was long.
    RED_EARLY("RED, early", Place.BEFORE_THE_MEDIUM),
    /// [Red] drops all, as the average queue is too long for chance.
    RED_FORCED("RED, average queue too long", Place.BEFORE_THE_MEDIUM),
    /// [CoDel]'s law chose it, as frames have waited too long.
    CODEL("CoDel, waited too long", Place.BEFORE_THE_MEDIUM),
    /// The queues of [FqCoDel] were full, and its flow's was the longest.
    FLOW_TOO_LONG("FQ-CoDel, longest flow of a full queue", Place.BEFORE_THE_MEDIUM),
    /// The medium lost it, by the link's loss rate.
    LOST_ON_LINK("lost on the link", Place.ON_THE_MEDIUM),
    /// The medium lost it in a burst, by the link's [BurstLoss].
    LOST_IN_BURST("lost in a burst", Place.ON_THE_MEDIUM),
    /// The radio gave up after as many tries as it makes.
    RADIO_RETRIES("radio retries used up", Place.ON_THE_MEDIUM),
    /// Several radios sent at once, so that nobody understood a frame that is not repeated.
    COLLISION("collision on the air", Place.ON_THE_MEDIUM),
    /// The radio is off or out of its cell, or the one that the frame was for is.
    RADIO_OFF("radio off or out of the cell", Place.BEFORE_THE_MEDIUM),
    /// The frame is longer than the medium carries.
    TOO_LONG("frame too long", Place.BEFORE_THE_MEDIUM),
    /// The frame was for another station's MAC address.
    NOT_FOR_ME("another station's frame"),
    /// The bytes are no well-formed packet.
    MALFORMED("malformed"),
    /// A header or segment checksum was wrong.
    BAD_CHECKSUM("bad checksum"),
    /// The protocol is not spoken here.
    UNKNOWN_PROTOCOL("unknown protocol"),
    /// No route leads to the destination.
    NO_ROUTE("no route"),
    /// The time to live ran out.
    TTL_EXPIRED("TTL expired"),
    /// The packet is too big for the next link and must not be fragmented.
    FRAGMENTATION_NEEDED("fragmentation needed and DF set"),
    /// The fragments did not all come in time, or there were too many.
    REASSEMBLY_FAILED("reassembly failed"),
    /// The whole datagram would be longer than this device puts together.
    REASSEMBLY_TOO_LONG("too long to reassemble"),
    /// The source address cannot be right here (martian).
    BAD_SOURCE("bad source address"),
    /// The destination is an address this host does not have, and it does not forward.
    NOT_MY_ADDRESS("not my address"),
    /// ARP found nobody with the next hop's address.
    ARP_FAILED("ARP unanswered"),
    /// Too many packets wait for the same ARP answer.
    ARP_QUEUE_FULL("ARP queue full"),
    /// The interface lost its carrier while the packet waited for an ARP answer; it was never on the link.
    ARP_CARRIER_LOST("carrier lost before ARP's answer"),
    /// Nobody listens on the port.
    PORT_CLOSED("port closed"),
    /// The socket's receive buffer is full.
    SOCKET_BUFFER_FULL("socket buffer full"),
    /// Too many connections to the port are half open.
    BACKLOG_FULL("backlog full"),
    /// Too many established connections wait for the program on the port to accept them.
    ACCEPT_QUEUE_FULL("accept queue full"),
    /// TCP had no use for the segment: old, out of window, or not what the connection's state allows.
    SEGMENT_NOT_ACCEPTED("segment not accepted"),
    /// The queue of packets that a host sends to itself was full.
    LOOPBACK_FULL("loopback queue full"),
    /// NAT has no mapping for it.
    NAT_NO_MAPPING("no NAT mapping"),
    /// NAT's table or its ports are used up.
    NAT_TABLE_FULL("NAT table full"),
    /// The inside host has as many flows through NAT or a firewall as one may have.
    NAT_HOST_FULL("NAT flows of the host used up"),
    /// It is a TCP segment that cannot belong to the connection that NAT or a firewall knows on these ports.
    NAT_OUT_OF_WINDOW("outside the tracked connection's window"),
    /// Its sender wants to say by which way it goes (loose or strict source route), which nobody allows.
    SOURCE_ROUTE("source route refused"),
    /// A firewall rule forbids it.
    FIREWALL("firewall"),
    /// The stack outside that has the host's place would not take it.
    TAP_REFUSED("refused by the stack outside"),
    /// A rate limit for what would have been sent was reached.
    RATE_LIMITED("rate limited");

    /// Where packets are dropped for a reason.
    enum Place {
        /// At the port that sends: a frame whose transmission has not begun.
        BEFORE_THE_MEDIUM,
        /// A frame on its way, or queued in a cable's ring: counted at the port that it would have come to.
        ON_THE_MEDIUM,
        /// By a device that has received the frame or made the packet.
        IN_A_DEVICE
    }

    private final String text;
    private final Place place;

    DropReason(String text) {
        this(text, Place.IN_A_DEVICE);
    }

    DropReason(String text, Place place) {
        this.text = text;
        this.place = place;
    }

    Place place() {
        return place;
    }

    /// Whether it happens in a device, whose packets may begin with their IP header: they are not in frames any more, or never
    /// were.
    public boolean isInADevice() {
        return place == Place.IN_A_DEVICE;
    }

    /// The reason in words.
    public String text() {
        return text;
    }
}
