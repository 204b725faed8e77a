package io.netjar.dns;

import static org.assertj.core.api.Assertions.assertThat;

import io.netjar.engine.Chance;
import io.netjar.net.host.Host;
import io.netjar.wire.IpAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/// draft-vixie-dnsext-dns0x20.
class LetterCaseTest {
    private static final IpAddress SERVER = SampleZones.ROOT_A;
    private final DnsInternet net = new DnsInternet(7);
    private final Host server = net.host("server", SERVER);
    private final Stub stub = new Stub(net.laptop(DnsInternet.RESOLVER));
    private final List<String> byUdp = new ArrayList<>();
    private final List<String> byTcp = new ArrayList<>();
    private final Authority zone = new Authority(List.of(SampleZones.shopAtTheRoot()));

    private void start(boolean mixed) {
        new Resolver(net.host("resolver", DnsInternet.RESOLVER),
                RootHints.of(Map.of("ns1.shop.test", SERVER)),
                ResolverSettings.open().withHabits(
                        ResolverHabits.usual().withMixedCase(mixed).withMinimisation(QnameMinimisation.OFF)));
    }

    /// A server that repeats the question by UDP as `mouth` makes it.
    private void serve(boolean foldsUdp, boolean foldsTcp) {
        new DnsService(server, IpAddress.ANY_V4, (bytes, client) -> {
            Message query = MessageBytes.parse(bytes).orElseThrow();
            (client.isTcp() ? byTcp : byUdp).add(query.getQuestion().getName().toString());
            boolean folds = client.isTcp() ? foldsTcp : foldsUdp;
            Name name = query.getQuestion().getName();
            Message heard = MessageBytes.iterativeQuery(folds ? name.canonicalize() : name,
                    query.getQuestion().getType(), false);
            Message response = MessageBytes.responseTo(heard);
            response.getHeader().setID(query.getHeader().getID());
            zone.answer(heard.getQuestion(), response, client.isTcp());
            client.answer(response.toWire());
        });
    }

    private Message ask(String name) {
        List<QueryOutcome> outcomes = new ArrayList<>();
        stub.query(Name.fromConstantString(name), Type.A, outcomes::add);
        net.engine.runUntil(() -> !outcomes.isEmpty(), net.engine.now() + 60 * DnsInternet.SECOND);
        return ((QueryOutcome.Response) outcomes.getFirst()).message();
    }

    @AfterEach
    void nothingIsLeft() {
        net.run(120);
        assertThat(net.network.packets().lent()).isZero();
    }

    @Test
    void changesNothingButTheCaseOfLetters() {
        Name name = Name.fromConstantString("a-1_z.Xn--\\@\\[\\`\\{.test.");
        Chance chance = Chance.of(1, "letters");
        List<Name> mixed = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            Name one = LetterCase.mixed(name, chance);
            assertThat(one).isEqualTo(name);
            mixed.add(one);
        }
        assertThat(mixed.stream().map(Name::toString).distinct().count()).isGreaterThan(40);
        assertThat(mixed)
                .allMatch(one -> one.toString().contains("-1_") && one.toString().contains("--\\@[`{"));
    }

    @Test
    void asksInMixedLettersAndGivesTheAnswerInTheAskersOwn() {
        serve(false, false);
        start(true);
        Message response = ask("images.shop.test.");
        assertThat(Said.lines(response.getSection(Section.ANSWER)))
                .allMatch(line -> line.equals(line.replaceAll("sHop|SHOP|Shop", "shop")));
        assertThat(response.getSection(Section.ANSWER)).extracting(Record::rdataToString)
                .containsExactly("pictures.shop.test.", "203.0.115.80");
        assertThat(byUdp).anyMatch(name -> !name.equals(name.toLowerCase(Locale.ROOT)));
        assertThat(byTcp).isEmpty();
    }

    @Test
    void asksByTcpAServerThatChangesTheLettersAndFromThenOnPlainly() {
        serve(true, true);
        start(true);
        assertThat(ask("www.shop.test.").getRcode()).isEqualTo(Rcode.NOERROR);
        assertThat(byTcp).isNotEmpty();
        byTcp.clear();
        byUdp.clear();
        assertThat(ask("mail.shop.test.").getRcode()).isEqualTo(Rcode.NOERROR);
        assertThat(byTcp).isEmpty();
        assertThat(byUdp).containsExactly("mail.shop.test.");
    }

    /// As if somebody else sent the answers by UDP.
    @Test
    void goesOnToDistrustAnswersInOtherLettersIfTheServerKeepsThemByTcp() {
        serve(true, false);
        start(true);
        ask("www.shop.test.");
        byTcp.clear();
        ask("mail.shop.test.");
        assertThat(byTcp).hasSize(1);
    }

    @Test
    void asksPlainlyUnlessToldOtherwise() {
        serve(false, false);
        start(false);
        ask("www.shop.test.");
        assertThat(byUdp).contains("www.shop.test.");
    }
}
