package io.netjar.web;

import io.netjar.engine.Engine;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// The calendar of an emulated Internet: the engine's time counted from a fixed date, so that two runs of one
/// description name the same dates.
public final class WebClock {
    // RFC 9110 §5.6.7: "An example of the preferred format is Sun, 06 Nov 1994 08:49:37 GMT; IMF-fixdate"
    private static final DateTimeFormatter IMF_FIXDATE = DateTimeFormatter
            .ofPattern("EEE, dd MMM uuuu HH:mm:ss 'GMT'", Locale.ENGLISH).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter LOG = DateTimeFormatter
            .ofPattern("dd/MMM/uuuu:HH:mm:ss xx", Locale.ENGLISH).withZone(ZoneOffset.UTC);

    private final Engine engine;

    public WebClock(Engine engine) {
        this.engine = engine;
    }

    /// Nanoseconds since the engine was made.
    public long nanos() {
        return engine.now();
    }

    /// Milliseconds since 1970 in the emulated calendar.
    public long epochMillis() {
        return epochMillis(engine.now());
    }

    /// What the emulated calendar calls `nanos` of engine time, in milliseconds since 1970.
    static long epochMillis(long nanos) {
        return Engine.EPOCH_SECONDS * 1000 + nanos / 1_000_000;
    }

    /// The present as HTTP writes it in `Date`.
    String httpDate() {
        return httpDate(Engine.EPOCH_SECONDS + engine.now() / 1_000_000_000);
    }

    /// Seconds since 1970 as HTTP writes them.
    static String httpDate(long epochSeconds) {
        return IMF_FIXDATE.format(Instant.ofEpochSecond(epochSeconds));
    }

    /// Seconds since 1970 of a date as HTTP writes it, or -1 if it is none.
    static long parseHttpDate(String text) {
        try {
            return Instant.from(IMF_FIXDATE.parse(text)).getEpochSecond();
        } catch (java.time.DateTimeException _) {
            return -1;
        }
    }

    /// A time of the engine as the common log format writes it.
    static String logDate(long nanos) {
        return LOG.format(Instant.ofEpochMilli(epochMillis(nanos)));
    }
}
