package io.netjar.dns;

import io.netjar.wire.IpAddress;
import java.util.Optional;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.NameTooLongException;
import org.xbill.DNS.Record;
import org.xbill.DNS.TextParseException;

/// Domain names and what is built of them.
final class Names {
    private Names() {}

    /// The name that `label` makes right below `parent`.
    ///
    /// @throws IllegalArgumentException if that is longer than 255 octets (RFC 1035 §3.1); a label of one octet may be
    ///         put before every name that has another below it
    static Name child(String label, Name parent) {
        try {
            return Name.concatenate(Name.fromConstantString(label), parent);
        } catch (NameTooLongException e) {
            throw new IllegalArgumentException(label + "." + parent + " is too long for a name", e);
        }
    }

    /// `first` before `last`, or empty if that is longer than a name may be.
    static Optional<Name> concatenated(Name first, Name last) {
        try {
            return Optional.of(Name.concatenate(first, last));
        } catch (NameTooLongException e) {
            return Optional.empty();
        }
    }

    /// The name that a person wrote, from the root whether or not the last dot is there; or empty if it is none.
    static Optional<Name> parse(String text) {
        try {
            return Optional.of(Name.fromString(text, Name.root));
        } catch (TextParseException e) {
            return Optional.empty();
        }
    }

    /// The IPv4 address in an A record.
    static IpAddress address(Record record) {
        return IpAddress.of(((ARecord) record).getAddress().getAddress());
    }
}
