package io.netjar.cli;

import io.netjar.internet.Internet;
import io.netjar.net.host.Host;
import io.netjar.net.ip.NetworkInterface;
import io.netjar.net.link.Link;
import io.netjar.net.link.Port;
import io.netjar.wire.IpAddress;
import io.netjar.wire.Packet;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Which frames a capture keeps: those at certain ports whose packets are of a certain kind. Terms stand apart by blanks, and
/// all of them must hold; `!` before one turns it round; `*` stands for any letters.
///
/// | term | holds for frames |
/// |---|---|
/// | `alice/*`, `node:alice/*` | at the ports of a device, router or server |
/// | `link:alice/line` | at both ends of a cable or line |
/// | `proto:dns` | of a protocol of [CaptureProtocol] |
/// | `name:www.shop.test` | from or to an address of a site or node, or DNS messages that ask for the name |
final class CapturePattern {
    /// What a term is about.
    private enum Subject {
        NODE, LINK, PROTO, NAME
    }

    private final Predicate<Port> ports;
    private final Predicate<CapturedPacket> packets;

    private CapturePattern(Predicate<Port> ports, Predicate<CapturedPacket> packets) {
        this.ports = ports;
        this.packets = packets;
    }

    /// @param option where it was typed, for the message
    static CapturePattern parse(String option, String text, Internet internet) throws Failure {
        Predicate<Port> ports = _ -> true;
        Predicate<CapturedPacket> packets = _ -> true;
        if (text.isBlank()) {
            throw Failure.usage(option + ": a pattern is like 'alice/*' or 'link:alice/line proto:dns'");
        }
        for (String term : text.strip().split("\\s+", -1)) {
            boolean turned = term.startsWith("!");
            String rest = turned ? term.substring(1) : term;
            Subject subject = subject(option, rest);
            String value = rest.substring(rest.indexOf(':') + 1);
            if (subject == Subject.NODE || subject == Subject.LINK) {
                Predicate<Port> here = subject == Subject.NODE
                        ? atNode(option, value, internet)
                        : atLink(option, value, internet);
                ports = ports.and(turned ? here.negate() : here);
            } else {
                Predicate<CapturedPacket> such = subject == Subject.PROTO
                        ? CaptureProtocol.named(option, value)
                        : ofName(option, value, internet);
                packets = packets.and(turned ? such.negate() : such);
            }
        }
        return new CapturePattern(ports, packets);
    }

    private static Subject subject(String option, String term) throws Failure {
        int colon = term.indexOf(':');
        if (colon < 0) {
            return Subject.NODE;
        }
        List<String> known = List.of("node", "link", "proto", "name");
        int at = known.indexOf(term.substring(0, colon));
        if (at < 0) {
            throw Failure.usage(
                    option + ": " + Failure.unknownText("kind of term", term.substring(0, colon), known));
        }
        return Subject.values()[at];
    }

    private static Predicate<Port> atNode(String option, String glob, Internet internet) throws Failure {
        Pattern pattern = pattern(glob);
        Set<String> nodes = new LinkedHashSet<>();
        ports(internet).forEach(port -> nodes.add(node(port)));
        if (nodes.stream().noneMatch(each -> pattern.matcher(each).matches())) {
            throw Failure.usage(option + ": "
                    + Failure.unknownText("device, router or server", glob, List.copyOf(nodes))
                    + "\nA file to write to ends in .pcapng.");
        }
        return port -> pattern.matcher(node(port)).matches();
    }

    private static List<Port> ports(Internet internet) {
        List<Port> ports = new ArrayList<>();
        internet.links().values().forEach(link -> ports.addAll(List.of(link.a(), link.b())));
        internet.devices().forEach(each -> ports.add(each.networkInterface().port()));
        return ports;
    }

    /// A port is called after its node and its interface, as in `alice/laptop:wlan0`.
    private static String node(Port port) {
        return port.name().substring(0, port.name().lastIndexOf(':'));
    }

    private static Predicate<Port> atLink(String option, String glob, Internet internet) throws Failure {
        Pattern pattern = pattern(glob);
        Set<Port> ends = new LinkedHashSet<>();
        for (Map.Entry<String, Link> each : internet.links().entrySet()) {
            String[] sides = each.getKey().split(" to ", 2);
            String turned = sides.length < 2 ? each.getKey() : sides[1] + " to " + sides[0];
            // Blanks separate terms, so that a line between two nodes is written with '-to-' or with '*'.
            for (String name : List.of(each.getKey(), turned)) {
                if (pattern.matcher(name).matches()
                        || pattern.matcher(name.replace(" to ", "-to-")).matches()) {
                    ends.add(each.getValue().a());
                    ends.add(each.getValue().b());
                }
            }
        }
        if (ends.isEmpty()) {
            throw Failure.usage(option + ": " + Failure.unknownText("line", glob,
                    internet.links().keySet().stream().map(each -> each.replace(" to ", "-to-")).toList()));
        }
        return ends::contains;
    }

    private static Predicate<CapturedPacket> ofName(String option, String glob, Internet internet)
            throws Failure {
        Pattern pattern = pattern(glob);
        Set<Integer> addresses = new LinkedHashSet<>();
        internet.sites().stream().filter(each -> pattern.matcher(each.name()).matches())
                .flatMap(each -> internet.addressOf(each).stream()).forEach(each -> addresses.add(each.v4()));
        List<Host> hosts = new ArrayList<>(internet.servers());
        hosts.addAll(internet.routers());
        internet.devices().forEach(each -> hosts.add(each.host()));
        for (Host host : hosts) {
            if (pattern.matcher(host.name()).matches()) {
                host.ip().interfaces().stream().map(NetworkInterface::address).filter(IpAddress::isV4)
                        .forEach(each -> addresses.add(each.v4()));
            }
        }
        if (glob.isEmpty()) {
            throw Failure.usage(option + ": name: stands before a name, as in name:www.shop.test");
        }
        // A name that nobody has may be asked for all the same.
        return packet -> addresses.contains(packet.source()) || addresses.contains(packet.destination())
                || packet.question().filter(asked -> pattern.matcher(asked).matches()).isPresent();
    }

    private static Pattern pattern(String glob) {
        return Pattern.compile(List.of(glob.split("\\*", -1)).stream().map(Pattern::quote)
                .collect(Collectors.joining(".*")), Pattern.CASE_INSENSITIVE);
    }

    /// Whether frames at `port` may be kept.
    boolean isAt(Port port) {
        return ports.test(port);
    }

    /// Whether a packet is of the kind that is kept.
    ///
    /// @param isRaw whether it begins with its IP header, and not with Ethernet's
    boolean holds(Packet packet, boolean isRaw) {
        return packets.test(new CapturedPacket(packet, isRaw));
    }
}
