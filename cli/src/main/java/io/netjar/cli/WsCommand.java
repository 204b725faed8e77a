package io.netjar.cli;

import io.netjar.engine.Engine;
import io.netjar.engine.Pace;
import io.netjar.engine.PacedRunner;
import io.netjar.internet.Device;
import io.netjar.web.client.ClientEvent;
import io.netjar.web.client.WebSocketOffer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `netjar ws DEVICE URL`: a WebSocket in a person's hands, as websocat and wscat give one.
@Command(name = "ws", description = "Open a WebSocket as a device: lines from the standard input are sent as messages, in "
        + "real time, and messages are printed as they come. With --send nothing is read, and all happens in virtual "
        + "time. At the prompt of 'run' and in scripts nothing is read either: it listens until --for, --count or Ctrl-C.", mixinStandardHelpOptions = true, footer = {
                "",
                "With --json one object a line: { seconds, event, … } with event 'opened' (remoteAddress, remotePort, compressed, and "
                        + "subprotocol if one was chosen), "
                        + "'sent' and 'message' (text, or binaryBase64), 'pong' (roundTripMillis), 'closed' (code, reason) "
                        + "or 'failed' (error); seconds since the beginning, by the clock inside.",
                "", "Examples:", "  netjar ws alice/laptop ws://exchange.test/echo --send hello --count 1",
                "  netjar ws alice/laptop wss://exchange.test/feed --for 10s \\",
                "      --send '[{\"ticket\":\"me\"},{\"type\":\"trade\",\"codes\":[\"KRW-NARU\"]}]'",
                "  netjar ws bob/desktop ws://exchange.test/echo"})
final class WsCommand implements Callable<Integer> {
    /// How long is listened in virtual time if nobody says.
    private static final String USUAL_WAIT = "5s";
    /// RFC 9110 §5.6.2.
    private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private FreshWorldOptions options = new FreshWorldOptions();

    @Option(names = {"-s",
            "--send"}, paramLabel = "TEXT", description = "Send this when the WebSocket is open, in virtual time. Can be given again.")
    private List<String> sends = List.of();

    @Option(names = "--for", paramLabel = "TIME", description = "Close after so much time, like 10s (default: with --send "
            + USUAL_WAIT + ", else never).")
    private String wait = "";

    @Option(names = {"-n",
            "--count"}, paramLabel = "N", description = "Close when so many messages have come; exit with 1 if fewer do.")
    private int count;

    @Option(names = "--ping", paramLabel = "TIME", description = "Send a ping every TIME, and tell of the pongs.")
    private String ping = "";

    @Option(names = {"-H",
            "--header"}, paramLabel = "'NAME: VALUE'", description = "Send this header with the handshake. Can be given again.")
    private List<String> headers = List.of();

    @Option(names = "--protocol", paramLabel = "NAME", description = "Ask for this subprotocol, the dearest first; a server that "
            + "chooses none is refused, as browsers do. Can be given again.")
    private List<String> protocols = List.of();

    @Option(names = "--no-compression", description = "Do not offer to compress messages (permessage-deflate, RFC 7692).")
    private boolean uncompressed;

    @Option(names = {"-v",
            "--verbose"}, description = "Tell each step on the standard error: names, connections, TLS, "
                    + "heads.")
    private boolean verbose;

    @Option(names = "--json", description = "Print what happens as JSON, one object a line.")
    private boolean json;

    @Parameters(index = "0", paramLabel = "DEVICE", description = "The device that connects, like alice/laptop.")
    private String deviceName = "";

    @Parameters(index = "1", paramLabel = "URL", description = "The address, like wss://exchange.test/feed.")
    private String url = "";

