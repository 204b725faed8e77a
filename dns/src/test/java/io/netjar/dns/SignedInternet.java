package io.netjar.dns;

import io.netjar.dns.dnssec.DenialKind;
import io.netjar.dns.dnssec.Signing;
import io.netjar.dns.dnssec.SigningFault;
import io.netjar.dns.dnssec.TrustAnchor;
import io.netjar.dns.dnssec.TrustAnchors;
import io.netjar.dns.dnssec.ZoneKeys;
import io.netjar.wire.IpAddress;
import java.util.ArrayList;
import java.util.List;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;

/// The [SampleZones], signed as the real ones are: the root with NSEC, `test.` with opt-out, `shop.test.` with NSEC3;
/// `cdn.test.` is not signed.
final class SignedInternet {
    private static final Name TEST = Name.fromConstantString("test.");
    private static final Name SHOP = Name.fromConstantString("shop.test.");
    final DnsInternet net;

    SignedInternet(long seed) {
        net = new DnsInternet(seed);
        net.serve("root-a", SampleZones.ROOT_A, root());
        net.serve("root-b", SampleZones.ROOT_B, root());
        net.serve("test", SampleZones.TEST, test(SigningFault.NONE));
        net.serve("shop-1", SampleZones.SHOP_1, shop(SigningFault.NONE));
        net.serve("shop-2", SampleZones.SHOP_2, shop(SigningFault.NONE));
        net.serve("cdn", SampleZones.CDN, SampleZones.cdn());
    }

    ResolverSettings validating() {
        return ResolverSettings.open()
                .withAnchors(TrustAnchors.of(List.of(TrustAnchor.of(keys(Name.root)).ds())));
    }

    /// From now on the servers of `shop.test.` make this mistake.
    void spoilShop(SigningFault fault) {
        net.server(SampleZones.TEST).zones(List.of(test(fault)));
        spoil(SampleZones.SHOP_1, fault);
        spoil(SampleZones.SHOP_2, fault);
    }

    /// From now on one server of `shop.test.` makes this mistake.
    void spoil(IpAddress shop, SigningFault fault) {
        net.server(shop).zones(List.of(shop(fault)));
    }

    /// From now on the servers of `shop.test.` serve this, signed so.
    void serveShop(DnsZone zone, Signing signing) {
        DnsZone made = zone.signed(net.engine, keys(SHOP), signing);
        net.server(SampleZones.SHOP_1).zones(List.of(made));
        net.server(SampleZones.SHOP_2).zones(List.of(made));
    }

    private ZoneKeys keys(Name zone) {
        return ZoneKeys.of(net.engine, zone);
    }

    private DnsZone root() {
        return with(SampleZones.root(), keys(TEST).ds())
                .signed(net.engine, keys(Name.root), Signing.usual(DenialKind.NSEC));
    }

    private DnsZone test(SigningFault ofShop) {
        ZoneKeys shop = ofShop == SigningFault.WRONG_DS ? keys(SHOP).strange() : keys(SHOP);
        return with(SampleZones.test(), shop.ds())
                .signed(net.engine, keys(TEST), Signing.usual(DenialKind.OPT_OUT));
    }

    private DnsZone shop(SigningFault fault) {
        return SampleZones.shop()
                .signed(net.engine, keys(SHOP), Signing.usual(DenialKind.NSEC3).withFault(fault));
    }

    private static DnsZone with(DnsZone zone, Record more) {
        List<Record> records = new ArrayList<>(zone.records());
        records.add(more);
        return DnsZone.of(zone.origin(), records);
    }
}
