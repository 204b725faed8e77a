package io.netjar.web.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// How requests share connections. A round trip of the road takes 20 ms, a handshake one, a request one.
class ConnectionsTest {
    private final Road road = new Road();
    private final Connections connections = new Connections(road.client, road::lookup,
            Connections.Settings.DEFAULT, Optional.empty());
    private final List<Fetched> ended = new ArrayList<>();

    private void send(String url, Priority priority) {
        connections.send(new Request(URI.create(url), List.of(), priority), ended::add);
    }

    private void send(int count) {
        for (int i = 1; i <= count; i++) {
            road.answers.put("/" + i, Road.ok("", "x"));
            send("http://www.shop.test/" + i, Priority.LOW);
        }
    }

    private long millisUntil(int count) {
        return road.millis(() -> ended.size() == count);
    }

    private Fetched.Response response(int index) {
        return (Fetched.Response) ended.get(index);
    }

    private void quiet() {
        connections.close();
        road.engine.runUntil(road.engine.now() + 300 * Road.SECOND);
        assertThat(road.network.packets().lent()).isZero();
    }

    @Test
    void sendsSixAtATime() {
        road.serving(80);
        send(20);
        // One round trip for the handshakes, then rounds of 6, 6, 6 and 2.
        assertThat(millisUntil(20)).isEqualTo(20 + 4 * 20);
        assertThat(connections.opened()).isEqualTo(6);
        assertThat(road.lookups).containsExactly("www.shop.test");
        quiet();
    }

    @Test
    void opensNoMoreConnectionsThanThereAreRequests() {
        road.serving(80);
        send(2);
        assertThat(millisUntil(2)).isEqualTo(40);
        send("http://www.shop.test/1", Priority.LOW);
        assertThat(millisUntil(3)).isEqualTo(20);
        assertThat(connections.opened()).isEqualTo(2);
        assertThat(response(2).via().reused()).isTrue();
        quiet();
    }

    @Test
    void sendsWhatMattersMoreFirst() {
        road.serving(80);
        send(12);
        send("http://www.shop.test/style.css", Priority.HIGHEST);
        send("http://www.shop.test/late.png", Priority.LOWEST);
        send("http://www.shop.test/shop.js", Priority.HIGH);
        millisUntil(15);
        assertThat(road.requests.subList(0, 3).stream().map(each -> each.substring(2)))
                .containsExactly("/style.css", "/shop.js", "/1");
        assertThat(road.requests.getLast()).endsWith("/late.png");
        quiet();
    }

    @Test
    void keepsOriginsApart() {
        road.serving(80).serving(8080);
        send("http://www.shop.test/", Priority.LOW);
        send("http://other.test/", Priority.LOW);
        send("http://WWW.shop.test:80/", Priority.LOW);
        send("http://www.shop.test:8080/", Priority.LOW);
        assertThat(millisUntil(4)).isEqualTo(40);
        assertThat(connections.opened()).isEqualTo(4);
        assertThat(road.lookups).containsExactly("www.shop.test", "other.test");
        assertThat(road.heads).anyMatch(head -> head.contains("Host: www.shop.test:8080\r\n"));
        quiet();
    }

    @Test
    void asksForANameAgainAfterAMinute() {
        road.serving(80);
        send(1);
        millisUntil(1);
        road.accepted.getFirst().close();
        road.engine.runUntil(road.engine.now() + 58 * Road.SECOND);
        send(1);
        millisUntil(2);
        assertThat(road.lookups).hasSize(1);
        road.accepted.getFirst().close();
        road.engine.runUntil(road.engine.now() + 3 * Road.SECOND);
        send(1);
        millisUntil(3);
        assertThat(road.lookups).hasSize(2);
    }

    @Test
    void sendsAgainWhatAKeptConnectionThatHadDiedDidNotTake() {
        road.serving(80);
        send(2);
        millisUntil(2);
        // The server closes; before its FINs are here the client uses one of the connections.
        List.copyOf(road.accepted).forEach(channel -> channel.close());
        road.engine.runUntil(road.engine.now() + 5_000_000);
        send("http://www.shop.test/2", Priority.LOW);
        // 5 ms until the FIN is here, then a handshake and the request.
        assertThat(millisUntil(3)).isEqualTo(5 + 20 + 20);
        assertThat(response(2).status()).isEqualTo(200);
        assertThat(response(2).via()).isEqualTo(new Fetched.Via(3, false, "http/1.1"));
        quiet();
    }

