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
    private final DeviceDoors doors;
    private final Device device;
    private final Optional<TunOptions.Place> place;
    private final Optional<Path> root;
    private final Optional<AnchorFile.Written> anchor;

    /// @param root where the root certificate was written
    /// @param anchor where the trust anchor was written
    Welcome(Internet internet, DeviceDoors doors, Optional<TunOptions.Place> place,
            Optional<Path> root, Optional<AnchorFile.Written> anchor) {
        this.internet = internet;
        this.doors = doors;
        this.device = doors.devices().getFirst();
        this.place = place;
        this.root = root;
        this.anchor = anchor;
    }

    /// @param hasPrompt whether a prompt follows
    void print(PrintWriter out, boolean hasPrompt) {
        out.println(Bold.text("The Internet in a jar") + ": " + Inventory.summary(internet));
        out.println();
        for (Device each : doors.devices()) {
            row(out, "acting as", each.name(), each.address() + (each.equals(device)
                    ? "  (another device: --as DEVICE)"
                    : ""));
            for (Doors.Door door : doors.of(each)) {
                row(out, door.kind().label(), text(door.address()), note(door.plan()));
            }
        }
        place.ifPresent(kernel -> kernel.print(internet, out));
        for (WebSite site : internet.sites()) {
            row(out, "site", site.url(), "");
        }
        root.ifPresent(file -> row(out, "root", file.toString(), "the certificate that vouches for https"));
        anchor.ifPresent(
                files -> row(out, "anchor", files.masterFile().toString(),
                        "the key that vouches for names (DNSSEC)"));
        out.println();
        out.println(Bold.text("Try"));
        door(DoorKind.DNS).ifPresent(at -> out.println("  dig @" + at.getAddress().getHostAddress() + " -p "
                + at.getPort() + " " + firstSite()));
        anchor.ifPresent(files -> door(DoorKind.DNS).ifPresent(at -> out.println("  delv @"
                + at.getAddress().getHostAddress() + " -p " + at.getPort() + " -a " + files.bind()
                + " +root=. "
                + firstSite())));
        door(DoorKind.SOCKS)
                .ifPresent(at -> out.println("  curl --socks5-hostname " + text(at) + " " + page()));
        door(DoorKind.SOCKS).ifPresent(at -> out.println("  chromium --user-data-dir=/tmp/netjar-browser "
                + "--proxy-server=socks5://" + text(at) + " " + lastUrl()));
        door(DoorKind.HTTP).filter(_ -> door(DoorKind.SOCKS).isEmpty())
                .ifPresent(at -> out.println("  curl -x http://" + text(at) + " " + page()));
        out.println();
        out.println(hasPrompt
                ? "Type 'help' to see what can be typed here. Ctrl-D stops."
                : "Ctrl-C stops.");
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
        return doors.of(device).stream().filter(door -> door.kind() == kind).map(Doors.Door::address)
                .findFirst();
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
