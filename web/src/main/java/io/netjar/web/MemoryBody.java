package io.netjar.web;

import java.nio.charset.StandardCharsets;

/// A short body held in memory: the page that goes with a status.
record MemoryBody(byte[] bytes) implements Body, Body.Reader {
    static MemoryBody of(String text) {
        return new MemoryBody(text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public long length() {
        return bytes.length;
    }

    @Override
    public String entityTag() {
        return EntityTags.of(bytes);
    }

    @Override
    public Body.Reader open() {
        return this;
    }

    @Override
    public void read(long position, byte[] target) {
        System.arraycopy(bytes, (int) position, target, 0, target.length);
    }

    @Override
    public void close() {
        // Nothing is held.
    }
}
