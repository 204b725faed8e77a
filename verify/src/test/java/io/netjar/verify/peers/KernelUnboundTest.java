package io.netjar.verify.peers;

import static org.assertj.core.api.Assertions.assertThat;

import io.netjar.cli.linux.Namespace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A real Unbound in a device's place finds names from the emulated root servers down, validates them from the exported
/// anchor, and comes to the same verdicts as the resolver inside.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KernelUnboundTest {
    private static final Pattern STATUS = Pattern.compile("status: ([A-Z]+)");
    private static final Pattern AUTHENTIC = Pattern.compile("flags:[a-z ]* ad[ ;]");
    private static final Pattern ERROR = Pattern.compile("EDE: ([0-9]+)");
    private static final Pattern RECORD = Pattern
            .compile("(?m)^([^;\\s]\\S*)\\s+[0-9]+\\s+IN\\s+(\\S+)\\s+(.*)$");
    private static final String PORT = "5353";

    @TempDir
    private static Path folder = Path.of("");
    private Namespace namespace;
    private Netjar netjar;
    private Process unbound;

    @SuppressWarnings("NullAway.Init")
    KernelUnboundTest() {}

    @BeforeAll
    void start() throws IOException {
        Kernel.need();
        Tool.need("unbound", "dig");
        namespace = Namespace.make();
        netjar = Netjar.run("--tun", "alice/pc=netjar0", "--netns", namespace.name(),
                SignedWorld.write(folder).toString());
        String root = Tool.run("dig", "@127.0.0.1", "-p", netjar.dnsPort(), "+short", "a.root-servers.net")
                .succeeded().strip();
        Path hints = Files.writeString(folder.resolve("hints"),
                ". 3600000 NS a.root-servers.net.\na.root-servers.net. 3600000 A " + root + "\n");
        Path configuration = Files.writeString(folder.resolve("unbound.conf"), """
                server:
                  interface: 127.0.0.1
                  port: %s
                  do-daemonize: no
                  use-syslog: no
                  logfile: ""
                  username: ""
                  chroot: ""
                  pidfile: ""
                  do-ip6: no
                  ede: yes
                  val-log-level: 2
                  module-config: "validator iterator"
                  local-zone: "test." nodefault
                  root-hints: "%s"
                  trust-anchor-file: "%s"
                remote-control:
                  control-enable: no
                """.formatted(PORT, hints, netjar.anchor()));
        Path log = folder.resolve("unbound.log");
        unbound = namespace.start(log, "unbound", "-d", "-c", configuration.toString());
        Tool.Result started = Tool.run("sh", "-c", "for i in $(seq 300); do grep -q 'start of service' " + log
                + " && exit 0; sleep 0.1; done; exit 1");
        assertThat(started.exitCode()).as(Files.readString(log)).isZero();
    }

    @AfterAll
    void stop() throws IOException {
        if (namespace == null) {
            return;
        }
        if (unbound != null) {
            unbound.destroy();
        }
        netjar.close();
        namespace.close();
    }

    /// What matters of an answer: its RCODE, whether it was authenticated, the code of an extended error, and the answer's
    /// records but for their TTLs.
    private record Heard(String status, boolean isAuthentic, String error, TreeSet<String> answer) {
        static Heard of(String dig) {
            var records = new TreeSet<String>();
            Matcher record = RECORD.matcher(dig);
            while (record.find()) {
                records.add(record.group(1) + " " + record.group(2) + " " + record.group(3));
            }
            return new Heard(first(STATUS, dig), AUTHENTIC.matcher(dig).find(), first(ERROR, dig), records);
        }

        private static String first(Pattern pattern, String text) {
            Matcher found = pattern.matcher(text);
            return found.find() ? found.group(1) : "";
        }
    }

    private static String[] question(String door, String name, String type) {
        return new String[]{"dig", "@127.0.0.1", "-p", door, "+dnssec", "+noauthority", "+noadditional",
                "+time=20",
                "+tries=1", name, type};
    }

    private Heard inside(String name, String type) {
        return Heard.of(Tool.run(question(netjar.dnsPort(), name, type)).succeeded());
    }

    private Heard outside(String name, String type) throws IOException {
        return Heard.of(namespace.run(question(PORT, name, type)));
    }

    @ParameterizedTest
    @CsvSource({"www.hashes.test, A", "www.names.test, A", "www.signed.example, A", "www.hashes.test, AAAA",
            "www.names.test, AAAA", "nothing.hashes.test, A", "nothing.names.test, A", "nothing, A",
            "x.y.wild.hashes.test, TXT", "x.y.wild.names.test, TXT", "x.wild.hashes.test, A",
            "x.wild.names.test, A",
            "deep.hashes.test, A", "deep.names.test, A", "alias.names.test, A", "big.hashes.test, TXT",
            "plain.test, DS", "hashes.test, DNSKEY", "arpa, SOA"})
    void bothFindItSecure(String name, String type) throws IOException {
        Heard unbounds = outside(name, type);
        assertThat(unbounds.isAuthentic()).isTrue();
        assertThat(inside(name, type)).isEqualTo(unbounds);
    }

    @ParameterizedTest
    @CsvSource({"www.plain.test, A", "nothing.plain.test, A", "www.plain.example, A", "nothing.example, A"})
    void bothFindItInsecure(String name, String type) throws IOException {
        Heard unbounds = outside(name, type);
        assertThat(unbounds.isAuthentic()).isFalse();
        assertThat(unbounds.status()).isNotEqualTo("SERVFAIL");
        assertThat(inside(name, type)).isEqualTo(unbounds);
    }

    @ParameterizedTest
    @CsvSource({"expired.test, 7", "not-yet-valid.test, 8", "wrong-ds.test, 9", "bad-signatures.test, 6"})
    void bothFindItBogusAndSayWhy(String zone, String code) throws IOException {
        Heard unbounds = outside("www." + zone, "A");
        assertThat(unbounds).isEqualTo(new Heard("SERVFAIL", false, code, new TreeSet<>()));
        assertThat(inside("www." + zone, "A")).isEqualTo(unbounds);
    }
}
