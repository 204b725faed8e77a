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
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `netjar serve DIR`: a folder on a port of the real machine, by the same server that emulated sites have.
@Command(name = "serve", description = "Serve a folder on a port of this machine, as an emulated site would.", mixinStandardHelpOptions = true, footer = {
        "",
        "With --json one object a line: first { event: 'ready', url, address, port, names, folder, rootFile }; with "
                + "--access-log - then each answer: { event: 'access', time, site, remoteAddress, request, status, "
                + "contentBytes, referer, userAgent }.",
        "", "Examples:", "  netjar serve samples/shop", "  netjar serve --port 8443 --tls samples/shop",
        "  netjar serve --port 0 --json samples/shop"})
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

    @Option(names = "--json", description = "Print JSON instead of text, one object a line.")
    private boolean json;

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
                    accessLog == null ? Access.Listener.NOBODY : access -> log.println(line(access)),
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
        return AccessLogFile.isShown(accessLog) ? new PrintWriter(out) : AccessLogFile.open(accessLog);
    }

    /// A line of the log: JSON where nothing else may be printed.
    private String line(Access access) {
        if (!json || !AccessLogFile.isShown(accessLog)) {
            return access.combinedLogLine();
        }
        Map<String, Object> event = JsonText.object();
        event.put("event", "access");
        event.put("time", Instant.ofEpochSecond(Engine.EPOCH_SECONDS, access.nanos()));
        event.putAll(AccessLogFile.object(access));
        return JsonText.text(event, false);
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
            hosts().forEach(name -> sites.put(name, site));
            return sites;
        } catch (IOException e) {
            throw Failure.failed("cannot serve " + folder + ": " + Files.reason(e));
        }
    }

    private LocalTls keys() throws Failure {
        Set<InetAddress> addresses = new LinkedHashSet<>(
                List.of(InetAddress.ofLiteral("127.0.0.1"), InetAddress.ofLiteral("::1")));
        addresses.add(address());
        addresses.removeIf(InetAddress::isAnyLocalAddress);
        return LocalTls.make(hosts(), List.copyOf(addresses), Instant.now());
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
        String url = (tls ? "https://" : "http://") + host + ":" + address.getPort() + "/";
        Optional<Path> root = keys.isEmpty()
                ? Optional.empty()
                : Optional.of(Files.export(rootFile, "serve-root.pem", keys.get().rootPem(),
                        "the root certificate"));
        if (json) {
            JsonText.printLine(out, ready(url, address, root));
            return;
        }
        root.ifPresent(file -> out.println("root certificate: " + file));
        out.println(url);
        out.flush();
    }

    private Map<String, Object> ready(String url, InetSocketAddress address, Optional<Path> root) {
        Map<String, Object> event = JsonText.object();
        event.put("event", "ready");
        event.put("url", url);
        event.put("address", address.getAddress().getHostAddress());
        event.put("port", address.getPort());
        event.put("names", hosts());
        event.put("folder", folder);
        root.ifPresent(file -> event.put("rootFile", file));
        return event;
    }

    /// The names under which the folder is served.
    private List<String> hosts() {
        return Stream
                .concat(Stream.of("localhost"), names.stream().map(name -> name.toLowerCase(Locale.ROOT)))
                .distinct().toList();
    }

    private static String literal(InetAddress address) {
        String text = address.getHostAddress();
        return text.indexOf(':') < 0 ? text : "[" + text + "]";
    }

    private static long nanosSinceEpoch() {
        return (System.currentTimeMillis() - Engine.EPOCH_SECONDS * 1000) * NANOS_A_MILLI;
    }
}
