package io.netjar.verify.peers;

import static org.assertj.core.api.Assertions.assertThat;

import io.netjar.testkit.Tshark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Real programs that trust the exported root, and sites whose certificates are bad on purpose.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SecureSitesTest {
    /// curl's exit code for a certificate that it does not believe (CURLE_PEER_FAILED_VERIFICATION).
    private static final int NOT_BELIEVED = 60;
    private static final List<String> BAD = List.of("expired", "not-yet-valid", "wrong-name", "self-signed");

    @TempDir
    private static Path folder = Path.of("");
    private Path description = Path.of("");
    private Path capture = Path.of("");
    private Netjar netjar;

    @SuppressWarnings("NullAway.Init")
    SecureSitesTest() {}

    @BeforeAll
    void start() throws IOException {
        Files.createDirectories(folder.resolve("pages"));
        Files.writeString(folder.resolve("pages/index.html"), "<title>here</title><p>This is it.</p>\n");
        var text = new StringBuilder("""
                providers:
                  hanbit: { kind: residential, cities: [seoul], addresses: 203.0.112.0/20 }
                  namsan: { kind: hosting, cities: [seoul], addresses: 198.51.96.0/20 }
                exchanges: { seoul-ix: { city: seoul, members: [hanbit, namsan] } }
                homes: { alice: { provider: hanbit, devices: [pc] } }
                sites:
                  good.shop.test: { in: namsan/seoul, files: pages }
                  plain.shop.test: { in: namsan/seoul, files: pages, https: off }
                """);
        for (String kind : BAD) {
            text.append("  ").append(kind)
                    .append(".shop.test: { in: namsan/seoul, files: pages, certificate: ")
                    .append(kind).append(" }\n");
        }
        description = Files.writeString(folder.resolve("sites.yaml"), text);
        capture = folder.resolve("tls.pcapng");
        netjar = Netjar.run("--capture", capture.toString(), "--capture", "alice/pc",
                description.toString());
    }

    @AfterAll
    void stopAndJudgeTheCapture() {
        netjar.close();
        Tool.need("tshark");
        assertThat(Tshark.fields(capture, "tls.handshake.type == 1", "frame.number")).isNotEmpty();
        assertThat(Tshark.complaints(capture)).isEmpty();
    }

    private Tool.Result curl(String... arguments) {
        Tool.need("curl");
        var command = new ArrayList<>(
                List.of("curl", "-sS", "--max-time", "60", "--socks5-hostname", netjar.socksDoor()));
        command.addAll(List.of(arguments));
        return Tool.run(command);
    }

    @Test
    void curlBelievesAGoodSiteByTheExportedRootAlone() {
        assertThat(curl("--cacert", netjar.root(), "https://good.shop.test/").succeeded())
                .contains("This is it.");
        assertThat(curl("https://good.shop.test/").exitCode()).isEqualTo(NOT_BELIEVED);
    }

    @ParameterizedTest
    @CsvSource({"1.2, TLSv1.2", "1.3, TLSv1.3"})
    void curlSpeaksTls13And12AndHttp2(String version, String name) {
        Tool.Result result = curl("-v", "--tlsv" + version, "--tls-max", version, "--cacert", netjar.root(),
                "https://good.shop.test/");
        result.succeeded();
        assertThat(result.err()).contains("SSL connection using " + name, "server accepted h2");
    }

    @Test
    void curlIsGivenHttp11WhereThatIsAllItSpeaks() {
        assertThat(curl("--http1.1", "-o", "/dev/null", "-w", "%{http_version}", "--cacert", netjar.root(),
                "https://good.shop.test/").succeeded()).isEqualTo("1.1");
    }

    @Test
    void refusesWhoSpeaksOnlyWhatIsOlder() {
        Tool.Result result = curl("--tls-max", "1.1", "--tlsv1.0", "--ciphers", "DEFAULT:@SECLEVEL=0",
                "--cacert",
                netjar.root(), "https://good.shop.test/");
        assertThat(result.exitCode()).isEqualTo(35);
    }

    @Test
    void curlIsSentFromPlainHttpToHttps() {
        assertThat(
                curl("-o", "/dev/null", "-w", "%{http_code} %{redirect_url}", "http://good.shop.test/a?b=c")
                        .succeeded())
                .isEqualTo("301 https://good.shop.test/a?b=c");
        assertThat(curl("--cacert", netjar.root(), "-L", "http://good.shop.test/").succeeded())
                .contains("This is it.");
    }

    @Test
    void aSiteWithoutTlsServesItsPagesAtPort80AndRefusesPort443() {
        assertThat(curl("http://plain.shop.test/").succeeded()).contains("This is it.");
        assertThat(curl("https://plain.shop.test/").exitCode()).isEqualTo(97);
    }

    @Test
    void curlTunnelsThroughTheHttpProxy() {
        Tool.need("curl");
        assertThat(Tool.run("curl", "-sS", "--max-time", "60", "-x", netjar.httpDoor(), "--cacert",
                netjar.root(), "https://good.shop.test/").succeeded()).contains("This is it.");
    }

    @ParameterizedTest
    @CsvSource({"expired, certificate has expired", "not-yet-valid, certificate is not yet valid",
            "wrong-name, no alternative certificate subject name matches",
            "self-signed, self-signed certificate"})
    void curlRefusesBadCertificatesAndSaysWhy(String kind, String reason) {
        Tool.Result result = curl("--cacert", netjar.root(), "https://" + kind + ".shop.test/");
        assertThat(result.exitCode()).isEqualTo(NOT_BELIEVED);
        assertThat(result.err()).contains(reason);
        assertThat(curl("-k", "https://" + kind + ".shop.test/").succeeded()).contains("This is it.");
    }

    @ParameterizedTest
    @CsvSource({"expired, expired at 2025-12-01T00:00:00Z",
            "not-yet-valid, is not valid before 2049-01-01T00:00:00Z",
            "wrong-name, 'is for wrong.wrong-name.shop.test, not for wrong-name.shop.test'",
            "self-signed, 'is signed by its own key, not by an authority'"})
    void getRefusesBadCertificatesAndSaysWhy(String kind, String reason) {
        Tool.Result result = Netjar.command("get", "-f", description.toString(), "alice/pc",
                "https://" + kind + ".shop.test/");
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.err()).startsWith("netjar: the certificate of " + kind + ".shop.test ")
                .contains(reason);
    }

    @Test
    void opensslProvesTheChainToTheRootStrictly() throws IOException {
        Tool.need("openssl");
        String chain = curl("--cacert", netjar.root(), "-o", "/dev/null", "-w", "%{certs}",
                "https://good.shop.test/").succeeded();
        List<String> certificates = new ArrayList<>();
        int at = chain.indexOf("-----BEGIN");
        while (at >= 0) {
            int end = chain.indexOf("-----END CERTIFICATE-----", at) + "-----END CERTIFICATE-----\n".length();
            certificates.add(chain.substring(at, Math.min(end, chain.length())));
            at = chain.indexOf("-----BEGIN", end);
        }
        Path site = Files.writeString(folder.resolve("site.pem"), certificates.get(0));
        Path issuer = Files.writeString(folder.resolve("issuer.pem"), certificates.get(1));
        assertThat(Tool.run("openssl", "verify", "-x509_strict", "-purpose", "sslserver", "-verify_hostname",
                "good.shop.test", "-CAfile", netjar.root(), "-untrusted", issuer.toString(), site.toString())
                .succeeded()).contains("OK");
        assertThat(Tool.run("openssl", "x509", "-in", netjar.root(), "-noout", "-text").succeeded())
                .contains("CN = Netjar Root", "CA:TRUE", "X509v3 Name Constraints: critical", "DNS:test",
                        "IP:0.0.0.0/0.0.0.0");
        assertThat(Tool.run("openssl", "x509", "-in", site.toString(), "-noout", "-text").succeeded())
                .contains(
                        "DNS:good.shop.test", "TLS Web Server Authentication",
                        "Not Before: Dec  1 00:00:00 2025 GMT",
                        "ecdsa-with-SHA256");
    }

    @Test
    void chromiumThatTrustsTheRootLoadsAGoodSiteWithoutAWarning() throws IOException, InterruptedException {
        Tool.need("chromium", "chromedriver", "certutil");
        try (Browser browser = Browser.trusting(netjar.root(), folder, netjar.socksDoor())) {
            browser.open("https://good.shop.test/");
            assertThat(
                    browser.evaluate("return document.title + ' ' + isSecureContext + ' ' + location.href"
                            + " + ' ' + performance.getEntriesByType('navigation')[0].nextHopProtocol"))
                    .isEqualTo("here true https://good.shop.test/ h2");
        }
    }
}
