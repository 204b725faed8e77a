package io.netjar.web.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.netjar.engine.Engine;
import io.netjar.net.host.Host;
import io.netjar.net.ip.NetworkInterface;
import io.netjar.net.link.Link;
import io.netjar.net.link.LinkSpec;
import io.netjar.net.link.Network;
import io.netjar.net.link.Port;
import io.netjar.netty.EngineEventLoop;
import io.netjar.netty.HostTransport;
import io.netjar.web.Content;
import io.netjar.web.Site;
import io.netjar.web.SiteServer;
import io.netjar.web.client.FetchEvents;
import io.netjar.web.client.Fetched;
import io.netjar.web.client.HttpClient;
import io.netjar.web.client.NameLookup;
import io.netjar.wire.IpAddress;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.assertj.core.data.Offset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The API at the other end of an emulated cable.
class MarketApiTest {
    private static final IpAddress SERVER = IpAddress.of("10.0.0.2");

    private final Engine engine = new Engine(42);
    private final Network network = new Network(engine);
    private final EngineEventLoop loop = new EngineEventLoop(engine);
    private final Host clientHost = new Host(network, "client");
    private final Host serverHost = new Host(network, "server");
    private final HttpClient client = new HttpClient(new HostTransport(loop, clientHost),
            (_, answer) -> answer.accept(new NameLookup.Answer.Found(List.of(SERVER))),
            HttpClient.Settings.DEFAULT);

    MarketApiTest() {
        new Link(network, "cable", plug(clientHost, "10.0.0.1"), plug(serverHost, "10.0.0.2"),
                LinkSpec.of(100_000_000, Duration.ofMillis(1)));
        var site = new Site(Content.generated("/x", 1, 1)).withPage("/v1/",
                new MarketApi(new Market(engine, "exchange")));
        SiteServer.open(new HostTransport(loop, serverHost), 80, Map.of("exchange.test", site), _ -> {
            // Nobody reads it.
        });
        engine.runUntil(TimeUnit.SECONDS.toNanos(90 * 60 + 50));
    }

    private static Port plug(Host host, String address) {
        NetworkInterface eth0 = host.addInterface("eth0");
        eth0.addAddress(IpAddress.of(address), 24);
        return eth0.port();
    }

    /// A status, and what the page says.
    private record Got(int status, Object json) {
        List<Map<String, Object>> rows() {
            assertThat(status).isEqualTo(200);
            List<Map<String, Object>> rows = new ArrayList<>();
            for (Object each : (List<?>) json) {
                @SuppressWarnings("unchecked")
                var row = (Map<String, Object>) each;
                rows.add(row);
            }
            return rows;
        }

        List<Object> column(String name) {
            return rows().stream().map(row -> row.get(name)).toList();
        }
    }

