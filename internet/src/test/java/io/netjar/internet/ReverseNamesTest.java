package io.netjar.internet;

import static org.assertj.core.api.Assertions.assertThat;

import io.netjar.dns.LookupResult;
import io.netjar.dns.QueryOutcome;
import io.netjar.internet.description.Description;
import io.netjar.net.host.Traceroute;
import io.netjar.net.host.TracerouteSettings;
import io.netjar.wire.IpAddress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/// The names that addresses have in the DNS, as devices hear them from their resolvers.
class ReverseNamesTest {
    private static final String OFFICES = """
            providers:
              hanbit: { kind: residential, cities: [seoul], addresses: 203.0.112.0/20 }
              namsan: { kind: hosting, cities: [seoul], addresses: 198.51.96.0/20 }
              wide: { kind: hosting, cities: [seoul], addresses: 100.0.0.0/10 }
            exchanges:
              ix: { city: seoul, members: [hanbit, namsan, wide] }
            homes:
              alice: { provider: hanbit, devices: [pc] }
            offices:
              one: { provider: namsan, nat: off, network: 192.0.32.16/28, devices: [desk] }
              two: { provider: hanbit, nat: off, network: 192.0.32.128/25, devices: [desk] }
            """;

    @TempDir
    private Path folder = Path.of("");

    private static Message ask(Internet world, String device, Name name, int type) {
        List<QueryOutcome> outcomes = new ArrayList<>();
        world.device(device).stub().query(name, type, outcomes::add);
        SmallWorld.runUntil(world, () -> !outcomes.isEmpty());
        assertThat(outcomes.getFirst()).isInstanceOf(QueryOutcome.Response.class);
        return ((QueryOutcome.Response) outcomes.getFirst()).message();
    }

    private static String nameOf(Internet world, String device, IpAddress address) {
        List<Optional<Name>> names = new ArrayList<>();
        world.device(device).stub().nameOf(address, names::add);
        SmallWorld.runUntil(world, () -> !names.isEmpty());
        return names.getFirst().map(name -> name.toString(true)).orElse("");
    }

    private static Internet offices() throws IOException {
        Internet world = Internet.open(Description.parse(OFFICES, "offices.yaml"), Path.of(""), 1);
        world.settle();
        return world;
    }

    @Test
    void nameEveryRouterOfAProviderOnTheWay() throws IOException {
        Internet world = SmallWorld.open(folder, 1);
        IpAddress exchange = SmallWorld.addressOf(world, "alice/pc", "exchange.test");
        List<IpAddress> hops = new ArrayList<>();
        boolean[] done = {false};
        new Traceroute(world.device("alice/pc").host(), exchange, TracerouteSettings.linux(),
                new Traceroute.Listener() {
                    @Override
                    public void hop(int number, List<Traceroute.Answer> answers) {
                        hops.add(answers.getFirst().from().orElseThrow());
                    }

                    @Override
                    public void finished(boolean reached) {
                        done[0] = reached;
                    }
                }).start();
        SmallWorld.runUntil(world, () -> done[0]);

        assertThat(hops.stream().map(hop -> nameOf(world, "alice/pc", hop))).containsExactly("",
                "access.edge.seoul.hanbit.test", "edge.core.seoul.hanbit.test", "pacific.seoul-ix.test",
                "pacific-seoul.core.seattle.pacific.test", "core.edge.seattle.pacific.test", "exchange.test");
    }

    @Test
    void leadBackToTheAddress() throws IOException {
        Internet world = SmallWorld.open(folder, 1);
        IpAddress alice = world.premises().getFirst().router().wanInterface().address();
        IpAddress edge = world.host("hanbit/seoul/edge").orElseThrow().ip().interfaces().getFirst().address();
        IpAddress port = IpAddress.of("198.18.0.1");
        for (IpAddress address : List.of(alice, edge, port)) {
            String name = nameOf(world, "bob/desktop", address);
            assertThat(name).endsWith(".test");
            assertThat(SmallWorld.addressOf(world, "bob/desktop", name)).as(name).isEqualTo(address);
        }
        assertThat(nameOf(world, "bob/desktop", alice))
                .isEqualTo(alice.toString().replace('.', '-') + ".homes.hanbit.test");
    }

