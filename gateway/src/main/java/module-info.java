/// Doors through which programs outside use the emulated Internet as one of its devices.
module io.netjar.gateway {
    requires transitive io.netjar.internet;
    requires jdk.management;
    requires io.netty.codec;
    requires io.netty.codec.http;
    requires io.netty.codec.socks;
    requires io.netty.handler;
    requires static transitive org.jspecify;

    exports io.netjar.gateway;
    exports io.netjar.gateway.tun;
}
