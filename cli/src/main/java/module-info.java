/// The netjar command.
module io.netjar.cli {
    requires io.netjar.gateway;
    requires info.picocli;
    requires java.management;
    requires static org.jspecify;

    exports io.netjar.cli;
    exports io.netjar.cli.linux;

    opens io.netjar.cli to info.picocli;
}
