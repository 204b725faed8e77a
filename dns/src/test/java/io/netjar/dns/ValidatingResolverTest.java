package io.netjar.dns;

import static org.assertj.core.api.Assertions.assertThat;

import io.netjar.dns.dnssec.DenialKind;
import io.netjar.dns.dnssec.Signing;
import io.netjar.dns.dnssec.SigningFault;
import io.netjar.net.host.Host;
import io.netjar.wire.Endpoint;
import io.netjar.wire.IpAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xbill.DNS.ExtendedErrorCodeOption;
import org.xbill.DNS.ExtendedFlags;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/// A laptop and a resolver that validates, in a signed tree of names.
class ValidatingResolverTest {
    private final SignedInternet signed = new SignedInternet(7);
    private final DnsInternet net = signed.net;
    private final Host laptop = net.laptop(DnsInternet.RESOLVER);
    private final Resolver resolver = new Resolver(net.host("resolver", DnsInternet.RESOLVER),
            SampleZones.HINTS,
            signed.validating());
    private final Inquirer inquirer = new Inquirer(laptop, laptop.chance("questions"));

    @AfterEach
    void nothingIsLeft() {
        net.run(120);
        assertThat(net.network.packets().lent()).isZero();
    }

    private Message ask(Message query) {
        return ask(DnsInternet.RESOLVER, query);
    }

    private Message ask(IpAddress server, Message query) {
        List<QueryOutcome> outcomes = new ArrayList<>();
        inquirer.ask(new Endpoint(server, DnsService.PORT), query.toWire(),
                Inquirer.Way.UDP_THEN_TCP,
                20 * DnsInternet.SECOND, outcomes::add);
        net.engine.runUntil(() -> !outcomes.isEmpty(), net.engine.now() + 30 * DnsInternet.SECOND);
        return ((QueryOutcome.Response) outcomes.getFirst()).message();
    }

    private static Message query(String name, int type) {
        return MessageBytes.query(Name.fromConstantString(name), type, true, false);
    }

    private Message askWithDnssec(String name, int type, int... flags) {
        Message query = query(name, type);
        query.addRecord(new OPTRecord(1232, 0, 0, ExtendedFlags.DO), Section.ADDITIONAL);
        for (int flag : flags) {
            query.getHeader().setFlag(flag);
        }
        return ask(query);
    }

    private static boolean isAuthentic(Message message) {
        return message.getHeader().getFlag(Flags.AD);
    }

    private static List<Integer> errors(Message message) {
        return message.getOPT() == null
                ? List.of()
                : message.getOPT().getOptions().stream()
                        .filter(ExtendedErrorCodeOption.class::isInstance)
                        .map(option -> ((ExtendedErrorCodeOption) option).getErrorCode())
                        .toList();
    }

    @ParameterizedTest
    @CsvSource({"www.shop.test., A", "shop.test., MX", "alias.shop.test., A", "x.wild.shop.test., TXT",
            "nobody.shop.test., A", "gone.shop.test., A", "deep.shop.test., A", "www.shop.test., AAAA",
            "shop.test., DS", "shop.test., DNSKEY", "nowhere., A", "big.shop.test., TXT",
            "huge.shop.test., TXT",
            "www.shop.test., ANY", "nic.test., A"})
    void tellsThatAnAnswerIsAuthentic(String name, String type) {
        for (int round = 0; round < 2; round++) {
            Message answer = askWithDnssec(name, Type.value(type));
            assertThat(answer.getRcode()).isIn(Rcode.NOERROR, Rcode.NXDOMAIN);
            assertThat(isAuthentic(answer)).as("round " + round + ": " + answer).isTrue();
            assertThat(errors(answer)).isEmpty();
        }
    }

    @Test
    void tellsItOnlyThoseWhoWantToKnow() {
        assertThat(isAuthentic(ask(query("www.shop.test.", Type.A)))).isFalse();
        Message wanting = query("www.shop.test.", Type.A);
        wanting.getHeader().setFlag(Flags.AD);
        Message answer = ask(wanting);
        assertThat(isAuthentic(answer)).isTrue();
        assertThat(answer.getSection(Section.ANSWER)).extracting(record -> record.getType())
                .containsOnly(Type.A);
    }