    private Got get(String pathAndQuery) {
        var body = new ByteArrayOutputStream();
        List<Fetched> results = new ArrayList<>();
        client.get(URI.create("http://exchange.test" + pathAndQuery), new FetchEvents() {
            @Override
            public void content(byte[] piece) {
                body.writeBytes(piece);
            }

            @Override
            public void ended(Fetched fetched) {
                results.add(fetched);
            }
        });
        assertThat(engine.runUntil(() -> !results.isEmpty(), engine.now() + TimeUnit.SECONDS.toNanos(9)))
                .isTrue();
        var response = (Fetched.Response) results.getFirst();
        assertThat(response.header("Content-Type")).startsWith("application/json");
        try {
            return new Got(response.status(), Json.read(body.toString(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new AssertionError("not JSON: " + body, e);
        }
    }

    private static double number(@Nullable Object value) {
        return ((Number) Objects.requireNonNull(value)).doubleValue();
    }

    @Test
    void namesWhatIsTraded() {
        assertThat(get("/v1/market/all").rows()).hasSize(8).first()
                .isEqualTo(Map.of("market", "KRW-NARU", "korean_name", "나루", "english_name", "Naru"));
    }

    @Test
    void hasCandlesNewestFirst() {
        Got minutes = get("/v1/candles/minutes/1?market=KRW-NARU&count=120");

        assertThat(minutes.column("candle_date_time_utc")).hasSize(120).doesNotHaveDuplicates()
                .startsWith("2026-01-01T01:30:00", "2026-01-01T01:29:00")
                .contains("2025-12-31T23:59:00")
                .isSortedAccordingTo((a, b) -> b.toString().compareTo(a.toString()));
        assertThat(minutes.rows().getFirst()).containsEntry("candle_date_time_kst", "2026-01-01T10:30:00")
                .containsEntry("unit", 1L).containsEntry("market", "KRW-NARU");
        assertThat(minutes.rows()).allSatisfy(candle -> {
            double low = number(candle.get("low_price"));
            assertThat(low).isPositive();
            assertThat(number(candle.get("opening_price"))).isGreaterThanOrEqualTo(low);
            assertThat(number(candle.get("trade_price"))).isGreaterThanOrEqualTo(low)
                    .isLessThanOrEqualTo(number(candle.get("high_price")));
            assertThat(number(candle.get("candle_acc_trade_volume"))).isPositive();
        });
    }

    @Test
    void hasCandlesBeforeADate() {
        for (String date : List.of("2026-01-01T01:00:00Z", "2026-01-01T01:00:00", "2026-01-01%2001:00:00",
                "2026-01-01T10:00:00%2B09:00")) {
            assertThat(get("/v1/candles/minutes/30?market=KRW-NARU&count=3&to=" + date)
                    .column("candle_date_time_utc"))
                    .containsExactly("2026-01-01T00:30:00", "2026-01-01T00:00:00", "2025-12-31T23:30:00");
        }
        assertThat(get("/v1/candles/minutes/1?market=KRW-NARU&to=1999-01-01T00:00:00Z").rows()).isEmpty();
    }

    @Test
    void hasLongerAndShorterCandlesOfTheSameTrades() {
        List<Map<String, Object>> minutes = get("/v1/candles/minutes/1?market=KRW-GAON&count=91").rows();
        Map<String, Object> hour = get(
                "/v1/candles/minutes/60?market=KRW-GAON&to=2026-01-01T01:00:00Z").rows().getFirst();
        Map<String, Object> day = get("/v1/candles/days?market=KRW-GAON").rows().getFirst();

        double volume = 0;
        double since = 0;
        for (Map<String, Object> minute : minutes) {
            boolean first = String.valueOf(minute.get("candle_date_time_utc"))
                    .compareTo("2026-01-01T01:00") < 0;
            volume += first ? number(minute.get("candle_acc_trade_volume")) : 0;
            since += number(minute.get("candle_acc_trade_volume"));
        }
        assertThat(number(hour.get("candle_acc_trade_volume"))).isCloseTo(volume,
                Offset.offset(1e-6));
        assertThat(number(day.get("candle_acc_trade_volume"))).isCloseTo(since,
                Offset.offset(1e-6));
        assertThat(get("/v1/candles/seconds?market=KRW-GAON&count=200").rows()).hasSize(200);
    }

    @Test
    void hasBooksTradesAndTickersThatAgree() {
        Map<String, Object> book = get("/v1/orderbook?markets=KRW-DORI").rows().getFirst();
        var best = (Map<?, ?>) ((List<?>) Objects.requireNonNull(book.get("orderbook_units"))).getFirst();
        List<Map<String, Object>> trades = get("/v1/trades/ticks?market=KRW-DORI&count=20").rows();
        Map<String, Object> ticker = get("/v1/ticker?markets=KRW-DORI,KRW-TAN").rows().getFirst();

        assertThat(number(best.get("bid_price"))).isLessThan(number(best.get("ask_price")));
        assertThat(trades).hasSize(20);
        assertThat(ticker.get("sequence")).isEqualTo(trades.getFirst().get("sequence"));
        assertThat(ticker.get("trade_price")).isEqualTo(trades.getFirst().get("trade_price"));
    }

    @ParameterizedTest
    @CsvSource({"404, /v1/nothing", "404, /v1/ticker?markets=KRW-BTC", "400, /v1/ticker",
            "400, /v1/candles/minutes/7?market=KRW-NARU", "400, /v1/candles/minutes/1",
            "404, /v1/candles/minutes/1?market=KRW-", "400, /v1/candles/minutes/1?market=KRW-NARU&count=0",
            "400, /v1/candles/minutes/1?market=KRW-NARU&count=-1",
            "400, /v1/candles/days?market=KRW-NARU&to=yesterday",
            "400, /v1/trades/ticks?market=KRW-NARU&count=1e3"})
    void saysWhatIsWrong(int status, String path) {
        Got got = get(path);

        assertThat(got.status).isEqualTo(status);
        assertThat(((Map<?, ?>) got.json).get("error"))
                .asInstanceOf(InstanceOfAssertFactories.map(String.class, String.class))
                .containsEntry("name", status == 404 ? "NOT_FOUND" : "INVALID_PARAM").containsKey("message");
    }
}
