package io.netjar.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.netjar.engine.Chance;
import io.netjar.net.host.Host;
import io.netjar.net.link.Capture;
import io.netjar.net.udp.UdpSocket;
import io.netjar.testkit.Tshark;
import io.netjar.wire.Endpoint;
import io.netjar.wire.IpAddress;
import io.netjar.wire.IpPrefix;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.ExtendedFlags;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/// A laptop, its resolver and the servers of the tree, over real links in virtual time.
class ResolverTest {
    private static final long MILLISECOND = 1_000_000;
    private final DnsInternet net = new DnsInternet(7).withServers();
    private final Host resolverHost = net.host("resolver", DnsInternet.RESOLVER);
    private final Host laptop = net.laptop(DnsInternet.RESOLVER);
    private final Stub stub = new Stub(laptop);
    private final List<LookupResult> results = new ArrayList<>();

    private Resolver start(ResolverSettings settings) {
        return new Resolver(resolverHost, SampleZones.HINTS, settings);
    }

    private LookupResult lookup(String name) {
        results.clear();
        stub.lookup(name, results::add);
        net.engine.runUntil(() -> !results.isEmpty(), net.engine.now() + 30 * DnsInternet.SECOND);
        assertThat(results).hasSize(1);
        return results.getFirst();
    }

    private QueryOutcome.Response ask(String name, int type) {
        List<QueryOutcome> outcomes = new ArrayList<>();
        stub.query(Name.fromConstantString(name), type, outcomes::add);
        net.engine.runUntil(() -> !outcomes.isEmpty(), net.engine.now() + 30 * DnsInternet.SECOND);
        return (QueryOutcome.Response) outcomes.getFirst();
    }

    private static List<IpAddress> addresses(LookupResult result) {
        return ((LookupResult.Addresses) result).addresses();
    }

    @AfterEach
    void nothingIsLeft() {
        net.run(120);
        assertThat(net.network.packets().lent()).isZero();
    }

    @Test
    void climbsToTheRootOnceAndThenKnows() {
        start(ResolverSettings.open());
        assertThat(addresses(lookup("www.shop.test"))).containsExactly(IpAddress.of("203.0.113.80"),
                IpAddress.of("203.0.113.81"));
        assertThat(net.queries).containsExactly("laptop > resolver: www.shop.test. A",
                "resolver > root: . NS",
                "resolver > root: test. A", "resolver > test: shop.test. A",
                "resolver > shop: www.shop.test. A");
        net.queries.clear();
        lookup("www.shop.test");
        assertThat(net.queries).containsExactly("laptop > resolver: www.shop.test. A");
        net.queries.clear();
        lookup("mail.shop.test");
        assertThat(net.queries).containsExactly("laptop > resolver: mail.shop.test. A",
                "resolver > shop: mail.shop.test. A");
    }

    @Test
    void takesOneRoundTripPerServerWhenColdAndOneWhenWarm() {
        start(ResolverSettings.open());
        // 4 links of 10 ms for each round trip; ARP once for each pair of neighbours on the way adds some
        assertThat(ask("www.shop.test.", Type.A).roundTripNanos()).isBetween(200 * MILLISECOND,
                340 * MILLISECOND);
        assertThat(ask("www.shop.test.", Type.A).roundTripNanos()).isBetween(40 * MILLISECOND,
                41 * MILLISECOND);
    }

    @Test
    void countsTheTtlDownInItsAnswers() {
        start(ResolverSettings.open());
        Message first = ask("www.shop.test.", Type.A).message();
        assertThat(first.getSection(Section.ANSWER).getFirst().getTTL()).isEqualTo(300);
        assertThat(first.getHeader().getFlag(Flags.RA)).isTrue();
        assertThat(first.getHeader().getFlag(Flags.AA)).isFalse();
        net.run(100);
        assertThat(ask("www.shop.test.", Type.A).message().getSection(Section.ANSWER).getFirst().getTTL())
                .isBetween(199L, 200L);
        net.run(200);
        net.queries.clear();
        ask("www.shop.test.", Type.A);
        assertThat(net.queries).contains("resolver > shop: www.shop.test. A");
    }

