package io.netjar.verify.tcp;

/// When a line happens: at one time, or within a range of times if it is for the host to choose. Nanoseconds.
///
/// @param isWritten whether the line says it; else it is the time of the line before
record Moment(long earliest, long latest, boolean isWritten) {
    static Moment of(ScriptLine line, long now) {
        String word = line.words().getFirst();
        boolean relative = word.startsWith("+");
        if (!relative && !word.startsWith("@")) {
            return new Moment(now, now, false);
        }
        String[] ends = word.substring(1).split("\\.\\.", 2);
        long base = relative ? now : 0;
        long earliest = base + line.nanos(ends[0]);
        long latest = ends.length == 1 ? earliest : base + line.nanos(ends[1]);
        if (earliest < now || latest < earliest) {
            throw line.wrong("time does not run backwards: it is " + ScriptLine.seconds(now) + " already");
        }
        return new Moment(earliest, latest, true);
    }

    boolean holds(long time) {
        return time >= earliest && time <= latest;
    }

    @Override
    public String toString() {
        String text = ScriptLine.seconds(earliest);
        return latest == earliest ? text : text + " to " + ScriptLine.seconds(latest);
    }
}
