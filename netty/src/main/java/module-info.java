/// A host's sockets as a Netty transport on the engine's clock.
module io.netjar.netty {
    requires transitive io.netjar.net;
    requires transitive io.netty.buffer;
    requires transitive io.netty.common;
    requires io.netty.resolver;
    requires transitive io.netty.transport;
    requires static transitive org.jspecify;

    exports io.netjar.netty;
}
