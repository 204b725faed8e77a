/// The netjar command.
module io.netjar.cli {
    requires io.netjar.gateway;
    requires com.fasterxml.jackson.core;
    requires transitive info.picocli;
    requires io.netty.transport;
    requires java.desktop;
    requires java.management;
    requires org.jline.reader;
    requires org.jline.terminal;
    requires static org.jspecify;

    exports io.netjar.cli;
    exports io.netjar.cli.linux;
    exports io.netjar.cli.prompt;

    opens io.netjar.cli to info.picocli;
}
