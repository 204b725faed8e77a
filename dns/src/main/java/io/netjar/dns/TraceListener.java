package io.netjar.dns;

import org.xbill.DNS.Name;

/// Who is told the steps of a [Stub#trace].
public interface TraceListener {
    /// A server answered: the root's servers, a referral, or at last the answer.
    ///
    /// @param server the server's name; for the first step, which the configured resolver answers, the root
    void step(Name server, QueryOutcome.Response response);

    /// A server did not answer; the next one is asked.
    void silent(Name server, QueryOutcome.NoResponse outcome);

    /// The trace is over. `found` tells whether the last step was an answer of the zone's authority, be it that there is
    /// no such name.
    void ended(boolean found);
}
