package io.netjar.web.exchange;

import io.netjar.web.HttpProgram;
import io.netjar.web.Page;
import io.netjar.web.PageRequest;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A market's state and past over HTTP, as JSON under the paths and names that the public exchanges use: candles, trades,
/// order books, tickers, and what is traded. The feed of the same [Market] tells what happens next.
///
/// The whole protocol is in `docs/exchange.md`.
public final class MarketApi implements HttpProgram {
    private static final int MOST_CANDLES = 200;
    private static final int MOST_TRADES = 500;
    private static final int MOST_LEVELS = 30;
    private static final long KST_MILLIS = 9 * 3_600_000L;
    private static final List<Integer> MINUTES = List.of(1, 3, 5, 10, 15, 30, 60, 240);

    private final Market market;

    public MarketApi(Market market) {
        this.market = market;
    }

    /// Why there is no such page.
    private static final class Refusal extends Exception {
        private static final long serialVersionUID = 1;

        private final int status;
        private final String reason;

        Refusal(int status, String reason) {
            super(reason, null, false, false);
            this.status = status;
            this.reason = reason;
        }
    }

    @Override
    public Page page(PageRequest request) {
        try {
            return Page.json(answer(request));
        } catch (Refusal refusal) {
            String name = refusal.status == 404 ? "NOT_FOUND" : "INVALID_PARAM";
            return Page.json(FeedText.error(name, refusal.reason)).as(refusal.status);
        }
    }

    private String answer(PageRequest request) throws Refusal {
        String path = request.path().substring(request.path().indexOf("/v1/") + 4);
        return switch (path) {
            case "market/all" -> instruments();
            case "ticker" -> tickers(listings(request));
            case "orderbook" -> books(listings(request), count(request, 15, MOST_LEVELS));
            case "trades/ticks" -> trades(listing(request), count(request, 1, MOST_TRADES));
            case "candles/seconds" -> candles(request, History.SECOND, 0);
            case "candles/days" -> candles(request, 24 * 60 * History.MINUTE, 0);
            default -> {
                int unit = unit(path);
                yield candles(request, unit * History.MINUTE, unit);
            }
        };
    }

    private static int unit(String path) throws Refusal {
        for (int unit : MINUTES) {
            if (path.equals("candles/minutes/" + unit)) {
                return unit;
            }
        }
        if (path.startsWith("candles/minutes/")) {
            throw new Refusal(400, "candles have 1, 3, 5, 10, 15, 30, 60 or 240 minutes");
        }
        throw new Refusal(404, "there is market/all, ticker, orderbook, trades/ticks, candles/seconds,"
                + " candles/minutes/1 and candles/days");
    }

    private String instruments() {
        List<String> texts = new ArrayList<>();
        for (Instrument each : market.instruments()) {
            texts.add(FeedText.object().text("market", each.code()).text("korean_name", each.korean())
                    .text("english_name", each.english()).close());
        }
        return FeedText.array(texts);
    }

    private static String tickers(List<Listing> listings) {
        List<String> texts = new ArrayList<>();
        for (Listing listing : listings) {
            texts.add(FeedText.object().text("market", listing.instrument().code())
                    .tickerFields(listing, listing.trades().newest())
                    .number("sequence", listing.trades().last()).close());
        }
        return FeedText.array(texts);
    }

    private static String books(List<Listing> listings, int count) {
        List<String> texts = new ArrayList<>();
        for (Listing listing : listings) {
            List<BookChange.Level> asks = listing.levels(Side.ASK);
            List<BookChange.Level> bids = listing.levels(Side.BID);
            List<String> units = new ArrayList<>();
            for (int i = 0; i < Math.min(count, Math.min(asks.size(), bids.size())); i++) {
                units.add(FeedText.object().amount("ask_price", asks.get(i).price())
                        .amount("bid_price", bids.get(i).price()).amount("ask_size", asks.get(i).size())
                        .amount("bid_size", bids.get(i).size()).close());
            }
            long nanos = listing.changes().newest().map(BookChange::nanos).orElse(0L);
            texts.add(FeedText.object().text("market", listing.instrument().code())
                    .number("timestamp", Calendar.epochMillis(nanos)).amount("total_ask_size", sum(asks))
                    .amount("total_bid_size", sum(bids)).raw("orderbook_units", FeedText.array(units))
                    .number("sequence", listing.changes().last()).close());
        }
        return FeedText.array(texts);
    }

