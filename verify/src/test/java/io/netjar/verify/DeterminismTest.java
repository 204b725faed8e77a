package io.netjar.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.netjar.net.link.DropReason;
import io.netjar.testkit.Tshark;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The same description and seed give the same bytes, whatever else the process did before.
class DeterminismTest {
    @TempDir
    private Path folder = Path.of("");

    @Test
    void aSeedGivesTheSameCaptureInTwoProcessesAndASecondTimeInOne()
            throws IOException, InterruptedException {
        byte[] first = inProcess(42, "first");
        assertThat(first).hasSizeGreaterThan(1_000_000).isEqualTo(inProcess(42, "second"));
        Path here = folder.resolve("here.pcapng");
        Tour.take(7, here);
        Tour.take(42, here);
        assertThat(Files.readAllBytes(here)).as("seed 42 after seed 7 in one process").isEqualTo(first);
    }

    @Test
    void anotherSeedGivesAnotherCapture() throws IOException {
        Tour.take(42, folder.resolve("one.pcapng"));
        Tour.take(43, folder.resolve("other.pcapng"));
        assertThat(Files.readAllBytes(folder.resolve("one.pcapng")))
                .isNotEqualTo(Files.readAllBytes(folder.resolve("other.pcapng")));
    }

    @Test
    void theTourSeesWhatItIsMeantToSee() throws IOException {
        String account = Tour.take(1, folder.resolve("seen.pcapng"));
        assertThat(account).contains("ping Reply[sequence=3", "traceroute true", "dig 192.168.0.1:53",
                "kiln.png, remote=", "status=404",
                "http://intranet.acme.test/, remote=10.10.0.2:80, status=301",
                "https://intranet.acme.test/, remote=10.10.0.2:443, status=200",
                "cause=REFUSED", "nat linux [", "nat symmetric [", "exchange.js, remote=", "rough roads: ");
        assertThat(account).doesNotContain("dropped on the link: 0");
    }

    @Test
    void theTourIsCleanUnderTshark() throws IOException {
        Assumptions.assumeTrue(Tshark.isInstalled());
        Path capture = folder.resolve("judged.pcapng");
        Tour.take(3, capture);
        assertThat(Tshark.fields(capture, "websocket", "frame.number")).isNotEmpty();
        assertThat(Tshark.fields(capture, "tls.handshake", "frame.number")).isNotEmpty();
        assertThat(Tshark.complaints(capture)).isEmpty();
    }

    @Test
    void whateverCameToNothingOnTheTourStandsInItsCaptureWithItsReason() throws IOException {
        Assumptions.assumeTrue(Tshark.isInstalled());
        Path capture = folder.resolve("dropped.pcapng");
        String account = Tour.take(4, capture);
        List<String> comments = Tshark.fields(capture, "frame.comment contains \"dropped\"", "frame.comment");
        for (DropReason reason : DropReason.values()) {
            long found = comments.stream().filter(comment -> comment.endsWith(": " + reason.text())).count();
            assertThat(account).contains("dropped: " + reason.text() + " × " + found + "\n");
        }
        assertThat(comments).hasSizeGreaterThan(20);
    }

    private byte[] inProcess(long seed, String name) throws IOException, InterruptedException {
        Path capture = folder.resolve(name + ".pcapng");
        Path output = folder.resolve(name + ".txt");
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Process process = new ProcessBuilder(List.of(java, "-cp", System.getProperty("java.class.path"),
                Tour.class.getName(), String.valueOf(seed), capture.toString())).redirectErrorStream(true)
                .redirectOutput(output.toFile()).start();
        assertThat(process.waitFor()).as(Files.readString(output, StandardCharsets.UTF_8)).isZero();
        return Files.readAllBytes(capture);
    }
}
