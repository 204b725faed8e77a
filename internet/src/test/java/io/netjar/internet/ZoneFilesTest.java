package io.netjar.internet;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.LONG;

import io.netjar.dns.QueryOutcome;
import io.netjar.internet.description.DescriptionException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/// Master files beside a description.
class ZoneFilesTest {
    @TempDir
    private Path folder = Path.of("");

    private Internet open(String zones, String text) throws IOException {
        Path file = folder.resolve("world.yaml");
        Files.writeString(folder.resolve("shop.zone"), text);
        Files.writeString(file, """
                providers: { hanbit: { kind: residential, cities: [seoul], addresses: 203.0.112.0/20 } }
                homes: { alice: { provider: hanbit, devices: [pc] } }
                sites: { www.shop.test: { in: hanbit/seoul, websocket: { /echo: echo } } }
                zones:
                """ + "  " + zones + "\n");
        return Internet.open(file, 1);
    }

    private static List<String> ask(Internet world, String name, int type) {
        return answer(world, name, type).getSection(Section.ANSWER).stream().map(Record::rdataToString)
                .toList();
    }

    private static Message answer(Internet world, String name, int type) {
        List<QueryOutcome> outcomes = new ArrayList<>();
        world.device("alice/pc").stub().query(Name.fromConstantString(name), type, outcomes::add);
        SmallWorld.runUntil(world, () -> !outcomes.isEmpty());
        return ((QueryOutcome.Response) outcomes.getFirst()).message();
    }

    /// No resolver keeps anything for more than a day; part of a second has passed.
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''                                                     | 86400  | 300
            name-servers: { delegation-ttl: 20 s }                 | 20     | 300
            name-servers: { delegation-ttl: 1 s, negative-ttl: 7 s } | 1      | 7
            """)
    void keepTheirServersAndWhatIsNotThereAsLongAsIsSaid(String more, long delegation, long negative)
            throws IOException {
        Internet world = open("shop.test: ./shop.zone\n" + more, "mail 60 IN A 192.0.2.25\n");
        world.settle();
        assertThat(answer(world, "shop.test.", Type.NS).getSection(Section.ANSWER))
                .extracting(Record::getTTL).singleElement(as(LONG)).isBetween(delegation - 1, delegation);
        assertThat(answer(world, "none.shop.test.", Type.A).getSection(Section.AUTHORITY))
                .filteredOn(record -> record.getType() == Type.SOA).extracting(Record::getTTL)
                .singleElement(as(LONG)).isBetween(negative - 1, negative);
    }

    @Test
    void addTheirRecordsToTheDomainsOwn() throws IOException {
        Internet world = open("shop.test: ./shop.zone", """
                $TTL 300
                @ IN MX 10 mail
                mail IN A 192.0.2.25
                shop IN CNAME www
                _https._tcp IN SRV 1 2 443 www
                """);
        world.settle();
        assertThat(ask(world, "shop.test.", Type.MX)).containsExactly("10 mail.shop.test.");
        assertThat(ask(world, "_https._tcp.shop.test.", Type.SRV)).containsExactly("1 2 443 www.shop.test.");
        assertThat(ask(world, "shop.shop.test.", Type.A)).hasSize(2).first().isEqualTo("www.shop.test.");
        assertThat(ask(world, "shop.test.", Type.NS)).containsExactly("ns1.shop.test.");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            shop.test: ./shop.zone  | www IN A 192.0.2.999      | :1:
            shop.test: ./none.zone  | www 60 IN A 192.0.2.9     | cannot be read
            shop.test: ../shop.zone | www 60 IN A 192.0.2.9     | in the description's own folder
            book.test: ./shop.zone  | www 60 IN A 192.0.2.9     | has no name server
            shop.test: ./shop.zone  | $INCLUDE /etc/hostname    | shop.zone: zone shop.test.
            """)
    void areCheckedWithTheDescription(String zones, String text, String mistake) {
        assertThatThrownBy(() -> open(zones, text)).isInstanceOf(DescriptionException.class)
                .hasMessageContaining(mistake).hasMessageContaining("world.yaml:5");
    }
}
