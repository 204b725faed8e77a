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

/// 10 MB through a link that loses 1 % of its packets.
class BigFileTest {
    private static final int BYTES = 10_000_000;

    @TempDir
    private Path folder = Path.of("");

    @Test
    void curlFetchesTenMegabytesWholeOverALossyLink() throws IOException, NoSuchAlgorithmException {
        Tool.need("curl", "tshark");
        byte[] content = new byte[BYTES];
        Chance.of(1, "big file").nextBytes(content);
        Files.createDirectories(folder.resolve("files"));
        Files.write(folder.resolve("files/big.bin"), content);
        Path description = folder.resolve("lossy.yaml");
        Files.copy(Checkout.root().resolve("verify/src/test/resources/lossy.yaml"), description);
        Path capture = folder.resolve("lossy.pcapng");
        Path received = folder.resolve("received.bin");
        try (Netjar netjar = Netjar.run("--capture", capture.toString(), "--capture-at", "alice/pc",
                description.toString())) {
            Tool.run("curl", "-sS", "--max-time", "100", "--socks5-hostname", netjar.socksDoor(), "-o",
                    received.toString(),
                    "http://files.test/big.bin").succeeded();
        }
        assertThat(sha256(Files.readAllBytes(received))).isEqualTo(sha256(content));
        assertThat(Tshark.fields(capture, "tcp.analysis.lost_segment", "frame.number"))
                .as("gaps that the link's losses left").hasSizeGreaterThan(30);
        assertThat(Tshark.complaints(capture)).isEmpty();
    }

    private static String sha256(byte[] content) throws NoSuchAlgorithmException {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    }
}