    @ParameterizedTest
    @ValueSource(strings = {"pictures.cdn.test.", "images.shop.test.", "nobody.cdn.test.", "nobody.test.",
            "localhost."})
    void leavesAnswersAsTheyAreWhereNothingIsSigned(String name) {
        Message answer = askWithDnssec(name, Type.A);
        assertThat(answer.getRcode()).isIn(Rcode.NOERROR, Rcode.NXDOMAIN);
        assertThat(isAuthentic(answer)).isFalse();
        assertThat(errors(answer)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"EXPIRED, 7", "NOT_YET_VALID, 8", "WRONG_DS, 9", "NO_SIGNATURES, 10", "BAD_SIGNATURES, 6"})
    void failsWithTheReasonWhereSignaturesDoNotHold(SigningFault fault, int error) {
        signed.spoilShop(fault);
        for (String name : List.of("www.shop.test.", "nobody.shop.test.", "alias.shop.test.")) {
            Message answer = askWithDnssec(name, Type.A);
            assertThat(answer.getRcode()).as(name).isEqualTo(Rcode.SERVFAIL);
            assertThat(answer.getSection(Section.ANSWER)).isEmpty();
            assertThat(errors(answer)).as(name).containsExactly(error);
        }
    }

    @Test
    void failsWithoutTheReasonForThoseWithoutEdns() {
        signed.spoilShop(SigningFault.EXPIRED);
        Message answer = ask(query("www.shop.test.", Type.A));
        assertThat(answer.getRcode()).isEqualTo(Rcode.SERVFAIL);
        assertThat(answer.getOPT()).isNull();
    }

    @Test
    void givesThoseWhoCheckByThemselvesWhatThereIs() {
        signed.spoilShop(SigningFault.BAD_SIGNATURES);
        for (int round = 0; round < 2; round++) {
            Message answer = askWithDnssec("www.shop.test.", Type.A, Flags.CD);
            assertThat(answer.getRcode()).isEqualTo(Rcode.NOERROR);
            assertThat(answer.getSection(Section.ANSWER)).hasSize(3);
            assertThat(isAuthentic(answer)).isFalse();
            assertThat(answer.getHeader().getFlag(Flags.CD)).isTrue();
            assertThat(askWithDnssec("www.shop.test.", Type.A).getRcode()).isEqualTo(Rcode.SERVFAIL);
        }
    }

    @Test
    void remembersForAMinuteThatAnAnswerWasBogus() {
        signed.spoilShop(SigningFault.BAD_SIGNATURES);
        askWithDnssec("www.shop.test.", Type.A);
        signed.spoilShop(SigningFault.NONE);
        net.queries.clear();
        assertThat(errors(askWithDnssec("www.shop.test.", Type.A))).containsExactly(6);
        assertThat(net.queries).hasSize(1);
        net.run(60);
        assertThat(isAuthentic(askWithDnssec("www.shop.test.", Type.A))).isTrue();
    }

    @Test
    void keepsNothingOfABogusAnswerForThoseWhoCheckByThemselves() {
        signed.spoilShop(SigningFault.BAD_SIGNATURES);
        askWithDnssec("www.shop.test.", Type.A);
        signed.spoilShop(SigningFault.NONE);
        net.queries.clear();
        Message answer = askWithDnssec("www.shop.test.", Type.A, Flags.CD);
        assertThat(answer.getRcode()).isEqualTo(Rcode.NOERROR);
        assertThat(net.queries).contains("resolver > shop: www.shop.test. A");
    }

