package io.netjar.verify.tcp;

import java.util.List;

/// One segment, or several of a kind in a row: `[COUNTx] SEGMENT [by N]`. Each starts where the one before it ends;
/// with `by` each acknowledges N bytes more than the one before it.
record Train(int count, SegmentText first, int acknowledgedMore) {
    static Train read(ScriptLine line, List<String> words) {
        boolean many = !words.isEmpty() && words.getFirst().matches("[0-9]+x");
        int count = many ? line.integer(words.getFirst().replace("x", "")) : 1;
        int by = words.indexOf("by");
        if (by >= 0 && by != words.size() - 2) {
            throw line.wrong("'by' and its number stand at the end");
        }
        List<String> segment = words.subList(many ? 1 : 0, by < 0 ? words.size() : by);
        return new Train(count, SegmentText.read(line, segment), by < 0 ? 0 : line.integer(words.getLast()));
    }

    /// The segment that comes after `segment`.
    SegmentText next(ScriptLine line, SegmentText segment) {
        SegmentText next = segment;
        if (segment.has(Field.SEQ) && segment.has(Field.DATA)) {
            next = add(line, next, Field.SEQ, line.integer(segment.get(Field.DATA)));
        }
        return segment.has(Field.ACK) ? add(line, next, Field.ACK, acknowledgedMore) : next;
    }

    private static SegmentText add(ScriptLine line, SegmentText segment, Field field, int more) {
        return segment.with(field, String.valueOf(line.integer(segment.get(field)) + more));
    }
}
