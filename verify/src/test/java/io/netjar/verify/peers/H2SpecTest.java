package io.netjar.verify.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// The shop as h2spec sees it, a conformance suite for HTTP/2 servers, from alice's laptop and by forwards: in the clear by prior
/// knowledge at port 80, and over TLS by ALPN at port 443. h2spec 2.2.0 follows RFC 7540; all its cases, strict ones as well,
/// hold under RFC 9113, too.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class H2SpecTest {
    private static final int CASES = 146;
    private static final String PROGRAM = "h2spec/2.2.0/h2spec_linux_amd64.tar.gz";
    /// How long h2spec waits for an answer: 2 s would do, on a machine that is not busy.
    private static final String PATIENCE_SECONDS = "15";
    private static final Pattern VERDICT = Pattern
            .compile("(\\d+) tests, (\\d+) passed, (\\d+) skipped, (\\d+) failed");

    @TempDir
    private static Path folder = Path.of("");

    /// h2spec comes as a program for this system inside a jar from Maven Central.
    @BeforeAll
    static void unpack() throws IOException {
        boolean runs = System.getProperty("os.name").equals("Linux")
                && System.getProperty("os.arch").equals("amd64");
        assumeThat(runs).as("h2spec is a program for Linux on amd64: its cases were NOT tried").isTrue();
        Tool.need("tar");
        Path archive = folder.resolve("h2spec.tar.gz");
        try (InputStream packed = H2SpecTest.class.getClassLoader().getResourceAsStream(PROGRAM)) {
            Files.copy(Objects.requireNonNull(packed, PROGRAM), archive);
        }
        Tool.run("tar", "-xzf", archive.toString(), "-C", folder.toString()).succeeded();
    }

    @Test
    void findsNothingWrongInTheClear() throws IOException {
        judge("www.shop.test:80", List.of());
    }

    @Test
    void findsNothingWrongOverTls() throws IOException {
        judge("www.shop.test:443", List.of("--tls", "--insecure"));
    }

    private static void judge(String site, List<String> more) throws IOException {
        try (Netjar netjar = Netjar.run("--forward", "0=" + site)) {
            String door = netjar.forward(site);
            var command = new ArrayList<>(List.of("timeout", "150",
                    folder.resolve("h2spec").toString(), "--strict", "--timeout", PATIENCE_SECONDS, "--host",
                    door.substring(0, door.indexOf(':')), "--port", door.substring(door.indexOf(':') + 1)));
            command.addAll(more);
            String said = Tool.run(command).out();
            Matcher verdict = VERDICT.matcher(said);
            assertThat(verdict.find()).as(said).isTrue();
            assertThat(verdict.group(1)).isEqualTo(String.valueOf(CASES));
            assertThat(verdict.group(2)).as(said.substring(Math.max(0, said.indexOf("Failures:"))))
                    .isEqualTo(String.valueOf(CASES));
        }
    }
}
