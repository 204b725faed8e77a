package io.netjar.verify.peers;

import static org.assertj.core.api.Assertions.assertThat;

import io.netjar.cli.Main;
import io.netjar.verify.Checkout;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.Model.CommandSpec;

/// Completion and the manual in the hands of the real programs that use them.
class CompletionTest {
    @TempDir
    private static Path folder = Path.of("");

    @BeforeAll
    static void writeScripts() throws IOException {
        for (String shell : new String[]{"bash", "zsh", "fish"}) {
            Files.writeString(script(shell), Netjar.command("completion", shell).succeeded());
        }
    }

    private static Path script(String shell) {
        return folder.resolve("netjar." + shell);
    }

    private static String path() {
        return "PATH=" + Checkout.root() + ":$PATH; ";
    }

    @Test
    void completesInBash() {
        Tool.need("bash");
        String out = Tool.run("bash", "-c", path() + "source " + script("bash") + """

                try() {
                    COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); COMPREPLY=()
                    _netjar
                    echo "$* => ${COMPREPLY[*]}"
                }
                try netjar pi
                try netjar get --tim
                try netjar get -v alice/p
                try netjar iperf -R alice/laptop www
                try netjar bench ch
                try netjar run --as bo
                try netjar check samples/small
                try netjar help trace
                try netjar ping -c ''
                try netjar get --file = samples/small
                try netjar iperf --time = 3s alice/lap
                try netjar get --file = samples/small-world.yaml alice/lap
                """).succeeded();
        assertThat(out.lines()).containsExactly("netjar pi => ping", "netjar get --tim => --timing",
                "netjar get -v alice/p => alice/phone alice/pc",
                "netjar iperf -R alice/laptop www => www.shop.test",
                "netjar bench ch => chain", "netjar run --as bo => bob/desktop",
                "netjar check samples/small => samples/small-world.yaml", "netjar help trace => traceroute",
                "netjar ping -c  => ", "netjar get --file = samples/small => samples/small-world.yaml",
                "netjar iperf --time = 3s alice/lap => alice/laptop",
                "netjar get --file = samples/small-world.yaml alice/lap => alice/laptop");
    }

    @Test
    void completesInFish() {
        Tool.need("fish");
        String out = Tool
                .run("fish", "--no-config", "-c", "set -x HOME " + folder + "; set -x PATH " + Checkout.root()
                        + " $PATH; source " + script("fish")
                        + """

                                for line in 'netjar pi' 'netjar get --tim' 'netjar get -v alice/p' 'netjar bench ch' \\
                                        'netjar run --as bo' 'netjar help trace'
                                    complete -C $line | cut -f 1
                                end
                                """)
                .succeeded();
        assertThat(out.lines()).containsExactly("ping", "--timing", "alice/pc", "alice/phone", "chain",
                "bob/desktop",
                "traceroute");
    }

    /// A terminal of zsh's own types, and waits for what the shell makes of it.
    @Test
    void completesInZsh() {
        Tool.need("zsh", "timeout");
        String out = Tool
                .run("timeout", "100", "zsh", "-f", "-c",
                        path() + "script=" + script("zsh")
                                + """

                                        zmodload zsh/zpty
                                        try() {
                                            zpty shell zsh -f -i
                                            zpty -w shell "PATH=$PATH; autoload -U compinit; compinit -u -D; source $script; echo REA''DY"
                                            zpty -r shell shown '*READY*'
                                            zpty -n -w shell "$1"$'\\t'
                                            zpty -r shell shown "*$2*" && echo "$1 => $2"
                                            zpty -d shell
                                        }
                                        try 'netjar pi' 'netjar ping'
                                        try 'netjar get --tim' 'netjar get --timing'
                                        try 'netjar bench ch' 'netjar bench chain'
                                        try 'netjar get -v alice/l' 'alice/laptop'
                                        try 'netjar run --as bo' 'bob/desktop'
                                        """)
                .succeeded();
        assertThat(out.lines()).contains("netjar pi => netjar ping",
                "netjar get --tim => netjar get --timing",
                "netjar bench ch => netjar bench chain", "netjar get -v alice/l => alice/laptop",
                "netjar run --as bo => bob/desktop");
    }

    /// Shells and the manual know what the command knows.
    @Test
    void knowsEveryOptionOfEveryCommand() throws IOException {
        String bash = Files.readString(script("bash"));
        String zsh = Files.readString(script("zsh"));
        String fish = Files.readString(script("fish"));
        for (CommandSpec spec : HelpExamplesTest.specs(Main.commandLine())) {
            List<String> path = Arrays.asList(spec.qualifiedName().split(" ", -1));
            String word = String.join("_", path.subList(1, path.size())).replace('-', '_');
            String inBash = between(bash, "'" + word + "') __netjar_children=", ";;");
            String inZsh = between(zsh, "_netjar" + (word.isEmpty() ? "" : "_" + word) + "() {", "\n}");
            String page = manual(path.subList(1, path.size()));
            for (String name : spec.options().stream().flatMap(each -> Stream.of(each.names())).toList()) {
                assertThat(inBash).as(spec.qualifiedName())
                        .containsPattern("[ ']" + Pattern.quote(name) + "[ ']");
                assertThat(inZsh).as(spec.qualifiedName()).contains("'*" + name + "[");
                assertThat(fish)
                        .containsPattern("'__netjar_at " + String.join(" ", path.subList(1, path.size()))
                                + "'.* -[lso] " + Pattern.quote(name.replaceFirst("^-+", "")) + " ");
                assertThat(page).as(spec.qualifiedName())
                        .contains("\\fB" + name.replace("-", "\\-") + "\\fR");
            }
        }
    }

    private static String between(String text, String begin, String end) {
        int from = text.indexOf(begin);
        assertThat(from).as(begin).isNotNegative();
        return text.substring(from, text.indexOf(end, from));
    }

    private static String manual(List<String> path) {
        var out = new StringWriter();
        List<String> words = new ArrayList<>(List.of("man"));
        words.addAll(path);
        Main.commandLine().setOut(new PrintWriter(out, true)).execute(words.toArray(String[]::new));
        return out.toString();
    }

    @Test
    void hasAManualThatManAndMandocTake() throws IOException {
        Tool.need("man");
        for (String command : new String[]{"", "get", "dig", "bench chain"}) {
            Path page = folder.resolve("page.1");
            Files.writeString(page,
                    Tool.run("bash", "-c", Netjar.launcher() + " man " + command).succeeded());
            Tool.Result shown = Tool.run("env", "MANWIDTH=80", "LC_ALL=C.UTF-8", "man", "--warnings", "-l",
                    page.toString());
            assertThat(shown.err()).as(command).isEmpty();
            assertThat(shown.succeeded()).contains("netjar", "EXIT STATUS", "EXAMPLES");
        }
        Tool.need("mandoc");
        Tool.Result judged = Tool.run("mandoc", "-T", "lint", folder.resolve("page.1").toString());
        assertThat(judged.out() + judged.err()).isEmpty();
    }
}
