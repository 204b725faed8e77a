package io.netjar.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.netjar.engine.Pace;
import io.netjar.engine.PacedRunner;
import io.netjar.internet.Internet;
import io.netjar.internet.description.Description;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Scripts that are read, and run on two devices behind one provider.
final class ScriptTest {
    private static final String WORLD = """
            providers: { p: { kind: residential, cities: [seoul, busan], addresses: 203.0.112.0/20 } }
            homes:
              alice: { provider: p, devices: [pc, phone (wifi)] }
              bob: { provider: p, city: busan, devices: [pc] }
            sites: { www.shop.test: { in: p/busan, redirects: { /a: /b }, websocket: { /echo: echo } } }
            events: [ at 3 s: slow bob to 1 Mbit/s for 1 s ]
            """;

    @TempDir
    private Path folder = Path.of("");
    private Internet internet = world();
    private OrderReader reader = new OrderReader(internet);
    private final List<String> late = new ArrayList<>();

    private static Internet world() {
        try {
            Internet internet = Internet.open(Description.parse(WORLD, "x.yaml"), Path.of(""), 1);
            assertThat(internet.settle()).isTrue();
            return internet;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @BeforeEach
    void open() {
        internet = world();
        reader = new OrderReader(internet);
    }

    private List<ScriptLine> read(String text) throws Failure, IOException {
        Path file = folder.resolve("storm.txt");
        Files.writeString(file, text);
        return ScriptText.read(reader, file);
    }

    /// What a run of the script prints, as fast as it goes.
    private String run(String text) throws Failure, IOException {
        var printed = new StringWriter();
        var out = new PrintWriter(printed);
        var runner = new PacedRunner(internet.engine(), System::nanoTime, Pace.virtual());
        var director = new Director(internet, runner, new PaceControl(runner, Pace.virtual()), out, out);
        internet.faults().onEvent(director::tell);
        new ScriptRun(director, internet.engine(), late::add).add(read(text));
        runner.run();
        director.cancelAll();
        out.flush();
        return printed.toString();
    }

    private void letPass(int seconds) {
        internet.engine().runUntil(internet.engine().now() + seconds * 1_000_000_000L);
    }

    private List<String> mistakes(String text) {
        Failure failure = catchThrowableOfType(Failure.class, () -> read(text));
        assertThat(failure.exitCode()).isEqualTo(2);
        return failure.text().replace(folder + "/", "").lines().toList();
    }

    @Test
    void linesHappenAtTheirTimesOneAfterTheOther() throws Failure, IOException {
        assertThat(run("""
                # what is described under events happens, too
                cut alice/line for 1500 ms   # and is healed
                at 2 s: lose alice/line down 5 %
                after 500 ms: restore alice
                wait 2 s
                cut p
                wait
                heal
                at 6 s: stop
                cut bob
                """)).isEqualTo("""
                [0.000 s] cut alice/line for 1.5 s
                [1.500 s] over: cut alice/line for 1.5 s
                [2.000 s] lose alice/line down 5 %
                [2.500 s] restore alice
                [3.000 s] slow bob to 1 Mbit/s for 1 s
                [4.000 s] over: slow bob to 1 Mbit/s for 1 s
                [4.500 s] cut p
                [4.500 s] heal
                """);
        assertThat(internet.engine().now()).isPositive();
    }

    @Test
    void whatComesTooLateIsToldAndLeftOut() throws Failure, IOException {
        assertThat(run("wait 5 s\nat 2 s: cut alice\nat 5 s: heal alice\nstop\n"))
                .contains("[5.000 s] heal alice").doesNotContain("cut alice");
        assertThat(late)
                .containsExactly("'at 2 s: cut alice' is left out: that time has passed, it is [5.000 s]");
    }

    @Test
    void sentencesAreRepeatedWhileTheScriptGoesOn() throws Failure, IOException {
        assertThat(run("""
                at 4500 ms: every 1 s for 2 s: lose alice 5 % for 100 ms
                signal alice/phone to far for 1 s
                wait 4 s
                stop
                """)).endsWith("""
                [4.500 s] every 1 s for 2 s: lose alice 5 % for 100 ms
                [4.500 s] signal alice/phone to -83 dBm for 1 s
                [5.500 s] lose alice 5 % for 100 ms
                [5.500 s] over: signal alice/phone to -83 dBm for 1 s
                [5.600 s] over: lose alice 5 % for 100 ms
                [6.500 s] lose alice 5 % for 100 ms
                [6.500 s] over: every 1 s for 2 s: lose alice 5 % for 100 ms
                [6.600 s] over: lose alice 5 % for 100 ms
                """);
    }

    @Test
    void webSocketsAreOpenedOnWhatRuns() throws Failure, IOException {
        String printed = run("""
                ws alice/pc wss://www.shop.test/echo --send one --send two --count 2
                ws alice/phone wss://www.shop.test/echo
                wait 3 s
                cut bob
                at 9 s: stop
                """);
        assertThat(printed).contains("Connected to ", "one\ntwo\n", "Disconnected (code: 1000", "cut bob");
        letPass(20);
        assertThat(internet.network().packets().lent()).isZero();
    }

    @Test
    void aCommandThatIsCancelledClosesWhatItHasOpen() throws Failure, IOException {
        assertThat(run("""
                ws alice/phone wss://www.shop.test/echo
                slow alice/line to 1 Mbit/s
                iperf alice/pc www.shop.test --time 1h
                iperf bob/pc www.shop.test --udp --time 1h
                at 9 s: stop
                """)).contains("Connected to ").doesNotContain("Disconnected", "cancelled");
        letPass(200);
        for (String device : List.of("alice/phone", "alice/pc", "bob/pc")) {
            assertThat(internet.device(device).host().tcp().connections()).as(device).isZero();
        }
    }

    @Test
    void aNumberSignWithinQuotesBeginsNoComment() {
        var line = reader.read("get -H 'X: a #b' alice/pc \"#c\" #d", (_, message) -> {
            throw new AssertionError(message);
        });
        assertThat(line).map(ScriptLine::order).contains(
                new Order.Command(List.of("get", "-H", "X: a #b", "alice/pc", "#c")));
        assertThat(ShellWords.withoutComment("a#b # c 'd")).isEqualTo("a#b ");
        assertThat(ShellWords.withoutComment("'it''s' # c")).isEqualTo("'it''s' ");
        assertThat(ShellWords.withoutComment("# a")).isEmpty();
    }

    @Test
    void commandsOfNetjarWorkOnWhatRuns() throws Failure, IOException {
        String printed = run("""
                ping -c 1 alice/pc www.shop.test
                wait
                cut alice
                ping -c 1 alice/pc 203.0.112.1
                dig +short @a.root-servers.net bob/pc www.shop.test NS
                dig +short bob/pc www.shop.test
                wait
                events
                links alice/line
                stop
                """);
        assertThat(printed).contains("1 packets transmitted, 1 received", "1 packets transmitted, 0 received",
                "in force: cut alice", "alice/line  cut    1 Gbit/s, ");
        assertThat(printed.lines()).anyMatch(line -> line.matches("203\\.0\\.[0-9.]+"));
        assertThat(internet.network().packets().lent()).isZero();
    }

    @Test
    void commandsRunBesideEachOtherUnlessTheScriptWaits() throws Failure, IOException {
        String printed = run("""
                ping -c 3 alice/pc 203.0.112.1
                after 1 s: ping -c 1 bob/pc 203.0.112.1
                wait
                stop
                """);
        assertThat(printed.indexOf("1 packets transmitted")).isPositive()
                .isLessThan(printed.indexOf("3 packets transmitted"));
    }

    @Test
    void theSameScriptPrintsTheSame() throws Failure, IOException {
        String script = "ping -c 3 alice/phone www.shop.test\nat 1 s: lose alice 50 %\nwait\nstop\n";
        String first = run(script);
        open();
        assertThat(run(script)).isEqualTo(first);
    }

    @Test
    void whatIsCancelledSaysNothingMore() throws Failure, IOException {
        String printed = run("ping -c 100 alice/pc www.shop.test\nat 4 s: stop\n");
        assertThat(printed).contains("icmp_seq=3").doesNotContain("statistics", "cancelled", "icmp_seq=6");
    }

    @Test
    void failuresOfCommandsDoNotEndTheScript() throws Failure, IOException {
        assertThat(run("ss nowhere\nwait\ncut alice\nstop\n"))
                .contains("netjar: there is no device, router, server or site 'nowhere'", "cut alice");
        assertThat(run("ping -f other.yaml alice/pc bob\nwait\nstop\n"))
                .contains("netjar: --file: this Internet runs already");
    }

    @Test
    void allMistakesAreToldAtOnceWithTheirPlaces() {
        assertThat(mistakes("""
                cut alicia
                at 5 s: slow alice to 1 Mbit
                  explode    # not known
                ping alice/pd www.shop.test
                at 6 s: heal
                at 4 s: heal
                after lunch: heal
                wait a minute
                get alice/pc
                pace quick
                stop now
                get alice/pc 'https://www.shop.test/
                """)).extracting(line -> line.substring(0, Math.min(72, line.length()))).containsExactly(
                "storm.txt:1:5: no line is called 'alicia'; did you mean 'alice'? There a",
                "storm.txt:2:23: '1 Mbit' is not a rate from 1 kbit/s to 10 Tbit/s (a num",
                "storm.txt:3:3: 'explode' is not known. There are: cut, heal, slow, delay",
                "storm.txt:4:6: there is no device 'alice/pd'; did you mean 'alice/pc'? T",
                "storm.txt:6:1: this is to happen before what stands above it: the lines ",
                "storm.txt:7:7: 'lunch' is not a time (a number and µs, ms, s, min or h, ",
                "storm.txt:8:6: 'a minute' is not a time (a number and µs, ms, s, min or ",
                "storm.txt:9:1: get: Missing required parameter: 'URL'",
                "storm.txt:10:6: 'quick' is not faster, slower, real, virtual, paused or ",
                "storm.txt:11:6: nothing stands behind 'stop', but here 'now'",
                "storm.txt:12:1: the quote ' does not end",
                "11 mistakes");
    }

    @Test
    void wordsAreThoseThatFitTheirPlace() {
        var words = new WordList(internet);
        assertThat(words.after(List.of())).contains("cut", "ping", "stop");
        assertThat(words.after(List.of("at", "5", "s:"))).contains("cut", "ping");
        assertThat(words.after(List.of("cut"))).contains("alice", "alice/line", "alice/phone", "p/busan",
                "www.shop.test", "p/busan/www.shop.test");
        assertThat(words.after(List.of("cut", "p/seoul"))).contains("to", "for");
        assertThat(words.after(List.of("cut", "p/seoul", "to"))).containsExactly("p/busan");
        assertThat(words.after(List.of("ping", "-n"))).containsExactly("alice/pc", "alice/phone", "bob/pc");
        assertThat(words.after(List.of("get", "alice/pc"))).containsExactly("https://www.shop.test/");
        assertThat(words.after(List.of("at", "5", "s:", "every", "1", "s", "for", "5", "min:")))
                .contains("cut", "every");
        assertThat(words.after(List.of("every", "1", "s"))).containsExactly("for");
        assertThat(words.after(List.of("signal"))).containsExactly("alice/phone", "alice/wifi");
        assertThat(words.after(List.of("signal", "alice/phone", "to"))).containsExactly("good", "weak",
                "far");
        assertThat(words.after(List.of("queue", "p/seoul", "to", "p/busan", "to")))
                .containsExactly("codel", "fq-codel");
        assertThat(words.after(List.of("ws", "alice/pc"))).containsExactly("wss://www.shop.test/echo");
        assertThat(words.after(List.of("ss"))).contains("alice/pc", "www.shop.test", "p/seoul/core");
    }

    @Test
    void lineAsAShellPartsIt() throws Failure {
        assertThat(ShellWords.of("get -H 'X: a \"b\"'  alice/pc \"\" a'b c'd"))
                .containsExactly("get", "-H", "X: a \"b\"", "alice/pc", "", "ab cd");
    }
}
