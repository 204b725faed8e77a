/// Packets as bytes: what travels on the links, header by header, and the pcapng files that record it.
module io.netjar.wire {
    requires static transitive org.jspecify;

    exports io.netjar.wire;
}
