package io.netjar.dns;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.EDNSOption;
import org.xbill.DNS.ExtendedErrorCodeOption;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/// Answers beyond their time (RFC 8767) and shortly before its end (prefetching), over real links in virtual time.
class GivenAnswersTest {
    private static final long MILLISECOND = 1_000_000;
    private static final ResolverSettings STALE = ResolverSettings.open()
            .withHabits(ResolverHabits.usual().withServeStale(true));
    private final DnsInternet net = new DnsInternet(7).withServers();
    private final Stub stub = new Stub(net.laptop(DnsInternet.RESOLVER));

    private Resolver start(ResolverSettings settings) {
        return new Resolver(net.host("resolver", DnsInternet.RESOLVER), SampleZones.HINTS, settings);
    }

    private QueryOutcome.Response ask(String name) {
        return (QueryOutcome.Response) outcome(name);
    }

    private QueryOutcome outcome(String name) {
        List<QueryOutcome> outcomes = new ArrayList<>();
        stub.query(Name.fromConstantString(name), Type.A, outcomes::add);
        net.engine.runUntil(() -> !outcomes.isEmpty(), net.engine.now() + 60 * DnsInternet.SECOND);
        return outcomes.getFirst();
    }

    private static List<Long> ttls(Message message) {
        return message.getSection(Section.ANSWER).stream().map(Record::getTTL).toList();
    }

    private void shop(boolean up) {
        net.link(SampleZones.SHOP_1).up(up);
        net.link(SampleZones.SHOP_2).up(up);
    }

    @AfterEach
    void nothingIsLeft() {
        net.run(120);
        assertThat(net.network.packets().lent()).isZero();
    }

    @Test
    void givesAStaleAnswerWhenTheServersTakeTooLong() {
        start(STALE);
        ask("www.shop.test.");
        shop(false);
        net.run(400);
        QueryOutcome.Response stale = ask("www.shop.test.");
        assertThat(stale.roundTripNanos()).isBetween(1840 * MILLISECOND, 1850 * MILLISECOND);
        assertThat(ttls(stale.message())).containsExactly(30L, 30L);
        assertThat(stale.message().getRcode()).isEqualTo(Rcode.NOERROR);
        // RFC 8914 §4.4
        assertThat(stale.message().getOPT().getOptions(EDNSOption.Code.EDNS_EXTENDED_ERROR)).singleElement()
                .satisfies(
                        option -> assertThat(((ExtendedErrorCodeOption) option).getErrorCode()).isEqualTo(3));
    }

    @Test
    void givesItAtOnceForHalfAMinuteAfterTheServersFailed() {
        start(STALE);
        ask("www.shop.test.");
        shop(false);
        net.run(400);
        ask("www.shop.test.");
        net.run(20);
        net.queries.clear();
        QueryOutcome.Response stale = ask("www.shop.test.");
        assertThat(stale.roundTripNanos()).isLessThan(50 * MILLISECOND);
        assertThat(ttls(stale.message())).containsExactly(30L, 30L);
        assertThat(net.queries).noneMatch(query -> query.startsWith("resolver >"));
        net.run(40);
        ask("www.shop.test.");
        assertThat(net.queries).anyMatch(query -> query.startsWith("resolver > shop"));
    }

    @Test
    void givesFreshAnswersAgainWhenTheServersAreBack() {
        start(STALE);
        ask("www.shop.test.");
        shop(false);
        net.run(400);
        ask("www.shop.test.");
        shop(true);
        net.run(60);
        assertThat(ttls(ask("www.shop.test.").message())).allMatch(ttl -> ttl > 200);
    }

    @Test
    void givesAStaleDenialToo() {
        start(STALE);
        ask("nothing.shop.test.");
        shop(false);
        net.run(400);
        Message stale = ask("nothing.shop.test.").message();
        assertThat(stale.getRcode()).isEqualTo(Rcode.NXDOMAIN);
        assertThat(stale.getSection(Section.AUTHORITY).getFirst().getTTL()).isEqualTo(30);
    }

    @Test
    void believesAServerThatSaysTheNameIsGone() {
        start(STALE);
        ask("www.shop.test.");
        net.run(400);
        List<DnsZone> without = List.of(DnsZone.parse("shop.test.",
                "@ 60 IN SOA ns1 h 2 1800 900 604800 60\n@ 60 IN NS ns1\nns1 60 IN A 203.0.113.53\n"));
        net.server(SampleZones.SHOP_1).zones(without);
        net.server(SampleZones.SHOP_2).zones(without);
        assertThat(ask("www.shop.test.").message().getRcode()).isEqualTo(Rcode.NXDOMAIN);
    }

    @Test
    void givesNothingThatRanOutMoreThanADayAgo() {
        Resolver resolver = start(STALE);
        ask("www.shop.test.");
        shop(false);
        net.run(300 + 86_390);
        assertThat(ask("www.shop.test.").message().getRcode()).isEqualTo(Rcode.NOERROR);
        assertThat(resolver.cache()).filteredOn(entry -> entry.kind() == CacheEntry.Kind.STALE)
                .singleElement()
                .satisfies(entry -> assertThat(entry.name()).isEqualTo("www.shop.test."));
        net.run(60);
        assertThat(resolver.cache()).noneMatch(entry -> entry.kind() == CacheEntry.Kind.STALE);
        boolean isTold = outcome("www.shop.test.") instanceof QueryOutcome.Response response
                && response.message().getRcode() == Rcode.NOERROR;
        assertThat(isTold).isFalse();
    }

    @Test
    void givesNothingStaleUnlessToldTo() {
        start(ResolverSettings.open());
        ask("www.shop.test.");
        shop(false);
        net.run(400);
        assertThat(ask("www.shop.test.").message().getRcode()).isEqualTo(Rcode.SERVFAIL);
    }

    @Test
    void renewsInTheLastTenthWhatSomebodyAsksFor() {
        start(ResolverSettings.open().withHabits(ResolverHabits.usual().withPrefetch(true)));
        ask("www.shop.test.");
        net.run(265);
        net.queries.clear();
        ask("www.shop.test.");
        net.run(3);
        assertThat(net.queries).noneMatch(query -> query.startsWith("resolver >"));
        net.run(10);
        QueryOutcome.Response old = ask("www.shop.test.");
        assertThat(ttls(old.message())).allMatch(ttl -> ttl < 30);
        assertThat(old.roundTripNanos()).isLessThan(50 * MILLISECOND);
        net.run(60);
        assertThat(net.queries).filteredOn(query -> query.startsWith("resolver >"))
                .containsExactly("resolver > shop: www.shop.test. A");
        assertThat(ttls(ask("www.shop.test.").message())).allMatch(ttl -> ttl > 230 && ttl < 245);
    }

    @Test
    void renewsNothingUnlessToldTo() {
        start(ResolverSettings.open());
        ask("www.shop.test.");
        net.run(280);
        net.queries.clear();
        ask("www.shop.test.");
        net.run(3);
        assertThat(net.queries).noneMatch(query -> query.startsWith("resolver >"));
    }

    @Test
    void answersFromTheCacheWhileItRenews() {
        start(ResolverSettings.open().withHabits(ResolverHabits.usual().withPrefetch(true)));
        ask("www.shop.test.");
        net.run(280);
        shop(false);
        ask("www.shop.test.");
        assertThat(ask("www.shop.test.").roundTripNanos()).isLessThan(50 * MILLISECOND);
    }
}
