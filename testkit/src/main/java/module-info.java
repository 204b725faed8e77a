/// Packet assertions and fakes for tests.
module io.netjar.testkit {
    requires transitive io.netjar.wire;
    requires transitive org.assertj.core;
    requires static transitive org.jspecify;
    requires java.management;
    requires jdk.management;

    exports io.netjar.testkit;
}