    @Test
    void remembersWhatDoesNotExist() {
        start(ResolverSettings.open());
        assertThat(lookup("nothing.shop.test")).isInstanceOf(LookupResult.NoSuchName.class);
        net.queries.clear();
        assertThat(lookup("nothing.shop.test")).isInstanceOf(LookupResult.NoSuchName.class);
        assertThat(net.queries).hasSize(1);
        assertThat(lookup("big.shop.test")).isInstanceOf(LookupResult.NoData.class);
        net.run(61);
        net.queries.clear();
        lookup("nothing.shop.test");
        assertThat(net.queries).contains("resolver > shop: nothing.shop.test. A");
    }

    @Test
    void seesAChangedNameWhenItsTtlHasRunOut() {
        start(ResolverSettings.open());
        lookup("pictures.cdn.test");
        net.server(SampleZones.CDN).zones(List.of(DnsZone.parse("cdn.test.", """
                @ 60 IN SOA ns hostmaster 2 1800 900 604800 60
                @ 60 IN NS dns.shop.test.
                pictures 60 IN A 203.0.115.99
                """)));
        net.run(100);
        assertThat(addresses(lookup("pictures.cdn.test"))).containsExactly(IpAddress.of("203.0.115.80"));
        net.run(20);
        assertThat(addresses(lookup("pictures.cdn.test"))).containsExactly(IpAddress.of("203.0.115.99"));
    }

    @Test
    void followsAliasesAcrossZones() {
        start(ResolverSettings.open());
        var found = (LookupResult.Addresses) lookup("images.shop.test");
        assertThat(found.canonicalName()).hasToString("pictures.cdn.test.");
        assertThat(found.ttlSeconds()).isEqualTo(120);
    }

    @Test
    void asksAnotherServerWhenOneIsCutOff() {
        start(ResolverSettings.open());
        net.link(SampleZones.ROOT_A).up(false);
        net.link(SampleZones.SHOP_2).up(false);
        assertThat(lookup("www.shop.test")).isInstanceOf(LookupResult.Addresses.class);
        for (int i = 0; i < 10; i++) {
            assertThat(lookup("x" + i + ".wild.shop.test")).isInstanceOf(LookupResult.NoData.class);
        }
    }

    @Test
    void saysServerFailureWhenAllServersAreCutOffAndRecovers() {
        start(ResolverSettings.open());
        lookup("www.shop.test");
        net.link(SampleZones.SHOP_1).up(false);
        net.link(SampleZones.SHOP_2).up(false);
        assertThat(lookup("mail.shop.test")).isInstanceOfSatisfying(LookupResult.Failed.class,
                failed -> assertThat(failed.reason()).contains("SERVFAIL"));
        assertThat(lookup("www.shop.test")).isInstanceOf(LookupResult.Addresses.class);
        net.link(SampleZones.SHOP_1).up(true);
        net.run(30);
        assertThat(lookup("mail.shop.test")).isInstanceOf(LookupResult.Addresses.class);
    }

    @Test
    void fetchesByTcpWhatDoesNotFitInUdp() {
        start(ResolverSettings.open());
        QueryOutcome.Response response = ask("huge.shop.test.", Type.TXT);
        assertThat(response.tcp()).isTrue();
        assertThat(response.message().getSection(Section.ANSWER)).hasSize(8);
        assertThat(net.segments).isGreaterThan(10);
    }

    @Test
    void asksOnceForWhatManyAskAtOnce() {
        start(ResolverSettings.open());
        for (int i = 0; i < 10; i++) {
            stub.lookup("www.shop.test", results::add);
        }
        net.run(5);
        assertThat(results).hasSize(10).allMatch(result -> result instanceof LookupResult.Addresses);
        assertThat(net.queries).filteredOn(query -> query.startsWith("resolver >")).hasSize(4);
    }

    @Test
    void endsLoopsInBoundedWork() {
        start(ResolverSettings.open());
        assertThat(lookup("www.loop1.test")).isInstanceOf(LookupResult.Failed.class);
        assertThat(lookup("circle1.shop.test")).isInstanceOf(LookupResult.Failed.class);
        assertThat(net.queries).hasSizeLessThan(30);
    }

    @Test
    void refusesThoseItDoesNotServe() {
        start(ResolverSettings.servingOnly(List.of(IpPrefix.of("192.0.2.0/24"))));
        assertThat(ask("www.shop.test.", Type.A).message().getRcode()).isEqualTo(Rcode.REFUSED);
        assertThat(net.queries).noneMatch(query -> query.startsWith("resolver >"));
    }

