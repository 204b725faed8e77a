package io.netjar.dns.dnssec;

import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.DClass;
import org.xbill.DNS.NSEC3PARAMRecord;
import org.xbill.DNS.NSEC3Record;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;
import org.xbill.DNS.utils.base32;

/// The SHA-1 hashes of a zone's names in their order, each with the types of its name and the next hash. RFC 5155.
final class Nsec3Chain implements DenialChain {
    private static final int OPT_OUT = 1;
    // RFC 9276 §3.1: "If NSEC3 must be used, then an iterations count of 0 MUST be used to alleviate computational
    // burdens"; and no salt
    private static final int ITERATIONS = 0;
    private static final byte[] SALT = {};
    private static final base32 BASE32HEX = new base32(base32.Alphabet.BASE32HEX, false, true);

    private final Name origin;
    private final TreeMap<byte[], Record> links = new TreeMap<>(Arrays::compareUnsigned);
    private final NSEC3PARAMRecord parameters;

    /// @param own the names that the zone answers for and its delegations, the apex among them, with their types
    /// @param optOut whether delegations without DS are left out
    Nsec3Chain(NavigableMap<Name, ? extends Set<Integer>> own, long ttl, boolean optOut) {
        origin = own.firstKey();
        // RFC 5155 §4.1.2: the Opt-Out flag is not used here. The record is for servers, which need not keep it.
        parameters = new NSEC3PARAMRecord(origin, DClass.IN, 0, NSEC3Record.SHA1_DIGEST_ID, 0, ITERATIONS,
                SALT);
        TreeMap<byte[], Set<Integer>> hashed = new TreeMap<>(Arrays::compareUnsigned);
        nodes(own, optOut).forEach((name, types) -> hashed.put(hash(name), types));
        for (Map.Entry<byte[], Set<Integer>> node : hashed.entrySet()) {
            byte[] next = hashed.higherKey(node.getKey());
            // RFC 5155 §7.1: the last one's next is the first one's own
            links.put(node.getKey(), new NSEC3Record(owner(node.getKey()), DClass.IN, ttl,
                    NSEC3Record.SHA1_DIGEST_ID,
                    optOut ? OPT_OUT : 0, ITERATIONS, SALT, next == null ? hashed.firstKey() : next,
                    node.getValue().stream().mapToInt(Integer::intValue).toArray()));
        }
    }

    // RFC 5155 §7.1: "Each empty non-terminal MUST have a corresponding NSEC3 RR, unless the empty non-terminal is only
    // derived from an insecure delegation covered by an Opt-Out NSEC3 RR."
    private static NavigableMap<Name, Set<Integer>> nodes(NavigableMap<Name, ? extends Set<Integer>> own,
            boolean optOut) {
        Name origin = own.firstKey();
        TreeMap<Name, Set<Integer>> nodes = new TreeMap<>();
        own.forEach((name, found) -> {
            boolean insecure = !name.equals(origin) && found.contains(Type.NS) && !found.contains(Type.DS);
            if (insecure && optOut) {
                return;
            }
            for (int above = name.labels() - origin.labels(); above > 0; above--) {
                nodes.computeIfAbsent(new Name(name, above), _ -> new LinkedHashSet<>());
            }
            Set<Integer> types = new TreeSet<>(found);
            if (!insecure) {
                types.add(Type.RRSIG);
            }
            nodes.put(name, types);
        });
        nodes.computeIfAbsent(origin, _ -> new TreeSet<>()).add(Type.NSEC3PARAM);
        return nodes;
    }

    private byte[] hash(Name name) {
        try {
            return parameters.hashName(name);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JDK has no SHA-1", e);
        }
    }

    private Name owner(byte[] hash) {
        try {
            return Name.concatenate(Name.fromConstantString(BASE32HEX.toString(hash)), origin);
        } catch (org.xbill.DNS.NameTooLongException e) {
            throw new IllegalArgumentException(origin + " is too long for a zone with NSEC3", e);
        }
    }

    /// What tells servers of the zone how its names are hashed.
    Record parameters() {
        return parameters;
    }

    @Override
    public List<Record> records() {
        return List.copyOf(links.values());
    }

    private @Nullable Record matching(Name name) {
        return links.get(hash(name));
    }

    private Record covering(Name name) {
        Map.Entry<byte[], Record> before = links.lowerEntry(hash(name));
        return (before == null ? links.lastEntry() : before).getValue();
    }

    /// The closest name above `name` that is in the chain.
    private Name encloser(Name name) {
        Name encloser = new Name(name, 1);
        while (matching(encloser) == null) {
            encloser = new Name(encloser, 1);
        }
        return encloser;
    }

    private static Name nextCloser(Name name, Name encloser) {
        return new Name(name, name.labels() - encloser.labels() - 1);
    }

    // RFC 5155 §7.2.1: an NSEC3 record that matches the closest encloser that can be proved, and one that covers the name
    // below it on the way to the one asked for, the "next closer" one
    private Set<Record> closestEncloser(Name name) {
        Name encloser = encloser(name);
        Set<Record> proof = new LinkedHashSet<>();
        Record match = matching(encloser);
        if (match != null) {
            proof.add(match);
        }
        proof.add(covering(nextCloser(name, encloser)));
        return proof;
    }

    // RFC 5155 §7.2.2: "a closest encloser proof and an NSEC3 RR covering the (nonexistent) wildcard RR at the closest
    // encloser MUST be included in the response"
    @Override
    public List<Record> noSuchName(Name name, Name closest) {
        Set<Record> proof = closestEncloser(name);
        proof.add(covering(DenialChain.wildcard(encloser(name))));
        return List.copyOf(proof);
    }

    // RFC 5155 §7.2.3: the NSEC3 record that matches the name; §7.2.4 and §7.2.7: where a delegation was left out of the
    // chain, a closest provable encloser proof
    @Override
    public List<Record> noData(Name name) {
        Record match = matching(name);
        return match == null ? List.copyOf(closestEncloser(name)) : List.of(match);
    }

    // RFC 5155 §7.2.5: the closest encloser proof and the NSEC3 record that matches the wildcard
    @Override
    public List<Record> wildcardNoData(Name name, Name closest) {
        Set<Record> proof = closestEncloser(name);
        Record match = matching(DenialChain.wildcard(closest));
        if (match != null) {
            proof.add(match);
        }
        return List.copyOf(proof);
    }

    // RFC 5155 §7.2.6: "the NSEC3 RR that covers the "next closer" name of the immediate ancestor of the wildcard MUST be
    // returned"; which that ancestor is, the count of labels in the wildcard's signature tells
    @Override
    public List<Record> wildcardAnswer(Name name, Name closest) {
        return List.of(covering(nextCloser(name, closest)));
    }
}
