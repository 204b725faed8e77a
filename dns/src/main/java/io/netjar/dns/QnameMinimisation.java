package io.netjar.dns;

/// How much of a name a resolver tells the servers above it. RFC 9156.
public enum QnameMinimisation {
    /// Every server is asked the whole question.
    OFF,
    /// Each server is asked for one label more than its zone has; if one answers such a question with an error, even that
    /// there is no such name, the whole question is put. The default of BIND and Unbound, since some servers deny
    /// names that have others below them.
    RELAXED,
    /// As relaxed, but "no such name" is believed of all names below (RFC 8020), and errors are errors.
    STRICT
}
