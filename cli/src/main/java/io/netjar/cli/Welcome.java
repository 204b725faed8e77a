package io.netjar.cli;

import io.netjar.gateway.DoorKind;
import io.netjar.gateway.DoorPlan;
import io.netjar.gateway.Doors;
import io.netjar.internet.Device;
import io.netjar.internet.Internet;
import io.netjar.internet.description.WebSite;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// What `run` prints at the start: what there is, the doors, and what to try.
final class Welcome {
    private final Internet internet;
    private final Device device;
    private final List<Doors.Door> doors;
    private final Optional<TunOptions.Place> place;
    private final Optional<Path> root;

    /// @param root where the root certificate was written
    Welcome(Internet internet, Device device, List<Doors.Door> doors, Optional<TunOptions.Place> place,
            Optional<Path> root) {
        this.internet = internet;
        this.device = device;
        this.doors = doors;
        this.place = place;
        this.root = root;
    }

    void print(PrintWriter out) {
        out.println(Bold.text("The Internet in a jar") + ": " + Inventory.summary(internet));
        out.println();
        row(out, "acting as", device.name(), device.address() + "  (another device: --as DEVICE)");
        for (Doors.Door door : doors) {
            row(out, door.kind().label(), text(door.address()), note(door.plan()));
        }
        place.ifPresent(kernel -> kernel.print(internet, out));
        for (WebSite site : internet.sites()) {
            row(out, "site", site.url(), "");
        }
        root.ifPresent(file -> row(out, "root", file.toString(), "the certificate that vouches for https"));
        out.println();
        out.println(Bold.text("Try"));
        door(DoorKind.DNS).ifPresent(at -> out.println("  dig @" + at.getAddress().getHostAddress() + " -p "
                + at.getPort() + " " + firstSite()));
        door(DoorKind.SOCKS)
                .ifPresent(at -> out.println("  curl --socks5-hostname " + text(at) + " " + page()));
        door(DoorKind.SOCKS).ifPresent(at -> out.println("  chromium --user-data-dir=/tmp/netjar-browser "
                + "--proxy-server=socks5://" + text(at) + " " + lastUrl()));
        door(DoorKind.HTTP).filter(_ -> door(DoorKind.SOCKS).isEmpty())
                .ifPresent(at -> out.println("  curl -x http://" + text(at) + " " + page()));
        out.println();
        out.println("Ctrl-C stops.");
        out.flush();
    }

    private static void row(PrintWriter out, String what, String where, String note) {
        out.println("  %-11s %-24s %s".formatted(what, where, note).stripTrailing());
    }

    private static String note(DoorPlan plan) {
        return switch (plan.kind()) {
            case DNS -> "UDP and TCP";
            case SOCKS -> "names are resolved inside";
            case HTTP -> "with CONNECT";
            case FORWARD -> "to " + plan.target().orElseThrow();
        };
    }

    private static String text(InetSocketAddress address) {
        String host = address.getAddress().getHostAddress();
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
    }

    private Optional<InetSocketAddress> door(DoorKind kind) {
        return doors.stream().filter(door -> door.kind() == kind).map(Doors.Door::address).findFirst();
    }

    private String firstSite() {
        List<WebSite> sites = internet.sites();
        return sites.isEmpty() ? "example.test" : sites.getFirst().name();
    }

    /// The first site's page, with what curl needs to trust it.
    private String page() {
        List<WebSite> sites = internet.sites();
        String url = sites.isEmpty() ? "http://example.test/" : sites.getFirst().url();
        return url.startsWith("https:")
                ? root.map(file -> "--cacert " + file + " " + url).orElse("-k " + url)
                : url;
    }

    private String lastUrl() {
        List<WebSite> sites = internet.sites();
        return sites.isEmpty() ? "http://example.test/" : sites.getLast().url();
    }
}
