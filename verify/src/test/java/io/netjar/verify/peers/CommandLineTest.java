package io.netjar.verify.peers;

import static org.assertj.core.api.Assertions.assertThat;

import io.netjar.cli.Main;
import io.netjar.testkit.Tshark;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/// The real launcher with every command and every option that it has.
class CommandLineTest {
    /// A stack trace's line.
    private static final String TRACE = "\\tat io.netjar|Exception";
    private static final int COLUMNS = 80;

    @TempDir
    private static Path folder = Path.of("");
    /// As many at once as processors are at hand everywhere.
    private static final ExecutorService LAUNCHERS = Executors.newFixedThreadPool(2);
    private static final Map<String, Future<Tool.Result>> RESULTS = new LinkedHashMap<>();

    @BeforeAll
    static void launch() {
        // What is built is built before the others come.
        Netjar.command("--version").succeeded();
        for (CommandCases.Case each : CommandCases.all()) {
            RESULTS.put(each.line(), LAUNCHERS.submit(() -> run(each.line())));
        }
    }

    @AfterAll
    static void done() {
        LAUNCHERS.shutdownNow();
    }

    private static Tool.Result run(String line) {
        return Tool.run("bash", "-c", Netjar.launcher() + " " + line.replace("TMP", folder.toString()));
    }

    static Tool.Result result(String line) throws Exception {
        return Objects.requireNonNull(RESULTS.get(line), line).get();
    }

    @TestFactory
    Stream<DynamicTest> doesWhatItIsTold() {
        return CommandCases.all().stream()
                .map(each -> DynamicTest.dynamicTest(each.toString(), () -> check(each)));
    }

    private static void check(CommandCases.Case each) throws Exception {
        Tool.Result result = result(each.line());
        assertThat(result.exitCode()).as("exit code; it said: " + result.err()).isEqualTo(each.exit());
        assertThat(result.err() + result.out()).doesNotContainPattern(TRACE);
        String said = each.exit() == 0 ? result.out() : result.err();
        assertThat(each.says()).allSatisfy(words -> assertThat(said).contains(words));
        if (each.exit() != 0) {
            assertThat(result.err()).containsPattern("(?m)^netjar: ");
        }
    }

    @TestFactory
    Stream<DynamicTest> runsUntilItIsStopped() {
        return CommandCases.lasting().stream()
                .map(each -> DynamicTest.dynamicTest(each.toString(), () -> checkLasting(each)));
    }