    @Test
    void letsNobodyKeepAnAnswerForLongerThanItsSignatureHolds() {
        DnsZone lasting = DnsZone.parse("shop.test.", """
                $TTL 604800
                @ IN SOA ns1 hostmaster 1 1800 900 604800 60
                @ IN NS ns1
                ns1 IN A 203.0.113.53
                www IN A 203.0.113.80
                """);
        signed.serveShop(lasting,
                Signing.usual(DenialKind.NSEC3).withLifetime(Duration.ofDays(1)));
        net.run(3_600);
        Message answer = askWithDnssec("www.shop.test.", Type.A);
        assertThat(isAuthentic(answer)).isTrue();
        assertThat(answer.getSection(Section.ANSWER)).hasSize(2).allSatisfy(
                record -> assertThat(record.getTTL()).isBetween(82_000L, 82_800L));
        // What the resolver remembers for a week is bogus by then, and it asks again.
        net.run(25 * 3_600);
        Message later = askWithDnssec("www.shop.test.", Type.A);
        assertThat(isAuthentic(later)).isTrue();
        assertThat(later.getSection(Section.ANSWER)).allSatisfy(
                record -> assertThat(record.getTTL()).isBetween(40_000L, 86_400L));
    }

    @Test
    void forgetsThatAnAnswerWasBogusWhenItForgetsEverything() {
        signed.spoilShop(SigningFault.BAD_SIGNATURES);
        askWithDnssec("www.shop.test.", Type.A);
        signed.spoilShop(SigningFault.NONE);
        resolver.flush();
        assertThat(isAuthentic(askWithDnssec("www.shop.test.", Type.A))).isTrue();
    }

    @Test
    void asksForKeysAndDigestsOnTheWayOnce() {
        askWithDnssec("www.shop.test.", Type.A);
        assertThat(net.queries).filteredOn(query -> query.contains("DNSKEY"))
                .containsExactly("resolver > root: . DNSKEY", "resolver > test: test. DNSKEY",
                        "resolver > shop: shop.test. DNSKEY");
        // the referrals had the DS records
        assertThat(net.queries).noneMatch(query -> query.endsWith(" DS"));
        net.queries.clear();
        askWithDnssec("mail.shop.test.", Type.A);
        assertThat(net.queries).containsExactly("laptop > resolver: mail.shop.test. A",
                "resolver > shop: mail.shop.test. A");
    }

    @ParameterizedTest
    @ValueSource(strings = {"shop-1", "shop-2"})
    void asksAnotherServerWhenOneGivesBogusAnswers(String bad) {
        var spoiled = bad.equals("shop-1") ? SampleZones.SHOP_1 : SampleZones.SHOP_2;
        signed.spoil(spoiled, SigningFault.BAD_SIGNATURES);
        for (String name : List.of("www", "mail", "a.deep", "nobody", "none", "neither", "no-one")) {
            assertThat(isAuthentic(askWithDnssec(name + ".shop.test.", Type.A))).as(name).isTrue();
        }
    }

    @Test
    void asksOthersOnceOnly() {
        signed.spoilShop(SigningFault.BAD_SIGNATURES);
        askWithDnssec("www.shop.test.", Type.A);
        assertThat(net.queries).filteredOn(query -> query.equals("resolver > shop: www.shop.test. A"))
                .hasSize(2);
    }

    @Test
    void tellsWhetherServersAreSilentOrOutOfReach() {
        askWithDnssec("mail.shop.test.", Type.A);
        net.server(SampleZones.SHOP_1).close();
        net.server(SampleZones.SHOP_2).close();
        assertThat(errors(askWithDnssec("www.shop.test.", Type.A))).containsExactly(22, 23);
        assertThat(errors(askWithDnssec("www.shop.test.", Type.A))).containsExactly(13);
        net.run(2);
        net.link(SampleZones.SHOP_1).up(false);
        net.link(SampleZones.SHOP_2).up(false);
        assertThat(errors(askWithDnssec("www.shop.test.", Type.A))).containsExactly(22);
        assertThat(ask(query("www.shop.test.", Type.A)).getOPT()).isNull();
    }

    @Test
    void judgesNothingIfItIsToldNotTo() {
        signed.spoilShop(SigningFault.BAD_SIGNATURES);
        resolver.close();
        ResolverSettings settings = signed.validating();
        new Resolver(net.host("trusting", DnsInternet.SECOND_RESOLVER), SampleZones.HINTS,
                settings.withHabits(settings.habits().withValidation(false)));
        Message answer = ask(DnsInternet.SECOND_RESOLVER, query("www.shop.test.", Type.A));
        assertThat(answer.getRcode()).isEqualTo(Rcode.NOERROR);
        assertThat(net.queries).noneMatch(query -> query.contains("DNSKEY"));
    }
}
