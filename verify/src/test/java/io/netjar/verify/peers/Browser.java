package io.netjar.verify.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A headless Chromium behind a SOCKS door, driven by the WebDriver protocol (https://www.w3.org/TR/webdriver2/).
final class Browser implements AutoCloseable {
    private static final List<String> DRIVER = List.of("chromedriver", "--port=0", "--allowed-ips=127.0.0.1");
    private static final Duration LIMIT = Duration.ofSeconds(90);
    private static final Pattern STARTED = Pattern.compile("started successfully on port ([0-9]+)");
    private static final Pattern SESSION = Pattern.compile("\"sessionId\":\"([^\"]+)\"");
    private static final Pattern VALUE = Pattern.compile("^\\{\"value\":\"?(.*?)\"?}$", Pattern.DOTALL);

    private final Process driver;
    private final HttpClient http = HttpClient.newHttpClient();
    private final String session;

    private Browser(Process driver, int port, String socksDoor) throws IOException, InterruptedException {
        this.driver = driver;
        String sessions = "http://127.0.0.1:" + port + "/session";
        String answer = post(sessions, capabilities(socksDoor));
        Matcher id = SESSION.matcher(answer);
        assertThat(id.find()).as(answer).isTrue();
        session = sessions + "/" + id.group(1);
    }

    /// Starts the browser; all its connections and names go through the SOCKS door at `socksDoor`.
    static Browser through(String socksDoor) throws IOException, InterruptedException {
        return start(socksDoor, new ProcessBuilder(DRIVER));
    }

    /// As the other, with a fresh home in `folder`, in which the root certificate in the file `root` is trusted.
    static Browser trusting(String root, Path folder, String socksDoor)
            throws IOException, InterruptedException {
        Path home = Files.createTempDirectory(folder, "browser");
        Path database = Files.createDirectories(home.resolve(".pki/nssdb"));
        Tool.run("certutil", "-N", "-d", "sql:" + database, "--empty-password").succeeded();
        Tool.run("certutil", "-A", "-d", "sql:" + database, "-n", "netjar", "-t", "C,,", "-i", root)
                .succeeded();
        var driver = new ProcessBuilder(DRIVER);
        driver.environment().put("HOME", home.toString());
        return start(socksDoor, driver);
    }

    private static Browser start(String socksDoor, ProcessBuilder program)
            throws IOException, InterruptedException {
        Process driver = program.redirectErrorStream(true).start();
        BufferedReader out = driver.inputReader(StandardCharsets.UTF_8);
        String line = out.readLine();
        while (line != null) {
            Matcher started = STARTED.matcher(line);
            if (started.find()) {
                return new Browser(driver, Integer.parseInt(started.group(1)), socksDoor);
            }
            line = out.readLine();
        }
        return fail("chromedriver did not start");
    }

    private static String capabilities(String socksDoor) {
        List<String> switches = List.of("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic",
                "--no-first-run", "--disable-background-networking", "--disable-component-update",
                "--disable-sync",
                "--disable-dev-shm-usage", "--window-size=1280,900", "--proxy-server=socks5://" + socksDoor,
                "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1");
        return "{\"capabilities\":{\"alwaysMatch\":{\"browserName\":\"chrome\",\"goog:chromeOptions\":{\"args\":[\""
                + String.join("\",\"", switches) + "\"]}}}}";
    }

    /// Loads a page and waits until its load event.
    void open(String url) throws IOException, InterruptedException {
        post(session + "/url", "{\"url\":\"" + url + "\"}");
    }

    /// What the JavaScript function body `script` returns, as text.
    String evaluate(String script) throws IOException, InterruptedException {
        String escaped = script.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", " ");
        return value(post(session + "/execute/sync", "{\"script\":\"" + escaped + "\",\"args\":[]}"));
    }

    /// What the promise of `script` comes to: it calls the function `done` with its result.
    String await(String script) throws IOException, InterruptedException {
        String escaped = ("const done = arguments[0]; " + script).replace("\\", "\\\\").replace("\"", "\\\"")
                .replace("\n", " ");
        return value(post(session + "/execute/async", "{\"script\":\"" + escaped + "\",\"args\":[]}"));
    }

    /// A picture of the window, written to `file`.
    void screenshot(Path file) throws IOException, InterruptedException {
        Files.createDirectories(file.getParent());
        Files.write(file, Base64.getDecoder().decode(value(get(session + "/screenshot"))));
    }

    private static String value(String json) {
        Matcher value = VALUE.matcher(json);
        assertThat(value.find()).as(json).isTrue();
        return value.group(1);
    }

    private String post(String url, String body) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(url)).timeout(LIMIT)
                .POST(HttpRequest.BodyPublishers.ofString(body)).build());
    }

    private String get(String url) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(url)).timeout(LIMIT).build());
    }

    private String send(HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return response.body();
    }

    @Override
    public void close() throws IOException {
        try {
            http.send(HttpRequest.newBuilder(URI.create(session)).timeout(LIMIT).DELETE().build(),
                    HttpResponse.BodyHandlers.discarding());
            http.close();
            driver.destroy();
            assertThat(driver.waitFor(20, TimeUnit.SECONDS)).as("chromedriver stopped").isTrue();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            driver.destroyForcibly();
        }
    }
}
