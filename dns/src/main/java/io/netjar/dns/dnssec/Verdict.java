package io.netjar.dns.dnssec;

import java.util.List;
import org.xbill.DNS.ExtendedErrorCodeOption;

/// What a validator thinks of an answer: three of the four states of RFC 4033 §5. The fourth, indeterminate, is what no
/// trust anchor says anything about, and is treated as insecure.
public sealed interface Verdict {
    /// A chain of signatures and digests leads from a trust anchor to each record, or to the proof that there is none.
    ///
    /// @param seconds for how long at most this holds: no signature expires earlier, and no original TTL is shorter
    record Secure(long seconds) implements Verdict {}

    /// A signed proof tells that nothing is signed here, or it is signed in a way unknown to this validator, or there is no
    /// trust anchor for it: the answer is as good as one without DNSSEC.
    ///
    /// @param notes what the asker may want to know about the reason (RFC 8914); often none
    record Insecure(List<ExtendedErrorCodeOption> notes) implements Verdict {
        public Insecure {
            notes = List.copyOf(notes);
        }
    }

    /// It should be signed, and is not, or wrongly: somebody forges, or somebody made a mistake.
    ///
    /// @param error why, as RFC 8914 names it
    /// @param onTheWay whether the chain of keys and digests is broken, at what was fetched last, and not the answer itself
    record Bogus(ExtendedErrorCodeOption error, boolean onTheWay) implements Verdict {}
}
