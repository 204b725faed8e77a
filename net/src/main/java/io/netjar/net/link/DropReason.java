package io.netjar.net.link;

/// Why a packet came to nothing. Every packet that is not delivered has exactly one of these.
public enum DropReason {
    /// The port is not plugged into anything.
    NOT_CONNECTED("not connected"),
    /// The link or the radio is down.
    LINK_DOWN("link down"),
    /// The queue before the link was full (drop-tail, and every other discipline at its limit but FQ-CoDel).
    QUEUE_FULL("queue full"),
    /// [Red] chose it by chance, as the average queue was long.
    RED_EARLY("RED, early"),
    /// [Red] drops all, as the average queue is too long for chance.
    RED_FORCED("RED, average queue too long"),
    /// [CoDel]'s law chose it, as frames have waited too long.
    CODEL("CoDel, waited too long"),
    /// The queues of [FqCoDel] were full, and its flow's was the longest.
    FLOW_TOO_LONG("FQ-CoDel, longest flow of a full queue"),
    /// The medium lost it, by the link's loss rate.
    LOST_ON_LINK("lost on the link"),
    /// The medium lost it in a burst, by the link's [BurstLoss].
    LOST_IN_BURST("lost in a burst"),
    /// The radio gave up after as many tries as it makes.
    RADIO_RETRIES("radio retries used up"),
    /// The frame is longer than the medium carries.
    TOO_LONG("frame too long"),
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
    /// The source address cannot be right here (martian).
    BAD_SOURCE("bad source address"),
    /// The destination is an address this host does not have, and it does not forward.
    NOT_MY_ADDRESS("not my address"),
    /// ARP found nobody with the next hop's address.
    ARP_FAILED("ARP unanswered"),
    /// Too many packets wait for the same ARP answer.
    ARP_QUEUE_FULL("ARP queue full"),
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
    /// NAT has no mapping for it.
    NAT_NO_MAPPING("no NAT mapping"),
    /// NAT's table or its ports are used up.
    NAT_TABLE_FULL("NAT table full"),
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

    private final String text;

    DropReason(String text) {
        this.text = text;
    }

    /// The reason in words.
    public String text() {
        return text;
    }
}
