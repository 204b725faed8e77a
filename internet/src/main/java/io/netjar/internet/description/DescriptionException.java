package io.netjar.internet.description;

import java.util.List;
import java.util.stream.Collectors;

/// A description has mistakes: all of them, in the order of the file.
public final class DescriptionException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    private final transient List<Mistake> mistakes;

    /// @param mistakes at least one
    public DescriptionException(List<Mistake> mistakes) {
        super(mistakes.stream().map(Mistake::toString).collect(Collectors.joining("\n")));
        this.mistakes = List.copyOf(mistakes);
    }

    /// All mistakes, in the order of the files.
    public List<Mistake> mistakes() {
        return mistakes;
    }
}
