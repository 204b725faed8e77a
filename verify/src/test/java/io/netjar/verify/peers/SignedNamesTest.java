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
import org.junit.jupiter.params.provider.ValueSource;

/// BIND's programs judge signed zones: `delv` and `dig` through the DNS door, from the exported anchor down;
/// `dnssec-verify` and `named-checkzone` what a transfer of each zone brings.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SignedNamesTest {
    private static final String SHOP_SERVERS = "ns1.hashes.test:53";

    @TempDir
    private static Path folder = Path.of("");
    private Path capture = Path.of("");
    private Netjar netjar;

    @SuppressWarnings("NullAway.Init")
    SignedNamesTest() {}

    @BeforeAll
    void start() throws IOException {
        capture = folder.resolve("signed.pcapng");
        var arguments = new ArrayList<>(List.of("--capture", capture.toString()));
        for (String server : List.of("a.root-servers.net:53", "a.nic.test:53", "a.nic.example:53",
                SHOP_SERVERS,
                "ns1.names.test:53", "ns1.brief.test:53",
                "a.in-addr-servers.arpa:53")) {
            arguments.add("--forward");
            arguments.add("0=" + server);
        }
        arguments.add(SignedWorld.write(folder).toString());
        netjar = Netjar.run(arguments.toArray(String[]::new));
    }

    @AfterAll
    void stopAndJudgeTheCapture() {
        netjar.close();
        Tool.need("tshark");
        assertThat(Tshark.fields(capture, "dns.rrsig.type_covered", "frame.number")).isNotEmpty();
        assertThat(Tshark.complaints(capture)).isEmpty();
    }

    private String delv(String... words) {
        Tool.need("delv");
        var command = new ArrayList<>(List.of("delv", "@127.0.0.1", "-p", netjar.dnsPort(), "-a",
                netjar.anchor() + ".bind", "+root=."));
        command.addAll(List.of(words));
        Tool.Result result = Tool.run(command);
        return result.out() + result.err();
    }

    private String dig(String... words) {
        Tool.need("dig");
        var command = new ArrayList<>(
                List.of("dig", "@127.0.0.1", "-p", netjar.dnsPort(), "+dnssec", "+time=20", "+tries=1"));
        command.addAll(List.of(words));
        return Tool.run(command).succeeded();
    }

    @ParameterizedTest
    @CsvSource({"., SOA", "test, DNSKEY", "test, NSEC3PARAM", "arpa, SOA", "in-addr.arpa, NS", "example, DS",
            "www.hashes.test, A", "www.names.test, A", "www.signed.example, A", "hashes.test, DS",
            "alias.hashes.test, A", "real.old.names.test, TXT", "x.y.wild.hashes.test, TXT",
            "x.y.wild.names.test, TXT", "big.hashes.test, TXT", "big.names.test, TXT"})
    void delvValidatesWhatIsThere(String name, String type) {
        assertThat(delv(name, type)).contains("; fully validated").containsPattern("RRSIG\\s");
    }

    @ParameterizedTest
    @CsvSource({"www.hashes.test, AAAA", "www.names.test, AAAA", "nothing.hashes.test, A",
            "nothing.names.test, A",
            "x.wild.hashes.test, A", "x.wild.names.test, A", "deep.hashes.test, A", "deep.names.test, A",
            "nothing, A", "plain.test, DS", "sub.hashes.test, DS", "lost.names.test, AAAA"})
    void delvValidatesThatSomethingIsNotThere(String name, String type) {
        assertThat(delv(name, type)).containsAnyOf("; negative response, fully validated",
                "; fully validated");
    }

    @ParameterizedTest
    @ValueSource(strings = {"www.plain.test", "www.plain.example", "nothing.plain.test"})
    void delvKnowsThatAZoneIsNotSigned(String name) {
        assertThat(delv(name)).contains("unsigned answer").doesNotContain("fully validated");
    }

    @ParameterizedTest
    @CsvSource({"expired, RRSIG has expired", "not-yet-valid, RRSIG validity period has not begun",
            "wrong-ds, no valid signature found (DS)", "no-signatures, got insecure response",
            "bad-signatures, RRSIG failed to verify"})
    void delvRefusesWhatIsWrongAndSaysWhy(String zone, String reason) {
        // With CD, so that delv sees what the resolver inside would have kept from it.
        assertThat(delv("+cd", "www." + zone + ".test")).contains(reason).doesNotContain("; fully validated");
    }

    @ParameterizedTest
    @CsvSource({"expired, 7", "not-yet-valid, 8", "wrong-ds, 9", "no-signatures, 10", "bad-signatures, 6"})
    void theResolverInsideSaysWhyItFails(String zone, int code) {
        assertThat(dig("www." + zone + ".test")).contains("status: SERVFAIL", "EDE: " + code + " (");
        assertThat(dig("+cd", "www." + zone + ".test")).contains("status: NOERROR", "ANSWER: ");
    }

    @Test
    void digHearsTheVerdictOfTheResolverInside() {
        assertThat(dig("www.hashes.test")).containsPattern("flags:[a-z ]* ad[ ;]").contains("RRSIG");
        assertThat(dig("www.plain.test")).doesNotContainPattern("flags:[a-z ]* ad[ ;]").contains("NOERROR");
        assertThat(dig("+nodnssec", "www.hashes.test")).doesNotContain("RRSIG");
    }

    @ParameterizedTest
    @CsvSource({"., a.root-servers.net:53", "test, a.nic.test:53", "arpa, a.root-servers.net:53",
            "in-addr.arpa, a.in-addr-servers.arpa:53", "example, a.nic.example:53",
            "hashes.test, " + SHOP_SERVERS, "names.test, ns1.names.test:53"})
    void eachZoneIsWholeAndRightlySigned(String zone, String server) throws IOException {
        Tool.need("dig", "dnssec-verify", "named-checkzone");
        Path file = transferred(zone, server);
        assertThat(Tool.run("dnssec-verify", "-o", zone, file.toString()).succeeded()).contains(
                "Zone fully signed", "ED25519: KSKs: 1 active");
        assertThat(Tool.run("named-checkzone", "-i", "local", zone, file.toString()).succeeded())
                .contains("(DNSSEC signed)").endsWith("OK\n");
    }

    /// A control: the checker finds one changed record in a zone that was right.
    @Test
    void aChangedZoneIsFoundWrong() throws IOException {
        Tool.need("dig", "dnssec-verify");
        Path file = transferred("hashes.test", SHOP_SERVERS);
        Files.writeString(file, Files.readString(file).replace("any name", "another name"));
        Tool.Result result = Tool.run("dnssec-verify", "-o", "hashes.test", file.toString());
        assertThat(result.exitCode()).isNotZero();
        assertThat(result.err()).contains("No correct ED25519 signature for *.wild.hashes.test TXT");
    }

    /// By the emulated calendar, at whose beginning all this happens.
    @Test
    void signaturesOfRealLifetimeAreDatedByTheEmulatedCalendar() throws IOException {
        assertThat(Files.readString(transferred("brief.test", "ns1.brief.test:53")))
                .contains(" 20260115000000 20251231230000 ");
    }

    private Path transferred(String zone, String server) throws IOException {
        String door = netjar.forward(server);
        String text = Tool
                .run("dig", "@127.0.0.1", "-p", door.substring(door.indexOf(':') + 1), "+onesoa", "+time=20",
                        "+tries=1", zone, "AXFR")
                .succeeded();
        return Files.writeString(folder.resolve("zone-" + zone), text);
    }
}
