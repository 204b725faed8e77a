package io.netjar.dns.dnssec;

import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.xbill.DNS.ExtendedErrorCodeOption;
import org.xbill.DNS.NSEC3Record;
import org.xbill.DNS.Name;
import org.xbill.DNS.utils.base32;

/// Denials by NSEC3 records, each of which tells the hash of a name and the next hash of its zone. RFC 5155 §8.
///
/// A name has at most 127 labels, and each is hashed at most once for a zone's records with its [#MAX_ITERATIONS], so a
/// proof costs no more than some thousand rounds of SHA-1, whatever was sent (CVE-2023-50868).
final class Nsec3Denial implements Denial {
    // RFC 9276 §3.2: validators may treat a zone with more iterations than they like as insecure. BIND, Knot Resolver and
    // PowerDNS like 50.
    private static final int MAX_ITERATIONS = 50;
    private static final base32 BASE32HEX = new base32(base32.Alphabet.BASE32HEX, false, false);

    private final Name zone;
    private final List<Link> links = new ArrayList<>();
    private final Map<Name, byte[]> hashes = new LinkedHashMap<>();

    private record Link(NSEC3Record record, byte[] owner) {
        Types types() {
            return record::hasType;
        }

        boolean isOptOut() {
            return (record.getFlags() & NSEC3Record.Flags.OPT_OUT) != 0;
        }

        boolean covers(byte[] hash) {
            byte[] next = record.getNext();
            boolean isAfterOwner = Arrays.compareUnsigned(owner, hash) < 0;
            boolean isBeforeNext = Arrays.compareUnsigned(hash, next) < 0;
            // RFC 5155 §3.1.7: the last one's next is the first hash of the zone
            return Arrays.compareUnsigned(owner, next) < 0
                    ? isAfterOwner && isBeforeNext
                    : isAfterOwner || isBeforeNext;
        }
    }

    /// The closest name above another that exists, and the proof that the one below it on the way there does not.
    private record Encloser(Name name, Link nextCloser) {}

    Nsec3Denial(Name zone, List<NSEC3Record> records) {
        this.zone = zone;
        for (NSEC3Record record : records) {
            byte[] owner = BASE32HEX.fromString(record.getName().getLabelString(0));
            // RFC 5155 §8.1: those with unknown hash algorithms are ignored; §8.2: so are those with unknown flags
            boolean isUnderstood = record.getHashAlgorithm() == NSEC3Record.Digest.SHA1
                    && (record.getFlags() & ~NSEC3Record.Flags.OPT_OUT) == 0 && owner != null;
            if (isUnderstood && new Name(record.getName(), 1).equals(zone) && isLikeFirst(record)) {
                links.add(new Link(record, owner));
            }
        }
    }

    // RFC 5155 §8.2: records with other iterations or salt than the rest may be taken for another chain
    private boolean isLikeFirst(NSEC3Record record) {
        if (links.isEmpty()) {
            return true;
        }
        NSEC3Record first = links.getFirst().record;
        return first.getIterations() == record.getIterations()
                && Arrays.equals(first.getSalt(), record.getSalt());
    }

    /// Whether the zone hashes its names so often that this is not looked at.
    private boolean isTooCostly() {
        return !links.isEmpty() && links.getFirst().record.getIterations() > MAX_ITERATIONS;
    }

    @Override
    public List<ExtendedErrorCodeOption> notes() {
        return isTooCostly() ? List.of(Flaws.tooManyIterations(zone)) : List.of();
    }

    @Override
    public Proof noName(Name name) {
        if (isTooCostly()) {
            return Proof.LEFT_OPEN;
        }
        // RFC 5155 §8.4: the closest encloser proof, and a record that covers the wildcard at the closest encloser
        return closestEncloser(name)
                .filter(encloser -> covering(Denial.wildcard(encloser.name)).isPresent())
                .map(encloser -> proven(encloser.nextCloser))
                .orElse(Proof.UNPROVEN);
    }

