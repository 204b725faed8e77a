package io.netjar.dns.dnssec;

import java.util.List;
import java.util.Optional;
import org.xbill.DNS.NSECRecord;
import org.xbill.DNS.Name;

/// Denials by NSEC records, each of which names the next name of its zone. RFC 4035 §5.4.
final class NsecDenial implements Denial {
    private final Name zone;
    private final List<NSECRecord> records;

    NsecDenial(Name zone, List<NSECRecord> records) {
        this.zone = zone;
        this.records = records;
    }

    @Override
    public Proof noName(Name name) {
        return covering(name).filter(cover -> !cover.getNext().subdomain(name))
                .flatMap(cover -> covering(Denial.wildcard(closestEncloser(name, cover))))
                .isPresent() ? Proof.PROVEN : Proof.UNPROVEN;
    }

    @Override
    public Proof noType(Name name, int type) {
        Optional<NSECRecord> match = matching(name);
        if (match.isPresent()) {
            return proven(lacks(match.get(), type));
        }
        Optional<NSECRecord> cover = covering(name);
        if (cover.isEmpty()) {
            return Proof.UNPROVEN;
        }
        // RFC 4035 §5.4 has no rule of its own for empty non-terminals: the next name is below, so the name exists
        if (cover.get().getNext().subdomain(name)) {
            return Proof.PROVEN;
        }
        return proven(matching(Denial.wildcard(closestEncloser(name, cover.get())))
                .filter(wildcard -> lacks(wildcard, type))
                .isPresent());
    }

    @Override
    public Proof noCloserName(Name name, int labels) {
        return proven(covering(name).filter(cover -> !cover.getNext().subdomain(name))
                .filter(cover -> closestEncloser(name, cover).labels() - 1 == labels)
                .isPresent());
    }

    @Override
    public Cut cut(Name name) {
        Optional<NSECRecord> match = matching(name);
        if (match.isPresent()) {
            Types types = match.get()::hasType;
            return types.cut(name.equals(Name.root));
        }
        return covering(name).map(cover -> cover.getNext().subdomain(name) ? Cut.NONE : Cut.NO_SUCH_NAME)
                .orElse(Cut.UNPROVEN);
    }

    private static Proof proven(boolean is) {
        return is ? Proof.PROVEN : Proof.UNPROVEN;
    }

    private static boolean lacks(NSECRecord record, int type) {
        Types types = record::hasType;
        return types.lacks(type, record.getName().equals(Name.root));
    }

    private Optional<NSECRecord> matching(Name name) {
        return records.stream().filter(record -> record.getName().equals(name)).findFirst();
    }

    private Optional<NSECRecord> covering(Name name) {
        return name.subdomain(zone)
                ? records.stream().filter(record -> covers(record, name)).findFirst()
                : Optional.empty();
    }

    private static boolean covers(NSECRecord record, Name name) {
        Types types = record::hasType;
        Name owner = record.getName();
        if (owner.compareTo(name) >= 0 || name.subdomain(owner) && types.endsAuthority()) {
            return false;
        }
        // RFC 4034 §4.1.1: the last one's next is the zone's apex
        return record.getNext().compareTo(owner) <= 0 || name.compareTo(record.getNext()) < 0;
    }

    /// The closest name above `name`, which `cover` covers, that exists: one of the two that `cover` names is there or
    /// below.
    private static Name closestEncloser(Name name, NSECRecord cover) {
        var ancestor = new Name(name, 1);
        while (!cover.getName().subdomain(ancestor) && !cover.getNext().subdomain(ancestor)) {
            ancestor = new Name(ancestor, 1);
        }
        return ancestor;
    }
}
