package io.netjar.verify;

import io.netjar.internet.Device;
import io.netjar.internet.Internet;
import io.netjar.internet.assembly.Premises;
import io.netjar.internet.description.Description;
import io.netjar.net.host.Ping;
import io.netjar.net.host.Traceroute;
import io.netjar.net.host.TracerouteSettings;
import io.netjar.net.link.Capture;
import io.netjar.net.link.DropReason;
import io.netjar.net.link.FqCoDel;
import io.netjar.net.link.LinkSpec;
import io.netjar.net.link.Red;
import io.netjar.net.udp.UdpSocket;
import io.netjar.web.browser.Browser;
import io.netjar.web.client.FetchEvents;
import io.netjar.web.client.HttpClient;
import io.netjar.wire.Endpoint;
import io.netjar.wire.IpAddress;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.xbill.DNS.Name;

/// A tour of everything that happens inside the sample Internet, with a capture of it. What is new joins the tour.
final class Tour {
    private static final long SECOND = 1_000_000_000L;
    /// A home with each kind of NAT, in which two devices talk from the same port.
    private static final String NAT_HOMES = """
            homes:
              restricted: { provider: hanbit, nat: address-restricted, devices: [one, two] }
              cone:       { provider: hanbit, nat: { kind: full-cone, ports: random }, devices: [one, two] }
              symmetric:  { provider: hanbit, nat: { kind: symmetric, ports: sequential }, devices: [one, two] }
              linux:      { provider: hanbit, nat: { kind: linux, flows-per-host: 2, syn-answers: on }, devices: [one, two] }
              strict:     { provider: hanbit, nat: { flows: 2 }, block: [udp 9 to 198.51.100.0/24], devices: [one, two] }
            """;
    /// While the tour goes round: some are over by themselves, one is covered by another, the rest is put back.
    private static final String EVENTS = """
            events:
              - at 4 s: delay exchange.test by 30 ms for 20 s
              - at 5 s: cut hanbit/busan to hanbit/seoul for 1500 ms
              - at 6 s: jitter pacific/seoul to pacific/seattle back by 2 ms
              - at 7 s: lose bob 10 % in bursts of 3 for 9 s
              - at 8 s: lose bob/line down 2 % for 5 s
              - at 9 s: cut alice/phone for 3 s
              - every 4 s for 20 s: lose acme/line 20 % for 300 ms
              - at 10 s: mtu bob/line to 1280 for 8 s
              - at 11 s: queue alice/line up to codel
              - at 12 s: signal alice/laptop to far for 3 s
              - at 13 s: crowd alice/wifi 50 % for 4 s
              - at 20 s: restore
            """;
    private static final List<String> NATS = List.of("restricted", "cone", "symmetric", "linux", "strict");

    private final Internet internet;
    private final StringBuilder account = new StringBuilder();

    private Tour(Internet internet) {
        this.internet = internet;
    }

    /// Takes the tour in a process of its own: `SEED CAPTURE-FILE`.
    public static void main(String[] arguments) throws IOException {
        System.out.print(take(Long.parseLong(arguments[0]), Path.of(arguments[1])));
    }

    /// Takes the tour, writes its capture to `file` and returns an account of what was seen.
    static String take(long seed, Path file) throws IOException {
        Path samples = Checkout.root().resolve("samples");
        String text = TourOfNames.describe(
                Files.readString(samples.resolve("small-world.yaml")).replace("homes:\n", NAT_HOMES))
                + EVENTS;
        Internet internet = Internet.open(Description.parse(text, "tour.yaml"), samples, seed);
        var tour = new Tour(internet);
        try (var out = new BufferedOutputStream(Files.newOutputStream(file));
                var _ = Capture.of(internet.network(), out)) {
            internet.faults().onEvent((action, isOver) -> tour
                    .note((isOver ? "over: " : "event: ") + action.sentence()));
            internet.settle();
            tour.goRound();
        }
        return tour.account.toString();
    }

