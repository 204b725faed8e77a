package io.netjar.net.nat;

/// Which outside ports a NAT gives, and how it finds them. RFC 4787 §4.2.
///
/// @param first the lowest port given when it is not the inside one, at least 1
/// @param last the highest such port, at most 65,535
/// @param overloading whether flows of several inside hosts may have the same outside port if they go to different
///     places ("port overloading", which RFC 4787 REQ-3 and RFC 5382 REQ-7 forbid and Linux does)
public record NatPorts(PortAssignment assignment, int first, int last, boolean overloading) {
    public NatPorts {
        if (first < 1 || last > 65_535 || first > last) {
            throw new IllegalArgumentException("no range of ports: " + first + " to " + last);
        }
    }

    /// The inside port if it is free, else one from 1024 on.
    public static NatPorts preserving() {
        return new NatPorts(PortAssignment.PRESERVING, 1024, 65_535, false);
    }

    public NatPorts withAssignment(PortAssignment way) {
        return new NatPorts(way, first, last, overloading);
    }

    public NatPorts withRange(int lowest, int highest) {
        return new NatPorts(assignment, lowest, highest, overloading);
    }

    public NatPorts withOverloading(boolean on) {
        return new NatPorts(assignment, first, last, on);
    }
}
