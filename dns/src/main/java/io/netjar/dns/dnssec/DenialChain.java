package io.netjar.dns.dnssec;

import java.util.List;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;

/// The records of a zone that prove what is not in it: a circle in which each covers all names up to the next. What is
/// asked of it is which records an answer needs. RFC 4035 §3.1.3, RFC 5155 §7.2.
public sealed interface DenialChain permits NsecChain, Nsec3Chain {
    /// All of them, in the circle's order.
    List<Record> records();

    /// That `name` does not exist, nor a wildcard that stands for it.
    ///
    /// @param closest the closest name above it that exists
    List<Record> noSuchName(Name name, Name closest);

    /// That `name`, which exists, lacks the type asked for; also that a delegation has no DS record.
    List<Record> noData(Name name);

    /// That `name` does not exist, and the wildcard below `closest`, which stands for it, lacks the type asked for.
    List<Record> wildcardNoData(Name name, Name closest);

    /// That `name` does not exist, so that the wildcard below `closest` may stand for it.
    List<Record> wildcardAnswer(Name name, Name closest);

    /// The wildcard right below `closest`, for which there must be room in a name.
    static Name wildcard(Name closest) {
        try {
            return Name.concatenate(Name.fromConstantString("*"), closest);
        } catch (org.xbill.DNS.NameTooLongException e) {
            throw new IllegalArgumentException(closest + " has no names below it", e);
        }
    }
}
