package io.netjar.internet.event;

/// The direction of a line that a change is about. The beginning of a line is the end that the sentence names first; of
/// all cables of a node it is the node, and of a home's or an office's line it is the home or the office.
public enum Way {
    /// Both directions.
    BOTH(""),
    /// From the beginning: `up`, or `there`.
    UP("up"),
    /// To the beginning: `down`, or `back`.
    DOWN("down");

    private final String word;

    Way(String word) {
        this.word = word;
    }

    /// As sentences have it, with a space before it; nothing for both.
    String after(String line) {
        boolean hasEnds = line.contains(Cable.BETWEEN);
        return switch (this) {
            case BOTH -> "";
            case UP -> hasEnds ? " there" : " " + word;
            case DOWN -> hasEnds ? " back" : " " + word;
        };
    }

    /// Whether it is about the direction from a cable's first port to its second.
    boolean isForward(Target.Run run) {
        return this == BOTH || run.isInner() || (this == UP) == !run.turned();
    }

    /// Whether it is about the other direction.
    boolean isBackward(Target.Run run) {
        return this == BOTH || run.isInner() || (this == UP) == run.turned();
    }
}
