/// The assembled Internet: its description, its names, its samples.
module io.netjar.internet {
    requires transitive io.netjar.dns;
    requires transitive io.netjar.web;
    requires java.xml;
    requires org.snakeyaml.engine;
    requires static transitive org.jspecify;

    exports io.netjar.internet;
    exports io.netjar.internet.assembly;
    exports io.netjar.internet.builder;
    exports io.netjar.internet.description;
    exports io.netjar.internet.event;
    exports io.netjar.internet.geography;
    exports io.netjar.internet.topology;
}
