package io.netjar.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netjar.net.host.Host;
import io.netjar.wire.IpAddress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Name;
import org.xbill.DNS.Type;

class StubTest {
    private static final IpAddress SECOND_RESOLVER = IpAddress.of("192.0.6.53");
    private final DnsInternet net = new DnsInternet(11).withServers();
    private final Host laptop = net.laptop(DnsInternet.RESOLVER, SECOND_RESOLVER);
    private final Stub stub = new Stub(laptop);
    private final List<LookupResult> results = new ArrayList<>();

    StubTest() {
        new Resolver(net.host("resolver", DnsInternet.RESOLVER), SampleZones.HINTS);
        new Resolver(net.host("second", SECOND_RESOLVER), SampleZones.HINTS);
    }

    private LookupResult lookup(String name) {
        results.clear();
        stub.lookup(name, results::add);
        net.engine.runUntil(() -> !results.isEmpty(), net.engine.now() + 60 * DnsInternet.SECOND);
        assertThat(results).hasSize(1);
        return results.getFirst();
    }

    @AfterEach
    void nothingIsLeft() {
        net.run(120);
        assertThat(net.network.packets().lent()).isZero();
    }

    @Test
    void asksTheSecondServerAfterFiveSeconds() {
        net.link(DnsInternet.RESOLVER).up(false);
        assertThat(lookup("www.shop.test")).isInstanceOf(LookupResult.Addresses.class);
        assertThat(net.engine.now()).isBetween(5 * DnsInternet.SECOND, 6 * DnsInternet.SECOND);
    }

    @Test
    void givesUpAfterTwoRounds() {
        net.link(DnsInternet.RESOLVER).up(false);
        net.link(SECOND_RESOLVER).up(false);
        assertThat(lookup("www.shop.test")).isInstanceOfSatisfying(LookupResult.Failed.class,
                failed -> assertThat(failed.reason()).startsWith("timed out"));
        assertThat(net.engine.now()).isEqualTo(20 * DnsInternet.SECOND);
    }

    @Test
    void learnsAtOnceThatNobodyListens() {
        net.host("silent", IpAddress.of("192.0.7.1"));
        laptop.nameservers(List.of(IpAddress.of("192.0.7.1")));
        assertThat(lookup("www.shop.test")).isInstanceOfSatisfying(LookupResult.Failed.class,
                failed -> assertThat(failed.reason()).startsWith("unreachable"));
        assertThat(net.engine.now()).isLessThan(DnsInternet.SECOND);
    }

    @Test
    void needsNoServerForAddressesAndLocalhost() {
        laptop.nameservers(List.of());
        assertThat(((LookupResult.Addresses) lookup("192.0.2.7")).first())
                .isEqualTo(IpAddress.of("192.0.2.7"));
        assertThat(((LookupResult.Addresses) lookup("localhost")).first()).isEqualTo(IpAddress.LOOPBACK_V4);
        assertThat(lookup("www.shop.test")).isInstanceOfSatisfying(LookupResult.Failed.class,
                failed -> assertThat(failed.reason()).isEqualTo("no name server configured"));
        assertThat(lookup("a..b")).isInstanceOf(LookupResult.Failed.class);
        assertThat(net.queries).isEmpty();
    }

    @Test
    void looksUpAddressesOnly() {
        assertThatThrownBy(() -> stub.lookup(Name.root, Type.MX, results::add))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
