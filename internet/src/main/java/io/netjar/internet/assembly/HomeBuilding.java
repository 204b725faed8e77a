package io.netjar.internet.assembly;

import io.netjar.dns.Forwarder;
import io.netjar.internet.addressing.Numbering;
import io.netjar.internet.description.Home;
import io.netjar.internet.description.LanTcp;
import io.netjar.net.home.HomeRouter;
import io.netjar.net.home.HomeRouterSettings;
import io.netjar.net.ip.InterfaceAddress;
import io.netjar.net.link.LinkSpec;
import io.netjar.net.modem.Modem;
import java.util.List;

/// Builds homes: line, modem, router with NAT, DHCP and DNS forwarder, devices.
final class HomeBuilding {
    private final Ground ground;
    private final AccessNetworks access;

    HomeBuilding(Ground ground, AccessNetworks access) {
        this.ground = ground;
        this.access = access;
    }

    Premises build(Home home) {
        InterfaceAddress lan = ground.numbering().of(home.name() + "/router:lan");
        Premises premises = new Premises(ground, home.name(),
                home.dhcp().apply(HomeRouterSettings.home())
                        .withLan(lan.address(), lan.prefixLength())
                        .withLeases(home.devices().size() + Numbering.inPool(List.of(lan)))
                        .withNat(home.border().nat())
                        .withTcp(home.tcp().of(LanTcp.ROUTER)));
        Modem modem = new Modem(ground.network(), home.name() + "/modem");
        HomeRouter router = premises.router();
        String cable = home.name() + "/router to " + home.name() + "/modem";
        ground.link(cable, router.wan(), modem.lan(), LinkSpec.ethernet(), LinkSpec.ethernet());
        access.connect(home, modem.line(), router.wanInterface());
        MtuGroup senders = MtuGroup.of(router.wanInterface());
        ground.keep(senders, cable, true);
        ground.keep(senders, home.name() + "/line", true);
        new Forwarder(router.host(), router.lanAddress(), router.host()::nameservers);
        premises.add(home.devices(), home.wifi(), home.tcp());
        premises.open(home.border());
        return premises;
    }
}