    @Override
    public Proof noType(Name name, int type) {
        if (isTooCostly()) {
            return Proof.LEFT_OPEN;
        }
        // RFC 5155 §8.5 and §8.6: a record that matches the name, without the type and CNAME
        Optional<Link> match = matching(name);
        if (match.isPresent()) {
            return match.get().types().lacks(type, name.equals(Name.root)) ? Proof.PROVEN : Proof.UNPROVEN;
        }
        Optional<Encloser> encloser = closestEncloser(name);
        if (encloser.isEmpty()) {
            return Proof.UNPROVEN;
        }
        // RFC 5155 §8.7: or one that matches the wildcard at the closest encloser
        Optional<Link> wildcard = matching(Denial.wildcard(encloser.get().name));
        if (wildcard.isPresent()) {
            return wildcard.get().types().lacks(type, false)
                    ? proven(encloser.get().nextCloser)
                    : Proof.UNPROVEN;
        }
        // RFC 5155 §8.6: or no record, but one with the Opt-Out bit that covers the next closer name; RFC 5155 §7.1 lets
        // empty non-terminals above unsigned delegations out, too
        return encloser.get().nextCloser.isOptOut() ? Proof.LEFT_OPEN : Proof.UNPROVEN;
    }

    @Override
    public Proof noCloserName(Name name, int labels) {
        if (isTooCostly()) {
            return Proof.LEFT_OPEN;
        }
        // RFC 5155 §8.8: a record covers the next closer name to the wildcard's parent
        int strip = name.labels() - labels - 2;
        return strip < 0
                ? Proof.UNPROVEN
                : covering(new Name(name, strip)).map(Nsec3Denial::proven).orElse(Proof.UNPROVEN);
    }

    @Override
    public Cut cut(Name name) {
        if (isTooCostly()) {
            return Cut.UNSIGNED_ZONE;
        }
        // RFC 5155 §8.9: a record that matches the name, with NS and without DS and SOA; or opt-out
        Optional<Link> match = matching(name);
        if (match.isPresent()) {
            return match.get().types().cut(name.equals(Name.root));
        }
        return closestEncloser(name)
                .map(encloser -> encloser.nextCloser.isOptOut() ? Cut.UNSIGNED_ZONE : Cut.NO_SUCH_NAME)
                .orElse(Cut.UNPROVEN);
    }

    // RFC 5155 §9.2: the AD bit must not be set if a record with Opt-Out covers the next closer name
    private static Proof proven(Link nextCloser) {
        return nextCloser.isOptOut() ? Proof.LEFT_OPEN : Proof.PROVEN;
    }

    // RFC 5155 §8.3: go up from the name to the first that a record matches; the name before that must be covered
    private Optional<Encloser> closestEncloser(Name name) {
        if (!name.subdomain(zone) || name.equals(zone)) {
            return Optional.empty();
        }
        Name nextCloser = name;
        var ancestor = new Name(name, 1);
        Optional<Link> match = matching(ancestor);
        while (match.isEmpty() && !ancestor.equals(zone)) {
            nextCloser = ancestor;
            ancestor = new Name(ancestor, 1);
            match = matching(ancestor);
        }
        if (match.isEmpty() || match.get().types().endsAuthority()) {
            return Optional.empty();
        }
        Name encloser = ancestor;
        return covering(nextCloser).map(cover -> new Encloser(encloser, cover));
    }

    private Optional<Link> matching(Name name) {
        if (links.isEmpty() || !name.subdomain(zone)) {
            return Optional.empty();
        }
        byte[] hash = hash(name);
        return links.stream().filter(link -> Arrays.equals(link.owner, hash)).findFirst();
    }

    private Optional<Link> covering(Name name) {
        if (links.isEmpty() || !name.subdomain(zone)) {
            return Optional.empty();
        }
        byte[] hash = hash(name);
        return links.stream().filter(link -> link.covers(hash)).findFirst();
    }

    private byte[] hash(Name name) {
        return hashes.computeIfAbsent(name, _ -> {
            try {
                return links.getFirst().record.hashName(name);
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every Java platform has SHA-1", e);
            }
        });
    }
}
