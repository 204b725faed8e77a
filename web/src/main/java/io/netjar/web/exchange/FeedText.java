package io.netjar.web.exchange;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;

/// What the exchange says, as JSON, under the names that the public exchanges use.
final class FeedText {
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("uuuu-MM-dd")
            .withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss")
            .withZone(ZoneOffset.UTC);
    /// Of rates: eight digits after the point.
    private static final long RATE = 100_000_000;

    private final StringBuilder out = new StringBuilder(512);
    private boolean begun;

    private FeedText() {}

    /// A trade.
    ///
    /// @param snapshot whether it is told as the present state
    static String trade(Listing listing, Trade trade, boolean snapshot) {
        return new FeedText().open().text("type", "trade").text("code", listing.instrument().code())
                .number("timestamp", Calendar.epochMillis(trade.nanos())).tradeFields(trade)
                .changeFields(listing.day().reference(), trade.price())
                .place(trade.sequence(), trade.previous(), snapshot).close();
    }

    /// Where an instrument stands after its last trade; before the first there is none.
    static String ticker(Listing listing, Optional<Trade> last, boolean snapshot) {
        FeedText text = new FeedText().open().text("type", "ticker").text("code",
                listing.instrument().code());
        text.tickerFields(listing, last);
        last.ifPresent(trade -> text.place(trade.sequence(), trade.previous(), snapshot));
        return text.close();
    }

    /// All that waits in the book.
    static String book(Listing listing, long nanos, long sequence) {
        return new FeedText().open().text("type", "orderbook").text("code", listing.instrument().code())
                .number("timestamp", Calendar.epochMillis(nanos))
                .levels("asks", listing.levels(Side.ASK)).levels("bids", listing.levels(Side.BID))
                .place(sequence, sequence, true).close();
    }

    /// What changed in the book.
    static String change(Listing listing, BookChange change) {
        return new FeedText().open().text("type", "orderbook").text("code", listing.instrument().code())
                .number("timestamp", Calendar.epochMillis(change.nanos())).levels("asks", change.asks())
                .levels("bids", change.bids()).place(change.sequence(), change.previous(), false).close();
    }

    /// An error that has a name.
    static String error(String name, String message) {
        return new FeedText().open().raw("error",
                new FeedText().open().text("name", name).text("message", message).close()).close();
    }

    /// A JSON array of texts that are JSON themselves.
    static String array(List<String> texts) {
        return "[" + String.join(",", texts) + "]";
    }

    FeedText tickerFields(Listing listing, Optional<Trade> last) {
        DayFigures day = listing.day();
        long price = last.map(Trade::price).orElse(day.reference());
        amount("opening_price", day.opening()).amount("high_price", day.high()).amount("low_price", day.low())
                .amount("prev_closing_price", day.reference());
        last.ifPresent(trade -> number("timestamp", Calendar.epochMillis(trade.nanos())).tradeFields(trade));
        long gap = price - day.reference();
        amount("signed_change_price", gap);
        name("signed_change_rate");
        Amounts.append(out, (long) ((double) gap / day.reference() * RATE), RATE);
        return changeFields(day.reference(), price).amount("acc_trade_volume", day.volume())
                .amount("acc_trade_price", day.turnover());
    }

    FeedText tradeFields(Trade trade) {
        long millis = Calendar.epochMillis(trade.nanos());
        return text("trade_date", date(millis)).text("trade_time", time(millis))
                .number("trade_timestamp", millis).amount("trade_price", trade.price())
                .amount("trade_volume", trade.size()).text("ask_bid", trade.aggressor().name());
    }

    private FeedText changeFields(long reference, long price) {
        long gap = price - reference;
        text("change", gap > 0 ? "RISE" : gap < 0 ? "FALL" : "EVEN").amount("change_price", Math.abs(gap));
        name("change_rate");
        Amounts.append(out, (long) ((double) Math.abs(gap) / reference * RATE), RATE);
        return this;
    }

    private FeedText place(long sequence, long previous, boolean snapshot) {
        return number("sequence", sequence).number("prev", previous).text("stream_type",
                snapshot ? "SNAPSHOT" : "REALTIME");
    }

    private FeedText levels(String name, List<BookChange.Level> levels) {
        name(name).out.append('[');
        for (int i = 0; i < levels.size(); i++) {
            out.append(i == 0 ? "[" : ",[");
            Amounts.append(out, levels.get(i).price());
            out.append(',');
            Amounts.append(out, levels.get(i).size());
            out.append(']');
        }
        out.append(']');
        return this;
    }

    /// Begins an object.
    static FeedText object() {
        return new FeedText().open();
    }

    private FeedText open() {
        out.append('{');
        return this;
    }

    /// Ends it. Returns all of it.
    String close() {
        return out.append('}').toString();
    }

    /// A member whose value is a number of 0.0001.
    FeedText amount(String name, long units) {
        name(name);
        Amounts.append(out, units);
        return this;
    }

    /// A member whose value is a whole number.
    FeedText number(String name, long value) {
        name(name).out.append(value);
        return this;
    }

    /// A member whose value is a string, which needs no escapes.
    FeedText text(String name, String value) {
        name(name).out.append('"').append(value).append('"');
        return this;
    }

    /// A member whose value is JSON already.
    FeedText raw(String name, String json) {
        name(name).out.append(json);
        return this;
    }

    private FeedText name(String name) {
        out.append(begun ? ",\"" : "\"").append(name).append("\":");
        begun = true;
        return this;
    }

    /// The day of a date, like `2026-01-01`.
    static String date(long epochMillis) {
        return DATE.format(Instant.ofEpochMilli(epochMillis));
    }

    /// The time of day, UTC, like `09:30:00`.
    static String time(long epochMillis) {
        return TIME.format(Instant.ofEpochMilli(epochMillis));
    }
}
