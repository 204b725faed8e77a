package io.netjar.web;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// A folder served to the real world: entity tags and Last-Modified follow from the files' times, as clients expect of a
/// server whose files somebody edits; and what was asked for last is kept open.
final class LiveFolder implements Content {
    /// How long an answer of the file system is believed. Shorter than anybody needs to edit a file and ask again.
    private static final long BELIEVED_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
    /// Names that are remembered, whether something is there or not. Each may be an open file, of which a process usually
    /// may have 1,024.
    private static final int MAX_NAMES = 256;

    private final Folder folder;
    private final LongSupplier clock;
    private final Map<String, Known> known = new LinkedHashMap<>(16, 0.75f, true);

    private record Known(long atNanos, Found found) {}

    /// @param clock nanoseconds that pass, from any moment on
    LiveFolder(Path folder, LongSupplier clock) throws IOException {
        this.folder = new Folder(folder);
        this.clock = clock;
    }

    @Override
    public Found find(String path) throws IOException {
        long now = clock.getAsLong();
        Known last = known.get(path);
        if (last != null && now - last.atNanos < BELIEVED_NANOS) {
            return last.found;
        }
        Found found = look(path, last);
        known.put(path, new Known(now, found));
        if (last != null && !last.found.equals(found)) {
            letGo(last.found);
        }
        if (known.size() > MAX_NAMES) {
            Iterator<Known> eldest = known.values().iterator();
            letGo(eldest.next().found);
            eldest.remove();
        }
        return found;
    }

    /// What is there now; the same object as last time if it is the same.
    private Found look(String path, @Nullable Known last) throws IOException {
        Optional<Folder.Place> place = folder.locate(path);
        if (place.isEmpty()) {
            return new Found.Missing();
        }
        if (place.get().attributes().isDirectory()) {
            return new Found.Folder();
        }
        if (!place.get().attributes().isRegularFile()) {
            return new Found.Missing();
        }
        if (last != null && last.found instanceof Found.File(LiveFile file) && file.isStill(place.get())) {
            return last.found;
        }
        return new Found.File(new LiveFile(folder, place.get()));
    }

    private static void letGo(Found found) {
        if (found instanceof Found.File(LiveFile file)) {
            file.letGo();
        }
    }
}
