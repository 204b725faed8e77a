package io.netjar.dns;

import static org.assertj.core.api.Assertions.assertThat;

import io.netjar.dns.dnssec.DenialKind;
import io.netjar.dns.dnssec.Signing;
import io.netjar.dns.dnssec.ZoneKeys;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/// What a resolver knows of a zone that is not signed, below one that is.
class UnsignedDelegationTest {
    private final DnsInternet net = new DnsInternet(3);
    private final Stub stub = new Stub(net.laptop(DnsInternet.RESOLVER));

    private List<Record> ask(String name, int type, int section) {
        List<QueryOutcome> outcomes = new ArrayList<>();
        stub.query(Name.fromConstantString(name), type, outcomes::add);
        net.run(10);
        return ((QueryOutcome.Response) outcomes.getFirst()).message().getSection(section);
    }

    @AfterEach
    void nothingIsLeft() {
        net.run(120);
        assertThat(net.network.packets().lent()).isZero();
    }

    @ParameterizedTest
    @EnumSource(DenialKind.class)
    void isDeniedItsDsWithTheSoaOfItsParentWhateverAReferralSaid(DenialKind denial) {
        DnsZone registry = SampleZones.test();
        net.serve("root", SampleZones.ROOT_A, SampleZones.root());
        net.serve("root-b", SampleZones.ROOT_B, SampleZones.root());
        net.serve("registry", SampleZones.TEST, registry.signed(net.network.engine(),
                ZoneKeys.of(net.network.engine(), registry.origin()), Signing.usual(denial)));
        net.serve("shop", SampleZones.SHOP_1, SampleZones.shop());
        net.serve("shop-2", SampleZones.SHOP_2, SampleZones.shop());
        new Resolver(net.host("resolver", DnsInternet.RESOLVER), SampleZones.HINTS);
        assertThat(ask("www.shop.test.", Type.A, Section.ANSWER)).hasSize(2);
        assertThat(ask("shop.test.", Type.DS, Section.AUTHORITY)).hasSize(1)
                .allMatch(SOARecord.class::isInstance)
                .allMatch(soa -> soa.getName().equals(registry.origin()));
    }
}
