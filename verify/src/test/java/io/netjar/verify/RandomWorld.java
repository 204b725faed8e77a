package io.netjar.verify;

import io.netjar.dns.LookupResult;
import io.netjar.engine.Chance;
import io.netjar.internet.Device;
import io.netjar.internet.Internet;
import io.netjar.internet.description.Description;
import io.netjar.net.host.Ping;
import io.netjar.net.link.Capture;
import io.netjar.web.client.HttpClient;
import io.netjar.web.client.NameLookup;
import io.netjar.wire.IpAddress;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/// An Internet that chance describes, with everything in it that descriptions can say, and some life: names looked up,
/// pings, pages, lines that fail. A seed gives both the description and the luck inside.
public final class RandomWorld {
    private static final long SECOND = 1_000_000_000L;
    private static final List<String> CITIES = List.of("seoul", "busan", "tokyo", "london", "seattle",
            "frankfurt");
    private static final List<String> ACCESS = List.of("fibre", "cable 100/20 Mbit/s", "vdsl 50/10 Mbit/s",
            "lte 30/10 Mbit/s");
    private static final List<String> WIFI = List.of("good", "weak", "crowded", "far",
            "{ quality: far, queue: fq-codel }",
            "{ quality: weak, queue: { discipline: codel, limit: 30 packets } }");
    private static final List<String> NAT = List.of("port-restricted", "address-restricted", "full-cone",
            "symmetric", "linux");
    private static final List<String> TCP = List.of("{}", "{ congestion: newreno, sack: off }",
            "{ slow-start: hystart++, ecn: on, timestamps: off }",
            "{ slow-start: plain, receive-buffer: 8 kB, devices: { pc: { window-scaling: off } } }",
            "{ rto-min: 30 ms, delayed-ack: 0 ms, syn-retries: 1, time-wait: 1 s, black-hole-detection: on }");
    private static final List<String> KINDS = List.of("residential", "hosting", "transit");

    private final Chance chance;
    private final StringBuilder text = new StringBuilder();
    private final List<String> devices = new ArrayList<>();

    private RandomWorld(long seed) {
        chance = Chance.of(seed, "world");
    }

    /// Prints the digests of the worlds with the seeds from FIRST on: `FIRST COUNT`.
    public static void main(String[] arguments) throws IOException {
        long first = Long.parseLong(arguments[0]);
        for (long seed = first; seed < first + Long.parseLong(arguments[1]); seed++) {
            System.out.println(digest(seed));
        }
    }

    /// The digest of the capture of all that happens in the world of `seed`.
    static String digest(long seed) throws IOException {
        return digest(seed, seed);
    }

    /// The same for the world of one seed with the luck of another.
    static String digest(long seed, long luck) throws IOException {
        MessageDigest digest = sha256();
        var out = new BufferedOutputStream(new DigestOutputStream(OutputStream.nullOutputStream(), digest));
        new RandomWorld(seed).run(luck, out);
        return HexFormat.of().formatHex(digest.digest());
    }

    /// The description of the world of `seed`.
    public static String describe(long seed) {
        return new RandomWorld(seed).describe();
    }

    private void run(long luck, OutputStream out) throws IOException {
        Internet internet = Internet.open(Description.parse(describe(), "random.yaml"), Path.of(""), luck);
        try (out; var _ = Capture.of(internet.network(), out)) {
            internet.settle();
            for (String name : devices) {
                live(internet.device(name));
                pass(internet, chance.nextInt(3));
            }
            var links = List.copyOf(internet.links().values());
            for (int i = 0; i < 4 && !links.isEmpty(); i++) {
                var link = links.get(chance.nextInt(links.size()));
                link.aToB(link.aToB().withLoss(0.2 * chance.nextDouble()));
                link.up(chance.happens(0.7));
                pass(internet, 2);
                link.up(true);
            }
            pass(internet, 10);
        }
    }

    private static void pass(Internet internet, int seconds) {
        internet.engine().runUntil(internet.engine().now() + seconds * SECOND);
    }

    private void live(Device device) {
        IpAddress somebody = IpAddress.v4(0xc801_0001 + (chance.nextInt(3) << 20));
        new Ping(device.host(), somebody, (_, _) -> {
        }).start(2);
        NameLookup names = (name, answer) -> device.stub().lookup(name, result -> answer.accept(
                result instanceof LookupResult.Addresses found
                        ? new NameLookup.Answer.Found(found.addresses())
                        : new NameLookup.Answer.Failed(result.toString())));
        new HttpClient(device.transport(), names, HttpClient.Settings.DEFAULT)
                .get(URI.create("http://www.site" + chance.nextInt(3) + ".test/echo"), fetched -> {
                });
    }

    private String describe() {
        int providers = 1 + chance.nextInt(4);
        text.append("providers:\n");
        for (int i = 0; i < providers; i++) {
            String kind = i == 0 ? "residential" : pick(KINDS);
            text.append(
                    "  p%d: { kind: %s, cities: [seoul%s], addresses: 200.%d.0.0/20 }%n".formatted(i, kind,
                            moreCities(), 1 + 16 * i));
        }
        if (providers > 1) {
            text.append("exchanges:\n  ix: { city: seoul, members: [p0");
            for (int i = 1; i < providers; i++) {
                text.append(", p").append(i);
            }
            text.append("] }\n");
        }
        homes();
        offices();
        text.append("names:\n  root: [p0/seoul]\n  test: [p0/seoul]\nsites:\n");
        for (int i = 0; i <= chance.nextInt(3); i++) {
            text.append(
                    "  www.site%d.test: { in: p%d/seoul, https: also, websocket: { /echo: echo, /feed: market } }%n"
                            .formatted(i, chance.nextInt(providers)));
        }
        return text.toString();
    }

    private String moreCities() {
        var more = new StringBuilder();
        for (int i = 1; i < CITIES.size(); i++) {
            more.append(chance.happens(0.3) ? ", " + CITIES.get(i) : "");
        }
        return more.toString();
    }

    private void homes() {
        text.append("homes:\n");
        int homes = 1 + chance.nextInt(5);
        for (int i = 0; i < homes; i++) {
            text.append(
                    "  h%d: { provider: p0, access: %s, wifi: %s, nat: %s, tcp: %s, devices: [pc, phone (wifi)] }%n"
                            .formatted(i, pick(ACCESS), pick(WIFI), pick(NAT), pick(TCP)));
            devices.add("h" + i + "/pc");
            devices.add("h" + i + "/phone");
        }
    }

    private void offices() {
        if (chance.happens(0.5)) {
            text.append("offices:\n  acme: { provider: p0, nat: %s, devices: [%d × desk] }%n"
                    .formatted(pick(NAT), 2 + chance.nextInt(4)));
            devices.add("acme/desk-1");
        }
    }

    private String pick(List<String> all) {
        return all.get(chance.nextInt(all.size()));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
