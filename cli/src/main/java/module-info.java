/// The netjar command.
module io.netjar.cli {
    requires io.netjar.gateway;
    requires info.picocli;
    requires static org.jspecify;
}