    private static void checkLasting(CommandCases.Case each) throws IOException, InterruptedException {
        Path errors = folder.resolve("errors");
        Process process = new ProcessBuilder("bash", "-c",
                "exec " + Netjar.launcher() + " " + each.line().replace("TMP", folder.toString()))
                .directory(io.netjar.verify.Checkout.root().toFile()).redirectError(errors.toFile()).start();
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            var said = new StringBuilder();
            while (!each.says().stream().allMatch(words -> said.indexOf(words) >= 0)) {
                String line = out.readLine();
                assertThat(line).as("ended; it said: " + said + java.nio.file.Files.readString(errors))
                        .isNotNull();
                said.append(line).append('\n');
            }
        } finally {
            process.toHandle().destroy();
        }
        assertThat(process.waitFor()).as("exit code of who is terminated").isEqualTo(143);
        assertThat(java.nio.file.Files.readString(errors)).doesNotContainPattern(TRACE);
    }

    /// An option that several commands share, word for word, has to be tried at one of them.
    @Test
    void leavesNoOptionUntried() {
        List<CommandCases.Case> cases = new ArrayList<>(CommandCases.all());
        cases.addAll(CommandCases.lasting());
        Map<String, Boolean> tried = new LinkedHashMap<>();
        for (CommandSpec spec : specs()) {
            List<String> path = List.of(spec.qualifiedName().split(" ", -1));
            List<CommandCases.Case> own = cases.stream().filter(each -> isOf(each, path)).toList();
            tried.put(spec.qualifiedName(), !own.isEmpty());
            for (OptionSpec option : spec.options()) {
                List<String> names = List.of(option.names());
                boolean isTried = own.stream()
                        .anyMatch(each -> each.words().stream().anyMatch(names::contains));
                tried.merge(option.longestName() + ": " + String.join(" ", option.description()), isTried,
                        Boolean::logicalOr);
            }
        }
        assertThat(tried).hasSizeGreaterThan(100).as("what CommandCases has a case for")
                .doesNotContainValue(false);
    }

    private static boolean isOf(CommandCases.Case each, List<String> path) {
        List<String> words = new ArrayList<>(List.of("netjar"));
        each.words().stream().filter(word -> !word.startsWith("-")).forEach(words::add);
        return words.size() >= path.size() && words.subList(0, path.size()).equals(path);
    }

    private static List<CommandSpec> specs() {
        List<CommandSpec> specs = new ArrayList<>();
        add(specs, Main.commandLine());
        return specs;
    }

    private static void add(List<CommandSpec> specs, CommandLine command) {
        specs.add(command.getCommandSpec());
        command.getSubcommands().values().forEach(each -> add(specs, each));
    }

    @Test
    void teachesInEveryHelpText() {
        for (CommandSpec spec : specs()) {
            if (spec.name().equals("help")) {
                continue;
            }
            String help = spec.commandLine().getUsageMessage(CommandLine.Help.Ansi.OFF);
            assertThat(help.lines()).as(spec.qualifiedName())
                    .allSatisfy(line -> assertThat(line.length()).as(line).isLessThanOrEqualTo(COLUMNS));
            assertThat(help).as(spec.qualifiedName()).contains("Examples:\n  netjar", "Exit codes: 0 ");
        }
    }

    /// The same command with and without `--json`, at the same seed, tells the same.
    @TestFactory
    Stream<DynamicTest> tellsInJsonWhatItTellsInText() {
        return Stream.of(
                same("ping -c 2 --seed 2 alice/laptop www.shop.test", "address", "replies/0/fromName",
                        "replies/1/ttl",
                        "replies/0/sequence", "sent", "received"),
                same("traceroute -q 1 -N 4 --first 2 -m 20 alice/laptop www.shop.test", "address",
                        "hops/0/hop",
                        "hops/0/answers/0/name", "hops/1/answers/0/address",
                        "hops/1/answers/0/roundTripMillis"),
                same("dig alice/laptop www.shop.test", "answers/0/id", "answers/0/status",
                        "answers/0/answer/0/name",
                        "answers/0/answer/0/data", "answers/0/answer/0/ttlSeconds", "answers/0/messageBytes"),
                same("dns-cache alice/laptop --ask www.shop.test --after 30s --servers", "resolver",
                        "address",
                        "forwarder", "asked/0/name", "entries/0/leftSeconds", "entries/0/type",
                        "servers/0/address"),
                same("ss www.shop.test --during 'get alice/laptop https://www.shop.test/images/kiln.png' --at 330ms",
                        "sockets/2/localPort", "sockets/2/unacknowledgedBytes", "sockets/2/remotePort",
                        "sockets/2/sizes/segmentBytes", "sockets/2/counts/sentBytes"),
                same("check samples/small-world.yaml", "providers", "homes", "offices", "sites"),
                same("iperf alice/laptop www.shop.test -t 2", "streams/0/localPort",
                        "streams/0/remoteAddress",
                        "sent/sum/retransmissions", "intervals/1/streams/0/retransmissions"));
    }

    /// @param paths fields whose values stand in the text, too
    private static DynamicTest same(String line, String... paths) {
        return DynamicTest.dynamicTest(line, () -> {
            Object document = JsonTree.read(result(json(line)).succeeded());
            // Times are rounded in text, to thousandths of a millisecond at most.
            String text = result(line).succeeded();
            for (String path : paths) {
                String value = String.valueOf(JsonTree.at(document, path));
                assertThat(text).as(path).contains(value.matches("[0-9]+\\.[0-9]{4,}")
                        ? new java.math.BigDecimal(value).setScale(3, java.math.RoundingMode.HALF_UP)
                                .toString()
                        : value);
            }
        });
    }

    /// The case that is the same but for `--json`.
    private static String json(String line) {
        return CommandCases.all().stream().map(CommandCases.Case::line)
                .filter(each -> each.contains("--json"))
                .filter(each -> each.replaceFirst(" ?--json", "").strip().equals(line)).findFirst()
                .orElseThrow();
    }

    @Test
    void printsJsonThatCanBeRead() throws Exception {
        List<String> lines = CommandCases.all().stream().map(CommandCases.Case::line)
                .filter(line -> line.contains("--json")).toList();
        assertThat(lines).hasSizeGreaterThan(10);
        for (String line : lines) {
            String out = result(line).succeeded();
            boolean isStream = line.startsWith("ws ") || line.startsWith("bench ");
            for (String document : isStream ? out.lines().toList() : List.of(out)) {
                assertThat(JsonTree.read(document)).as(line).isInstanceOfAny(Map.class, List.class);
            }
        }
    }

    @Test
    void getsTheSameByTextAndByJson() throws Exception {
        Object fetched = JsonTree.read(
                result("get --json alice/laptop https://www.shop.test/").succeeded());
        String page = result("get -i alice/laptop https://www.shop.test/").succeeded();
        assertThat(page).contains("content-length: " + JsonTree.at(fetched, "requests/0/contentBytes"))
                .startsWith("HTTP/2 " + JsonTree.at(fetched, "requests/0/status"));
        assertThat(JsonTree.at(fetched, "requests/0/tls/subject")).asString().startsWith("CN=www.shop.test");
        Object loaded = JsonTree.read(result("load --json alice/laptop https://www.shop.test/").succeeded());
        assertThat(result("load alice/laptop https://www.shop.test/").succeeded())
                .contains(JsonTree.at(loaded, "0/connections") + " connection");
    }

    @Test
    void keepsOfACaptureWhatThePatternsSay() throws Exception {
        result(captured("all")).succeeded();
        result(captured("some")).succeeded();
        Tool.need("tshark");
        assertThat(interfaces("all")).containsOnly("alice/laptop:wlan0");
        assertThat(interfaces("some")).contains("alice/modem:line").allMatch(
                name -> name.startsWith("alice/modem:") || name.startsWith("hanbit/seoul/")
                        || name.startsWith("bob/"));
        assertThat(tshark("some", "_ws.col.Protocol").filter(name -> !name.equals("DNS")
                && !name.equals("DHCP"))).as("only bob's frames that are no questions").isEmpty();
        assertThat(Tshark.complaints(folder.resolve("all.pcapng"))).isEmpty();
        assertThat(Tshark.complaints(folder.resolve("some.pcapng"))).isEmpty();
    }

    private static String captured(String name) {
        return CommandCases.all().stream().map(CommandCases.Case::line)
                .filter(line -> line.contains(name + ".pcapng")).findFirst().orElseThrow();
    }

    private static List<String> interfaces(String name) {
        return tshark(name, "frame.interface_name").distinct().toList();
    }

    private static Stream<String> tshark(String name, String field) {
        return Tool
                .run("tshark", "-r", folder.resolve(name + ".pcapng").toString(), "-T", "fields", "-e", field)
                .succeeded().lines();
    }
}
