package io.netjar.verify.peers;

import static org.assertj.core.api.Assertions.assertThat;

import io.netjar.cli.Main;
import io.netjar.testkit.Tshark;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
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
    private static final int WRONG_USAGE = 2;
    /// Of who was told to end by SIGTERM.
    private static final int TERMINATED = 143;

    @TempDir
    private static Path folder = Path.of("");
    private static @Nullable Launches launches;

    @BeforeAll
    static void launch() {
        launches = new Launches(folder);
    }

    @AfterAll
    static void done() {
        if (launches != null) {
            launches.close();
        }
    }

    private static Tool.Result result(String line) throws Exception {
        return Objects.requireNonNull(launches).result(line);
    }

    @TestFactory
    Stream<DynamicTest> doesWhatItIsTold() {
        return CommandCases.all().stream()
                .map(each -> DynamicTest.dynamicTest(each.toString(), () -> check(each)));
    }

    private static void check(CommandCases.Case each) throws Exception {
        if (each.isKernels()) {
            Kernel.need();
        }
        Tool.Result result = result(each.line());
        assertThat(result.exitCode()).as("exit code; it said: " + result.err()).isEqualTo(each.exit());
        if (!each.words().contains("--debug")) {
            assertThat(result.err() + result.out()).doesNotContainPattern(TRACE);
        }
        boolean isFailure = each.output() == CommandCases.Output.ERR;
        assertThat(each.says())
                .allSatisfy(words -> assertThat(isFailure ? result.err() : result.out()).contains(words));
        if (isFailure) {
            assertThat(result.err()).containsPattern("(?m)^netjar: ");
        }
    }

    @TestFactory
    Stream<DynamicTest> runsUntilItIsStopped() {
        return CommandCases.lasting().stream()
                .map(each -> DynamicTest.dynamicTest(each.toString(), () -> checkLasting(each)));
    }

    private static void checkLasting(CommandCases.Case each) throws Exception {
        if (each.isKernels()) {
            Kernel.need();
        }
        Tool.Result result = result(each.line());
        assertThat(each.says()).as("ended; it said on the standard error: " + result.err())
                .allSatisfy(words -> assertThat(result.out()).contains(words));
        assertThat(result.exitCode()).as("exit code of who is terminated").isEqualTo(TERMINATED);
        assertThat(result.err()).doesNotContainPattern(TRACE);
    }

    /// An option that several commands share, word for word, has to be tried at one of them. Being told that it was used
    /// wrongly is no trial.
    @Test
    void leavesNoOptionUntried() {
        List<CommandCases.Case> cases = new ArrayList<>(CommandCases.all());
        cases.addAll(CommandCases.lasting());
        cases.removeIf(each -> each.exit() == WRONG_USAGE);
        Map<String, Boolean> tried = new LinkedHashMap<>();
        for (CommandSpec spec : specs()) {
            List<CommandCases.Case> own = cases.stream()
                    .filter(each -> each.isOf(List.of(spec.qualifiedName().split(" ", -1)))).toList();
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

    /// Each field that is printed stands in `docs/json.md`, and each that stands there is printed.
    @TestFactory
    Stream<DynamicTest> printsTheFieldsThatAreDocumentedAndNothingElse() throws IOException {
        JsonPage page = JsonPage.read();
        List<CommandCases.Case> cases = Stream
                .concat(CommandCases.all().stream(), CommandCases.lasting().stream())
                .filter(each -> each.words().contains("--json")).toList();
        assertThat(cases).allSatisfy(each -> assertThat(page.sectionOf(each)).as(each.line()).isPresent());
        return page.sections().stream().map(section -> DynamicTest.dynamicTest(section.title(), () -> {
            for (CommandCases.Case each : cases) {
                if (page.sectionOf(each).equals(Optional.of(section))) {
                    section.heard(each, result(each.line()).out());
                }
            }
            section.compare();
        }));
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
                .contains(JsonTree.at(loaded, "pages/0/connections") + " connection");
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

    /// The benchmarks whose hops can be counted by hand.
    @Test
    void countsHops() throws Exception {
        assertThat(result("bench --cpu --json chain 2 1000").succeeded()).matches(
                "\\{\"benchmark\":\"chain\",\"hops\":3000,\"deliveredBytes\":1000000,.*\\}\n");
        assertThat(result("bench dumbbell 2 1").succeeded()).matches(
                "dumbbell hops=[0-9]+ delivered_bytes=[0-9]+ simulated_s=1\\.000000 wall_s=[0-9.]+ "
                        + "hops_per_s=[0-9]+\n");
        // Each request: 3 + 7 + 1 segments to the server and its answers; 2 ARP frames on each link.
        assertThat(result("bench star 20 3").succeeded()).matches(
                "star hops=1060 delivered_bytes=600000 simulated_s=1\\.600000 wall_s=[0-9.]+ "
                        + "hops_per_s=[0-9]+\n");
        assertThat(result("bench routes 1000").succeeded())
                .matches("routes prefixes=1000 lookup_ns=[0-9.]+ insert_ns=[0-9]+ remove_ns=[0-9]+\n");
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
