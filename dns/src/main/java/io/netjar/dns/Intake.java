package io.netjar.dns;

import io.netjar.wire.Bytes;
import java.util.List;
import java.util.Optional;
import org.xbill.DNS.DClass;
import org.xbill.DNS.ExtendedErrorCodeOption;
import org.xbill.DNS.ExtendedFlags;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Opcode;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/// What a server makes of the bytes that came to its port before it looks at the question.
sealed interface Intake {
    /// A question to be answered: `response` has its header, question and OPT, and must stay within `limit` octets.
    record Question(Message query, Record question, Message response, int limit) implements Intake {
        byte[] bytes() {
            return MessageBytes.fit(response, limit);
        }

        /// Whether the asker wants the records of DNSSEC with the answer (RFC 3225).
        boolean wantsDnssec() {
            OPTRecord edns = query.getOPT();
            return edns != null && (edns.getFlags() & ExtendedFlags.DO) != 0;
        }

        /// Whether the asker is told if the answer is authentic.
        // RFC 6840 §5.8: AD is set only for those who sent DO or AD
        boolean wantsAuthentic() {
            return wantsDnssec() || query.getHeader().getFlag(Flags.AD);
        }

        /// Adds what is to be told about the answer, if the asker understands EDNS (RFC 8914 §2).
        void tell(List<ExtendedErrorCodeOption> errors) {
            OPTRecord edns = response.getOPT();
            if (edns != null && !errors.isEmpty()) {
                response.removeRecord(edns, Section.ADDITIONAL);
                response.addRecord(
                        new OPTRecord(edns.getPayloadSize(), edns.getExtendedRcode(), edns.getVersion(),
                                edns.getFlags(), List.copyOf(errors)),
                        Section.ADDITIONAL);
            }
        }

        byte[] refuse(int rcode) {
            response.getHeader().setRcode(rcode);
            return bytes();
        }
    }

    /// Something that only an error can be said about.
    record Rejected(byte[] response) implements Intake {}

    /// Nothing to answer: too short for a header, or itself a response (answering those makes two servers talk to each
    /// other for ever).
    record Ignored() implements Intake {}

    /// Looks at `message`, which came by TCP or UDP.
    static Intake of(byte[] message, boolean tcp) {
        if (message.length < MessageBytes.HEADER || (message[2] & 0x80) != 0) {
            return new Ignored();
        }
        int opcode = message[2] >>> 3 & 0xf;
        if (opcode != Opcode.QUERY) {
            return new Rejected(bareError(message, Rcode.NOTIMP));
        }
        Optional<Message> parsed = MessageBytes.parse(message);
        // RFC 9619 §4: "A DNS message with OPCODE = 0 and QDCOUNT > 1 [...] MUST be treated as an incorrectly formatted
        // message"
        if (parsed.isEmpty() || parsed.get().getHeader().getCount(Section.QUESTION) != 1
                || parsed.get().getHeader().getFlag(Flags.TC) || optCount(parsed.get()) > 1) {
            return new Rejected(bareError(message, Rcode.FORMERR));
        }
        return of(parsed.get(), tcp);
    }

    private static Intake of(Message query, boolean tcp) {
        Message response = MessageBytes.responseTo(query);
        Record question = query.getQuestion();
        int rcode = objection(query, question);
        MessageBytes.answerEdns(query, response, rcode);
        if (rcode != Rcode.NOERROR) {
            return new Rejected(response.toWire(MessageBytes.MAX_LENGTH));
        }
        return new Question(query, question, response, limit(query, tcp));
    }

    private static int objection(Message query, Record question) {
        OPTRecord edns = query.getOPT();
        // RFC 6891 §6.1.3: "If a responder does not implement the VERSION level of the request, then it MUST respond with
        // RCODE=BADVERS"
        if (edns != null && edns.getVersion() > 0) {
            return Rcode.BADVERS;
        }
        if (question.getDClass() != DClass.IN) {
            return Rcode.REFUSED;
        }
        int type = question.getType();
        boolean isMeta = type == 0 || type == Type.OPT || type == Type.TKEY || type == Type.TSIG
                || type == Type.MAILA
                || type == Type.MAILB;
        return isMeta ? Rcode.NOTIMP : Rcode.NOERROR;
    }

    private static int limit(Message query, boolean tcp) {
        if (tcp) {
            return MessageBytes.MAX_LENGTH;
        }
        OPTRecord edns = query.getOPT();
        // RFC 6891 §6.2.3: "Values lower than 512 MUST be treated as equal to 512."
        return edns == null
                ? MessageBytes.PLAIN_UDP_LIMIT
                : Math.clamp(edns.getPayloadSize(), MessageBytes.PLAIN_UDP_LIMIT,
                        MessageBytes.EDNS_UDP_LIMIT);
    }

    private static int optCount(Message query) {
        int count = 0;
        for (Record record : query.getSection(Section.ADDITIONAL)) {
            count += record.getType() == Type.OPT ? 1 : 0;
        }
        return count;
    }

    /// What a proxy says when nobody answers `query`, which has a header: SERVFAIL.
    static byte[] failure(byte[] query) {
        return MessageBytes.parse(query).map(parsed -> {
            Message response = MessageBytes.responseTo(parsed);
            MessageBytes.answerEdns(parsed, response, Rcode.SERVFAIL);
            return response.toWire(MessageBytes.MAX_LENGTH);
        }).orElseGet(() -> bareError(query, Rcode.SERVFAIL));
    }

    /// A header that repeats id, opcode and RD of `message` and says `rcode`: for when no more of it could be read.
    private static byte[] bareError(byte[] message, int rcode) {
        byte[] header = new byte[MessageBytes.HEADER];
        Bytes.u16(header, 0, MessageBytes.id(message));
        header[2] = (byte) (0x80 | message[2] & 0x79);
        header[3] = (byte) rcode;
        return header;
    }
}
