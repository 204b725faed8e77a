package io.netjar.web;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// Which content codings a client takes and how gladly: weights in thousandths by coding, in lower case, with `*` for
/// all that are not named. RFC 9110 §12.5.3.
record AcceptEncoding(Map<String, Integer> weights) {
    private static final int FULL = 1000;
    private static final String ANY = "*";
    private static final String IDENTITY = "identity";

    private static final AcceptEncoding UNSAID = new AcceptEncoding(Map.of());

    static AcceptEncoding of(HttpHeaders headers) {
        if (!headers.contains(HttpHeaderNames.ACCEPT_ENCODING)) {
            return UNSAID;
        }
        List<String> lines = headers.getAll(HttpHeaderNames.ACCEPT_ENCODING);
        Map<String, Integer> weights = new TreeMap<>();
        for (String line : lines) {
            for (String member : line.split(",", -1)) {
                read(member, weights);
            }
        }
        return new AcceptEncoding(weights);
    }

    private static void read(String member, Map<String, Integer> weights) {
        int semicolon = member.indexOf(';');
        String coding = (semicolon < 0 ? member : member.substring(0, semicolon)).strip()
                .toLowerCase(Locale.ROOT);
        int weight = semicolon < 0 ? FULL : qvalue(member.substring(semicolon + 1).strip());
        if (!coding.isEmpty() && weight >= 0) {
            // RFC 9110 §8.4.1.3: "A recipient SHOULD consider "x-gzip" to be equivalent to "gzip"."
            weights.put(coding.equals("x-gzip") ? "gzip" : coding, weight);
        }
    }

    /// `q=0.5` in thousandths; -1 if it is no weight: a member that nobody can read says nothing.
    private static int qvalue(String parameter) {
        // RFC 9110 §12.4.2: qvalue = ( "0" [ "." 0*3DIGIT ] ) / ( "1" [ "." 0*3("0") ] )
        if (!parameter.matches("[qQ]=(0(\\.[0-9]{0,3})?|1(\\.0{0,3})?)")) {
            return -1;
        }
        String digits = parameter.substring(2).replace(".", "");
        return Integer.parseInt((digits + "000").substring(0, 4));
    }

    /// How gladly `coding` is taken: 0 (not at all) to 1000.
    int weight(String coding) {
        return weights.getOrDefault(coding, weights.getOrDefault(ANY, 0));
    }

    /// How gladly the bytes are taken as they are: what is not named is always good, though less so than what is.
    // RFC 9110 §12.5.3: "If the representation has no content coding, then it is acceptable by default unless
    // specifically excluded by the Accept-Encoding header field stating either "identity;q=0" or "*;q=0" without a
    // more specific entry for "identity"."
    int identityWeight() {
        return weights.containsKey(IDENTITY) || weights.containsKey(ANY) ? 2 * weight(IDENTITY) : 1;
    }

    /// As [#weight], on the scale of [#identityWeight], where there is room between nothing and the least weight.
    int codingWeight(String coding) {
        return 2 * weight(coding);
    }
}
