package io.netjar.cli;

import io.netjar.engine.Engine;
import io.netjar.web.Access;
import io.netjar.web.Content;
import io.netjar.web.Site;
import io.netjar.web.SiteServer;
import io.netjar.web.WebClock;
import io.netjar.web.tls.LocalTls;
import io.netty.channel.ChannelHandler;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `netjar serve DIR`: a folder on a port of the real machine, by the same server that emulated sites have.
@Command(name = "serve", description = "Serve a folder on a port of this machine, as an emulated site would.", mixinStandardHelpOptions = true, footer = {
        "", "Examples:", "  netjar serve samples/shop", "  netjar serve --port 8443 --tls samples/shop"})
final class ServeCommand implements Callable<Integer> {
    private static final long NANOS_A_MILLI = 1_000_000;
    private static final int LAST_PORT = 65_535;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "DIR", description = "The folder.")
    private Path folder = Path.of("");

    @Option(names = "--port", paramLabel = "PORT", defaultValue = "8080", description = "The port (default: ${DEFAULT-VALUE}; 0 for any that is free).")
    private int port;

    @Option(names = "--bind", paramLabel = "ADDRESS", defaultValue = "127.0.0.1", description = "The address to listen at (default: ${DEFAULT-VALUE}; 0.0.0.0 for all of them).")
    private String bind = "";

    @Option(names = "--name", paramLabel = "NAME", description = "A name under which requests may ask for the folder, besides localhost and "
            + "addresses. Can be given again. Other names are answered with 421, so that no page from elsewhere can read the "
            + "folder by a name of its own.")
    private List<String> names = List.of();

    @Option(names = "--access-log", paramLabel = "FILE", description = "Append the access log to FILE, in the combined format ('-': print it).")
    private @Nullable Path accessLog;

    @Option(names = "--tls", description = "Encrypt, with a certificate for localhost, the address and the names, by an authority that is "
            + "made for this run. Clients that offer HTTP/2 get it.")
    private boolean tls;

    @Option(names = "--export-root", paramLabel = "FILE", description = "With --tls: write the authority's certificate, which clients need to trust, to FILE "
            + "(default: build/netjar/serve-root.pem in the checkout).")
    private @Nullable Path rootFile;

    @Override
    public Integer call() throws Failure, InterruptedException {
        if (port < 0 || port > LAST_PORT) {
            throw Failure.usage("--port: " + port + " is no port: 0 to " + LAST_PORT);
        }
        PrintWriter out = spec.commandLine().getOut();
        try (Ending ending = Ending.announced();
                PrintWriter log = log(out)) {
            Optional<LocalTls> keys = tls ? Optional.of(keys()) : Optional.empty();
            ChannelHandler handler = SiteServer.connections(new WebClock(ServeCommand::nanosSinceEpoch),
                    sites(),
                    accessLog == null
                            ? Access.Listener.NOBODY
                            : access -> log.println(access.combinedLogLine()),
                    keys.map(made -> made));
            try (var server = open(handler)) {
                ending.stops(server::stop);
                server.everySecond(log::flush);
                print(out, server.address(), keys);
                server.await();
            }
            return 0;
        } catch (IOException e) {
            throw Failure.failed("cannot write the access log " + accessLog + ": " + Files.reason(e));
        }
    }

    private PrintWriter log(PrintWriter out) throws IOException {
        if (accessLog == null) {
            return new PrintWriter(Writer.nullWriter());
        }
        return accessLog.equals(Path.of("-")) ? new PrintWriter(out) : AccessLogFile.open(accessLog);
    }

    private PortServer open(ChannelHandler handler) throws Failure {
        try {
            return new PortServer(new InetSocketAddress(address(), port), handler);
        } catch (IOException e) {
            throw Failure.failed("cannot listen at " + bind + " port " + port + ": " + Files.reason(e));
        }
    }

    /// The folder under each of its names.
    private Map<String, Site> sites() throws Failure {
        try {
            var site = new Site(Content.liveFolder(folder, System::nanoTime));
            Map<String, Site> sites = new LinkedHashMap<>();
            sites.put("localhost", site);
            names.forEach(name -> sites.put(name.toLowerCase(Locale.ROOT), site));
            return sites;
        } catch (IOException e) {
            throw Failure.failed("cannot serve " + folder + ": " + Files.reason(e));
        }
    }

    private LocalTls keys() throws Failure {
        List<String> all = new ArrayList<>(List.of("localhost"));
        all.addAll(names.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList());
        Set<InetAddress> addresses = new LinkedHashSet<>(
                List.of(InetAddress.ofLiteral("127.0.0.1"), InetAddress.ofLiteral("::1")));
        addresses.add(address());
        addresses.removeIf(InetAddress::isAnyLocalAddress);
        return LocalTls.make(all, List.copyOf(addresses), Instant.now());
    }

    private InetAddress address() throws Failure {
        try {
            return InetAddress.ofLiteral(bind);
        } catch (IllegalArgumentException e) {
            throw Failure.usage("--bind: '" + bind + "' is no address, as in 127.0.0.1 or ::1");
        }
    }

    private void print(PrintWriter out, InetSocketAddress address, Optional<LocalTls> keys) throws Failure {
        String host = address.getAddress().isAnyLocalAddress() ? "localhost" : literal(address.getAddress());
        if (keys.isPresent()) {
            out.println("root certificate: "
                    + Files.export(rootFile, "serve-root.pem", keys.get().rootPem(), "the root certificate"));
        }
        out.println((tls ? "https://" : "http://") + host + ":" + address.getPort() + "/");
        out.flush();
    }

    private static String literal(InetAddress address) {
        String text = address.getHostAddress();
        return text.indexOf(':') < 0 ? text : "[" + text + "]";
    }

    private static long nanosSinceEpoch() {
        return (System.currentTimeMillis() - Engine.EPOCH_SECONDS * 1000) * NANOS_A_MILLI;
    }
}
