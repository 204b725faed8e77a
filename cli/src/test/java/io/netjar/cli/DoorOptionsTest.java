package io.netjar.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.netjar.gateway.DoorKind;
import io.netjar.gateway.DoorPlan;
import io.netjar.gateway.Target;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class DoorOptionsTest {
    private static DoorOptions parsed(String... arguments) {
        return CommandLine.populateCommand(new DoorOptions(), arguments);
    }

    private static List<DoorPlan> usual(String... arguments) throws Failure {
        return parsed(arguments).plans().values().iterator().next();
    }

    /// What is said about `arguments`, besides `netjar:`.
    private static String said(String... arguments) {
        Failure failure = Objects.requireNonNull(
                catchThrowableOfType(Failure.class, () -> parsed(arguments).plans()));
        assertThat(failure.exitCode()).isEqualTo(2);
        return failure.text();
    }

    private static InetSocketAddress at(String local, int port) {
        return new InetSocketAddress(InetAddress.ofLiteral(local), port);
    }

    private static DoorPlan forward(String local, int port, String target, int targetPort) {
        return DoorPlan.forward(at(local, port), new Target(target, targetPort));
    }

    @Test
    void areThreeDoorsOnLoopbackIfNobodySaysElse() throws Failure {
        assertThat(usual()).containsExactly(
                new DoorPlan(DoorKind.DNS, at("127.0.0.1", 5300)),
                new DoorPlan(DoorKind.SOCKS, at("127.0.0.1", 1080)),
                new DoorPlan(DoorKind.HTTP, at("127.0.0.1", 8118)));
    }

    @Test
    void warnOfDoorsThatOtherMachinesCanReach() throws Failure {
        assertThat(DoorOptions.warnings(usual("--forward", "[::1]:0=test:22", "--http", "off")))
                .isEmpty();
        assertThat(DoorOptions.warnings(
                usual("--dns", "0.0.0.0:5300", "--socks", "192.0.2.1:1080", "--forward", "[::]:0=test:22")))
                .satisfiesExactly(
                        dns -> assertThat(dns).contains("DNS door on 0.0.0.0 is open to everybody",
                                "forged senders"),
                        socks -> assertThat(socks).contains("SOCKS5 door on 192.0.2.1", "no password"),
                        forward -> assertThat(forward).contains("forward door on"));
    }

    @Test
    void takeAnyNumberOfForwards() throws Failure {
        List<DoorPlan> plans = usual("--dns", "off", "--socks", "off", "--http", "off", "--forward",
                "127.0.0.1:9301=exchange.test:80", "--forward=9302=www.shop.test:8080", "--forward",
                "0=198.51.96.7:1", "--forward", "0.0.0.0:0=a_b.test.:65535", "--forward", "[::1]:0=test:22");

        assertThat(plans).containsExactly(forward("127.0.0.1", 9301, "exchange.test", 80),
                forward("127.0.0.1", 9302, "www.shop.test", 8080), forward("127.0.0.1", 0, "198.51.96.7", 1),
                forward("0.0.0.0", 0, "a_b.test.", 65_535), forward("::1", 0, "test", 22));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', value = {
            "9301                        | '9301' is not LOCAL=TARGET:PORT, like 127.0.0.1:9301=exchange.test:80",
            "=exchange.test:80           | '' is not an address and port like 127.0.0.1:1080",
            "x=exchange.test:80          | 'x' is not an address and port like 127.0.0.1:1080",
            "65536=exchange.test:80      | '65536' is not an address and port like 127.0.0.1:1080",
            "-1=exchange.test:80         | '-1' is not an address and port like 127.0.0.1:1080",
            "::1:9301=exchange.test:80   | '::1' is not an address of this machine like 127.0.0.1",
            "a.test:9301=exchange.test:80| 'a.test' is not an address of this machine like 127.0.0.1",
            "999.0.0.1:0=exchange.test:80| '999.0.0.1' is not an address of this machine like 127.0.0.1",
            "0=                          | '' is not a name or address inside and a port, like exchange.test:80",
            "0=exchange.test             | 'exchange.test' is not a name or address inside and a port",
            "0=exchange.test:0           | 'exchange.test:0' is not a name or address inside and a port",
            "0=exchange.test:65536       | 'exchange.test:65536' is not a name or address inside and a port",
            "0=exchange.test:http        | 'exchange.test:http' is not a name or address inside and a port",
            "0=:80                       | ':80' has no host name or IPv4 address before its port",
            "0=http://exchange.test:80   | 'http://exchange.test:80' has no host name or IPv4 address before its port",
            "0=ex change.test:80         | 'ex change.test:80' has no host name or IPv4 address before its port",
            "0=a..test:80                | 'a..test:80' has no host name or IPv4 address before its port",
            "0=1.2.3:80                  | '1.2.3:80' has no host name or IPv4 address before its port",
            "0=256.1.1.1:80              | '256.1.1.1:80' has no host name or IPv4 address before its port",
            "0=[2001:db8::1]:80          | '[2001:db8::1]:80' is an IPv6 address; doors lead to names and IPv4 addresses"})
    void sayWhatIsWrongWithAForward(String text, String words) {
        assertThat(said("--forward", text)).startsWith("--forward: " + words).hasLineCount(1);
    }

    @Test
    void sayAllMistakesAtOnce() {
        assertThat(said("--dns", "nonsense:1", "--socks", "127.0.0.1:99999", "--forward", "x=y", "--forward",
                "0=a.test").lines().toList()).hasSize(5).satisfies(lines -> {
                    assertThat(lines.get(0)).startsWith("--dns: 'nonsense'");
                    assertThat(lines.get(1)).startsWith("--socks: '127.0.0.1:99999'");
                    assertThat(lines.get(2)).startsWith("--forward: 'x'");
                    assertThat(lines.get(3)).startsWith("--forward: 'y'");
                    assertThat(lines.get(4)).startsWith("--forward: 'a.test'");
                });
    }

    @Test
    void sayThatTwoDoorsWantOnePort() {
        assertThat(said("--forward", "1080=a.test:80"))
                .isEqualTo("--forward 1080=a.test:80: --socks has that port already");
        assertThat(said("--forward", "9301=a.test:80", "--forward", "0.0.0.0:9301=b.test:80"))
                .isEqualTo(
                        "--forward 0.0.0.0:9301=b.test:80: --forward 9301=a.test:80 has that port already");
    }

    @Test
    void letDoorsShareAPortOnTwoAddresses() throws Failure {
        assertThat(usual("--forward", "127.0.0.2:9301=a.test:80", "--forward", "9301=b.test:80"))
                .hasSize(5);
    }

    @Test
    void openDoorsOfSeveralDevices() throws Failure {
        var plans = parsed("--door", "bob/desktop=1081", "--door",
                "alice/pc=socks:127.0.0.2:1,http:0,dns:5301")
                .plans();
        assertThat(plans.keySet()).containsExactly("", "bob/desktop", "alice/pc");
        assertThat(plans.get("")).as("the usual ones").hasSize(3);
        assertThat(plans.get("bob/desktop"))
                .containsExactly(new DoorPlan(DoorKind.SOCKS, at("127.0.0.1", 1081)));
        assertThat(plans.get("alice/pc")).containsExactly(new DoorPlan(DoorKind.SOCKS, at("127.0.0.2", 1)),
                new DoorPlan(DoorKind.HTTP, at("127.0.0.1", 0)),
                new DoorPlan(DoorKind.DNS, at("127.0.0.1", 5301)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', value = {
            "1081              | '1081' is not DEVICE=PORTS, like bob/desktop=1081",
            "bob/desktop=      | 'bob/desktop=' is not DEVICE=PORTS",
            "=1081             | '=1081' is not DEVICE=PORTS",
            "bob/desktop=x     | 'x' is not an address and port like 127.0.0.1:1080",
            "bob/desktop=1,    | '' is not an address and port like 127.0.0.1:1080",
            "bob/desktop=ftp:21| 'ftp' is not an address of this machine like 127.0.0.1"})
    void sayWhatIsWrongWithADoor(String text, String words) {
        assertThat(said("--door", text)).startsWith("--door: " + words).hasLineCount(1);
    }

    @Test
    void sayThatDoorsOfTwoDevicesWantOnePort() {
        assertThat(said("--door", "bob/desktop=http:1080"))
                .isEqualTo("--door bob/desktop=http:1080: --socks has that port already");
    }
}