    @Test
    void keepsPrivateNamesToItself() {
        start(ResolverSettings.open());
        assertThat(ask("1.0.168.192.in-addr.arpa.", Type.PTR).message().getRcode()).isEqualTo(Rcode.NXDOMAIN);
        assertThat(ask("10.20.172.in-addr.arpa.", Type.PTR).message().getRcode()).isEqualTo(Rcode.NXDOMAIN);
        assertThat(ask("localhost.", Type.A).message().getSection(Section.ANSWER)).hasSize(1);
        assertThat(net.queries).noneMatch(query -> query.startsWith("resolver >"));
    }

    @Test
    void takesNoForgedAnswers() {
        Host forger = net.host("forger", IpAddress.of("198.18.0.1"));
        UdpSocket elsewhere = forger.udp().bind(5353, (_, _, _, _, _) -> {
        });
        forger.udp().bind(DnsService.PORT, (socket, from, data, offset, length) -> {
            byte[] query = Arrays.copyOfRange(data, offset, offset + length);
            byte[] right = forged(query, "right.test.");
            byte[] wrongId = MessageBytes.withId(right, MessageBytes.id(query) ^ 1);
            socket.send(from, wrongId, 0, wrongId.length);
            elsewhere.send(from, right, 0, right.length);
            byte[] wrongQuestion = MessageBytes.withId(
                    MessageBytes.responseTo(
                            MessageBytes.query(Name.fromConstantString("other.test."), Type.A, true,
                                    false))
                            .toWire(),
                    MessageBytes.id(query));
            socket.send(from, wrongQuestion, 0, wrongQuestion.length);
            socket.send(from, query, 0, query.length);
            socket.send(from, new byte[3], 0, 3);
        });
        List<QueryOutcome> outcomes = new ArrayList<>();
        new Inquirer(laptop, laptop.chance("test")).ask(
                new Endpoint(IpAddress.of("198.18.0.1"), DnsService.PORT),
                MessageBytes.query(Name.fromConstantString("right.test."), Type.A, true, false).toWire(),
                Inquirer.Way.UDP, DnsInternet.SECOND, outcomes::add);
        net.engine.runUntil(net.engine.now() + DnsInternet.SECOND / 2);
        assertThat(outcomes).isEmpty();
        net.run(3);
        assertThat(outcomes).singleElement()
                .isInstanceOfSatisfying(QueryOutcome.NoResponse.class,
                        silence -> assertThat(silence.reason()).isEqualTo(QueryOutcome.Reason.TIMED_OUT));
    }

    private static byte[] forged(byte[] query, String name) {
        Message response = MessageBytes
                .responseTo(MessageBytes.query(Name.fromConstantString(name), Type.A, true, false));
        return MessageBytes.withId(response.toWire(), MessageBytes.id(query));
    }

