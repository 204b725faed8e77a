package io.netjar.dns;

import java.util.List;
import org.xbill.DNS.ExtendedFlags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/// What an [Authority] answers, read back from the bytes.
final class Asked {
    private Asked() {}

    /// The answer to a question by UDP.
    static Message of(Authority authority, String name, int type) {
        return of(authority, name, type, false);
    }

    static Message byTcp(Authority authority, String name, int type) {
        return of(authority, name, type, true);
    }

    /// The answer to somebody who wants to check it: with DO set.
    static Message withProof(Authority authority, String name, int type) {
        Message query = MessageBytes.query(Name.fromConstantString(name), type, false, false);
        query.addRecord(new OPTRecord(MessageBytes.EDNS_UDP_LIMIT, 0, 0, ExtendedFlags.DO),
                Section.ADDITIONAL);
        Message response = MessageBytes.responseTo(query);
        MessageBytes.answerEdns(query, response, 0);
        authority.answer(query.getQuestion(), response, false);
        return MessageBytes.parse(response.toWire(MessageBytes.MAX_LENGTH)).orElseThrow();
    }

    private static Message of(Authority authority, String name, int type, boolean tcp) {
        Message query = MessageBytes.query(Name.fromConstantString(name), type, false, false);
        Message response = MessageBytes.responseTo(query);
        authority.answer(query.getQuestion(), response, tcp);
        return MessageBytes.parse(response.toWire(MessageBytes.MAX_LENGTH)).orElseThrow();
    }

    /// `name TYPE` of each record in a section.
    static List<String> owners(Message message, int section) {
        return message.getSection(section)
                .stream()
                .map(record -> record.getName() + " " + Type.string(record.getType()))
                .toList();
    }

    /// `name TYPE data` of each record in the answer.
    static List<String> answers(Message message) {
        return message.getSection(Section.ANSWER)
                .stream()
                .map(record -> record.getName() + " " + Type.string(record.getType()) + " "
                        + record.rdataToString())
                .toList();
    }
}