    @Override
    public Integer call() throws Failure {
        URI address = address();
        WsChat.Plan plan = plan();
        WebSocketOffer offer = offer();
        if (Guest.CURRENT.isBound()) {
            try (World world = options.open()) {
                return listen(world, open(world, address, plan, offer));
            }
        }
        try (Ending ending = Ending.announced(); World world = options.open()) {
            WsChat chat = open(world, address, plan, offer);
            if (sends.isEmpty()) {
                live(world.internet().engine(), chat, ending);
            } else {
                world.run(chat::isOver);
            }
            return chat.outcome();
        }
    }

    private WsChat.Plan plan() throws Failure {
        if (count < 0) {
            throw Failure.usage("ws: --count is a number from 1, not " + count);
        }
        String usual = sends.isEmpty() || count > 0 ? "" : USUAL_WAIT;
        String limit = wait.isEmpty() ? usual : wait;
        return new WsChat.Plan(sends, limit.isEmpty() ? 0 : positive("--for", limit), count,
                ping.isEmpty() ? 0 : positive("--ping", ping));
    }

    private WebSocketOffer offer() throws Failure {
        List<Map.Entry<String, String>> fields = new ArrayList<>();
        for (String header : headers) {
            fields.add(RequestOptions.field("ws", header));
        }
        for (String name : protocols) {
            if (!TOKEN.matcher(name).matches()) {
                throw Failure.usage(
                        "ws: '" + name + "' is no name of a subprotocol, like chat.v2: letters, digits and"
                                + " !#$%&'*+-.^_`|~");
            }
        }
        return WebSocketOffer.usual().withHeaders(fields).withSubprotocols(protocols)
                .withDeflate(!uncompressed);
    }

    private WsChat open(World world, URI address, WsChat.Plan plan, WebSocketOffer offer) throws Failure {
        Device device = world.device(deviceName);
        WsPrinter printer = json
                ? new WsPrinter.Json(spec.commandLine().getOut(), world.internet().engine())
                : new WsPrinter.Text(spec.commandLine().getOut(), spec.commandLine().getErr());
        var chat = new WsChat(world.internet().engine(), plan, printer);
        world.internet().webSocketClient(device, steps()).open(address, offer, chat);
        return chat;
    }

    /// On an Internet that runs already: what is typed there is for the prompt, so that nothing is read.
    private static int listen(World world, WsChat chat) throws Failure {
        try {
            world.run(chat::isOver);
        } finally {
            // Somebody may have told the command to go.
            chat.leave();
        }
        return chat.outcome();
    }

    private Consumer<ClientEvent> steps() {
        var told = new VerboseText(spec.commandLine().getErr());
        return event -> {
            if (verbose) {
                told.print(event);
            }
        };
    }

    private static long positive(String option, String text) throws Failure {
        long nanos = TimeText.nanos(option, text);
        if (nanos == 0) {
            throw Failure.usage("ws: " + option + " is longer than nothing");
        }
        return nanos;
    }

    private URI address() throws Failure {
        try {
            URI address = new URI(url.contains("://") ? url : "ws://" + url);
            String scheme = String.valueOf(address.getScheme());
            if (address.getHost() != null && (scheme.equals("ws") || scheme.equals("wss"))) {
                return address;
            }
        } catch (URISyntaxException _) {
            // It is told below.
        }
        throw Failure.usage("ws: '" + url + "' is not an address like wss://exchange.test/feed");
    }

    /// Keeps step with the clock on the wall, and sends what is typed, until the WebSocket is over or the process is told to
    /// end.
    private static void live(Engine engine, WsChat chat, Ending ending) {
        var runner = new PacedRunner(engine, System::nanoTime, Pace.real());
        ending.stops(runner::stop);
        chat.onOver(runner::stop);
        chat.onOpen(() -> Thread.ofPlatform().daemon().name("netjar-input").start(() -> read(engine, chat)));
        if (!chat.isOver()) {
            runner.run();
        }
    }

    private static void read(Engine engine, WsChat chat) {
        try (var lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String message = line;
                engine.mailbox().post(() -> chat.send(message));
            }
        } catch (IOException _) {
            // There is no more input, as at its end.
        }
        engine.mailbox().post(chat::inputEnded);
    }
}
