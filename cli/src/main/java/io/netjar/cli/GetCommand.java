package io.netjar.cli;

import io.netjar.internet.Device;
import io.netjar.web.client.ClientEvent;
import io.netjar.web.client.FetchEvents;
import io.netjar.web.client.Fetched;
import io.netjar.web.client.HttpClient;
import io.netjar.web.client.Request;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
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

/// `netjar get DEVICE URL`: fetches a page in virtual time and writes its content, as curl does.
@Command(name = "get", description = "Fetch a page as a device, in virtual time, and write its content to the "
        + "standard output, as curl does.", mixinStandardHelpOptions = true, footer = {
                "",
                "With --json: { device, requests: [ { method, url, protocol, connection, connectionReused, remoteAddress, "
                        + "remotePort, tls, status, reason, headers, contentBytes, timing: { queuedMillis, nameMillis, "
                        + "connectMillis, tlsMillis, waitMillis, contentMillis, totalMillis } } ] }; a request that failed "
                        + "has 'error' instead of an answer.",
                "", "Examples:", "  netjar get alice/laptop https://www.shop.test/",
                "  netjar get -v --timing -o page.html alice/laptop https://www.shop.test/",
                "  netjar get -L --json bob/desktop http://www.shop.test/"})
final class GetCommand implements Callable<Integer> {
    private static final int MAX_REDIRECTS = 10;
    private static final int FIRST_FAILURE = 400;
    /// How wide a line is where there is no terminal to ask.
    private static final int WIDTH = 80;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private FreshWorldOptions options = new FreshWorldOptions();

    @Mixin
    private RequestOptions request = new RequestOptions();

    @Option(names = {"-o", "--output"}, paramLabel = "FILE", description = "Write the content to FILE.")
    private @Nullable Path output;

    @Option(names = {"-q", "--quiet"}, description = "Do not write the content.")
    private boolean quiet;

    @Option(names = {"-i", "--include"}, description = "Write the head of the answer, too.")
    private boolean include;

    @Option(names = {"-L", "--location"}, description = "Follow redirects.")
    private boolean follow;

    @Option(names = "--fail", description = "Write no content of an answer with a status of 400 or more, and exit with "
            + "1 (curl's -f, which is --file here).")
    private boolean fail;

    @Option(names = "--http1.1", description = "Offer HTTP/1.1 only, where HTTP/2 is offered otherwise.")
    private boolean http1;

    @Option(names = {"-v",
            "--verbose"}, description = "Tell each step on the standard error: names, connections, TLS, "
                    + "heads.")
    private boolean verbose;

    @Option(names = "--timing", description = "Afterwards, show on the standard error where the time went: name, connect, "
            + "TLS, wait, content.")
    private boolean timing;

    @Option(names = "--json", description = "Print what came, and when, as JSON instead of the content.")
    private boolean json;

    @Parameters(index = "0", paramLabel = "DEVICE", description = "The device that fetches, like alice/laptop.")
    private String deviceName = "";

    @Parameters(index = "1", paramLabel = "URL", description = "The address, like https://www.shop.test/.")
    private String url = "";

    private final FetchJson document = new FetchJson();
    private boolean isRefused;
    /// The words behind the newest answer's status.
    private String reason = "";
    private @Nullable Fetched fetched;

    @Override
    public Integer call() throws Failure {
        Request asked = request.request(address());
        try (World world = options.open(); OutputStream content = open()) {
            begin(world, asked, content);
            world.run(() -> fetched != null);
        } catch (IOException e) {
            throw Failure.failed(
                    "cannot write " + (output == null ? "the content" : output) + ": " + Files.reason(e));
        }
        if (json) {
            JsonText.print(spec.commandLine().getOut(), document.document(deviceName));
        }
        return switch (fetched) {
            case Fetched.Response response when isRefused ->
                throw Failure.failed(response.url() + " was answered with " + response.status());
            case Fetched.Response _ -> 0;
            case Fetched.Failure failure -> throw Failure.failed(failure.message());
            case null -> throw Failure.failed("nothing came of " + url);
        };
    }

    /// Begins to fetch in `world`, whose time somebody else lets pass, and writes what comes to `content`.
    void begin(World world, OutputStream content) throws Failure {
        begin(world, request.request(address()), content);
    }

    private void begin(World world, Request asked, OutputStream content) throws Failure {
        Device device = world.device(deviceName);
        var settings = HttpClient.Settings.DEFAULT.withMaxRedirects(follow ? MAX_REDIRECTS : 0)
                .withHttp2(!http1);
        var told = new VerboseText(spec.commandLine().getErr());
        world.internet().httpClient(device, settings).telling(event -> told(told, event))
                .send(asked, events(content));
    }

    private void told(VerboseText text, ClientEvent event) {
        if (verbose) {
            text.print(event);
        }
        if (event instanceof ClientEvent.Answered answered) {
            reason = answered.reason();
        }
        document.told(event);
    }

    private URI address() throws Failure {
        return UrlArgument.parse("get", url);
    }

    private OutputStream open() throws IOException {
        if (output != null) {
            return new BufferedOutputStream(java.nio.file.Files.newOutputStream(output));
        }
        if (quiet || json) {
            return OutputStream.nullOutputStream();
        }
        if (Guest.CURRENT.isBound()) {
            return new PrintedBytes(spec.commandLine().getOut());
        }
        return new BufferedOutputStream(System.out) {
            @Override
            public void close() throws IOException {
                // The standard output outlives the command.
                flush();
            }
        };
    }

    private FetchEvents events(OutputStream content) {
        return new FetchEvents() {
            @Override
            public void head(String protocol, int status, List<Map.Entry<String, String>> headers) {
                isRefused = fail && status >= FIRST_FAILURE;
                if ((include || request.isHeadOnly()) && !json) {
                    printHead(protocol, status, headers);
                }
            }

            @Override
            public void redirected(Fetched.Response response) {
                showTiming(response);
                document.ended(response);
            }

            @Override
            public void content(byte[] piece) {
                try {
                    if (!isRefused) {
                        content.write(piece);
                    }
                } catch (IOException e) {
                    throw new UncheckedIOException("cannot write the content", e);
                }
            }

            @Override
            public void ended(Fetched how) {
                fetched = how;
                flush(content);
                showTiming(how);
                document.ended(how);
            }
        };
    }

    /// What is shown next stands below the content.
    private static void flush(OutputStream content) {
        try {
            content.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the content", e);
        }
    }

    private void printHead(String protocol, int status, List<Map.Entry<String, String>> headers) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(VerboseText.statusLine(protocol, status, reason));
        headers.forEach(header -> out.println(header.getKey() + ": " + header.getValue()));
        out.println();
        out.flush();
    }

    private void showTiming(Fetched how) {
        if (!timing) {
            return;
        }
        boolean isTerminal = Ansi.AUTO.enabled();
        int width = isTerminal ? spec.usageMessage().width() : WIDTH;
        PrintWriter err = spec.commandLine().getErr();
        err.println(switch (how) {
            case Fetched.Response response -> response.status() + " " + response.url() + " ("
                    + response.via().protocol() + ", " + response.bytes() + " bytes)";
            case Fetched.Failure failure -> "failed " + failure.url();
        });
        new Waterfall(width, isTerminal).steps(how.timings()).forEach(err::println);
    }
}