    private static long sum(List<BookChange.Level> levels) {
        long sum = 0;
        for (BookChange.Level level : levels) {
            sum += level.size();
        }
        return sum;
    }

    private static String trades(Listing listing, int count) {
        List<String> texts = new ArrayList<>();
        for (Trade trade : listing.trades().newest(count).reversed()) {
            texts.add(FeedText.object().text("market", listing.instrument().code())
                    .tradeFields(trade).number("sequence", trade.sequence()).close());
        }
        return FeedText.array(texts);
    }

    private String candles(PageRequest request, long length, int unit) throws Refusal {
        Listing listing = listing(request);
        int count = count(request, 1, MOST_CANDLES);
        List<String> texts = new ArrayList<>();
        for (Candle candle : listing.history().before(end(request), length, count).reversed()) {
            texts.add(candle(listing, candle, unit));
        }
        return FeedText.array(texts);
    }

    private static String candle(Listing listing, Candle candle, int unit) {
        long millis = Calendar.epochMillis(candle.nanos());
        FeedText text = FeedText.object().text("market", listing.instrument().code())
                .text("candle_date_time_utc", FeedText.date(millis) + "T" + FeedText.time(millis))
                .text("candle_date_time_kst",
                        FeedText.date(millis + KST_MILLIS) + "T" + FeedText.time(millis + KST_MILLIS))
                .amount("opening_price", candle.open()).amount("high_price", candle.high())
                .amount("low_price", candle.low()).amount("trade_price", candle.close())
                .number("timestamp", Calendar.epochMillis(candle.closedNanos()))
                .amount("candle_acc_trade_price", candle.turnover())
                .amount("candle_acc_trade_volume", candle.volume());
        return (unit == 0 ? text : text.number("unit", unit)).close();
    }

    private Listing listing(PageRequest request) throws Refusal {
        String code = request.parameter("market")
                .orElseThrow(() -> new Refusal(400, "this needs ?market=KRW-NARU or the like"));
        return listing(code);
    }

    private Listing listing(String code) throws Refusal {
        return market.listing(code)
                .orElseThrow(() -> new Refusal(404, "no such market; market/all names those there are"));
    }

    private List<Listing> listings(PageRequest request) throws Refusal {
        String codes = request.parameter("markets")
                .orElseThrow(() -> new Refusal(400, "this needs ?markets=KRW-NARU,KRW-GAON or the like"));
        List<Listing> listings = new ArrayList<>();
        for (String code : codes.split(",", FeedRequest.MAX_CODES + 1)) {
            Listing listing = listing(code);
            if (!listings.contains(listing)) {
                listings.add(listing);
            }
        }
        return listings;
    }

    private static int count(PageRequest request, int usual, int most) throws Refusal {
        Optional<String> count = request.parameter("count");
        if (count.isEmpty()) {
            return usual;
        }
        if (!count.get().matches("[1-9][0-9]{0,8}")) {
            throw new Refusal(400, "count is a number from 1 to " + most);
        }
        return Math.min(most, Integer.parseInt(count.get()));
    }

    /// The end of the time asked for: the present, or an earlier date.
    private long end(PageRequest request) throws Refusal {
        long now = market.engine().now() + 1;
        String to = request.parameter("to").orElse("");
        if (to.isEmpty()) {
            return now;
        }
        try {
            String date = to.replace(' ', 'T');
            boolean isZoned = date.matches(".*(Z|[+-][0-9]{2}:[0-9]{2})");
            long millis = OffsetDateTime.parse(isZoned ? date : date + "Z").toInstant()
                    .toEpochMilli();
            long first = Calendar.epochMillis(Calendar.opening(Calendar.FIRST_SESSION));
            return Math.min(now, Calendar.nanos(Math.max(first, Math.min(millis, MOST_MILLIS))));
        } catch (DateTimeException _) {
            throw new Refusal(400, "to is a date like 2026-01-01T09:00:00Z");
        }
    }

    /// The year 2200: beyond, nanoseconds do not reach.
    private static final long MOST_MILLIS = Instant.parse("2200-01-01T00:00:00Z").toEpochMilli();
}