    private void goRound() {
        Device laptop = internet.device("alice/laptop");
        IpAddress shop = address("www.shop.test");
        new Ping(laptop.host(), shop, (_, result) -> note("ping " + result)).start(3);
        new Traceroute(internet.device("bob/desktop").host(), shop, TracerouteSettings.linux(),
                new Traceroute.Listener() {
                    @Override
                    public void hop(int number, List<Traceroute.Answer> answers) {
                        note("hop " + number + " " + answers);
                    }

                    @Override
                    public void finished(boolean reached) {
                        note("traceroute " + reached);
                    }
                }).start();
        laptop.stub().query(Name.fromConstantString("exchange.test."), 1,
                outcome -> note("dig " + outcome.server()));
        get("alice/phone", "https://www.shop.test/images/kiln.png");
        get("alice/laptop", "http://exchange.test/nothing-here");
        get("acme/desk-1", "http://intranet.acme.test/");
        get("acme/desk-2", "https://intranet.acme.test/");
        get("alice/pc", "http://www.shop.test:81/");
        run(5);
        Endpoint market = new Endpoint(address("exchange.test"), 80);
        TourOfSockets sockets = new TourOfSockets(this::note);
        sockets.subscribe(laptop, market);
        sockets.subscribeByHttp2(internet.device("alice/pc"), market);
        talkThroughNats();
        run(5);
        visitTwice(internet.browser(internet.device("bob/desktop")), "https://www.shop.test/");
        new TourOfNames(internet, this::note).take();
        loseAndCut();
        get("bob/desktop", "http://exchange.test/exchange.js");
        run(20);
        takeRoughRoads();
        note("dropped on the link: " + internet.network().drops(DropReason.LOST_ON_LINK));
        for (DropReason reason : DropReason.values()) {
            note("dropped: " + reason.text() + " × " + internet.network().drops(reason));
        }
    }

    /// As a browser does, which keeps what it may.
    private void visitTwice(Browser browser, String url) {
        for (int visit = 1; visit <= 2; visit++) {
            String which = "visit " + visit + ": ";
            browser.load(URI.create(url), page -> note(which + page.requests() + " of "
                    + page.resources().size() + " parts by " + page.connections() + " connections, failed "
                    + page.failures()));
            run(3);
        }
    }

    private void talkThroughNats() {
        for (String home : NATS) {
            for (String device : List.of("/one", "/two")) {
                UdpSocket socket = internet.device(home + device).host().udp().bind(4000,
                        (_, from, _, _, length) -> note(
                                home + device + " heard " + length + " from " + from));
                for (String site : List.of("www.shop.test", "exchange.test")) {
                    socket.send(new Endpoint(address(site), 9), new byte[10], 0, 10);
                }
            }
        }
        run(1);
        for (Premises premises : internet.premises()) {
            if (NATS.contains(premises.name())) {
                note("nat " + premises.name() + " " + premises.router().nat().entries());
            }
        }
    }

    private void takeRoughRoads() {
        RoughRoads rough = new RoughRoads(internet);
        rough.begin();
        for (String picture : List.of("kiln.png", "shelf.jpg")) {
            for (String device : List.of("alice/laptop", "alice/phone", "alice/pc", "bob/desktop",
                    "acme/desk-1",
                    "acme/desk-2")) {
                get(device, "https://www.shop.test/images/" + picture);
            }
        }
        get("alice/phone", "http://exchange.test/exchange.js");
        run(30);
        note(rough.account());
    }

    private void loseAndCut() {
        var sea = internet.link("pacific/seoul to pacific/seattle");
        LinkSpec lossy = sea.aToB().withLoss(0.1);
        sea.aToB(lossy.withQueue(FqCoDel.usual().withEcn(true)));
        sea.bToA(lossy.withQueue(Red.within(100_000).withEcn(true)));
        run(2);
        sea.up(false);
        run(1);
        sea.up(true);
    }

    private void run(int seconds) {
        internet.engine().runUntil(internet.engine().now() + seconds * SECOND);
    }

    private void get(String device, String url) {
        Device from = internet.device(device);
        FetchEvents events = fetched -> note("get " + fetched);
        internet.httpClient(from, HttpClient.Settings.DEFAULT).get(URI.create(url), events);
    }

    private IpAddress address(String site) {
        return internet.sites().stream().filter(candidate -> candidate.name().equals(site)).findFirst()
                .flatMap(internet::addressOf).orElseThrow();
    }

    private void note(String line) {
        account.append(internet.engine().now()).append(' ').append(line).append('\n');
    }
}
