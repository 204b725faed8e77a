package io.netjar.internet.assembly;

import io.netjar.internet.description.SiteProgram;
import io.netjar.internet.description.WebSite;
import io.netjar.net.host.Host;
import io.netjar.netty.HostTransport;
import io.netjar.web.Content;
import io.netjar.web.Echo;
import io.netjar.web.Market;
import io.netjar.web.MarketFeed;
import io.netjar.web.Site;
import io.netjar.web.SiteServer;
import io.netjar.web.WebSocketProgram;
import io.netjar.wire.IpAddress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Web servers: a machine of its own for each public site, and one in each office that has sites.
final class WebHosting {
    private static final int HTTP_PORT = 80;

    private final Ground ground;
    private final ServerRooms rooms;
    private final Path folder;
    private final AccessLog log;

    /// @param folder where the sites' folders are looked up
    WebHosting(Ground ground, ServerRooms rooms, Path folder, AccessLog log) {
        this.ground = ground;
        this.rooms = rooms;
        this.folder = folder;
        this.log = log;
    }

    /// Places all public sites. Returns their addresses.
    ///
    /// @throws IOException if a folder is not there
    Map<WebSite, IpAddress> placePublicSites() throws IOException {
        Map<WebSite, IpAddress> addresses = new LinkedHashMap<>();
        for (WebSite site : ground.description().sites()) {
            Host host = rooms.addServer(site.place(), site.name(), site.tcp());
            serve(host, List.of(site));
            addresses.put(site, NameService.addressOf(host));
        }
        return addresses;
    }

    /// Serves `sites` on `host`, told apart by name.
    ///
    /// @throws IOException if a folder is not there
    void serve(Host host, List<WebSite> sites) throws IOException {
        if (sites.isEmpty()) {
            return;
        }
        Map<String, Site> byName = new LinkedHashMap<>();
        for (WebSite site : sites) {
            byName.put(site.name(), site(site));
        }
        SiteServer.open(new HostTransport(ground.loop(), host), HTTP_PORT, byName, log);
    }

    private Site site(WebSite description) throws IOException {
        Content content = description.files().isPresent()
                ? Content.folder(folder.resolve(description.files().get()))
                : _ -> new Content.Found.Missing();
        Site site = new Site(content);
        for (Map.Entry<String, SiteProgram> entry : description.programs().entrySet()) {
            site = site.with(entry.getKey(), program(entry.getValue(), description.name() + entry.getKey()));
        }
        return site;
    }

    private WebSocketProgram program(SiteProgram program, String name) {
        return switch (program) {
            case ECHO -> new Echo();
            case MARKET -> new MarketFeed(new Market(ground.network().engine(), name));
        };
    }
}
