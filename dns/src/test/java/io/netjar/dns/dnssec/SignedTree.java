package io.netjar.dns.dnssec;

import io.netjar.engine.Engine;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.DNAMERecord;
import org.xbill.DNS.Master;
import org.xbill.DNS.Name;
import org.xbill.DNS.NameTooLongException;
import org.xbill.DNS.RRSIGRecord;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;

/// Zones that BIND's dnssec-signzone signed (see `resources/dnssec/make`), and what a resolver without validation finds in
/// them. A denial comes with every NSEC or NSEC3 record of its zone, so that no lie may be proven by any of them.
final class SignedTree {
    /// The date of tests, at which most signatures are valid.
    static final Instant NOW = Instant.ofEpochSecond(Engine.EPOCH_SECONDS);
    private static final List<String> FILES = List.of("root", "test", "bank.test", "shop.test", "open.test",
            "slow.test",
            "late.test", "early.test", "wrong.test");

    private static final Map<Name, List<Record>> SIGNED = signed();

    private final Map<String, UnaryOperator<Evidence>> forgeries = new LinkedHashMap<>();
    /// The questions for keys and delegations so far.
    final List<String> fetched = new ArrayList<>();

    private static Map<Name, List<Record>> signed() {
        Map<Name, List<Record>> zones = new LinkedHashMap<>();
        for (String file : FILES) {
            zones.put(name(file.equals("root") ? "." : file), records(resource(file + ".signed")));
        }
        return zones;
    }

    static Name name(String text) {
        return Name.fromConstantString(text.endsWith(".") ? text : text + ".");
    }

    static String anchorFile() {
        return resource("anchor.ds");
    }

    static TrustAnchors anchor() {
        return TrustAnchors.parse(anchorFile());
    }

