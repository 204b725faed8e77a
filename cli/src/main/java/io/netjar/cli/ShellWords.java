package io.netjar.cli;

import java.util.ArrayList;
import java.util.List;

/// The words of a line as a shell parts them: by spaces, but not within 'single' or "double" quotes.
final class ShellWords {
    private final List<String> words = new ArrayList<>();
    private final StringBuilder word = new StringBuilder();
    private boolean isWord;
    /// The quote that has not ended; 0 if there is none.
    private char quote;

    private ShellWords() {}

    /// @throws Failure if a quote does not end
    static List<String> of(String line) throws Failure {
        var parting = new ShellWords();
        for (int i = 0; i < line.length(); i++) {
            parting.take(line.charAt(i));
        }
        if (parting.quote != 0) {
            throw Failure.usage("the quote " + parting.quote + " does not end");
        }
        parting.end();
        return parting.words;
    }

    /// A line up to its comment: a `#` at its beginning or behind a space, but not within quotes.
    static String withoutComment(String line) {
        var parting = new ShellWords();
        for (int i = 0; i < line.length(); i++) {
            boolean isApart = parting.quote == 0 && (i == 0 || Character.isWhitespace(line.charAt(i - 1)));
            if (isApart && line.charAt(i) == '#') {
                return line.substring(0, i);
            }
            parting.quoted(line.charAt(i));
        }
        return line;
    }

    /// Whether a quote begins or ends with `c`.
    private boolean quoted(char c) {
        boolean turns = quote == 0 ? c == '\'' || c == '"' : c == quote;
        if (turns) {
            quote = quote == 0 ? c : 0;
        }
        return turns;
    }

    private void take(char c) {
        if (quoted(c)) {
            isWord = true;
        } else if (quote == 0 && Character.isWhitespace(c)) {
            end();
        } else {
            word.append(c);
            isWord = true;
        }
    }

    private void end() {
        if (isWord) {
            words.add(word.toString());
        }
        word.setLength(0);
        isWord = false;
    }
}
