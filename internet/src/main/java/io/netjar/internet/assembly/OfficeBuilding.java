package io.netjar.internet.assembly;

import io.netjar.dns.DnsZone;
import io.netjar.dns.Forwarder;
import io.netjar.dns.Resolver;
import io.netjar.dns.ResolverSettings;
import io.netjar.internet.addressing.Numbering;
import io.netjar.internet.description.LanTcp;
import io.netjar.internet.description.Office;
import io.netjar.internet.description.WebSite;
import io.netjar.net.home.HomeRouter;
import io.netjar.net.home.HomeRouterSettings;
import io.netjar.net.host.Host;
import io.netjar.net.ip.InterfaceAddress;
import io.netjar.net.ip.NetworkInterface;
import io.netjar.net.router.Router;
import io.netjar.wire.IpAddress;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Builds offices: a line with a fixed public address, a router with NAT or a firewall, DHCP for the devices, and a server inside that
/// serves the office's own sites and resolves names for it. The office's own names are known to that resolver only.
final class OfficeBuilding {
    private final Ground ground;
    private final Backbone backbone;
    private final NameService names;
    private final WebHosting hosting;

    OfficeBuilding(Ground ground, Backbone backbone, NameService names, WebHosting hosting) {
        this.ground = ground;
        this.backbone = backbone;
        this.names = names;
        this.hosting = hosting;
    }

    /// @throws IOException if a folder of a site is not there
    Premises build(Office office) throws IOException {
        InterfaceAddress lan = ground.numbering().of(office.name() + "/router:lan");
        List<InterfaceAddress> own = List.of(lan, ground.numbering().of(office.name() + "/server:eth0"));
        HomeRouterSettings usual = HomeRouterSettings.office(office.network())
                .withLan(lan.address(), lan.prefixLength());
        Premises premises = new Premises(ground, office.name(), office.dhcp().apply(usual)
                .withLeases(office.devices().size() + Numbering.inPool(own))
                .withNat(office.border().nat()).withTranslates(office.border().translates())
                .withTcp(office.tcp().of(LanTcp.ROUTER)));
        connect(office, premises.router());
        Host server = addServer(office, premises);
        premises.serve(server, office.sites());
        if (!office.border().translates()) {
            ground.names().fixed(NameService.addressOf(server), server, "eth0");
        }
        hosting.serve(server, office.sites());
        List<DnsZone> zones = new ArrayList<>(ResolverSettings.open().localZones());
        IpAddress address = NameService.addressOf(server);
        office.sites().forEach(site -> zones.add(zone(site, address)));
        names.add(server, new Resolver(server, IpAddress.ANY_V4, names.hints(),
                names.resolverSettings(office.network()).withLocalZones(zones)));
        new Forwarder(premises.router().host(), premises.router().lanAddress(), () -> List.of(address));
        premises.add(office.devices(), office.wifi(), office.tcp());
        premises.open(office.border());
        return premises;
    }

    private void connect(Office office, HomeRouter router) {
        String provider = office.place().provider();
        InterfaceAddress own = ground.numbering().of(router.wan().name());
        Router edge = backbone.edges(office.place()).getFirst();
        NetworkInterface at = backbone.attach(edge, office.name() + "/line");
        ground.paths().originate(edge, own.prefix());
        String cable = office.name() + "/line";
        ground.link(cable, router.wan(), at.port(), office.line().up(), office.line().down());
        ground.keep(MtuGroup.of(router.wanInterface()), cable, true);
        ground.keep(MtuGroup.of(at), cable, false);
        if (!office.border().translates()) {
            edge.addRoute(office.network(), own.address(), at);
            ground.paths().originate(edge, office.network());
            ground.names().fixed(router.lanAddress(), router.host(), "lan");
        }
        ground.names().fixed(own.address(), router.host(), "wan");
        router.wanAddress(own.address(), own.prefixLength(), at.address(),
                names.resolver(provider).stream().toList());
    }

    private Host addServer(Office office, Premises premises) {
        Host server = new Host(ground.network(), office.name() + "/server",
                office.tcp().of(LanTcp.SERVER));
        NetworkInterface eth0 = server.addInterface("eth0");
        InterfaceAddress own = ground.numbering().of(eth0.port().name());
        eth0.addAddress(own.address(), own.prefixLength());
        server.addDefaultRoute(premises.router().lanAddress());
        server.nameservers(List.of(own.address()));
        // Wherever it is, DHCP gives it to nobody else
        premises.router().dhcp().reserve(eth0.mac(), own.address());
        premises.plug(eth0, server.name());
        return server;
    }

    /// A site's name as a zone of its own, so that the rest of its domain stays the world's.
    private DnsZone zone(WebSite site, IpAddress address) {
        String name = site.name() + ".";
        ZoneFile zone = new ZoneFile(name, ZoneFile.server("ns." + name, address),
                ground.description().zoneTtls());
        zone.address(name, site.ttlSeconds(), address);
        return zone.zone();
    }
}
