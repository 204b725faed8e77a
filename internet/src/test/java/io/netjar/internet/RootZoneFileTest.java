package io.netjar.internet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netjar.dns.QueryOutcome;
import io.netjar.dns.RootZone;
import io.netjar.internet.description.Description;
import io.netjar.internet.description.DescriptionException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/// The file of a root zone beside a description.
class RootZoneFileTest {
    private static final String TEXT = RootZoneText.whole();
    private static final long SECOND = 1_000_000_000L;

    @TempDir
    private Path folder = Path.of("");

    @BeforeEach
    void writeTheFile() throws IOException {
        Files.writeString(folder.resolve("root.zone"), TEXT);
    }

    private Path world(String root) throws IOException {
        Path file = folder.resolve("world.yaml");
        Files.writeString(file, """
                providers: { hanbit: { kind: residential, cities: [seoul], addresses: 203.0.112.0/20 } }
                homes: { alice: { provider: hanbit, devices: [pc] } }
                sites: { www.shop.test: { in: hanbit/seoul, websocket: { /echo: echo } } }
                names:
                  test: [hanbit/seoul]
                """ + "  root: " + root + "\n");
        return file;
    }

    private Internet settled() throws IOException {
        Internet world = Internet.open(world("{ at: [hanbit/seoul, hanbit/seoul], zone: ./root.zone }"), 1);
        world.settle();
        return world;
    }

    private static Message ask(Internet world, String name, int type) {
        List<QueryOutcome> outcomes = new ArrayList<>();
        world.device("alice/pc").stub().query(Name.fromConstantString(name), type, outcomes::add);
        SmallWorld.runUntil(world, () -> !outcomes.isEmpty());
        return ((QueryOutcome.Response) outcomes.getFirst()).message();
    }

    private static List<String> answer(Message message) {
        return message.getSection(Section.ANSWER).stream().filter(record -> record.getType() != Type.RRSIG)
                .map(Record::rdataToString).toList();
    }

    @Test
    void hasTwentyThousandRecordsAndMore() {
        assertThat(TEXT.lines().count()).isBetween(20_000L, 30_000L);
        assertThat(RootZone.parse(TEXT).topLevelDomains()).hasSize(RootZoneText.DOMAINS);
    }

    @Test
    void givesWayToTheDomainsOfTheDescriptionAndToTheRootsOwnServers() {
        Set<Name> others = Set.of(name("test"), name("arpa"), name("net"));
        List<Record> kept = RootZone.parse(TEXT).without(others);
        Set<String> names = kept.stream().map(record -> record.getName().toString())
                .collect(Collectors.toSet());
        assertThat(names).contains("com.", "a.gtld-servers.net.", "b.gtld-servers.net.").doesNotContain(
                "net.", "test.",
                "ns.nic.test.", "arpa.", "a.ns.arpa.", ".", "a.root-servers.net.");
        assertThat(kept).extracting(Record::getType).containsOnly(Type.NS, Type.DS, Type.A, Type.AAAA);
        assertThat(kept.stream().filter(record -> record.getType() == Type.DS))
                .hasSize(RootZoneText.DOMAINS - 3);
    }

    private static Name name(String label) {
        return Name.fromConstantString(label + ".");
    }

    @Test
    void isServedBesideTheDescriptionsOwnDomains() throws IOException {
        Internet world = settled();
        assertThat(answer(ask(world, "www.shop.test.", Type.A))).hasSize(1);
        assertThat(answer(ask(world, "com.", Type.DS))).singleElement().asString()
                .startsWith("1000 8 2 E06D44B8");
        assertThat(answer(ask(world, RootZoneText.letters(1000) + ".", Type.DS))).singleElement().asString()
                .startsWith("2000 8 2");
        assertThat(answer(ask(world, ".", Type.NS))).containsExactlyInAnyOrder("a.root-servers.net.",
                "b.root-servers.net.");
        Message none = ask(world, "www.nosuchdomain.", Type.A);
        assertThat(none.getRcode()).isEqualTo(Rcode.NXDOMAIN);
    }

    /// The servers that the file names are nowhere inside: routers say so, and the resolver gives up well before its clients do.
    @Test
    void leadsToServersThatAreNotThereWhichIsToldInTime() throws IOException {
        Internet world = settled();
        long start = world.engine().now();
        assertThat(ask(world, "www.example.com.", Type.A).getRcode()).isEqualTo(Rcode.SERVFAIL);
        assertThat(world.engine().now() - start).isLessThan(5 * SECOND);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            { zone: ./root.zone }                              | .                | 6:9: 'root' needs 'at'
            { at: [hanbit/seoul], zones: ./root.zone }         | .                | did you mean 'zone'?
            { at: [hanbit/seoul], zone: ./other.zone }         | .                | 6:37: the master file './other.zone' cannot be read
            { at: [hanbit/seoul], zone: ../root.zone }         | .                | 6:37: '../root.zone' must be in the description's own folder
            { at: [hanbit/seoul], zone: ./root.zone }          | . 9 IN A 1.2.3   | :1: Invalid address
            { at: [hanbit/seoul], zone: ./root.zone }          | com. 9 IN NS a.  | no SOA record of '.', and begins with com.
            { at: [hanbit/seoul], zone: ./root.zone }          | . 9 SOA a. b. 1 1 1 1 1 | without a single top-level domain
            { at: [hanbit/seoul], zone: ./root.zone }          | <html>           | https://www.internic.net/domain/root.zone
            { at: [], zone: ./root.zone }                      | .                | 6:15: 'root' needs at least one place
            """)
    void isJudgedWithTheDescription(String root, String text, String mistake) throws IOException {
        if (!text.equals(".")) {
            Files.writeString(folder.resolve("root.zone"), text + "\n");
        }
        Path file = world(root);
        assertThatThrownBy(() -> Description.read(file)).isInstanceOf(DescriptionException.class)
                .hasMessageContainingAll("world.yaml:6:", mistake);
    }
}
