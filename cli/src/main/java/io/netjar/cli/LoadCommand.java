package io.netjar.cli;

import io.netjar.web.browser.Browser;
import io.netjar.web.browser.Har;
import io.netjar.web.browser.Page;
import io.netjar.web.browser.PageJson;
import io.netjar.web.client.Connections;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `netjar load DEVICE URL`: loads a page with all its parts, as a browser does, and shows where the time went.
@Command(name = "load", description = "Load a page with its style sheets, scripts, images and fonts as a browser on a "
        + "device does, in virtual time, and show when each was fetched. Scripts are fetched and not run.", mixinStandardHelpOptions = true, footer = {
                "",
                "With --json, in the words of Navigation Timing and Resource Timing, whose times are milliseconds since the load "
                        + "began and whose sizes are bytes: { device, pages: [ { name, startedDateTime, responseStart, "
                        + "domContentLoadedEventStart, loadEventStart, duration, transferSize, connections, resources: [ { name, "
                        + "kind, nextHopProtocol, connection, source, responseStatus, startTime, domainLookupStart, … } ] } ] }; a "
                        + "resource that failed has 'error'.",
                "", "Exit codes: 0 the page came, whatever its status and whatever became of its parts, "
                        + "1 it did not, 2 wrong usage.",
                "", "Examples:", "  netjar load alice/laptop https://www.shop.test/",
                "  netjar load --repeat 2 --har page.har bob/desktop https://www.shop.test/"})
final class LoadCommand implements Callable<Integer> {
    /// What is printed where there is no terminal to ask.
    private static final int WIDTH = 120;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private FreshWorldOptions options = new FreshWorldOptions();

    @Option(names = {"-r",
            "--repeat"}, paramLabel = "TIMES", defaultValue = "1", description = "Load the page so many times, the later "
                    + "ones with the cache and the connections of those before (default: ${DEFAULT-VALUE}).")
    private int repeat = 1;

    @Option(names = "--har", paramLabel = "FILE", description = "Write an HTTP archive (HAR 1.2) to FILE, which the network "
            + "panels of browsers import.")
    private @Nullable Path har;

    @Option(names = "--json", description = "Print JSON in the words of Navigation Timing and Resource Timing instead.")
    private boolean json;

    @Option(names = {"-q", "--quiet"}, description = "Print only the summary of each load.")
    private boolean quiet;

    @Option(names = "--no-cache", description = "Keep nothing in a cache between loads.")
    private boolean uncached;

    @Option(names = "--connections", paramLabel = "NUMBER", defaultValue = "6", description = "Most connections to one "
            + "origin over HTTP/1.1 (default: ${DEFAULT-VALUE}, as browsers).")
    private int connections = Connections.Settings.DEFAULT.perOrigin();

    @Option(names = "--http1.1", description = "Offer HTTP/1.1 only, where HTTP/2 is offered otherwise.")
    private boolean http1;

    @Parameters(index = "0", paramLabel = "DEVICE", description = "The device on which the browser is, like "
            + "alice/laptop.")
    private String deviceName = "";

    @Parameters(index = "1", paramLabel = "URL", description = "The address, like https://www.shop.test/.")
    private String url = "";

    @Override
    public Integer call() throws Failure {
        URI address = UrlArgument.parse("load", url);
        if (repeat < 1 || connections < 1) {
            throw Failure.usage("load: --repeat and --connections are 1 or more");
        }
        List<Page> pages = new ArrayList<>();
        try (World world = options.open();
                Browser browser = world.internet().browser(world.device(deviceName), settings())) {
            for (int i = 0; i < repeat; i++) {
                pages.add(browser.load(address.toString()));
                print(pages);
            }
        }
        write(pages);
        Page last = pages.getLast();
        if (!last.isLoaded()) {
            throw Failure.failed(last.document().problem().orElse("nothing came of " + url));
        }
        return 0;
    }

    private Browser.Settings settings() {
        var settings = Browser.Settings.DEFAULT.withConnections(
                Connections.Settings.DEFAULT.withPerOrigin(connections).withHttp2(!http1));
        return uncached ? settings.withCacheBytes(0) : settings;
    }

    private void print(List<Page> pages) {
        if (json) {
            return;
        }
        PrintWriter out = spec.commandLine().getOut();
        boolean terminal = Ansi.AUTO.enabled();
        var waterfall = new Waterfall(terminal ? spec.usageMessage().width() : WIDTH, terminal);
        if (!quiet) {
            out.print(pages.size() > 1 ? "\n" : "");
            waterfall.lines(pages.getLast()).forEach(out::println);
        }
        out.println(waterfall.summary(pages.getLast()));
        out.flush();
    }

    private Map<String, Object> document(List<Page> pages) {
        Map<String, Object> document = JsonText.object();
        document.put("device", deviceName);
        document.put("pages", PageJson.of(pages));
        return document;
    }

    private void write(List<Page> pages) throws Failure {
        if (json) {
            JsonText.print(spec.commandLine().getOut(), document(pages));
        }
        if (har != null) {
            try {
                java.nio.file.Files.writeString(har, Har.of(pages));
            } catch (IOException e) {
                throw Failure.failed("cannot write the archive " + har + ": " + Files.reason(e));
            }
        }
    }
}
