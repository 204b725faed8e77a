package io.netjar.dns;

import io.netjar.wire.Endpoint;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.xbill.DNS.DClass;
import org.xbill.DNS.EDNSOption;
import org.xbill.DNS.ExtendedErrorCodeOption;
import org.xbill.DNS.ExtendedFlags;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Header;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Opcode;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.Type;

/// Responses as `dig` prints them, to the tab (compared with BIND's dig 9.18). Lines end with a line feed.
public final class DigText {
    private static final DateTimeFormatter WHEN = DateTimeFormatter
            .ofPattern("EEE MMM dd HH:mm:ss 'UTC' yyyy", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    private static final int TTL_COLUMN = 24;
    private static final int CLASS_COLUMN = 32;
    private static final int TYPE_COLUMN = 40;
    private static final int DATA_COLUMN = 48;
    private static final int TAB = 8;
    private static final long MILLISECOND = 1_000_000;
    /// The header's flags in the order in which dig names them.
    private static final byte[] FLAGS = {Flags.QR, Flags.AA, Flags.TC, Flags.RD, Flags.RA, Flags.AD,
            Flags.CD};

    /// The names of RFC 8914 §5.2 that dig 9.18 knows, by code.
    private static final List<String> EXTENDED_ERRORS = List.of("Other", "Unsupported DNSKEY Algorithm",
            "Unsupported DS Digest Type", "Stale Answer", "Forged Answer", "DNSSEC Indeterminate",
            "DNSSEC Bogus", "Signature Expired", "Signature Not Yet Valid", "DNSKEY Missing",
            "RRSIGs Missing",
            "No Zone Key Bit Set", "NSEC Missing", "Cached Error", "Not Ready", "Blocked", "Censored",
            "Filtered",
            "Prohibited", "Stale NXDOMAIN Answer", "Not Authoritative", "Not Supported",
            "No Reachable Authority", "Network Error", "Invalid Data");
    private static final Set<Integer> HAS_LONG_END = Set.of(Type.RRSIG, Type.DNSKEY, Type.DS, Type.CDNSKEY,
            Type.CDS);
    /// How many characters of those stand together.
    private static final int CHUNK = 56;

    private final Set<DigPart> parts;
    private final StringBuilder text = new StringBuilder();
    private int column;

    /// @param parts what is not left out
    private DigText(Set<DigPart> parts) {
        this.parts = parts;
    }

    /// The response, from `;; Got answer:` to `;; MSG SIZE`.
    ///
    /// @param when the time of the answer, which the caller knows
    /// @param parts what of it is printed
    public static String answer(QueryOutcome.Response response, Instant when, Set<DigPart> parts) {
        var dig = new DigText(parts);
        if (parts.contains(DigPart.COMMENTS)) {
            dig.header(response.message());
            dig.edns(response.message());
        }
        dig.question(response.message());
        dig.section(DigPart.ANSWER, response.message(), Section.ANSWER);
        dig.section(DigPart.AUTHORITY, response.message(), Section.AUTHORITY);
        dig.section(DigPart.ADDITIONAL, response.message(), Section.ADDITIONAL);
        if (parts.contains(DigPart.STATISTICS)) {
            dig.statistics(response, when);
        }
        return dig.text.toString();
    }

    private void statistics(QueryOutcome.Response response, Instant when) {
        line(";; Query time: " + response.roundTripNanos() / MILLISECOND + " msec");
        line(";; SERVER: " + server(response.server(), response.server().address().toString())
                + (response.tcp() ? " (TCP)" : " (UDP)"));
        line(";; WHEN: " + WHEN.format(when));
        line(";; MSG SIZE  rcvd: " + response.wire().length);
        line("");
    }

    /// Only the data of the answer, a line each: `dig +short`.
    public static String brief(QueryOutcome.Response response) {
        var dig = new DigText(Set.of());
        for (Record record : response.message().getSection(Section.ANSWER)) {
            dig.line(data(record));
        }
        return dig.text.toString();
    }

    /// A step of `dig +trace`.
    ///
    /// @param server the name by which the server was found; the root for the configured resolver
    public static String step(Name server, QueryOutcome.Response response) {
        var dig = new DigText(Set.of());
        for (int section : new int[]{Section.ANSWER, Section.AUTHORITY}) {
            response.message().getSection(section).forEach(dig::record);
        }
        String name = server.equals(Name.root)
                ? response.server().address().toString()
                : server.toString(true);
        dig.line(";; Received " + response.wire().length + " bytes from " + server(response.server(), name)
                + " in "
                + response.roundTripNanos() / MILLISECOND + " ms");
        dig.line("");
        return dig.text.toString();
    }

    /// What dig says when a server does not answer.
    public static String silence(QueryOutcome.NoResponse outcome) {
        return ";; communications error to " + outcome.server().address() + "#" + outcome.server().port()
                + ": "
                + outcome.reason() + "\n";
    }

    private static String server(Endpoint endpoint, String name) {
        return endpoint.address() + "#" + endpoint.port() + "(" + name + ")";
    }

    private void header(Message message) {
        Header header = message.getHeader();
        line(";; Got answer:");
        line(";; ->>HEADER<<- opcode: " + Opcode.string(header.getOpcode()) + ", status: "
                + Rcode.string(message.getRcode()) + ", id: " + header.getID());
        var flags = new StringBuilder(";; flags:");
        for (byte flag : FLAGS) {
            flags.append(header.getFlag(flag) ? " " + Flags.string(flag) : "");
        }
        line(flags + "; QUERY: " + header.getCount(Section.QUESTION) + ", ANSWER: "
                + header.getCount(Section.ANSWER)
                + ", AUTHORITY: " + header.getCount(Section.AUTHORITY) + ", ADDITIONAL: "
                + header.getCount(Section.ADDITIONAL));
        if (header.getFlag(Flags.RD) && !header.getFlag(Flags.RA)) {
            line(";; WARNING: recursion requested but not available");
        }
        line("");
    }

    private void edns(Message message) {
        OPTRecord edns = message.getOPT();
        if (edns != null) {
            line(";; OPT PSEUDOSECTION:");
            boolean isDnssecOk = (edns.getFlags() & ExtendedFlags.DO) != 0;
            line("; EDNS: version: " + edns.getVersion() + ", flags:" + (isDnssecOk ? " do" : "") + "; udp: "
                    + edns.getPayloadSize());
            for (EDNSOption option : edns.getOptions()) {
                if (option instanceof ExtendedErrorCodeOption error) {
                    line(extendedError(error));
                }
            }
        }
    }

    /// An option of RFC 8914.
    private static String extendedError(ExtendedErrorCodeOption error) {
        int code = error.getErrorCode();
        String text = error.getText();
        return "; EDE: " + code
                + (code < EXTENDED_ERRORS.size() ? " (" + EXTENDED_ERRORS.get(code) + ")" : "")
                + (text == null || text.isEmpty() ? "" : ": (" + text.replaceAll("\\p{Cntrl}", ".") + ")");
    }

    private void question(Message message) {
        List<Record> questions = message.getSection(Section.QUESTION);
        if (questions.isEmpty() || !parts.contains(DigPart.QUESTION)) {
            return;
        }
        comment(";; QUESTION SECTION:");
        for (Record question : questions) {
            text.append(';');
            put(question.getName().toString());
            indent(CLASS_COLUMN);
            put(DClass.string(question.getDClass()));
            indent(TYPE_COLUMN);
            put(Type.string(question.getType()));
            line("");
        }
        comment("");
    }

    private void section(DigPart part, Message message, int section) {
        List<Record> records = message.getSection(section)
                .stream()
                .filter(record -> record.getType() != Type.OPT)
                .toList();
        if (!records.isEmpty() && parts.contains(part)) {
            comment(";; " + part.name() + " SECTION:");
            records.forEach(this::record);
            comment("");
        }
    }

    private void comment(String part) {
        if (parts.contains(DigPart.COMMENTS)) {
            line(part);
        }
    }

    private void record(Record record) {
        if (record.getType() == Type.OPT) {
            return;
        }
        put(record.getName().toString());
        indent(TTL_COLUMN);
        put(Long.toString(record.getTTL()));
        indent(CLASS_COLUMN);
        put(DClass.string(record.getDClass()));
        indent(TYPE_COLUMN);
        put(Type.string(record.getType()));
        indent(DATA_COLUMN);
        line(data(record));
    }

    private static String data(Record record) {
        if (HAS_LONG_END.contains(record.getType())) {
            return chunked(record.rdataToString());
        }
        if (!(record instanceof TXTRecord txt)) {
            return record.rdataToString();
        }
        var strings = new StringBuilder();
        for (byte[] string : txt.getStringsAsByteArrays()) {
            strings.append(strings.isEmpty() ? "\"" : " \"");
            for (byte octet : string) {
                strings.append(escaped(octet & 0xff));
            }
            strings.append('"');
        }
        return strings.toString();
    }

    /// Keys, digests and signatures stand at the end, in pieces.
    private static String chunked(String data) {
        int end = data.lastIndexOf(' ') + 1;
        var chunks = new StringBuilder(data.substring(0, end));
        for (int at = end; at < data.length(); at += CHUNK) {
            chunks.append(at == end ? "" : " ").append(data, at, Math.min(at + CHUNK, data.length()));
        }
        return chunks.toString();
    }

    // RFC 1035 §5.1: "\DDD where each D is a digit is the octet corresponding to the decimal number described by DDD"
    private static String escaped(int octet) {
        if (octet == '"' || octet == '\\') {
            return "\\" + (char) octet;
        }
        return octet >= ' ' && octet < 0x7f
                ? "" + (char) octet
                : "\\" + Integer.toString(1000 + octet).substring(1);
    }

    private void put(String part) {
        text.append(part);
        column += part.length();
    }

    /// Goes on at `target`, or one further if that is passed, with tabs as far as they lead there.
    private void indent(int target) {
        int to = Math.max(target, column + 1);
        int tabs = to / TAB - column / TAB;
        text.append("\t".repeat(tabs));
        int from = tabs > 0 ? to / TAB * TAB : column;
        text.append(" ".repeat(to - from));
        column = to;
    }

    private void line(String part) {
        text.append(part).append('\n');
        column = 0;
    }
}
