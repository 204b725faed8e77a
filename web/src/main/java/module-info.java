/// HTTP sites, WebSocket feeds, and a client that fetches pages.
module io.netjar.web {
    requires transitive io.netjar.netty;
    requires io.netty.codec;
    requires io.netty.codec.http;
    requires io.netty.handler;
    requires static transitive org.jspecify;

    exports io.netjar.web;
    exports io.netjar.web.tls;
}
