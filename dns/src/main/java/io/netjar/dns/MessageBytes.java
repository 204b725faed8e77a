package io.netjar.dns;

import io.netjar.wire.Bytes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.xbill.DNS.DClass;
import org.xbill.DNS.ExtendedFlags;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/// DNS messages between their bytes and their meaning. RFC 1035 §4, RFC 6891.
final class MessageBytes {
    /// Octets of the header (RFC 1035 §4.1.1).
    static final int HEADER = 12;
    /// What fits in UDP without EDNS (RFC 1035 §4.2.1).
    static final int PLAIN_UDP_LIMIT = 512;
    /// The UDP payload size offered and used at most: fits in every path's MTU without fragments (DNS flag day 2020, the
    /// default of BIND, Unbound, NSD and Knot).
    static final int EDNS_UDP_LIMIT = 1232;
    static final int MAX_LENGTH = 65_535;

    private MessageBytes() {}

    /// The message in `bytes[offset, offset + length)`, or empty if it is malformed.
    static Optional<Message> parse(byte[] bytes, int offset, int length) {
        try {
            return Optional.of(new Message(Arrays.copyOfRange(bytes, offset, offset + length)));
        } catch (IOException | RuntimeException e) {
            // The library's record parsers throw several unchecked exceptions on bytes nobody meant as a record.
            return Optional.empty();
        }
    }

    static Optional<Message> parse(byte[] bytes) {
        return parse(bytes, 0, bytes.length);
    }

    /// The id of a message of at least [#HEADER] octets.
    static int id(byte[] message) {
        return Bytes.u16(message, 0);
    }

    /// A copy of `message` with another id.
    static byte[] withId(byte[] message, int id) {
        byte[] copy = message.clone();
        Bytes.u16(copy, 0, id);
        return copy;
    }

    /// A query as one server or program asks another.
    static Message query(Name name, int type, boolean recursionDesired, boolean edns) {
        var query = new Message(0);
        if (recursionDesired) {
            query.getHeader().setFlag(Flags.RD);
        }
        query.addRecord(Record.newRecord(name, type, DClass.IN), Section.QUESTION);
        if (edns) {
            query.addRecord(new OPTRecord(EDNS_UDP_LIMIT, 0, 0), Section.ADDITIONAL);
        }
        return query;
    }

    /// A query as a resolver asks an authoritative server: without recursion and, if that understands EDNS, for the
    /// records of DNSSEC too.
    // RFC 4035 §3.2.1: "The resolver side MUST set the DO bit when sending requests, regardless of the value of the DO
    // bit in the initiating request received by the name server side."
    static Message iterativeQuery(Name name, int type, boolean edns) {
        Message query = query(name, type, false, false);
        if (edns) {
            query.addRecord(new OPTRecord(EDNS_UDP_LIMIT, 0, 0, ExtendedFlags.DO), Section.ADDITIONAL);
        }
        return query;
    }

    /// The empty response to `query`: its id, opcode, question and the flags that a response repeats.
    static Message responseTo(Message query) {
        var response = new Message(query.getHeader().getID());
        response.getHeader().setOpcode(query.getHeader().getOpcode());
        response.getHeader().setFlag(Flags.QR);
        copyFlag(query, response, Flags.RD);
        Record question = query.getQuestion();
        if (question != null) {
            response.addRecord(question, Section.QUESTION);
        }
        return response;
    }

    /// Adds the OPT record that answers the query's, if it had one (RFC 6891 §6.1.1), with the upper bits of `rcode`.
    static void answerEdns(Message query, Message response, int rcode) {
        response.getHeader().setRcode(rcode & 0xf);
        OPTRecord asked = query.getOPT();
        if (asked != null) {
            // RFC 3225 §3: "the DO bit of the query MUST be copied in the response"
            int flags = asked.getFlags() & ExtendedFlags.DO;
            response.addRecord(new OPTRecord(EDNS_UDP_LIMIT, rcode >>> 4, 0, flags), Section.ADDITIONAL);
        }
    }

    /// The bytes of `response` within `limit` octets. If it does not fit, what was only added for convenience goes
    /// first, the last name of it before the others; if that is not enough, TC is set and everything but question and
    /// OPT left out, so that the asker comes again by TCP.
    static byte[] fit(Message response, int limit) {
        byte[] bytes = response.toWire(MAX_LENGTH);
        if (bytes.length <= limit) {
            return bytes;
        }
        Message shorter = response.clone();
        // RFC 4035 §3.1.1: "If space does not permit inclusion of both the RRset and its associated RRSIG RRs, the name
        // server MAY retain the RRset while dropping the RRSIG RRs."
        bytes = without(record -> record.getType() == Type.RRSIG, shorter);
        for (Name owner : optionalOwners(response)) {
            if (bytes.length > limit) {
                bytes = without(record -> record.getType() != Type.OPT && record.getName().equals(owner),
                        shorter);
            }
        }
        return bytes.length <= limit ? bytes : truncated(response).toWire(MAX_LENGTH);
    }

    /// The bytes of `message` after it has lost such records from its additional section.
    private static byte[] without(Predicate<Record> such, Message message) {
        for (Record record : List.copyOf(message.getSection(Section.ADDITIONAL))) {
            if (such.test(record)) {
                message.removeRecord(record, Section.ADDITIONAL);
            }
        }
        return message.toWire(MAX_LENGTH);
    }

    /// `response` with TC and nothing but question and OPT.
    static Message truncated(Message response) {
        OPTRecord edns = response.getOPT();
        Message shorter = response.clone();
        for (int section : new int[]{Section.ANSWER, Section.AUTHORITY, Section.ADDITIONAL}) {
            shorter.removeAllRecords(section);
        }
        if (edns != null) {
            shorter.addRecord(edns, Section.ADDITIONAL);
        }
        shorter.getHeader().setFlag(Flags.TC);
        return shorter;
    }

    /// The names whose addresses an asker can do without, the least wanted first: all in an answer, and in a referral
    /// those of servers that are not below the zone they serve.
    // RFC 9471 §3.1: a referral has all glue for in-domain name servers, or TC; §3.2: for sibling ones it need not
    private static List<Name> optionalOwners(Message response) {
        Name cut = response.getSection(Section.ANSWER).isEmpty()
                ? response.getSection(Section.AUTHORITY).stream()
                        .filter(record -> record.getType() == Type.NS)
                        .map(Record::getName).findFirst().orElse(null)
                : null;
        Set<Name> owners = new LinkedHashSet<>();
        for (Record record : response.getSection(Section.ADDITIONAL).reversed()) {
            if (record.getType() != Type.OPT && (cut == null || !record.getName().subdomain(cut))) {
                owners.add(record.getName());
            }
        }
        return List.copyOf(owners);
    }

    /// `record` with another TTL, in seconds.
    static Record withTtl(Record record, long ttl) {
        byte[] wire = record.toWire(Section.ANSWER);
        Bytes.i32(wire, record.getName().length() + 4, (int) ttl);
        try {
            return Record.fromWire(wire, Section.ANSWER);
        } catch (IOException e) {
            throw new UncheckedIOException("a record that was written cannot be read: " + record, e);
        }
    }

    static void copyFlag(Message query, Message response, int flag) {
        if (query.getHeader().getFlag(flag)) {
            response.getHeader().setFlag(flag);
        }
    }
}
