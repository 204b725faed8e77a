/// HTTP sites, WebSocket feeds, and a client that fetches pages.
module io.netjar.web {
    requires transitive io.netjar.netty;
    requires com.fasterxml.jackson.core;
    requires io.netty.codec;
    requires io.netty.codec.http;
    requires io.netty.codec.http2;
    requires io.netty.handler;
    requires org.jsoup;
    requires static transitive org.jspecify;

    exports io.netjar.web;
    exports io.netjar.web.browser;
    exports io.netjar.web.client;
    exports io.netjar.web.exchange;
    exports io.netjar.web.tls;
}
