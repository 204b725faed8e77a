package io.netjar.cli;

import io.netjar.internet.Device;
import io.netjar.web.FetchEvents;
import io.netjar.web.Fetched;
import io.netjar.web.HttpClient;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `netjar get DEVICE URL`: fetches a page in virtual time and writes its content, as curl does.
@Command(name = "get", description = "Fetch a page as a device, in virtual time, and write its content to the "
        + "standard output.", mixinStandardHelpOptions = true)
final class GetCommand implements Callable<Integer> {
    private static final int MAX_REDIRECTS = 10;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private FreshWorldOptions options = new FreshWorldOptions();

    @Option(names = {"-o", "--output"}, paramLabel = "FILE", description = "Write the content to FILE.")
    private @Nullable Path output;

    @Option(names = {"-q", "--quiet"}, description = "Do not write the content.")
    private boolean quiet;

    @Option(names = {"-i", "--include"}, description = "Write the head of the answer, too.")
    private boolean include;

    @Option(names = {"-L", "--location"}, description = "Follow redirects.")
    private boolean follow;

    @Parameters(index = "0", paramLabel = "DEVICE", description = "The device that fetches, like alice/laptop.")
    private String deviceName = "";

    @Parameters(index = "1", paramLabel = "URL", description = "The address, like https://www.shop.test/.")
    private String url = "";

    private @Nullable Fetched fetched;

    @Override
    public Integer call() throws Failure {
        URI address = address();
        try (World world = options.open(); OutputStream content = open()) {
            begin(world, address, content);
            world.run(() -> fetched != null);
        } catch (IOException e) {
            throw Failure.failed(
                    "cannot write " + (output == null ? "the content" : output) + ": " + Files.reason(e));
        }
        return switch (fetched) {
            case Fetched.Response _ -> 0;
            case Fetched.Failure failure -> throw Failure.failed(failure.message());
            case null -> throw Failure.failed("nothing came of " + url);
        };
    }

    /// Begins to fetch in `world`, whose time somebody else lets pass, and writes what comes to `content`.
    void begin(World world, OutputStream content) throws Failure {
        begin(world, address(), content);
    }

    private void begin(World world, URI address, OutputStream content) throws Failure {
        Device device = world.device(deviceName);
        var settings = HttpClient.Settings.DEFAULT.withMaxRedirects(follow ? MAX_REDIRECTS : 0);
        world.internet().httpClient(device, settings).get(address, events(content));
    }

    private URI address() throws Failure {
        try {
            URI address = new URI(url.contains("://") ? url : "http://" + url);
            if (address.getHost() == null) {
                throw Failure.usage(
                        "get: '" + url + "' names no host; write an address like https://www.shop.test/");
            }
            return address;
        } catch (URISyntaxException e) {
            throw Failure.usage(
                    "get: '" + url + "' is not an address like https://www.shop.test/: " + e.getReason());
        }
    }

    private OutputStream open() throws IOException {
        if (quiet) {
            return OutputStream.nullOutputStream();
        }
        if (output != null) {
            return new BufferedOutputStream(java.nio.file.Files.newOutputStream(output));
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
        PrintWriter out = spec.commandLine().getOut();
        return new FetchEvents() {
            @Override
            public void head(int status, List<Map.Entry<String, String>> headers) {
                if (include) {
                    out.println("HTTP/1.1 " + status);
                    headers.forEach(header -> out.println(header.getKey() + ": " + header.getValue()));
                    out.println();
                    out.flush();
                }
            }

            @Override
            public void content(byte[] piece) {
                try {
                    content.write(piece);
                } catch (IOException e) {
                    throw new UncheckedIOException("cannot write the content", e);
                }
            }

            @Override
            public void ended(Fetched how) {
                fetched = how;
            }
        };
    }
}
