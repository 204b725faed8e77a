/// Packet assertions and fakes for tests.
module io.netjar.testkit {
    requires transitive io.netjar.wire;
    requires transitive org.assertj.core;
    requires static transitive org.jspecify;
    requires static io.netty.buffer;
    requires static io.netty.common;
    requires static org.junit.jupiter.api;
    requires java.management;
    requires jdk.management;

    exports io.netjar.testkit;

    provides org.junit.jupiter.api.extension.Extension with io.netjar.testkit.BufferLeaks;
}
