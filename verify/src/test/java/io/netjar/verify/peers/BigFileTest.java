package io.netjar.verify.peers;

import static org.assertj.core.api.Assertions.assertThat;

import io.netjar.engine.Chance;
import io.netjar.testkit.Tshark;
import io.netjar.verify.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// 10 MB through a line that loses 1 % of its packets, by both proxies at once.
class BigFileTest {
    private static final int BYTES = 10_000_000;

    @TempDir
    private Path folder = Path.of("");

    @Test
    void curlFetchesTenMegabytesWholeOverALossyLine() throws IOException, NoSuchAlgorithmException {
        Tool.need("curl", "tshark");
        byte[] content = new byte[BYTES];
        Chance.of(1, "big file").nextBytes(content);
        Files.createDirectories(folder.resolve("files"));
        Files.write(folder.resolve("files/big.bin"), content);
        Path description = folder.resolve("lossy.yaml");
        Files.copy(Checkout.root().resolve("verify/src/test/resources/lossy.yaml"), description);
        Path capture = folder.resolve("lossy.pcapng");
        try (Netjar netjar = Netjar.run("--capture", capture.toString(), "--capture", "alice/pc",
                description.toString())) {
            Tool.run("curl", "-sS", "--max-time", "100", "--parallel", "--parallel-immediate",
                    "--socks5-hostname", netjar.socksDoor(), "-o", folder.resolve("socks.bin").toString(),
                    "http://files.test/big.bin", "--next", "-sS", "--max-time", "100", "-x",
                    netjar.httpDoor(), "-o",
                    folder.resolve("http.bin").toString(), "http://files.test/big.bin").succeeded();
        }
        assertThat(sha256(folder.resolve("socks.bin"))).isEqualTo(sha256(folder.resolve("files/big.bin")));
        assertThat(sha256(folder.resolve("http.bin"))).isEqualTo(sha256(folder.resolve("files/big.bin")));
        assertThat(Tshark.fields(capture, "tcp.analysis.lost_segment", "frame.number"))
                .as("gaps that the line's losses left").hasSizeGreaterThan(30);
        assertThat(Tshark.complaints(capture)).isEmpty();
    }

    private static String sha256(Path file) throws IOException, NoSuchAlgorithmException {
        return HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
    }
}
