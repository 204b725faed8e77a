package io.netjar.dns.dnssec;

import java.util.ArrayList;
import java.util.List;
import org.xbill.DNS.ExtendedErrorCodeOption;
import org.xbill.DNS.NSEC3Record;
import org.xbill.DNS.NSECRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.NameTooLongException;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;

/// What the NSEC or NSEC3 records of one zone prove, whose signatures were checked before. RFC 4035 §5.4, RFC 5155 §8,
/// RFC 6840 §4.
interface Denial {
    /// How far a proof goes.
    enum Proof {
        PROVEN,
        /// The zone leaves it open, by opt-out or since proving it costs too much: nothing is known for certain, and that
        /// is certain.
        LEFT_OPEN, UNPROVEN
    }

    /// What is at a name as seen from the zone above it.
    enum Cut {
        /// A zone begins that is not signed.
        UNSIGNED_ZONE,
        /// The name belongs to this zone.
        NONE,
        /// There is neither the name nor any below it.
        NO_SUCH_NAME, UNPROVEN
    }

    /// That there is no such name, and no wildcard for it.
    Proof noName(Name name);

    /// That the name, or the wildcard for it, has no such records.
    Proof noType(Name name, int type);

    /// That no name is closer to `name` than the wildcard of which `labels` labels were signed.
    Proof noCloserName(Name name, int labels);

    /// What is at `name`, which has no DS records.
    Cut cut(Name name);

    /// What the asker may want to know about the way in which this proves or does not.
    default List<ExtendedErrorCodeOption> notes() {
        return List.of();
    }

    /// What is said by those of `records` that are of `zone`.
    static List<Denial> of(Name zone, List<Record> records) {
        List<NSECRecord> names = new ArrayList<>();
        List<NSEC3Record> hashes = new ArrayList<>();
        for (Record record : records) {
            if (record instanceof NSECRecord nsec) {
                names.add(nsec);
            } else if (record instanceof NSEC3Record nsec3) {
                hashes.add(nsec3);
            }
        }
        List<Denial> denials = new ArrayList<>();
        if (!names.isEmpty()) {
            denials.add(new NsecDenial(zone, names));
        }
        if (!hashes.isEmpty()) {
            denials.add(new Nsec3Denial(zone, hashes));
        }
        return denials;
    }

    /// A bitmap of types.
    @FunctionalInterface
    interface Types {
        boolean has(int type);

        /// The parent's side of a zone cut.
        default boolean isDelegation() {
            return has(Type.NS) && !has(Type.SOA);
        }

        /// Whether a name with these types says nothing about the names below it.
        // RFC 6840 §4.1: NSEC and NSEC3 records from the parent's side of a zone cut, or at a DNAME, must not be taken to
        // deny names below
        default boolean endsAuthority() {
            return isDelegation() || has(Type.DNAME);
        }

        /// Whether the name has no records of `type`.
        default boolean lacks(int type, boolean isRoot) {
            // RFC 6840 §4.1: at a zone cut the parent's record speaks of DS only, and the child's of everything else
            boolean isOfOtherSide = type == Type.DS ? has(Type.SOA) && !isRoot : isDelegation();
            // RFC 6840 §4.3: "validators MUST check the CNAME bit in the matching NSEC or NSEC3 RR's type bitmap in
            // addition to the bit for the query type"
            return !isOfOtherSide && !has(type) && !has(Type.CNAME);
        }

        default Cut cut(boolean isRoot) {
            if (has(Type.DS) || has(Type.SOA) && !isRoot) {
                return Cut.UNPROVEN;
            }
            return has(Type.NS) ? Cut.UNSIGNED_ZONE : Cut.NONE;
        }
    }

    /// The wildcard right below `name`; `name` itself if there is no room for one, which no name can stand for.
    static Name wildcard(Name name) {
        try {
            return Name.concatenate(Name.fromConstantString("*"), name);
        } catch (NameTooLongException _) {
            return name;
        }
    }
}
