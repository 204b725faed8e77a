package io.netjar.dns;

/// How far cached data is believed, least first: RFC 2181 §5.4.1, "Ranking data". Data replaces data of its own rank or
/// below, and only [#ANSWER] and above is ever given to an asker as an answer.
enum Trust {
    /// From the additional section: glue.
    ADDITIONAL,
    /// From the authority section of a referral: what the parent says of its child.
    REFERRAL,
    /// From the answer section, but not of the zone that was asked.
    ANSWER,
    /// From the answer or authority section of an authoritative answer.
    AUTHORITATIVE
}
