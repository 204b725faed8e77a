package io.netjar.dns;

import io.netjar.wire.IpAddress;
import java.util.List;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;

/// What a resolver has to do next for a question.
sealed interface Step {
    /// Ask `server`, which serves `zone`, for `name` and `type`, and wait `timeoutNanos` for it; then
    /// [Iteration#answered] or [Iteration#unanswered].
    record Ask(IpAddress server, Name zone, Name name, int type, boolean edns,
            long timeoutNanos) implements Step {}

    /// Find the address of the name server `server`, whose delegation came without glue; then [Iteration#sought].
    record FindAddress(Name server) implements Step {}

    /// Tell the asker.
    record Finished(int rcode, List<Record> answer, List<Record> authority) implements Step {}
}
