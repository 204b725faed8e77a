package io.netjar.internet.assembly;

import io.netjar.internet.description.PageProgram;
import io.netjar.internet.description.SiteProgram;
import io.netjar.internet.description.SiteTls;
import io.netjar.internet.description.WebSite;
import io.netjar.net.host.Host;
import io.netjar.netty.HostTransport;
import io.netjar.web.Content;
import io.netjar.web.Echo;
import io.netjar.web.Site;
import io.netjar.web.SiteServer;
import io.netjar.web.exchange.Market;
import io.netjar.web.exchange.MarketApi;
import io.netjar.web.exchange.MarketFeed;
import io.netjar.web.tls.Authority;
import io.netjar.web.tls.CertificateKind;
import io.netjar.web.tls.TlsServer;
import io.netjar.wire.IpAddress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Web servers: a machine of its own for each public site, and one in each office that has sites.
final class WebHosting {
    private static final int HTTP_PORT = 80;
    private static final int HTTPS_PORT = 443;

    private final Ground ground;
    private final ServerRooms rooms;
    private final Path folder;
    private final AccessLog log;
    private final Authority authority;

    /// @param folder where the sites' folders are looked up
    WebHosting(Ground ground, ServerRooms rooms, Path folder, AccessLog log, Authority authority) {
        this.ground = ground;
        this.rooms = rooms;
        this.folder = folder;
        this.log = log;
        this.authority = authority;
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
        Map<String, Site> plain = new LinkedHashMap<>();
        Map<String, Site> secure = new LinkedHashMap<>();
        Map<String, CertificateKind> certificates = new LinkedHashMap<>();
        for (WebSite site : sites) {
            Site pages = site(site);
            for (String name : site.names()) {
                plain.put(name,
                        site.tls().https() == SiteTls.Https.REDIRECT
                                ? Site.movedTo("https://" + name)
                                : pages);
                if (site.tls().https() != SiteTls.Https.OFF) {
                    secure.put(name, pages);
                    certificates.put(name, site.tls().certificate());
                }
            }
        }
        var transport = new HostTransport(ground.loop(), host);
        SiteServer.open(transport, HTTP_PORT, plain, log);
        if (!secure.isEmpty()) {
            SiteServer.openSecure(transport, HTTPS_PORT, secure, log,
                    new TlsServer(ground.network().engine(), authority, certificates));
        }
    }

    private Site site(WebSite description) throws IOException {
        Content content = description.files().isPresent()
                ? Content.folder(folder.resolve(description.files().get()))
                : _ -> new Content.Found.Missing();
        Site site = new Site(content);
        // Whatever a site says of its market, it has one.
        var market = new Market(ground.network().engine(), description.name());
        for (Map.Entry<String, SiteProgram> entry : description.programs().entrySet()) {
            site = site.with(entry.getKey(), switch (entry.getValue()) {
                case ECHO -> new Echo();
                case MARKET -> new MarketFeed(market);
            });
        }
        for (Map.Entry<String, PageProgram> entry : description.pages().entrySet()) {
            site = site.withPage(entry.getKey(), switch (entry.getValue()) {
                case MARKET -> new MarketApi(market);
                case ABOUT -> new AboutPage(description, ground.description());
            });
        }
        for (Map.Entry<String, String> redirect : description.rules().redirects().entrySet()) {
            site = site.withRedirect(redirect.getKey(), redirect.getValue());
        }
        for (Map.Entry<Integer, String> page : description.rules().errorPages().entrySet()) {
            site = site.withErrorPage(page.getKey(), page.getValue());
        }
        return site;
    }
}