    @Test
    void asksFromPortsAndWithIdsThatDiffer() {
        start(ResolverSettings.open());
        List<Integer> ids = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            ids.add(ask("x" + i + ".wild.shop.test.", Type.TXT).message().getHeader().getID());
        }
        assertThat(ids).doesNotHaveDuplicates();
        assertThat(net.sourcePorts).hasSizeGreaterThan(20).doesNotHaveDuplicates();
    }

    @Test
    void tracesTheWayFromTheRoot() {
        start(ResolverSettings.open());
        List<String> steps = new ArrayList<>();
        stub.trace(DigQuery.of(Name.fromConstantString("www.shop.test."), Type.A), new TraceListener() {
            @Override
            public void step(Name server, QueryOutcome.Response response) {
                steps.add(server + " " + response.message().getSection(Section.ANSWER).size() + " "
                        + response.message().getSection(Section.AUTHORITY).size());
            }

            @Override
            public void silent(Name server, QueryOutcome.NoResponse outcome) {
                steps.add(server + " silent");
            }

            @Override
            public void ended(boolean found) {
                steps.add("found " + found);
            }
        });
        net.run(10);
        assertThat(steps).containsExactly(". 2 0", "a.root-servers.test. 0 1", "ns.nic.test. 0 2",
                "ns1.shop.test. 2 0", "found true");
    }

    @Test
    void asksForSignaturesAtEachStepOfATraceIfToldTo() {
        start(ResolverSettings.open());
        List<Integer> flags = new ArrayList<>();
        var query = DigQuery.of(Name.fromConstantString("www.shop.test."), Type.A)
                .with(Set.of(DigQuery.Wish.DNSSEC, DigQuery.Wish.NO_RECURSION));
        stub.trace(query, new TraceListener() {
            @Override
            public void step(Name server, QueryOutcome.Response response) {
                // RFC 3225 §3: "the DO bit of the query MUST be copied in the response"
                flags.add(response.message().getOPT().getFlags());
            }

            @Override
            public void silent(Name server, QueryOutcome.NoResponse outcome) {
                flags.add(-1);
            }

            @Override
            public void ended(boolean found) {
                flags.add(found ? 0 : -1);
            }
        });
        net.run(10);
        assertThat(flags).containsExactly(ExtendedFlags.DO, ExtendedFlags.DO, ExtendedFlags.DO,
                ExtendedFlags.DO, 0);
    }

    @Test
    void relaysTheQueriesOfOthersUnchanged() {
        start(ResolverSettings.open());
        byte[] query = MessageBytes.withId(
                MessageBytes.query(Name.fromConstantString("huge.shop.test."), Type.TXT, true, true).toWire(),
                0xbeef);
        List<Message> answers = new ArrayList<>();
        stub.relay(query, false, bytes -> answers.add(MessageBytes.parse(bytes).orElseThrow()));
        net.run(5);
        stub.relay(query, true, bytes -> answers.add(MessageBytes.parse(bytes).orElseThrow()));
        net.run(5);
        assertThat(answers).extracting(message -> message.getHeader().getID()).containsExactly(0xbeef,
                0xbeef);
        assertThat(answers).extracting(message -> message.getHeader().getFlag(Flags.TC)).containsExactly(true,
                false);
    }

    @Test
    void survivesNoiseAtItsPort() {
        start(ResolverSettings.open());
        Chance chance = Chance.of(3, "noise");
        UdpSocket socket = laptop.udp().bind(0, (_, _, _, _, _) -> {
        });
        byte[] good = MessageBytes.query(Name.fromConstantString("www.shop.test."), Type.A, true, true)
                .toWire();
        for (int i = 0; i < 2000; i++) {
            byte[] noise = Arrays.copyOf(good, chance.nextInt(good.length + 1));
            for (int j = 0; j < noise.length && j < 2; j++) {
                noise[chance.nextInt(noise.length)] = (byte) chance.nextInt();
            }
            socket.send(new Endpoint(DnsInternet.RESOLVER, DnsService.PORT), noise, 0, noise.length);
            net.engine.runUntil(net.engine.now() + MILLISECOND);
        }
        net.run(30);
        assertThat(lookup("www.shop.test")).isInstanceOf(LookupResult.Addresses.class);
    }

    @Test
    void sendsNothingThatWiresharkFindsMalformed() throws IOException {
        assumeTrue(Tshark.isInstalled());
        var bytes = new ByteArrayOutputStream();
        try (var capture = Capture.of(net.network, bytes, port -> port.name().startsWith("resolver"))) {
            start(ResolverSettings.open());
            lookup("images.shop.test");
            lookup("nothing.shop.test");
            ask("huge.shop.test.", Type.TXT);
            ask("shop.test.", Type.MX);
            net.run(30);
            capture.flush();
        }
        assertThat(Tshark.complaints(bytes.toByteArray())).isEmpty();
        assertThat(Tshark.fields(bytes.toByteArray(), "dns.qry.name"))
                .anyMatch(line -> line.contains("huge.shop.test"));
    }

    @Test
    void doesTheSameAgainForTheSameSeed() throws IOException {
        assertThat(capture(5)).isEqualTo(capture(5));
        assertThat(capture(5)).isNotEqualTo(capture(6));
    }

    private static byte[] capture(long seed) throws IOException {
        var net = new DnsInternet(seed).withServers();
        new Resolver(net.host("resolver", DnsInternet.RESOLVER), SampleZones.HINTS);
        var stub = new Stub(net.laptop(DnsInternet.RESOLVER));
        var bytes = new ByteArrayOutputStream();
        try (var capture = Capture.of(net.network, bytes)) {
            stub.lookup("images.shop.test", _ -> {
            });
            stub.lookup("www.shop.test", _ -> {
            });
            net.run(5);
            capture.flush();
        }
        return bytes.toByteArray();
    }

    @Test
    void keepsRecordsReadableForPeople() {
        Resolver resolver = start(ResolverSettings.open());
        lookup("www.shop.test");
        assertThat(resolver.cache()).anyMatch(entry -> entry.name().equals("www.shop.test."));
        resolver.flush();
        assertThat(resolver.cache()).isEmpty();
        assertThat(SampleZones.shop().records()).extracting(Record::getType).contains(Type.SOA);
    }
}
