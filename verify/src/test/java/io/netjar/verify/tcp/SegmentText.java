package io.netjar.verify.tcp;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A segment as a script writes it: its fields as text, sequence numbers counted from each side's SYN.
record SegmentText(Map<Field, String> fields) {
    /// The flags, from the lowest bit of TCP's header up.
    static final List<String> FLAGS = List.of("FIN", "SYN", "RST", "PSH", "ACK", "URG", "ECE", "CWR");

    private static final Set<String> ABSENCES = Set.of("no-mss", "no-sack-ok", "no-wscale", "no-ts");

    /// Reads `words`, which came after the actor in `line`.
    static SegmentText read(ScriptLine line, List<String> words) {
        var fields = new EnumMap<Field, String>(Field.class);
        fields.put(Field.FLAGS, "");
        int at = 0;
        while (at < words.size()) {
            String word = words.get(at++);
            Field field = Field.of(word);
            if (FLAGS.contains(word)) {
                fields.put(Field.FLAGS, flags(bits(fields.get(Field.FLAGS)) | bits(word)));
            } else if (ABSENCES.contains(word)) {
                fields.put(
                        Field.valueOf(word.substring(3).replace('-', '_').toUpperCase(java.util.Locale.ROOT)),
                        Field.NONE);
            } else if (field != null) {
                int end = field == Field.SACK ? endOfBlocks(words, at) : valueEnd(words, at, field);
                if (end > words.size() || end == at && field == Field.SACK) {
                    throw line
                            .wrong("'" + word + "' needs " + (field == Field.TS ? "two values" : "a value"));
                }
                fields.put(field, field == Field.SACK_OK ? "yes" : String.join(" ", words.subList(at, end)));
                at = end;
            } else {
                throw line
                        .wrong("a segment has no '" + word + "'; it has the flags " + FLAGS + ", the fields "
                                + names() + " and the absences " + ABSENCES.stream().sorted().toList());
            }
        }
        return new SegmentText(fields);
    }

    private static int valueEnd(List<String> words, int at, Field field) {
        boolean automatic = field == Field.TS && at < words.size() && words.get(at).equals("auto");
        return at + (automatic ? 1 : field.width());
    }

    private static int endOfBlocks(List<String> words, int start) {
        int end = start;
        while (end < words.size() && (words.get(end).contains("..") || words.get(end).equals(Field.NONE))) {
            end++;
        }
        return end;
    }

    private static List<String> names() {
        var names = new ArrayList<String>();
        for (Field field : Field.values()) {
            if (field != Field.FLAGS) {
                names.add(field.text());
            }
        }
        return names;
    }

    static int bits(@org.jspecify.annotations.Nullable String flags) {
        int bits = 0;
        for (int i = 0; i < FLAGS.size(); i++) {
            bits |= flags != null && flags.contains(FLAGS.get(i)) ? 1 << i : 0;
        }
        return bits;
    }

    /// The names of the flags in `bits`, SYN, FIN and RST first.
    static String flags(int bits) {
        var names = new ArrayList<String>();
        for (int i = 0; i < FLAGS.size(); i++) {
            if ((bits & 1 << i) != 0) {
                names.add(FLAGS.get(i));
            }
        }
        return String.join(" ", names);
    }

    boolean has(Field field) {
        return fields.containsKey(field);
    }

    /// The value of `field`, or [Field#NONE].
    String get(Field field) {
        return fields.getOrDefault(field, Field.NONE);
    }

    /// The same with `field` set to `value`.
    SegmentText with(Field field, String value) {
        var copy = new EnumMap<>(fields);
        copy.put(field, value);
        return new SegmentText(copy);
    }

    /// Where `came` is not what this expects, a line for each field. What is not said is not compared, but flags (PSH
    /// only if it is said), the length of the data and SACK blocks always are.
    List<String> differences(SegmentText came) {
        var differences = new ArrayList<String>();
        boolean pushes = get(Field.FLAGS).contains("PSH");
        SegmentText got = pushes
                ? came
                : came.with(Field.FLAGS, flags(bits(came.get(Field.FLAGS)) & ~bits("PSH")));
        SegmentText wanted = has(Field.DATA) ? this : with(Field.DATA, "0");
        wanted = has(Field.SACK) ? wanted : wanted.with(Field.SACK, Field.NONE);
        for (Map.Entry<Field, String> field : wanted.fields.entrySet()) {
            String actual = got.get(field.getKey());
            if (!actual.equals(field.getValue())) {
                differences
                        .add(field.getKey().text() + ": expected " + field.getValue() + ", came " + actual);
            }
        }
        return differences;
    }

    @Override
    public String toString() {
        var text = new StringBuilder(get(Field.FLAGS));
        fields.forEach((field, value) -> {
            if (field == Field.SACK_OK && !value.equals(Field.NONE)) {
                text.append(' ').append(field.text());
            } else if (field != Field.FLAGS && !value.equals(Field.NONE)) {
                text.append(' ').append(field.text()).append(' ').append(value);
            }
        });
        return text.toString();
    }
}
