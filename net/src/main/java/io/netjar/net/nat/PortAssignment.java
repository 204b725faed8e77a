package io.netjar.net.nat;

/// How a NAT finds the outside port for an inside one. RFC 4787 §4.2.1.
public enum PortAssignment {
    /// The inside port if nobody has it outside ("port preservation"), else one by chance.
    PRESERVING,
    /// One by chance always, as RFC 6056 §4 and RFC 7857 §10 want of a NAT that does not preserve.
    RANDOM,
    /// One after the other, so that the next one is easy to guess: what many old routers do.
    SEQUENTIAL
}