    @Test
    void areAskedForFromTheRootDown() throws IOException {
        Internet world = SmallWorld.open(folder, 1);
        Questions questions = new Questions(world);
        nameOf(world, "bob/desktop", IpAddress.of("198.18.0.1"));
        assertThat(questions.asked())
                .filteredOn(server -> !server.contains("ns1.") && !server.contains("resolver")
                        && !server.contains("router"))
                .first().asString().contains("root-servers.net");
        assertThat(questions.asked()).anyMatch(server -> server.contains("in-addr-servers.arpa"))
                .last().asString().contains("ns1.seoul-ix.test");
    }

    @Test
    void doNotExistWhereNobodyHasTheAddress() throws IOException {
        Internet world = offices();
        Message nobody = ask(world, "alice/pc", Name.fromConstantString("250.127.0.203.in-addr.arpa."),
                Type.PTR);
        assertThat(nobody.getRcode()).isEqualTo(Rcode.NXDOMAIN);
        assertThat(nobody.getSection(Section.AUTHORITY).getFirst().getName())
                .isEqualTo(Name.fromConstantString("127.0.203.in-addr.arpa."));
        Message elsewhere = ask(world, "alice/pc", Name.fromConstantString("1.0.0.9.in-addr.arpa."),
                Type.PTR);
        assertThat(elsewhere.getRcode()).isEqualTo(Rcode.NXDOMAIN);
    }

    @Test
    void ofPublicOfficesSmallerThanAZoneAreFoundByAliases() throws IOException {
        Internet world = offices();
        Message one = ask(world, "alice/pc", Name.fromConstantString("18.32.0.192.in-addr.arpa."), Type.PTR);
        assertThat(one.getSection(Section.ANSWER)).extracting(Record::rdataToString).containsExactly(
                "18.16/28.32.0.192.in-addr.arpa.", "server.one.offices.namsan.test.");
        assertThat(nameOf(world, "alice/pc", IpAddress.of("192.0.32.130")))
                .isEqualTo("server.two.offices.hanbit.test");
        assertThat(nameOf(world, "alice/pc", world.device("one/desk").address())).isNotEmpty()
                .endsWith(".one.offices.namsan.test");
    }

    @Test
    void ofALargeProviderAreInZonesOfTwoOctets() throws IOException {
        Internet world = offices();
        IpAddress resolver = world.host("wide/seoul/resolver").orElseThrow().ip().interfaces().getFirst()
                .address();
        assertThat(nameOf(world, "alice/pc", resolver)).isEqualTo("resolver.seoul.wide.test");
        byte[] octets = resolver.octets();
        Message zone = ask(world, "alice/pc", Name.fromConstantString(octets[1] + ".100.in-addr.arpa."),
                Type.SOA);
        assertThat(zone.getSection(Section.ANSWER)).hasSize(1);
    }

    @Test
    void ofPrivateAddressesAreNotAskedForOutside() throws IOException {
        Internet world = SmallWorld.open(folder, 1);
        Questions questions = new Questions(world);
        assertThat(nameOf(world, "alice/laptop", IpAddress.of("192.168.0.1"))).isEmpty();
        assertThat(questions.asked()).noneMatch(server -> server.contains("root-servers"));
    }

    @Test
    void ofServersAreTheirOwn() throws IOException {
        Internet world = SmallWorld.open(folder, 1);
        IpAddress root = world.host("pacific/seattle/a.root-servers.net").orElseThrow().ip().interfaces()
                .getFirst().address();
        assertThat(nameOf(world, "alice/laptop", root)).isEqualTo("a.root-servers.net");
        assertThat(SmallWorld.lookup(world, "alice/laptop", "ns1.hanbit.test"))
                .isInstanceOf(LookupResult.Addresses.class);
    }
}
