package io.netjar.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.netjar.net.link.DropReason;
import io.netjar.testkit.Tshark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The same description and seed give the same bytes, whatever else the process did before.
class DeterminismTest {
    private static final long SEED = 42;
    private static final long OTHER_SEED = 7;

    @TempDir
    private static Path folder = Path.of("");
    /// What the tour with the other seed tells of itself.
    private static String account = "";

    /// Two processes take the tour, and meanwhile this one, which has taken another before. Tours are long: all tests look at
    /// these.
    @BeforeAll
    static void takeTours() throws IOException, InterruptedException {
        Process first = start("first");
        Process second = start("second");
        account = Tour.take(OTHER_SEED, capture("other"));
        Tour.take(SEED, capture("here"));
        for (Process process : List.of(first, second)) {
            assertThat(process.waitFor()).as("exit code; both print to files in " + folder).isZero();
        }
    }

    private static Path capture(String name) {
        return folder.resolve(name + ".pcapng");
    }

    private static Process start(String name) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return new ProcessBuilder(List.of(java, "-XX:+UseSerialGC", "-cp",
                System.getProperty("java.class.path"), Tour.class.getName(), String.valueOf(SEED),
                capture(name).toString())).redirectErrorStream(true)
                .redirectOutput(folder.resolve(name + ".txt").toFile()).start();
    }

    @Test
    void aSeedGivesTheSameCaptureInTwoProcessesAndASecondTimeInOne() throws IOException {
        assertThat(Files.size(capture("first"))).isGreaterThan(1_000_000);
        for (String name : List.of("second", "here")) {
            assertThat(Files.mismatch(capture("first"), capture(name)))
                    .as("where the captures of seed 42, first and " + name + ", differ").isEqualTo(-1);
        }
    }

    @Test
    void anotherSeedGivesAnotherCapture() throws IOException {
        assertThat(Files.mismatch(capture("here"), capture("other"))).isNotEqualTo(-1);
    }

    @Test
    void theTourSeesWhatItIsMeantToSee() {
        assertThat(account).contains("ping Reply[sequence=3", "traceroute true", "dig 192.168.0.1:53",
                "kiln.png, remote=", "status=404",
                "http://intranet.acme.test/, remote=10.10.0.2:80, status=301",
                "https://intranet.acme.test/, remote=10.10.0.2:443, status=200",
                "cause=REFUSED", "nat linux [", "nat symmetric [", "exchange.js, remote=", "rough roads: ",
                "tunnel 200", "through the tunnel: ", "asked www.broken.test. SERVFAIL []",
                "asked shop.test. NOERROR [shop.test.", "asked nobody.shop.test. NXDOMAIN", "transfer ",
                "event: cut alice/phone for 3 s",
                "over: lose bob 10 % in bursts of 3 for 9 s", "event: restore");
        assertThat(account).doesNotContain("dropped on the link: 0");
    }

    @Test
    void theTourIsCleanUnderTshark() throws IOException {
        Assumptions.assumeTrue(Tshark.isInstalled());
        assertThat(
                Tshark.fields(capture("other"), "websocket or tls.handshake or http2 or dns.qry.type == 252",
                        "frame.protocols"))
                .anyMatch(all -> all.endsWith(":websocket"))
                .anyMatch(all -> all.endsWith(":tls")).anyMatch(all -> all.endsWith(":http2"))
                .anyMatch(all -> all.endsWith(":tcp:dns"));
        assertThat(
                Tshark.fields(capture("other"), "dns.qry.name matches \"(?-i)[a-z][A-Z]\"", "frame.number"))
                .as("questions in upper and lower case").isNotEmpty();
        assertThat(Tshark.complaints(capture("other"))).isEmpty();
    }

    @Test
    void whateverCameToNothingOnTheTourStandsInItsCaptureWithItsReason() throws IOException {
        Assumptions.assumeTrue(Tshark.isInstalled());
        List<String> comments = Tshark.fields(capture("other"), "frame.comment contains \"dropped\"",
                "frame.comment");
        for (DropReason reason : DropReason.values()) {
            long found = comments.stream().filter(comment -> comment.endsWith(": " + reason.text())).count();
            assertThat(account).contains("dropped: " + reason.text() + " × " + found + "\n");
        }
        assertThat(comments).hasSizeGreaterThan(20);
    }
}
