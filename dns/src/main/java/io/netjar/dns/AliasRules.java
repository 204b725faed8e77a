package io.netjar.dns;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;

/// What a zone may have beside and below its CNAME and DNAME records. RFC 1034 §3.6.2, RFC 6672 §2.4, RFC 4035 §2.5.
final class AliasRules {
    /// The types that describe a name in DNSSEC, and so may stand beside a CNAME.
    private static final Set<Integer> BESIDE_CNAME = Set.of(Type.CNAME, Type.RRSIG, Type.NSEC, Type.KEY);

    private AliasRules() {}

    /// Every mistake of the zone at `origin` in words.
    static List<String> mistakes(Name origin,
            NavigableMap<Name, ? extends Map<Integer, List<Record>>> nodes) {
        List<String> mistakes = new ArrayList<>();
        nodes.forEach((name, node) -> {
            cname(name, node, mistakes);
            if (node.containsKey(Type.DNAME)) {
                dname(name, node, !name.equals(origin), mistakes);
                below(name, nodes, mistakes);
            }
        });
        return mistakes;
    }

    private static void cname(Name name, Map<Integer, List<Record>> node, List<String> mistakes) {
        List<Record> alias = node.getOrDefault(Type.CNAME, List.of());
        Set<Integer> others = new LinkedHashSet<>(node.keySet());
        others.removeAll(BESIDE_CNAME);
        if (alias.size() > 1 || !alias.isEmpty() && !others.isEmpty()) {
            mistakes.add(name + " has a CNAME record, so it may have no other (RFC 1034 §3.6.2)");
        }
    }

    private static void dname(Name name, Map<Integer, List<Record>> node, boolean belowApex,
            List<String> mistakes) {
        if (node.getOrDefault(Type.DNAME, List.of()).size() > 1) {
            mistakes.add(name + " has two DNAME records (RFC 6672 §2.4)");
        }
        if (belowApex && node.containsKey(Type.NS)) {
            mistakes.add(name + " has a DNAME and an NS record, which only the apex may (RFC 6672 §2.3)");
        }
    }

    // RFC 6672 §2.4: "Resource records MUST NOT exist at any subdomain of the owner of a DNAME RR"
    private static void below(Name name, NavigableMap<Name, ? extends Map<Integer, List<Record>>> nodes,
            List<String> mistakes) {
        // canonical order: what is below a name follows it at once
        Name next = nodes.higherKey(name);
        if (next != null && next.subdomain(name)) {
            mistakes.add(next + " is below a DNAME record, which makes another name of it (RFC 6672 §2.4)");
        }
    }
}
