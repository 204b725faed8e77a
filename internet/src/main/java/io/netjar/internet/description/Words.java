package io.netjar.internet.description;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Some of the words of a sentence, in a row, and where each stands.
///
/// @param start where they begin; where they would, if there are none
record Words(List<Word> words, int start) {
    private static final Pattern WORD = Pattern.compile("\\S+");

    record Word(String text, int at) {}

    /// Words before and after one that parts them.
    record Parted(Words before, Words after) {}

    static Words of(String text) {
        List<Word> words = new ArrayList<>();
        Matcher word = WORD.matcher(text);
        while (word.find()) {
            words.add(new Word(word.group(), word.start()));
        }
        return new Words(words, words.isEmpty() ? 0 : words.getFirst().at);
    }

    boolean isEmpty() {
        return words.isEmpty();
    }

    int size() {
        return words.size();
    }

    /// The first word; nothing if there is none.
    String first() {
        return words.isEmpty() ? "" : words.getFirst().text;
    }

    String last() {
        return words.isEmpty() ? "" : words.getLast().text;
    }

    /// All of them with one space between them.
    String text() {
        return words.stream().map(Word::text).collect(Collectors.joining(" "));
    }

    /// The first `count` words.
    Words before(int count) {
        return new Words(words.subList(0, count), start);
    }

    /// Those behind the first `count` words.
    Words after(int count) {
        int from = Math.min(count, words.size());
        return new Words(words.subList(from, words.size()),
                from < words.size() ? words.get(from).at : start);
    }

    /// Parts them at the last of `word` that has a word before and behind it; all are before if there is none.
    Parted partAtLast(String word) {
        for (int i = words.size() - 2; i > 0; i--) {
            if (words.get(i).text.equals(word)) {
                return new Parted(before(i), after(i + 1));
            }
        }
        return new Parted(this, after(words.size()));
    }

    /// Parts them before a share at the end: `5%`, `5 %`, or what was to be one.
    Parted partAtShare() {
        int last = words.size() - 1;
        if (last < 1) {
            return new Parted(this, after(words.size()));
        }
        boolean apart = words.get(last).text.equals("%") && last > 1;
        boolean isNumber = Character.isDigit(words.get(last).text.charAt(0))
                || words.get(last).text.endsWith("%");
        int at = apart ? last - 1 : isNumber ? last : words.size();
        return new Parted(before(at), after(at));
    }
}
