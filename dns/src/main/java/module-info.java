/// Names: root, registry and authoritative servers, the recursive resolver, the stub.
module io.netjar.dns {
    requires transitive io.netjar.net;
    requires transitive org.dnsjava;
    requires static transitive org.jspecify;

    exports io.netjar.dns;
    exports io.netjar.dns.dnssec;
}
