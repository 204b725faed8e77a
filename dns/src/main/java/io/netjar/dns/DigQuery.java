package io.netjar.dns;

import io.netjar.wire.IpAddress;
import java.util.Optional;
import java.util.Set;
import org.xbill.DNS.DClass;
import org.xbill.DNS.ExtendedFlags;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;

/// A question as BIND's dig puts it to a resolver: with recursion, EDNS, and the AD bit, which asks to be told whether the
/// answer is authentic (RFC 6840 §5.7).
///
/// @param wishes what is otherwise than usual
/// @param server who is asked; the servers that the device is configured with if nobody is named
public record DigQuery(Name name, int type, Set<Wish> wishes, Optional<IpAddress> server) {
    /// What can be otherwise.
    public enum Wish {
        /// The records of DNSSEC are wanted with the answer: dig's `+dnssec`.
        DNSSEC,
        /// The resolver is to tell what there is, bogus or not: dig's `+cd`.
        CHECKING_DISABLED,
        /// The server is to tell only what it knows itself: dig's `+norecurse`.
        NO_RECURSION,
        /// By TCP from the beginning: dig's `+tcp`.
        TCP
    }

    public DigQuery {
        wishes = Set.copyOf(wishes);
    }

    /// The usual question.
    public static DigQuery of(Name name, int type) {
        return new DigQuery(name, type, Set.of(), Optional.empty());
    }

    /// The same question, put with these wishes and no others.
    public DigQuery with(Set<Wish> others) {
        return new DigQuery(name, type, others, server);
    }

    /// The same question, put to this server.
    public DigQuery at(IpAddress other) {
        return new DigQuery(name, type, wishes, Optional.of(other));
    }

    /// The same wishes with another question.
    DigQuery about(Name otherName, int otherType) {
        return new DigQuery(otherName, otherType, wishes, server);
    }

    Inquirer.Way way() {
        return wishes.contains(Wish.TCP) ? Inquirer.Way.TCP : Inquirer.Way.UDP_THEN_TCP;
    }

    Message message() {
        var query = new Message(0);
        if (!wishes.contains(Wish.NO_RECURSION)) {
            query.getHeader().setFlag(Flags.RD);
        }
        query.getHeader().setFlag(Flags.AD);
        if (wishes.contains(Wish.CHECKING_DISABLED)) {
            query.getHeader().setFlag(Flags.CD);
        }
        query.addRecord(Record.newRecord(name, type, DClass.IN), Section.QUESTION);
        query.addRecord(new OPTRecord(MessageBytes.EDNS_UDP_LIMIT, 0, 0,
                wishes.contains(Wish.DNSSEC) ? ExtendedFlags.DO : 0), Section.ADDITIONAL);
        return query;
    }
}
