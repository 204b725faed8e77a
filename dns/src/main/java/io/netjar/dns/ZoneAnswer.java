package io.netjar.dns;

import java.util.List;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DNAMERecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;

/// What a zone says about a name and a type: the outcomes of RFC 1034 §4.3.2 step 3 and RFC 6672 §3.2.
sealed interface ZoneAnswer {
    /// The zone has records of that type.
    record Records(List<Record> records) implements ZoneAnswer {}

    /// The name is an alias for another.
    record Alias(CNAMERecord record) implements ZoneAnswer {}

    /// The name is below a DNAME, which makes it an alias for another.
    record Rewritten(DNAMERecord record, CNAMERecord alias) implements ZoneAnswer {}

    /// The name is below a DNAME, but what that makes of it is no name, as it is too long.
    record TooLong(DNAMERecord record) implements ZoneAnswer {}

    /// Another zone begins at `cut`, at or above the name: `servers` are its NS records.
    record Delegation(Name cut, List<Record> servers) implements ZoneAnswer {}

    /// The name exists, but not with that type.
    record NoData() implements ZoneAnswer {}

    /// The name does not exist, nor does a wildcard cover it.
    record NoSuchName() implements ZoneAnswer {}
}
