package io.netjar.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.netjar.engine.Engine;
import io.netjar.net.host.Host;
import io.netjar.net.ip.NetworkInterface;
import io.netjar.net.link.Capture;
import io.netjar.net.link.Link;
import io.netjar.net.link.LinkSpec;
import io.netjar.net.link.Network;
import io.netjar.net.link.Port;
import io.netjar.netty.EngineEventLoop;
import io.netjar.netty.HostTransport;
import io.netjar.netty.SocketAddresses;
import io.netjar.web.client.FetchEvents;
import io.netjar.web.client.Fetched;
import io.netjar.web.client.HttpClient;
import io.netjar.web.client.NameLookup;
import io.netjar.web.exchange.Market;
import io.netjar.web.exchange.MarketFeed;
import io.netjar.wire.IpAddress;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketClientHandshakerFactory;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler;
import io.netty.handler.codec.http.websocketx.WebSocketVersion;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// Sites and their clients at the two ends of an emulated cable, 10.0.0.1 and 10.0.0.2.
class OnTheRoadTest {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final IpAddress SERVER = IpAddress.of("10.0.0.2");
    private static final long BIG = 10_000_000;

    private final Engine engine = new Engine(42);
    private final Network network = new Network(engine);
    private final EngineEventLoop loop = new EngineEventLoop(engine);
    private final List<Access> log = new ArrayList<>();
    private final List<Fetched> results = new ArrayList<>();
    private final ByteArrayOutputStream received = new ByteArrayOutputStream();
    private final Host clientHost = new Host(network, "client");
    private final Host serverHost = new Host(network, "server");
    private final HostTransport client = new HostTransport(loop, clientHost);
    private final HostTransport server = new HostTransport(loop, serverHost);
    private final Link link = new Link(network, "cable", plug(clientHost, "10.0.0.1"),
            plug(serverHost, "10.0.0.2"),
            LinkSpec.of(100_000_000, Duration.ofMillis(10)));

    private static Port plug(Host host, String address) {
        NetworkInterface eth0 = host.addInterface("eth0");
        eth0.addAddress(IpAddress.of(address), 24);
        return eth0.port();
    }

    private void serve() {
        Content pages = path -> path.equals("/index.html")
                ? new Content.Found.File(MemoryBody.of("hello"))
                : new Content.Found.Missing();
        var site = new Site(pages.or(Content.generated("/big.bin", BIG, 1))).with("/feed",
                new MarketFeed(new Market(engine, "exchange")));
        SiteServer.open(server, 80, Map.of("www.shop.test", site), log::add);
    }

    private void get(String url) {
        new HttpClient(client, (name, answer) -> answer.accept(name.equals("www.shop.test")
                ? new NameLookup.Answer.Found(List.of(SERVER))
                : new NameLookup.Answer.Failed("no such name")), HttpClient.Settings.DEFAULT)
                .get(URI.create(url), new FetchEvents() {
                    @Override
                    public void content(byte[] piece) {
                        received.writeBytes(piece);
                    }

                    @Override
                    public void ended(Fetched fetched) {
                        results.add(fetched);
                    }
                });
    }

    private Fetched ended() {
        assertThat(engine.runUntil(() -> !results.isEmpty(), 1_000 * SECOND)).isTrue();
        return results.getFirst();
    }

    private Fetched.Response response() {
        return (Fetched.Response) ended();
    }

    private Fetched.Failure failure() {
        return (Fetched.Failure) ended();
    }

    private static long millis(long nanos) {
        return TimeUnit.NANOSECONDS.toMillis(nanos);
    }

    @Test
    void fetchesAPageAndSaysWhereTheTimeWent() {
        serve();
        get("http://www.shop.test/");
        Fetched.Response response = response();

        assertThat(response.status()).isEqualTo(200);
        assertThat(response.header("Content-Type")).isEqualTo("text/html; charset=utf-8");
        assertThat(received.toString(StandardCharsets.UTF_8)).isEqualTo("hello");
        assertThat(response.bytes()).isEqualTo(5);
        // ARP and the handshake take two round trips of 20 ms, the page one.
        assertThat(millis(response.timings().connect())).isBetween(39L, 42L);
        assertThat(millis(response.timings().waiting())).isBetween(20L, 21L);
        assertThat(log).singleElement().satisfies(access -> {
            assertThat(access.commonLogLine())
                    .isEqualTo("10.0.0.1 - - [01/Jan/2026:00:00:00 +0000] \"GET / HTTP/1.1\" 200 5");
            assertThat(access.userAgent()).isEqualTo(HttpClient.USER_AGENT);
        });
    }

    @Test
    void streamsALargeFileWholeAndLeavesNothingBehind() {
        serve();
        get("http://www.shop.test/big.bin");

        assertThat(response().bytes()).isEqualTo(BIG);
        byte[] expected = new byte[(int) BIG];
        new GeneratedBody(1, "/big.bin", BIG).read(0, expected);
        assertThat(received.toByteArray()).isEqualTo(expected);
        engine.runUntil(engine.now() + 300 * SECOND);
        assertThat(network.packets().lent()).isZero();
    }

