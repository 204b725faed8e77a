package io.netjar.web;

import io.netjar.engine.Engine;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.function.LongSupplier;

/// A server's clock and calendar. Those of an emulated Internet count the engine's time from a fixed date, so that two
/// runs of one description name the same dates.
public final class WebClock {
    // RFC 9110 §5.6.7: "An example of the preferred format is Sun, 06 Nov 1994 08:49:37 GMT; IMF-fixdate"
    private static final DateTimeFormatter IMF_FIXDATE = DateTimeFormatter
            .ofPattern("EEE, dd MMM uuuu HH:mm:ss 'GMT'", Locale.ENGLISH).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter LOG = DateTimeFormatter
            .ofPattern("dd/MMM/uuuu:HH:mm:ss xx", Locale.ENGLISH).withZone(ZoneOffset.UTC);

    private final LongSupplier nanos;
    private long dateSecond = Long.MIN_VALUE;
    private String date = "";

    public WebClock(Engine engine) {
        this(engine::now);
    }

    /// @param nanos since [Engine#EPOCH_SECONDS]; less than 0 before that
    public WebClock(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /// Nanoseconds since the calendar's beginning, which is when an engine was made.
    public long nanos() {
        return nanos.getAsLong();
    }

    /// Milliseconds since 1970 in the emulated calendar.
    public long epochMillis() {
        return epochMillis(nanos());
    }

    /// What the emulated calendar calls `nanos` of engine time, in milliseconds since 1970.
    static long epochMillis(long nanos) {
        return Engine.EPOCH_SECONDS * 1000 + nanos / 1_000_000;
    }

    /// The present as HTTP writes it in `Date`.
    String httpDate() {
        long second = Math.floorDiv(nanos(), 1_000_000_000L);
        if (second != dateSecond) {
            date = httpDate(Engine.EPOCH_SECONDS + second);
            dateSecond = second;
        }
        return date;
    }

    /// Seconds since 1970 as HTTP writes them.
    static String httpDate(long epochSeconds) {
        return IMF_FIXDATE.format(Instant.ofEpochSecond(epochSeconds));
    }

    /// Seconds since 1970 of a date as HTTP writes it, or -1 if it is none.
    public static long parseHttpDate(String text) {
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
