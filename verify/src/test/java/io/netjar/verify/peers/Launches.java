package io.netjar.verify.peers;

import io.netjar.cli.linux.Namespace;
import io.netjar.verify.Checkout;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/// The real launcher with each of [CommandCases] once, some at the same time.
final class Launches implements AutoCloseable {
    private static final long LIMIT_SECONDS = 120;
    private static final String REFERER = "http://example.test/";

    private final Path folder;
    /// As many at once as processors are at hand everywhere.
    private final ExecutorService launchers = Executors.newFixedThreadPool(2);
    private final Map<String, Future<Tool.Result>> results = new LinkedHashMap<>();

    /// Begins.
    ///
    /// @param folder what `TMP` stands for
    Launches(Path folder) {
        this.folder = folder;
        // What is built is built before the others come.
        Netjar.command("--version").succeeded();
        CommandCases.lasting().forEach(
                each -> results.put(each.line(), launchers.submit(() -> untilItSays(each))));
        CommandCases.all().forEach(each -> results.put(each.line(),
                launchers.submit(() -> Tool.run("bash", "-c", Netjar.launcher() + " " + typed(each)))));
    }

    private String typed(CommandCases.Case each) {
        return each.line().replace("TMP", folder.toString());
    }

    /// What came of the line.
    Tool.Result result(String line) throws Exception {
        return Objects.requireNonNull(results.get(line), line).get();
    }

    /// Runs a command until it has said what it is to say, and terminates it.
    private Tool.Result untilItSays(CommandCases.Case each) throws Exception {
        if (!each.isKernels()) {
            return untilItSays(each, typed(each));
        }
        if (!Kernel.isThere()) {
            return new Tool.Result(0, "", "");
        }
        try (Namespace namespace = Namespace.make()) {
            return untilItSays(each, typed(each).replace("NETNS", namespace.name()));
        }
    }

    private static Tool.Result untilItSays(CommandCases.Case each, String line)
            throws IOException, InterruptedException {
        Path errors = Files.createTempFile("netjar-tool", ".err");
        Process process = new ProcessBuilder("bash", "-c", "exec " + Netjar.launcher() + " " + line)
                .directory(Checkout.root().toFile()).redirectError(errors.toFile()).start();
        // What does not say it in time has not said it.
        CompletableFuture.delayedExecutor(LIMIT_SECONDS, TimeUnit.SECONDS).execute(process::destroy);
        var said = new StringBuilder();
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            while (!each.says().stream().allMatch(words -> said.indexOf(words) >= 0)) {
                String heard = out.readLine();
                if (heard == null) {
                    return new Tool.Result(process.waitFor(), said.toString(), Files.readString(errors));
                }
                said.append(heard).append('\n');
                if (heard.contains("\"event\":\"ready\"") && heard.contains("\"url\":\"http:")) {
                    visit(String.valueOf(JsonTree.at(JsonTree.read(heard), "url")));
                }
            }
        } finally {
            process.toHandle().destroy();
        }
        return new Tool.Result(process.waitFor(), said.toString(), Files.readString(errors));
    }

    /// Somebody asks for the page.
    private static void visit(String url) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            client.send(HttpRequest.newBuilder(URI.create(url)).version(HttpClient.Version.HTTP_1_1)
                    .header("Referer", REFERER).header("User-Agent", "browser").build(),
                    HttpResponse.BodyHandlers.discarding());
        }
    }

    @Override
    public void close() {
        launchers.shutdownNow();
    }
}
