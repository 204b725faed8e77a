package io.netjar.web.client;

import io.netjar.engine.Engine;
import io.netjar.net.host.Host;
import io.netjar.net.ip.NetworkInterface;
import io.netjar.net.link.Link;
import io.netjar.net.link.LinkSpec;
import io.netjar.net.link.Network;
import io.netjar.net.link.Port;
import io.netjar.netty.EngineEventLoop;
import io.netjar.netty.HostTransport;
import io.netjar.wire.IpAddress;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.SimpleChannelInboundHandler;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// A client and a server at the two ends of a cable of 10 ms and 1 Gbit/s, 10.0.0.1 and 10.0.0.2, which has all names but
/// `nowhere.test`. The server answers what a test tells it to.
public final class Road {
    public static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final IpAddress SERVER = IpAddress.of("10.0.0.2");

    public final Engine engine = new Engine(7);
    public final Network network = new Network(engine);
    private final EngineEventLoop loop = new EngineEventLoop(engine);
    private final Host near = new Host(network, "client");
    private final Host far = new Host(network, "server");
    public final HostTransport client = new HostTransport(loop, near);
    public final HostTransport server = new HostTransport(loop, far);
    public final Link cable = new Link(network, "cable", plug(near, "10.0.0.1"), plug(far, "10.0.0.2"),
            LinkSpec.of(1_000_000_000, Duration.ofMillis(10)));
    /// Which names were looked up, in order.
    public final List<String> lookups = new ArrayList<>();
    /// Which targets were asked for, in order, with the number of the connection before them: `1 /a.png`.
    public final List<String> requests = new ArrayList<>();
    /// The heads of the requests, in order.
    public final List<String> heads = new ArrayList<>();
    /// The open connections at the server.
    public final List<Channel> accepted = new ArrayList<>();
    /// Full answers by target, head and all; what is not here is answered with 404.
    public final Map<String, String> answers = new LinkedHashMap<>();
    private int connections;

    /// A cable with nothing behind it yet.
    public Road() {
        // All of it stands in the fields.
    }

    private static Port plug(Host host, String address) {
        NetworkInterface eth0 = host.addInterface("eth0");
        eth0.addAddress(IpAddress.of(address), 24);
        return eth0.port();
    }

    /// Where names are looked up: at once.
    public void lookup(String name, java.util.function.Consumer<NameLookup.Answer> answer) {
        lookups.add(name);
        answer.accept(name.equals("nowhere.test")
                ? new NameLookup.Answer.Failed("there is no such name")
                : new NameLookup.Answer.Found(List.of(SERVER)));
    }

    /// Has the neighbours' addresses known, so that no ARP is in the times, and `port` served.
    public Road serving(int port) {
        server.serverBootstrap().childHandler(new ChannelInitializer<Channel>() {
            @Override
            protected void initChannel(Channel channel) {
                accepted.add(channel);
                channel.pipeline().addLast(new Answers(++connections));
            }
        }).bind(port);
        client.bootstrap().handler(new ChannelInitializer<Channel>() {
            @Override
            protected void initChannel(Channel channel) {
                // Nothing is said.
            }
        }).connect(io.netjar.netty.SocketAddresses.of(SERVER, 9)).addListener(_ -> engine.now());
        engine.runUntil(SECOND);
        return this;
    }

    /// An answer with this content.
    public static String ok(String headers, String content) {
        return "HTTP/1.1 200 OK\r\n" + headers + "Content-Length: " + content.length() + "\r\n\r\n" + content;
    }

    /// How long `work` takes, in whole milliseconds.
    public long millis(java.util.function.BooleanSupplier done) {
        long before = engine.now();
        engine.runUntil(done, before + 1_000 * SECOND);
        return (engine.now() - before) / 1_000_000;
    }

    /// Reads heads of requests, and writes answers.
    private final class Answers extends SimpleChannelInboundHandler<ByteBuf> {
        private final int number;
        private String text = "";

        Answers(int number) {
            this.number = number;
        }

        @Override
        protected void channelRead0(ChannelHandlerContext ctx, ByteBuf bytes) {
            text += bytes.toString(StandardCharsets.ISO_8859_1);
            for (int end = text.indexOf("\r\n\r\n"); end >= 0; end = text.indexOf("\r\n\r\n")) {
                String head = text.substring(0, end + 2);
                text = text.substring(end + 4 + contentLength(head));
                heads.add(head);
                String target = head.substring(head.indexOf(" ") + 1, head.indexOf(" HTTP/1.1"));
                requests.add(number + " " + target);
                String answer = answers.getOrDefault(target,
                        "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n");
                ctx.writeAndFlush(Unpooled.copiedBuffer(answer, StandardCharsets.ISO_8859_1),
                        ctx.voidPromise());
            }
        }

        /// Requests are short enough to come in one piece.
        private static int contentLength(String head) {
            var length = java.util.regex.Pattern.compile("Content-Length: ([0-9]+)").matcher(head);
            return length.find() ? Integer.parseInt(length.group(1)) : 0;
        }

        @Override
        public void channelInactive(ChannelHandlerContext ctx) {
            accepted.remove(ctx.channel());
        }
    }
}
