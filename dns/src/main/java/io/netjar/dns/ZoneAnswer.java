package io.netjar.dns;

import java.util.List;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;

/// What a zone says about a name and a type: the outcomes of RFC 1034 §4.3.2 step 3.
sealed interface ZoneAnswer {
    /// The zone has records of that type.
    record Records(List<Record> records) implements ZoneAnswer {}

    /// The name is an alias for another.
    record Alias(CNAMERecord record) implements ZoneAnswer {}

    /// Another zone begins at `cut`, at or above the name: `servers` are its NS records.
    record Delegation(Name cut, List<Record> servers) implements ZoneAnswer {}

    /// The name exists, but not with that type.
    record NoData() implements ZoneAnswer {}

    /// The name does not exist, nor does a wildcard cover it.
    record NoSuchName() implements ZoneAnswer {}
}
