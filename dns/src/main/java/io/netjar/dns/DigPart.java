package io.netjar.dns;

/// A part of what dig prints of a response. Each can be left out.
public enum DigPart {
    /// The header, EDNS, and the titles of sections.
    COMMENTS, QUESTION, ANSWER, AUTHORITY, ADDITIONAL,
    /// Who answered, when, in what time, and how many octets.
    STATISTICS
}