    private static String resource(String file) {
        try (InputStream in = Objects
                .requireNonNull(SignedTree.class.getResourceAsStream("/dnssec/" + file))) {
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<Record> records(String text) {
        List<Record> records = new ArrayList<>();
        try (var master = new Master(new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII)),
                Name.root, 0)) {
            for (Record record = master.nextRecord(); record != null; record = master.nextRecord()) {
                records.add(record);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return records;
    }

    /// From now on the answer to this question is forged.
    SignedTree forge(String name, int type, UnaryOperator<Evidence> forgery) {
        forgeries.put(name(name) + " " + Type.string(type), forgery);
        return this;
    }

    /// The DNSKEY or other records at a zone's apex.
    List<Record> at(String zone, int type) {
        return set(Objects.requireNonNull(SIGNED.get(name(zone))), name(zone), type);
    }

    /// The verdict of a new validator on the answer.
    Verdict verdict(String name, int type) {
        return verdict(new Validator(anchor()), name, type);
    }

    Verdict verdict(Validator validator, String name, int type) {
        return verdict(validator, ask(name(name), type), NOW);
    }

    Verdict verdict(Validator validator, Evidence evidence, Instant now) {
        Validation validation = validator.validation(evidence);
        Validation.Step step = validation.start(now);
        while (step instanceof Validation.Step.Fetch(Name wanted, int type)) {
            fetched.add(wanted + " " + Type.string(type));
            step = validation.supplied(ask(wanted, type), now);
        }
        return ((Validation.Step.Done) step).verdict();
    }

    /// What is found.
    Evidence ask(Name name, int type) {
        return forgeries.getOrDefault(name + " " + Type.string(type), UnaryOperator.identity())
                .apply(truth(name, type));
    }

    private Evidence truth(Name name, int type) {
        List<Record> answer = new ArrayList<>();
        List<Record> authority = new ArrayList<>();
        Name current = name;
        while (true) {
            Name zone = zone(current, type);
            List<Record> all = Objects.requireNonNull(SIGNED.get(zone));
            Name cut = cut(current, type, all);
            if (cut != null) {
                return plain(new Evidence(name, type, Rcode.NOERROR, answer, authority), current, cut);
            }
            Name source = source(all, current);
            List<Record> found = set(all, source, type);
            List<Record> alias = set(all, source, Type.CNAME);
            DNAMERecord above = dnameAbove(all, current);
            boolean isExpanded = !source.equals(current);
            if (isExpanded && (!found.isEmpty() || !alias.isEmpty())) {
                authority.addAll(denials(all));
            }
            if (!found.isEmpty()) {
                answer.addAll(renamed(found, source, current));
                return new Evidence(name, type, Rcode.NOERROR, answer, authority);
            }
            if (above != null) {
                answer.addAll(set(all, above.getName(), Type.DNAME));
                current = redirected(answer, current, above);
            } else if (!alias.isEmpty()) {
                answer.addAll(renamed(alias, source, current));
                current = ((CNAMERecord) alias.getFirst()).getTarget();
            } else {
                authority.addAll(set(all, zone, Type.SOA));
                authority.addAll(denials(all));
                return new Evidence(name, type, exists(all, source) ? Rcode.NOERROR : Rcode.NXDOMAIN, answer,
                        authority);
            }
        }
    }

    private static Name redirected(List<Record> answer, Name current, DNAMERecord above) {
        try {
            Name target = current.fromDNAME(above);
            answer.add(new CNAMERecord(current, DClass.IN, above.getTTL(), target));
            return target;
        } catch (NameTooLongException e) {
            throw new IllegalStateException(e);
        }
    }

    private Name zone(Name name, int type) {
        Name from = type == Type.DS && name.labels() > 1 ? new Name(name, 1) : name;
        while (!SIGNED.containsKey(from)) {
            from = new Name(from, 1);
        }
        return from;
    }

    /// The delegation above `name`; null if the zone answers for it itself.
    private static @Nullable Name cut(Name name, int type, List<Record> zone) {
        Name apex = zone.getFirst().getName();
        for (Record record : zone) {
            Name owner = record.getName();
            boolean isCut = record.getType() == Type.NS && !owner.equals(apex) && name.subdomain(owner);
            if (isCut && !(type == Type.DS && owner.equals(name))) {
                return owner;
            }
        }
        return null;
    }

    /// In zones that are delegated and not signed each name has an address, and no other type.
    private static Evidence plain(Evidence before, Name end, Name cut) {
        List<Record> answer = new ArrayList<>(before.answer());
        List<Record> authority = new ArrayList<>(before.authority());
        if (before.type() == Type.A) {
            answer.addAll(records(end + " 300 IN A 198.51.100.1"));
        } else {
            authority.addAll(
                    records(cut + " 300 IN SOA ns." + cut + " host." + cut + " 1 7200 3600 1209600 300"));
        }
        return new Evidence(before.name(), before.type(), Rcode.NOERROR, answer, authority);
    }

    static List<Record> set(List<Record> zone, Name name, int type) {
        return zone.stream()
                .filter(record -> record.getName().equals(name) && (record.getType() == type
                        || record instanceof RRSIGRecord signature && signature.getTypeCovered() == type))
                .toList();
    }

    private static List<Record> denials(List<Record> zone) {
        return zone.stream()
                .filter(record -> record.getType() == Type.NSEC || record.getType() == Type.NSEC3
                        || record instanceof RRSIGRecord signature && (signature.getTypeCovered() == Type.NSEC
                                || signature.getTypeCovered() == Type.NSEC3))
                .toList();
    }

    private static boolean exists(List<Record> zone, Name name) {
        return zone.stream().anyMatch(record -> record.getName().subdomain(name));
    }

    private static @Nullable DNAMERecord dnameAbove(List<Record> zone, Name name) {
        for (Record record : zone) {
            if (record instanceof DNAMERecord dname && name.subdomain(dname.getName())
                    && !name.equals(dname.getName())) {
                return dname;
            }
        }
        return null;
    }

    /// The name itself, or the wildcard that stands for it.
    private static Name source(List<Record> zone, Name name) {
        Name closest = name;
        while (!exists(zone, closest)) {
            closest = new Name(closest, 1);
        }
        Name wildcard = Denial.wildcard(closest);
        return !closest.equals(name) && exists(zone, wildcard) ? wildcard : name;
    }

    static List<Record> renamed(List<Record> records, Name from, Name to) {
        return from.equals(to)
                ? records
                : records.stream()
                        .map(record -> records(
                                to + record.toString().substring(record.getName().toString().length()))
                                .getFirst())
                        .toList();
    }
}