    @Test
    void doesNotRepeatARequestThatANewConnectionDidNotAnswer() {
        road.serving(80);
        road.answers.put("/", "");
        send("http://www.shop.test/", Priority.LOW);
        road.millis(() -> !road.requests.isEmpty());
        road.accepted.getFirst().close();
        millisUntil(1);
        assertThat(ended.getFirst()).isInstanceOfSatisfying(Fetched.Failure.class,
                failure -> assertThat(failure.cause()).isEqualTo(Fetched.Cause.BROKEN_OFF));
        assertThat(road.requests).hasSize(1);
    }

    @Test
    void opensAnotherConnectionWhenTheServerKeepsNone() {
        road.serving(80);
        road.answers.put("/1", Road.ok("Connection: close\r\n", "x"));
        send("http://www.shop.test/1", Priority.LOW);
        millisUntil(1);
        send("http://www.shop.test/1", Priority.LOW);
        assertThat(millisUntil(2)).isEqualTo(40);
        assertThat(connections.opened()).isEqualTo(2);
        assertThat(response(1).via().reused()).isFalse();
    }

    @Test
    void readsAnAnswerThatEndsWithTheConnection() {
        road.serving(80);
        road.answers.put("/1", "HTTP/1.1 200 OK\r\n\r\nuntil the end");
        send("http://www.shop.test/1", Priority.LOW);
        road.millis(() -> !road.requests.isEmpty());
        road.accepted.getFirst().close();
        millisUntil(1);
        assertThat(response(0).bytes()).isEqualTo("until the end".length());
    }

    @Test
    void failsAllThatWaitForAPortThatNobodyServes() {
        road.serving(80);
        for (int i = 0; i < 8; i++) {
            send("http://www.shop.test:81/", Priority.LOW);
        }
        assertThat(millisUntil(8)).isEqualTo(20);
        assertThat(ended).allSatisfy(each -> assertThat(each).isInstanceOfSatisfying(Fetched.Failure.class,
                failure -> {
                    assertThat(failure.cause()).isEqualTo(Fetched.Cause.REFUSED);
                    assertThat(failure.timings().connect()).isBetween(20_000_000L, 20_100_000L);
                    assertThat(failure.timings().waiting()).isEqualTo(-1);
                }));
        quiet();
    }

    @Test
    void givesUpOnAServerThatFallsSilent() {
        road.serving(80);
        var impatient = new Connections(road.client, road::lookup,
                new Connections.Settings(Duration.ofSeconds(5), Duration.ofSeconds(7), 6, true),
                Optional.empty());
        road.answers.put("/", "");
        impatient.send(new Request(URI.create("http://www.shop.test/"), List.of(), Priority.LOW), ended::add);
        assertThat(millisUntil(1)).isEqualTo(7_000 + 20);
        assertThat(ended.getFirst()).isInstanceOfSatisfying(Fetched.Failure.class, failure -> {
            assertThat(failure.cause()).isEqualTo(Fetched.Cause.TIMED_OUT);
            assertThat(failure.message()).isEqualTo("no more bytes came from 10.0.0.2:80");
        });
        impatient.close();
        quiet();
    }

    @Test
    void tellsWhereTheTimeOfEachRequestWent() {
        road.serving(80);
        send(7);
        millisUntil(7);
        assertThat(millis(response(0).timings().connect())).isEqualTo(20);
        assertThat(millis(response(0).timings().waiting())).isEqualTo(20);
        assertThat(response(0).timings().queued()).isZero();
        // The seventh waits for the first answer: one handshake and one request.
        assertThat(millis(response(6).timings().queued())).isEqualTo(40);
        assertThat(response(6).timings().connect()).isZero();
        assertThat(millis(response(6).timings().total())).isEqualTo(60);
    }

    private static long millis(long nanos) {
        return nanos / 1_000_000;
    }
}
