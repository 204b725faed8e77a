package io.netjar.cli;

import io.netjar.dns.QueryOutcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/// What `dig --json` prints: each answer of a server, one after the other where `+trace` follows a name.
final class DigJson {
    private static final int[] FLAGS = {Flags.QR, Flags.AA, Flags.TC, Flags.RD, Flags.RA, Flags.AD, Flags.CD};
    private final List<Map<String, Object>> answers = new ArrayList<>();

    /// Keeps what came of a question.
    void add(QueryOutcome outcome) {
        answers.add(answer(outcome));
    }

    /// Keeps what came of asking the server called `name`.
    void add(Name name, QueryOutcome outcome) {
        Map<String, Object> answer = JsonText.object();
        answer.put("serverName", name);
        answer.putAll(answer(outcome));
        answers.add(answer);
    }

    private static Map<String, Object> answer(QueryOutcome outcome) {
        Map<String, Object> answer = JsonText.object();
        answer.put("serverAddress", outcome.server().address());
        answer.put("serverPort", outcome.server().port());
        switch (outcome) {
            case QueryOutcome.NoResponse none -> answer.put("error", none.reason());
            case QueryOutcome.Response response -> {
                Message message = response.message();
                answer.put("transport", response.tcp() ? "tcp" : "udp");
                answer.put("roundTripMillis", JsonText.millis(response.roundTripNanos()));
                answer.put("messageBytes", response.wire().length);
                answer.put("id", message.getHeader().getID());
                answer.put("status", Rcode.string(message.getRcode()));
                answer.put("flags", flags(message));
                answer.put("question", records(message, Section.QUESTION));
                answer.put("answer", records(message, Section.ANSWER));
                answer.put("authority", records(message, Section.AUTHORITY));
                answer.put("additional", records(message, Section.ADDITIONAL));
            }
        }
        return answer;
    }

    private static List<String> flags(Message message) {
        List<String> flags = new ArrayList<>();
        for (int flag : FLAGS) {
            if (message.getHeader().getFlag(flag)) {
                flags.add(Flags.string(flag));
            }
        }
        return flags;
    }

    /// The OPT record is about the message itself, and stays out (RFC 6891 §6.1.1).
    private static List<Map<String, Object>> records(Message message, int section) {
        return message.getSection(section).stream().filter(each -> !(each instanceof OPTRecord))
                .map(each -> object(each, section)).toList();
    }

    private static Map<String, Object> object(Record each, int section) {
        Map<String, Object> object = JsonText.object();
        object.put("name", each.getName());
        object.put("class", DClass.string(each.getDClass()));
        object.put("type", Type.string(each.getType()));
        if (section != Section.QUESTION) {
            object.put("ttlSeconds", each.getTTL());
            object.put("data", each.rdataToString());
        }
        return object;
    }

    /// All of it.
    Map<String, Object> document(String device) {
        Map<String, Object> document = JsonText.object();
        document.put("device", device);
        document.put("answers", answers);
        return document;
    }
}