    @Test
    void readsAFileNoFasterThanTheRoadTakesIt() {
        LinkSpec slow = LinkSpec.of(1_000_000, Duration.ofMillis(10));
        link.aToB(slow);
        link.bToA(slow);
        var body = new CountedBody(new GeneratedBody(1, "x", BIG));
        SiteServer.open(server, 80, Map.of("www.shop.test", new Site(_ -> new Content.Found.File(body))),
                log::add);
        get("http://www.shop.test/");
        long ahead = 0;
        for (int second = 1; second < 60; second++) {
            engine.runUntil(second * SECOND);
            ahead = Math.max(ahead, body.read[0] - received.size());
        }

        assertThat(received.size()).isGreaterThan(4_000_000);
        assertThat(ahead).as("bytes in all buffers").isLessThan(4_500_000);
        assertThat(body.read[0]).isLessThan(BIG);
    }

    /// Counts how many bytes were asked for.
    private record CountedBody(GeneratedBody body, long[] read) implements Body, Body.Reader {
        CountedBody(GeneratedBody body) {
            this(body, new long[1]);
        }

        @Override
        public long length() {
            return body.length();
        }

        @Override
        public String entityTag() {
            return body.entityTag();
        }

        @Override
        public Body.Reader open() {
            return this;
        }

        @Override
        public void read(long position, byte[] target) {
            body.read(position, target);
            read[0] += target.length;
        }

        @Override
        public void close() {
            // Nothing is held.
        }
    }

    @Test
    void putsTheSameBytesOnTheCableInEveryRun() throws IOException {
        assertThat(capturedVisit()).isEqualTo(capturedVisit()).hasSizeGreaterThan(2_000);
    }

    private static byte[] capturedVisit() throws IOException {
        var visit = new OnTheRoadTest();
        var bytes = new ByteArrayOutputStream();
        try (Capture capture = Capture.of(visit.network, bytes)) {
            visit.network.observe(capture);
            visit.serve();
            visit.get("http://www.shop.test/");
            visit.engine.runUntil(2 * SECOND);
            visit.network.ignore(capture);
        }
        return bytes.toByteArray();
    }

    @Test
    void tellsWhyThereIsNoAnswer() {
        get("http://www.shop.test/");
        assertThat(failure().cause()).isEqualTo(Fetched.Cause.REFUSED);
        results.clear();
        get("http://www.other.test/");
        assertThat(failure().cause()).isEqualTo(Fetched.Cause.COULD_NOT_RESOLVE);
        results.clear();
        get("https://www.shop.test/");
        assertThat(failure().cause()).isEqualTo(Fetched.Cause.UNSUPPORTED_URL);
    }

    @Test
    void givesUpWhenTheCableIsCutBeforeConnecting() {
        serve();
        get("http://www.shop.test/");
        engine.runUntil(() -> !log.isEmpty(), SECOND);
        results.clear();
        link.up(false);
        get("http://www.shop.test/");

        assertThat(failure().cause()).isIn(Fetched.Cause.CONNECT_TIMED_OUT, Fetched.Cause.UNREACHABLE);
    }

    @Test
    void givesUpWhenTheCableIsCutInTheMidst() {
        serve();
        get("http://www.shop.test/big.bin");
        engine.runUntil(() -> received.size() > BIG / 2, 100 * SECOND);
        link.up(false);
        Fetched.Failure failure = failure();

        assertThat(failure.cause()).isEqualTo(Fetched.Cause.TIMED_OUT);
        assertThat(failure.bytes()).isBetween(BIG / 2, BIG - 1);
    }

    @Test
    void feedsPricesOverAWebSocketAndLetsGo() {
        serve();
        List<String> messages = new ArrayList<>();
        Channel channel = subscribe(messages);
        engine.runUntil(60 * SECOND);

        assertThat(messages.getFirst()).startsWith("{\"type\":\"orderbook\"").contains("SNAPSHOT");
        assertThat(messages.subList(1, messages.size())).hasSizeGreaterThan(60)
                .allMatch(message -> message.contains("\"stream_type\":\"REALTIME\""));
        channel.close().addListener(_ -> results.clear());
        engine.runUntil(500 * SECOND);
        assertThat(network.packets().lent()).isZero();
        assertThat(engine.armed()).as("nothing ticks on").isZero();
    }

    private Channel subscribe(List<String> messages) {
        var handshaker = WebSocketClientHandshakerFactory.newHandshaker(URI.create("ws://www.shop.test/feed"),
                WebSocketVersion.V13, null, false, new DefaultHttpHeaders());
        return client.bootstrap().handler(new ChannelInitializer<Channel>() {
            @Override
            protected void initChannel(Channel channel) {
                channel.pipeline().addLast(new HttpClientCodec(), new HttpObjectAggregator(65536),
                        new WebSocketClientProtocolHandler(handshaker),
                        new SimpleChannelInboundHandler<TextWebSocketFrame>() {
                            @Override
                            public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
                                if (event == WebSocketClientProtocolHandler.ClientHandshakeStateEvent.HANDSHAKE_COMPLETE) {
                                    ctx.writeAndFlush(new TextWebSocketFrame(
                                            "[{\"ticket\":\"t\"},{\"type\":\"orderbook\",\"codes\":[\"KRW-NARU\"]}]"));
                                }
                            }

                            @Override
                            protected void channelRead0(ChannelHandlerContext ctx, TextWebSocketFrame frame) {
                                messages.add(frame.text());
                            }
                        });
            }
        }).connect(SocketAddresses.of(SERVER, 80)).channel();
    }
}
