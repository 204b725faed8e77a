package io.netjar.internet.builder;

import java.util.Locale;

/// What a port belongs to.
public enum Transport {
    /// RFC 9293
    TCP,
    /// RFC 768
    UDP;

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
