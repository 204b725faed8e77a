package io.netjar.web.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What the client sends, what it tells of it, and how it follows. A round trip of the road takes 20 ms.
class HttpClientTest {
    private final Road road = new Road();
    private final List<ClientEvent> told = new ArrayList<>();
    private final List<Fetched.Response> redirects = new ArrayList<>();
    private @Nullable Fetched fetched;

    private void send(HttpClient.Settings settings, Request request) {
        new HttpClient(road.client, road::lookup, settings).telling(told::add).send(request,
                new FetchEvents() {
                    @Override
                    public void redirected(Fetched.Response response) {
                        redirects.add(response);
                    }

                    @Override
                    public void ended(Fetched how) {
                        fetched = how;
                    }
                });
        road.millis(() -> fetched != null);
        road.engine.runUntil(road.engine.now() + 300 * Road.SECOND);
        assertThat(road.network.packets().lent()).isZero();
    }

    private static Request request(String url, String method, String content) {
        return new Request(URI.create(url), method,
                List.of(Map.entry("X-Mark", "1"), Map.entry("Content-Type",
                        "text/plain")),
                content.getBytes(StandardCharsets.UTF_8), Priority.HIGHEST);
    }

    private static HttpClient.Settings following() {
        return HttpClient.Settings.DEFAULT.withMaxRedirects(5);
    }

    private static String redirect(int status, String location) {
        return "HTTP/1.1 " + status + " Elsewhere\r\nLocation: " + location + "\r\nContent-Length: 0\r\n\r\n";
    }

    @Test
    void tellsEachStepInItsOrder() {
        road.serving(80).answers.put("/a?b", Road.ok("Server: x\r\n", "hi"));
        send(HttpClient.Settings.DEFAULT, new Request(URI.create("http://shop.test/a?b"), List.of(),
                Priority.HIGHEST));
        assertThat(told).satisfiesExactly(
                asked -> assertThat(asked).isEqualTo(new ClientEvent.Asked("shop.test")),
                named -> assertThat(named).asString().contains("10.0.0.2"),
                trying -> assertThat(trying).asString().startsWith("Connecting").contains("10.0.0.2:80"),
                stands -> assertThat(stands).asString().startsWith("Connected").contains("10.0.0.1:"),
                sent -> assertThat(sent).isEqualTo(new ClientEvent.Sent(1, "http/1.1", "GET", "/a?b",
                        "shop.test", List.of(Map.entry("Host", "shop.test"), Map.entry("User-Agent",
                                HttpClient.USER_AGENT), Map.entry("Accept", "*/*")))),
                answered -> assertThat(answered).hasToString("Answered[protocol=http/1.1, status=200, "
                        + "reason=OK, headers=[Server=x, Content-Length=2]]"));
    }

    @Test
    void tellsWhyThereIsNoConnection() {
        road.serving(80);
        send(HttpClient.Settings.DEFAULT, new Request(URI.create("http://nowhere.test/"), List.of(),
                Priority.HIGHEST));
        send(HttpClient.Settings.DEFAULT, new Request(URI.create("http://10.0.0.2:81/"), List.of(),
                Priority.HIGHEST));
        assertThat(told).containsSubsequence(new ClientEvent.Unnamed("nowhere.test",
                "there is no such name"));
        assertThat(told.getLast()).isInstanceOf(ClientEvent.Unconnected.class).asString().contains(
                "10.0.0.2:81", "refused");
    }

    @Test
    void sendsMethodHeadersAndContent() {
        road.serving(80);
        send(HttpClient.Settings.DEFAULT, request("http://shop.test/", "POST", "hello"));
        assertThat(road.heads.getFirst()).startsWith("POST / HTTP/1.1\r\nHost: shop.test\r\n").contains(
                "X-Mark: 1\r\n", "Content-Type: text/plain\r\n", "Content-Length: 5\r\n");
    }

    @Test
    void takesTheHeadOfAnAnswerToHeadForAllOfIt() {
        road.serving(80).answers.put("/", "HTTP/1.1 200 OK\r\nContent-Length: 4000\r\n\r\n");
        send(HttpClient.Settings.DEFAULT, request("http://shop.test/", "HEAD", ""));
        assertThat(fetched).isInstanceOfSatisfying(Fetched.Response.class, response -> {
            assertThat(response.bytes()).isZero();
            assertThat(response.timings().total()).isBetween(40_000_000L, 41_000_000L);
        });
    }

    @Test
    void followsAPostByAGetButFor307And308() {
        road.serving(80).answers.put("/moved", redirect(302, "/a"));
        road.answers.put("/a", redirect(307, "/b"));
        send(following(), request("http://shop.test/moved", "POST", "hello"));
        assertThat(road.heads.stream().map(head -> head.substring(0, head.indexOf(" HTTP"))))
                .containsExactly("POST /moved", "GET /a", "GET /b");
        assertThat(road.heads.get(1)).contains("X-Mark: 1").doesNotContain("Content-");
        assertThat(redirects).extracting(Fetched.Response::status).containsExactly(302, 307);
    }

    @Test
    void keepsAPostWhereItIsSentOn() {
        road.serving(80).answers.put("/moved", redirect(308, "http://shop.test:80/a"));
        send(following(), request("http://shop.test/moved", "POST", ""));
        assertThat(road.heads).hasSize(2).allMatch(head -> head.startsWith("POST /") && head.contains(
                "Content-Length: 0"));
    }
}
