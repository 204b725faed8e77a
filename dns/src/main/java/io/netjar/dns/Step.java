package io.netjar.dns;

import io.netjar.wire.IpAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.ExtendedErrorCodeOption;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;

/// What a resolver has to do next for a question.
sealed interface Step {
    /// Ask `server`, which serves `zone`, for `name` and `type`, and wait `timeoutNanos` for it; then
    /// [Iteration#answered] or [Iteration#unanswered].
    record Ask(IpAddress server, Name zone, Name name, int type, boolean edns,
            long timeoutNanos) implements Step {}

    /// Find the address of the name server `server`, whose delegation came without glue; then [Iteration#sought].
    record FindAddress(Name server) implements Step {}

    /// Tell the asker. Answer and authority have the DNSSEC records that came with them: signatures, and what proves a
    /// denial or a wildcard.
    ///
    /// @param origin how it came about
    record Finished(int rcode, List<Record> answer, List<Record> authority, Origin origin) implements Step {
        /// A result whose origin is not told.
        Finished(int rcode, List<Record> answer, List<Record> authority) {
            this(rcode, answer, authority, Origin.UNKNOWN);
        }

        /// Nobody could say.
        static Finished failure() {
            return new Finished(Rcode.SERVFAIL, List.of(), List.of());
        }

        Finished from(Origin from) {
            return new Finished(rcode, answer, authority, from);
        }
    }

    /// How a result came about.
    ///
    /// @param last the last question that was answered on the way; null if none was, since the cache knew
    /// @param trouble what stood in the way of an answer, if there is none
    record Origin(@Nullable Ask last, Trouble trouble) {
        static final Origin UNKNOWN = new Origin(null, Trouble.NONE);
    }

    /// What stood in the way, as RFC 8914 §4 distinguishes it.
    enum Trouble {
        NONE,
        /// The question could not be answered a moment ago, and was not put again.
        REMEMBERED,
        /// No server that is responsible gave an answer.
        NO_ANSWER,
        /// The network told that the server is out of reach.
        NO_WAY;

        /// What the asker may be told.
        List<ExtendedErrorCodeOption> errors() {
            return switch (this) {
                case NONE -> List.of();
                case REMEMBERED -> List.of(new ExtendedErrorCodeOption(ExtendedErrorCodeOption.CACHED_ERROR));
                case NO_ANSWER ->
                    List.of(new ExtendedErrorCodeOption(ExtendedErrorCodeOption.NO_REACHABLE_AUTHORITY));
                case NO_WAY ->
                    List.of(new ExtendedErrorCodeOption(ExtendedErrorCodeOption.NO_REACHABLE_AUTHORITY),
                            new ExtendedErrorCodeOption(ExtendedErrorCodeOption.NETWORK_ERROR));
            };
        }
    }
}
