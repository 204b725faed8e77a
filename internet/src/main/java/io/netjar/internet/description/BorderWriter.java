package io.netjar.internet.description;

import io.netjar.net.nat.FirewallRule;
import io.netjar.net.nat.NatSettings;
import io.netjar.net.nat.NatTimeouts;
import io.netjar.net.nat.TcpTimeouts;
import io.netjar.wire.IpPrefix;
import io.netjar.wire.Ipv4View;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Writes `nat`, `open` and `block` as [BorderReader] and [BlockReader] read them.
final class BorderWriter {
    private static final int LAST_PORT = 65_535;

    private BorderWriter() {}

    /// @param flows how many flows the router has room for where nothing is said
    static void write(Border border, int flows, Map<String, Object> words) {
        if (border.translates()) {
            nat(border.nat(), flows).ifPresent(said -> words.put("nat", said));
        } else {
            words.put("nat", "off");
        }
        if (!border.open().isEmpty()) {
            Map<String, Object> open = new LinkedHashMap<>();
            border.open().forEach(port -> open.put(protocol(port.protocol()) + " " + port.port(),
                    port.device() + (port.port() == port.devicePort() ? "" : " " + port.devicePort())));
            words.put("open", open);
        }
        if (!border.block().isEmpty()) {
            List<String> block = border.block().stream().map(BorderWriter::rule).toList();
            words.put("block", block);
        }
    }

    private static String protocol(int number) {
        return switch (number) {
            case Ipv4View.PROTOCOL_TCP -> "tcp";
            case Ipv4View.PROTOCOL_UDP -> "udp";
            case Ipv4View.PROTOCOL_ICMP -> "icmp";
            default -> "any";
        };
    }

    private static String rule(FirewallRule rule) {
        String ports = rule.firstPort() == 0 && rule.lastPort() == LAST_PORT
                ? ""
                : " " + rule.firstPort()
                        + (rule.firstPort() == rule.lastPort() ? "" : "-" + rule.lastPort());
        return protocol(rule.protocol()) + ports
                + (rule.to().equals(IpPrefix.DEFAULT_V4) ? "" : " to " + prefix(rule.to()));
    }

    /// An address if it is one.
    static String prefix(IpPrefix prefix) {
        return prefix.length() == Integer.SIZE ? prefix.address().toString() : prefix.toString();
    }

    /// What stands under `nat`, if anything has to: of the kinds the one that leaves the least to say.
    private static Optional<Object> nat(NatSettings nat, int flows) {
        Map<String, Object> best = Map.of();
        NatKind bestKind = NatKind.OFF;
        for (NatKind kind : NatKind.values()) {
            NatSettings usual = kind.settings().withMaxFlows(flows);
            boolean isPossible = kind != NatKind.OFF
                    && (!nat.ports().overloading() || usual.ports().overloading())
                    && times(nat.timeouts().tcp(), usual.timeouts().tcp(), new LinkedHashMap<>());
            Map<String, Object> words = isPossible ? changes(nat, usual) : Map.of();
            if (isPossible && (bestKind == NatKind.OFF || words.size() < best.size())) {
                best = words;
                bestKind = kind;
            }
        }
        if (best.isEmpty()) {
            return bestKind == NatKind.PORT_RESTRICTED
                    ? Optional.empty()
                    : Optional.of(Wording.word(bestKind));
        }
        Map<String, Object> words = new LinkedHashMap<>();
        if (bestKind != NatKind.PORT_RESTRICTED) {
            words.put("kind", Wording.word(bestKind));
        }
        words.putAll(best);
        return Optional.of(words);
    }

    private static Map<String, Object> changes(NatSettings nat, NatSettings usual) {
        Map<String, Object> words = new LinkedHashMap<>();
        // Once something is said of mapping or filtering, hosts share no ports.
        if (nat.mapping() != usual.mapping() || nat.ports().overloading() != usual.ports().overloading()) {
            words.put("mapping", Wording.word(nat.mapping()));
        }
        if (nat.filtering() != usual.filtering()) {
            words.put("filtering", Wording.word(nat.filtering()));
        }
        if (nat.ports().assignment() != usual.ports().assignment()) {
            words.put("ports", Wording.word(nat.ports().assignment()));
        }
        if (nat.ports().first() != usual.ports().first() || nat.ports().last() != usual.ports().last()) {
            words.put("port-range", nat.ports().first() + "-" + nat.ports().last());
        }
        Wording.onOff("hairpin", nat.hairpin(), usual.hairpin(), words);
        Wording.onOff("ping", nat.answersPing(), usual.answersPing(), words);
        Wording.onOff("inbound-refresh", nat.inboundRefreshes(), usual.inboundRefreshes(), words);
        Wording.onOff("syn-answers", nat.answersSyns(), usual.answersSyns(), words);
        if (nat.limits().flows() != usual.limits().flows()) {
            words.put("flows", nat.limits().flows());
        }
        if (nat.limits().flowsPerHost() != usual.limits().flowsPerHost()) {
            words.put("flows-per-host", nat.limits().flowsPerHost());
        }
        if (nat.limits().datagramBytes() != usual.limits().datagramBytes()) {
            words.put("reassembly", Wording.size(nat.limits().datagramBytes()));
        }
        times(nat.timeouts(), usual.timeouts(), words);
        return words;
    }

    private static void times(NatTimeouts now, NatTimeouts usual, Map<String, Object> words) {
        time("udp-unanswered", now.udpUnreplied(), usual.udpUnreplied(), words);
        time("udp-idle", now.udpReplied(), usual.udpReplied(), words);
        times(now.tcp(), usual.tcp(), words);
        time("icmp-idle", now.icmp(), usual.icmp(), words);
    }

    private static void time(String key, Duration now, Duration usual, Map<String, Object> words) {
        if (!now.equals(usual)) {
            words.put(key, Wording.time(now));
        }
    }

    /// Says what makes of `usual` what there is now. Returns whether words can.
    private static boolean times(TcpTimeouts now, TcpTimeouts usual, Map<String, Object> words) {
        TcpTimeouts said = usual;
        if (!now.established().equals(usual.established())) {
            words.put("tcp-idle", Wording.time(now.established()));
            said = said.withEstablished(now.established());
        }
        if (!now.synSent().equals(usual.synSent()) || !now.synReceived().equals(usual.synReceived())) {
            words.put("tcp-opening", Wording.time(now.synSent()));
            said = said.withOpening(now.synSent());
        }
        if (!now.lastAck().equals(usual.lastAck()) || !now.timeWait().equals(usual.timeWait())
                || !now.reset().equals(usual.reset())) {
            words.put("tcp-closing", Wording.time(now.timeWait()));
            said = said.withClosing(now.timeWait());
        }
        return said.equals(now);
    }
}
