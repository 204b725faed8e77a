package io.netjar.dns;

import static org.assertj.core.api.Assertions.assertThat;

import io.netjar.net.host.Host;
import io.netjar.wire.IpAddress;
import io.netjar.wire.IpPrefix;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

class ForwarderTest {
    private static final IpAddress HOME = IpAddress.of("192.0.4.1");
    private static final IpAddress DEAD = IpAddress.of("192.0.5.53");
    private final DnsInternet net = new DnsInternet(9).withServers();
    private final Stub stub = new Stub(net.laptop(HOME));
    private final Host home = net.host("home", HOME);
    private List<IpAddress> upstreams = List.of(DnsInternet.RESOLVER);

    ForwarderTest() {
        new Resolver(net.host("resolver", DnsInternet.RESOLVER), SampleZones.HINTS);
        new Forwarder(home, HOME, () -> upstreams);
    }

    private QueryOutcome.Response ask(String name, int type) {
        List<QueryOutcome> outcomes = new ArrayList<>();
        stub.query(Name.fromConstantString(name), type, outcomes::add);
        net.engine.runUntil(() -> !outcomes.isEmpty(), net.engine.now() + 60 * DnsInternet.SECOND);
        return (QueryOutcome.Response) outcomes.getFirst();
    }

    @AfterEach
    void nothingIsLeft() {
        net.run(120);
        assertThat(net.network.packets().lent()).isZero();
    }

    @Test
    void relaysEveryQueryToTheUpstream() {
        assertThat(ask("www.shop.test.", Type.A).message().getSection(Section.ANSWER)).hasSize(2);
        net.queries.clear();
        ask("www.shop.test.", Type.A);
        assertThat(net.queries).containsExactly("laptop > 192.0.4.1: www.shop.test. A",
                "192.0.4.1 > resolver: www.shop.test. A");
    }

    @Test
    void relaysTcpByTcp() {
        QueryOutcome.Response response = ask("huge.shop.test.", Type.TXT);
        assertThat(response.tcp()).isTrue();
        assertThat(response.message().getSection(Section.ANSWER)).hasSize(8);
    }

    @Test
    void asksTheNextUpstreamWhenOneIsSilent() {
        net.host("dead", DEAD);
        net.link(DEAD).up(false);
        upstreams = List.of(DEAD, DnsInternet.RESOLVER);
        QueryOutcome.Response response = ask("www.shop.test.", Type.A);
        assertThat(response.message().getRcode()).isEqualTo(Rcode.NOERROR);
        assertThat(response.roundTripNanos()).isLessThan(5 * DnsInternet.SECOND);
    }

    @Test
    void saysServerFailureWhileItHasNoUpstream() {
        upstreams = List.of();
        assertThat(ask("www.shop.test.", Type.A).message().getRcode()).isEqualTo(Rcode.SERVFAIL);
        upstreams = List.of(DnsInternet.RESOLVER);
        assertThat(ask("www.shop.test.", Type.A).message().getRcode()).isEqualTo(Rcode.NOERROR);
    }

    @Test
    void staysWithTheUpstreamThatAnswersAndTriesTheOthersNowAndThen() {
        IpAddress other = IpAddress.of("192.0.6.53");
        new Resolver(net.host("other", other), SampleZones.HINTS);
        upstreams = List.of(other, DnsInternet.RESOLVER);
        ask("www.shop.test.", Type.A);
        net.link(other).up(false);
        ask("www.shop.test.", Type.A);
        net.queries.clear();
        for (int i = 0; i < 10; i++) {
            assertThat(ask("www.shop.test.", Type.A).roundTripNanos()).isLessThan(DnsInternet.SECOND);
        }
        assertThat(net.queries).noneMatch(query -> query.startsWith("192.0.4.1 > 192.0.6.53"));
        net.run(20);
        ask("www.shop.test.", Type.A);
        assertThat(net.queries).anyMatch(query -> query.startsWith("192.0.4.1 > 192.0.6.53"));
    }

    @Test
    void asksTheNextUpstreamWhenOneRefuses() {
        IpAddress stranger = IpAddress.of("192.0.7.53");
        new Resolver(net.host("stranger", stranger), SampleZones.HINTS,
                ResolverSettings.servingOnly(List.of(IpPrefix.of("198.51.100.0/24"))));
        upstreams = List.of(stranger, DnsInternet.RESOLVER);
        for (int i = 0; i < 3; i++) {
            assertThat(ask("www.shop.test.", Type.A).message().getRcode()).isEqualTo(Rcode.NOERROR);
        }
        upstreams = List.of(stranger);
        assertThat(ask("www.shop.test.", Type.A).message().getRcode()).isEqualTo(Rcode.REFUSED);
    }
}
