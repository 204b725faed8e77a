package io.netjar.web.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.netjar.engine.Engine;
import io.netjar.web.SharedText;
import io.netjar.web.WebSocketEvents;
import io.netjar.web.WebSocketSession;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MarketFeedTest {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final Engine engine = new Engine(6);
    private final MarketFeed feed = new MarketFeed(new Market(engine, "exchange"));

    /// A client at the end of a road without length.
    private final class Client implements WebSocketSession {
        private final List<Object> heard = new ArrayList<>();
        private final List<SharedText> shared = new ArrayList<>();
        private final WebSocketEvents events = feed.opened(this);
        private boolean open = true;

        Client says(String request) {
            heard.clear();
            events.text(request);
            return this;
        }

        void leaves() {
            open = false;
            events.closed(1006);
        }

        @Override
        public String remote() {
            return "192.0.2.1";
        }

        @Override
        public Optional<String> subprotocol() {
            return Optional.empty();
        }

        @Override
        public boolean isOpen() {
            return open;
        }

        @Override
        public void send(String message) {
            try {
                heard.add(Json.read(message));
            } catch (IOException e) {
                throw new AssertionError("not JSON: " + message, e);
            }
        }

        @Override
        public void send(SharedText message) {
            shared.add(message);
            send(message.toString());
        }

        @Override
        public void send(byte[] message) {
            throw new AssertionError("the feed speaks text");
        }

        @Override
        public void close(int code, String reason) {
            open = false;
        }

        /// The values of a member in all messages of a type.
        List<Object> all(String type, String member) {
            return heard.stream().map(each -> (Map<?, ?>) each).filter(each -> type.equals(each.get("type")))
                    .map(each -> (Object) each.get(member)).collect(Collectors.toList());
        }

        Object last(String type, String member) {
            return all(type, member).getLast();
        }

        String error() {
            assertThat(heard).hasSize(1);
            Object error = ((Map<?, ?>) heard.getFirst()).get("error");
            return error instanceof Map<?, ?> named && named.get("message") instanceof String message
                    && !message.isEmpty() ? String.valueOf(named.get("name")) : "none";
        }
    }

    private static String request(String... types) {
        return "[{\"ticket\":\"t\"}," + String.join(",", types) + ",{\"format\":\"DEFAULT\"}]";
    }

    private static String type(String type, String... more) {
        return "{\"type\":\"" + type + "\",\"codes\":[\"KRW-NARU\"]" + String.join("", more) + "}";
    }

    private void pass(long seconds) {
        engine.runUntil(engine.now() + seconds * SECOND);
    }

    @Test
    void tellsThePresentStateAndThenWhatHappens() {
        var client = new Client().says(request(type("ticker"), type("trade"), type("orderbook")));
        assertThat(client.heard).hasSize(3);
        pass(60);

        for (String type : List.of("ticker", "trade", "orderbook")) {
            List<Object> sequences = client.all(type, "sequence");
            List<Object> previous = client.all(type, "prev");
            assertThat(sequences).as(type).hasSizeGreaterThan(15);
            assertThat(previous.subList(1, previous.size()))
                    .isEqualTo(sequences.subList(0, sequences.size() - 1));
            assertThat(client.all(type, "stream_type")).startsWith("SNAPSHOT")
                    .containsOnlyOnce("SNAPSHOT").contains("REALTIME");
            assertThat(client.all(type, "code")).containsOnly("KRW-NARU");
        }
        assertThat(client.last("ticker", "trade_price")).isEqualTo(client.last("trade", "trade_price"));
        assertThat(client.last("ticker", "sequence")).isEqualTo(client.last("trade", "sequence"));
    }

    @Test
    void makesOneMessageForAll() {
        var one = new Client().says(request(type("trade")));
        var other = new Client().says(request(type("trade")));
        pass(60);

        assertThat(one.shared).isNotEmpty().hasSameSizeAs(other.shared);
        for (int i = 0; i < one.shared.size(); i++) {
            assertThat(one.shared.get(i)).isSameAs(other.shared.get(i));
        }
    }

    @Test
    void tellsOnlyTheStateOrOnlyChangesToThoseWhoWantThat() {
        var state = new Client().says(request(type("orderbook", ",\"isOnlySnapshot\":true")));
        var changes = new Client().says(request(type("orderbook", ",\"isOnlyRealtime\":true")));
        assertThat(changes.heard).isEmpty();
        pass(30);

        assertThat(state.all("orderbook", "stream_type")).containsExactly("SNAPSHOT");
        assertThat(changes.all("orderbook", "stream_type")).containsOnly("REALTIME");
    }

    @Test
    void replacesWhatWasWantedBefore() {
        var client = new Client().says(request(type("orderbook")));
        client.says(request(type("trade")));
        pass(30);

        assertThat(client.all("orderbook", "code")).isEmpty();
        assertThat(client.all("trade", "code")).isNotEmpty();
    }

    @Test
    void keepsWhatWasWantedWhenARequestIsRefused() {
        var client = new Client().says(request(type("trade")));
        client.says("[]");
        client.heard.clear();
        pass(30);

        assertThat(client.all("trade", "code")).isNotEmpty();
    }

    @Test
    void watchesNothingForNobody() {
        var one = new Client().says(request(type("trade"), type("ticker")));
        var other = new Client().says(request(type("orderbook")));
        one.leaves();
        assertThat(engine.armed()).isEqualTo(1);
        other.leaves();

        assertThat(engine.armed()).isZero();
    }

    @Test
    void answersPing() {
        assertThat(new Client().says("PING").heard).containsExactly(Map.of("status", "UP"));
    }

    @Nested
    class AfterACut {
        @ParameterizedTest
        @ValueSource(strings = {"trade", "orderbook"})
        void tellsWhatWasMissedAndNothingTwice(String type) {
            var witness = new Client().says(request(type(type)));
            var cut = new Client().says(request(type(type)));
            pass(20);
            int seen = cut.heard.size();
            Object last = cut.last(type, "sequence");
            cut.leaves();
            pass(60);
            var back = new Client()
                    .says(request(type(type, ",\"resume\":{\"KRW-NARU\":" + last + "}")));
            assertThat(back.heard).isNotEmpty();
            pass(20);

            assertThat(back.heard).isEqualTo(witness.heard.subList(seen, witness.heard.size()));
        }

        @Test
        void tellsWhatWasMissedEvenIfNobodyWatched() {
            var cut = new Client().says(request(type("orderbook")));
            pass(20);
            Object last = cut.last("orderbook", "sequence");
            cut.leaves();
            pass(60);
            var back = new Client()
                    .says(request(type("orderbook", ",\"resume\":{\"KRW-NARU\":" + last + "}")));

            assertThat(back.all("orderbook", "prev")).startsWith(last).hasSizeGreaterThan(20);
            assertThat(back.all("orderbook", "stream_type")).containsOnly("REALTIME");
        }

        @Test
        void saysNothingToWhoMissedNothing() {
            var client = new Client().says(request(type("ticker"), type("trade")));
            Object last = client.last("trade", "sequence");
            String resume = ",\"resume\":{\"KRW-NARU\":" + last + "}";

            assertThat(client.says(request(type("ticker", resume), type("trade", resume))).heard).isEmpty();
        }

        @ParameterizedTest
        @ValueSource(strings = {"1", "99999999999999", "-4"})
        void tellsTheStateToWhoWasAwayTooLong(String sequence) {
            var client = new Client().says(request(type("ticker",
                    ",\"resume\":{\"KRW-NARU\":" + sequence + "}"),
                    type("trade", ",\"resume\":{\"KRW-NARU\":" + sequence + "}"),
                    type("orderbook", ",\"resume\":{\"KRW-NARU\":" + sequence + "}")));

            assertThat(client.heard).hasSize(3)
                    .allSatisfy(each -> assertThat(((Map<?, ?>) each).get("stream_type"))
                            .isEqualTo("SNAPSHOT"));
        }
    }

    @Nested
    class Refuses {
        @ParameterizedTest
        @CsvSource(delimiter = '|', quoteCharacter = '`', value = {"WRONG_FORMAT|hello", "WRONG_FORMAT|{}",
                "WRONG_FORMAT|[1]", "WRONG_FORMAT|[{\"ticket\":\"t\"}", "WRONG_FORMAT|[] []",
                "WRONG_FORMAT|[{\"ticket\":\"t\",\"ticket\":\"u\"}]", "WRONG_FORMAT|[[[[[[[[[[[[]]]]]]]]]]]]",
                "NO_TICKET|[]", "NO_TICKET|[{\"type\":\"trade\",\"codes\":[\"KRW-NARU\"]}]",
                "NO_TYPE|[{\"ticket\":\"t\"}]", "NO_CODES|[{\"ticket\":\"t\"},{\"type\":\"trade\"}]",
                "NO_CODES|[{\"ticket\":\"t\"},{\"type\":\"trade\",\"codes\":[]}]",
                "INVALID_PARAM|[{\"ticket\":\"\"},{\"type\":\"trade\",\"codes\":[\"KRW-NARU\"]}]",
                "INVALID_PARAM|[{\"ticket\":null},{\"type\":\"trade\",\"codes\":[\"KRW-NARU\"]}]",
                "INVALID_PARAM|[{\"ticket\":\"t\"},{\"type\":\"trades\",\"codes\":[\"KRW-NARU\"]}]",
                "INVALID_PARAM|[{\"ticket\":\"t\"},{\"type\":\"trade\",\"codes\":[\"KRW-BTC\"]}]",
                "INVALID_PARAM|[{\"ticket\":\"t\"},{\"type\":\"trade\",\"codes\":[1]}]",
                "INVALID_PARAM|[{\"ticket\":\"t\"},{\"type\":\"trade\",\"codes\":[\"KRW-NARU\"],\"isOnlySnapshot\":1}]",
                "INVALID_PARAM|[{\"ticket\":\"t\"},{\"type\":\"trade\",\"codes\":[\"KRW-NARU\"],\"isOnlySnapshot\":true,\"isOnlyRealtime\":true}]",
                "INVALID_PARAM|[{\"ticket\":\"t\"},{\"type\":\"trade\",\"codes\":[\"KRW-NARU\"],\"resume\":5}]",
                "INVALID_PARAM|[{\"ticket\":\"t\"},{\"type\":\"trade\",\"codes\":[\"KRW-NARU\"],\"resume\":{\"KRW-NARU\":\"5\"}}]",
                "INVALID_PARAM|[{\"ticket\":\"t\"},{\"type\":\"trade\",\"codes\":[\"KRW-NARU\"]},{\"type\":\"trade\",\"codes\":[\"KRW-GAON\"]}]",
                "INVALID_PARAM|[{\"ticket\":\"t\"},{\"format\":\"SIMPLE\"}]",
                "INVALID_PARAM|[{\"ticket\":\"t\"},{}]"})
        void whatItDoesNotUnderstand(String name, String request) {
            assertThat(new Client().says(request).error()).isEqualTo(name);
            assertThat(engine.armed()).isZero();
        }

        @Test
        void moreCodesThanAnybodyNeeds() {
            String codes = "\"KRW-NARU\",".repeat(FeedRequest.MAX_CODES) + "\"KRW-NARU\"";
            String request = "[{\"ticket\":\"t\"},{\"type\":\"trade\",\"codes\":[" + codes + "]}]";

            assertThat(new Client().says(request).error()).isEqualTo("INVALID_PARAM");
        }

        @Test
        void whateverIsRandom() {
            var chance = engine.chance("requests");
            String alphabet = "[]{}\":,ticketypcodsKRW-NAUgl0159.e\\ ";
            for (int i = 0; i < 5_000; i++) {
                var text = new StringBuilder(i % 2 == 0 ? "[{\"ticket\":\"t\"}," : "");
                for (int length = chance.nextInt(40); length > 0; length--) {
                    text.append(alphabet.charAt(chance.nextInt(alphabet.length())));
                }
                assertThat(new Client().says(text.toString()).error()).isNotEqualTo("none");
            }
        }
    }
}
