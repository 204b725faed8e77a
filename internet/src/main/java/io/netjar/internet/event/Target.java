package io.netjar.internet.event;

import java.util.List;

/// What a name in a sentence stands for.
public sealed interface Target {
    /// Whether it can be made different so.
    boolean takes(Alteration alteration);

    /// In what it can be made different, in words.
    String changes();

    /// A cable as a sentence sees it.
    ///
    /// @param turned whether it begins at its second port
    /// @param isInner whether it begins and ends at what was named, so that it has no direction of its own
    record Run(Cable cable, boolean turned, boolean isInner) {}

    /// Cables and lines, one at least.
    record Cables(List<Run> runs) implements Target {
        public Cables {
            runs = List.copyOf(runs);
        }

        @Override
        public boolean takes(Alteration alteration) {
            return alteration instanceof Alteration.OfLine;
        }

        @Override
        public String changes() {
            return "a line has no signal and no neighbours on a channel";
        }
    }

    /// A Wi-Fi cell, by its home's or office's name.
    record Cell(String premises) implements Target {
        @Override
        public boolean takes(Alteration alteration) {
            return alteration instanceof Alteration.OfAir;
        }

        @Override
        public String changes() {
            return "of a Wi-Fi are changed 'signal', 'crowd' and 'queue', of all in it; it has no rate, delay or loss of its"
                    + " own";
        }
    }

    /// A device on Wi-Fi, by its full name.
    record Station(String name) implements Target {
        @Override
        public boolean takes(Alteration alteration) {
            return alteration instanceof Alteration.Reception;
        }

        @Override
        public String changes() {
            return "of a device on Wi-Fi 'signal' is changed; it has no line with a rate, delay or loss";
        }
    }
}
