package io.netjar.web.exchange;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a client wants to be told: one text message, in the form of the public exchanges.
///
/// ```json
/// [{"ticket":"me"},{"type":"trade","codes":["KRW-NARU"]},{"type":"orderbook","codes":["KRW-NARU"]},{"format":"DEFAULT"}]
/// ```
///
/// @param ticket what the client calls the request
record FeedRequest(String ticket, List<Subscription> subscriptions) {
    static final int MAX_TICKET = 100;
    static final int MAX_CODES = 100;

    /// @param codes of known instruments
    /// @param snapshots whether the present state is to be told
    /// @param changes whether what happens from now on is to be told
    /// @param resume for a code, the sequence number that the client saw last
    record Subscription(FeedType type, Set<String> codes, boolean snapshots, boolean changes,
            Map<String, Long> resume) {}

    /// Why a request is not understood, for the client to read.
    static final class Refusal extends Exception {
        private static final long serialVersionUID = 1;

        private final String name;
        private final String reason;

        Refusal(String name, String reason) {
            super(reason, null, false, false);
            this.name = name;
            this.reason = reason;
        }

        /// In capitals, for programs.
        String name() {
            return name;
        }

        /// For people.
        String reason() {
            return reason;
        }
    }

    /// Reads a request.
    ///
    /// @param known the codes that there are
    /// @throws Refusal if it is none, or wants what there is not
    static FeedRequest read(String text, Set<String> known) throws Refusal {
        if (!(parse(text) instanceof List<?> parts)) {
            throw new Refusal("WRONG_FORMAT", "a request is a JSON array of objects");
        }
        String ticket = null;
        List<Subscription> subscriptions = new ArrayList<>();
        for (Object part : parts) {
            if (!(part instanceof Map<?, ?> fields)) {
                throw new Refusal("WRONG_FORMAT", "a request is a JSON array of objects");
            }
            if (fields.containsKey("type")) {
                Subscription read = subscription(fields, known);
                if (subscriptions.stream().anyMatch(other -> other.type == read.type)) {
                    throw new Refusal("INVALID_PARAM",
                            "type '" + read.type.word() + "' is there twice: name all its codes at once");
                }
                subscriptions.add(read);
            } else if (fields.containsKey("ticket")) {
                ticket = ticket(fields.get("ticket"));
            } else {
                checkFormat(fields);
            }
        }
        if (ticket == null) {
            throw new Refusal("NO_TICKET", "a request needs {'ticket':'…'}");
        }
        if (subscriptions.isEmpty()) {
            throw new Refusal("NO_TYPE", "a request needs {'type':'ticker','codes':[…]} or the like");
        }
        return new FeedRequest(ticket, subscriptions);
    }

    private static Object parse(String text) throws Refusal {
        try {
            return Json.read(text);
        } catch (IOException _) {
            throw new Refusal("WRONG_FORMAT", "this is not JSON");
        }
    }

    private static String ticket(Object value) throws Refusal {
        if (value instanceof String text && !text.isEmpty() && text.length() <= MAX_TICKET) {
            return text;
        }
        throw new Refusal("INVALID_PARAM", "a ticket is a string of 1 to " + MAX_TICKET + " characters");
    }

    private static void checkFormat(Map<?, ?> fields) throws Refusal {
        if (!"DEFAULT".equals(fields.get("format"))) {
            throw new Refusal("INVALID_PARAM", fields.containsKey("format")
                    ? "the only format is DEFAULT"
                    : "a part of a request has a ticket, a type or a format");
        }
    }

    private static Subscription subscription(Map<?, ?> fields, Set<String> known) throws Refusal {
        FeedType type = FeedType.of(String.valueOf(fields.get("type")))
                .orElseThrow(() -> new Refusal("INVALID_PARAM", "a type is ticker, trade or orderbook"));
        boolean onlySnapshot = flag(fields, "isOnlySnapshot");
        boolean onlyRealtime = flag(fields, "isOnlyRealtime");
        if (onlySnapshot && onlyRealtime) {
            throw new Refusal("INVALID_PARAM",
                    "isOnlySnapshot and isOnlyRealtime together leave nothing to tell");
        }
        return new Subscription(type, codes(fields.get("codes"), known), !onlyRealtime, !onlySnapshot,
                resume(fields.get("resume")));
    }

    private static boolean flag(Map<?, ?> fields, String name) throws Refusal {
        return switch (fields.get(name)) {
            case null -> false;
            case Boolean flag -> flag;
            default -> throw new Refusal("INVALID_PARAM", name + " is true or false");
        };
    }

    private static Set<String> codes(@Nullable Object value, Set<String> known)
            throws Refusal {
        if (!(value instanceof List<?> list) || list.isEmpty()) {
            throw new Refusal("NO_CODES", "a type needs 'codes':['KRW-NARU',…]");
        }
        if (list.size() > MAX_CODES) {
            throw new Refusal("INVALID_PARAM", "a type has " + MAX_CODES + " codes at most");
        }
        Set<String> codes = new LinkedHashSet<>();
        for (Object each : list) {
            if (!(each instanceof String code) || !known.contains(code)) {
                throw new Refusal("INVALID_PARAM",
                        "a code that is not traded here; /v1/market/all names those that are");
            }
            codes.add(code);
        }
        return codes;
    }

    private static Map<String, Long> resume(@Nullable Object value) throws Refusal {
        if (value == null) {
            return Map.of();
        }
        Map<String, Long> resume = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> fields && fields.size() <= MAX_CODES) {
            for (Map.Entry<?, ?> each : fields.entrySet()) {
                if (each.getValue() instanceof Long sequence) {
                    resume.put(String.valueOf(each.getKey()), sequence);
                }
            }
            if (resume.size() == fields.size()) {
                return resume;
            }
        }
        throw new Refusal("INVALID_PARAM", "resume is an object of codes and sequence numbers");
    }
}
