/// Everything that carries or ends packets: links, Wi-Fi, modems, switches; IP, UDP, TCP; hosts, routers, NAT, DHCP.
module io.netjar.net {
    requires transitive io.netjar.engine;
    requires transitive io.netjar.wire;
    requires static transitive org.jspecify;

    exports io.netjar.net.dhcp;
    exports io.netjar.net.home;
    exports io.netjar.net.host;
    exports io.netjar.net.ip;
    exports io.netjar.net.link;
    exports io.netjar.net.modem;
    exports io.netjar.net.nat;
    exports io.netjar.net.router;
    exports io.netjar.net.tcp;
    exports io.netjar.net.udp;
    exports io.netjar.net.wifi;
}
