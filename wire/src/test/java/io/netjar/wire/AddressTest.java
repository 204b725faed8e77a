package io.netjar.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressTest {
    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "192.0.2.1", "255.255.255.255", "10.0.200.99"})
    void readsAndWritesDottedDecimal(String text) {
        assertThat(IpAddress.of(text)).hasToString(text);
        assertThat(IpAddress.of(IpAddress.of(text).octets())).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1.2.3", "1.2.3.4.5", "256.0.0.1", "01.2.3.4", "1.2.3.-4", "1.2.3.4 ",
            "a.b.c.d",
            "1..2.3", "1.2.3.4.", "::1", "99999999999.1.1.1"})
    void refusesWhatIsNoIpv4Address(String text) {
        assertThat(IpAddress.parse(text)).isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> IpAddress.of(text))
                .withMessage("not an IPv4 address: '" + text
                        + "' (write four numbers from 0 to 255, like 192.0.2.1)");
    }

    @Test
    void ordersAddressesAsUnsignedNumbers() {
        assertThat(IpAddress.of("9.255.255.255")).isLessThan(IpAddress.of("10.0.0.0"));
        assertThat(IpAddress.of("127.255.255.255")).isLessThan(IpAddress.of("128.0.0.0"));
        assertThat(IpAddress.of("1.2.3.4")).isEqualByComparingTo(IpAddress.v4(0x0102_0304));
    }

    @Test
    void holdsSixteenOctetsToo() {
        byte[] octets = new byte[16];
        octets[0] = 0x20;
        octets[1] = 0x01;
        octets[15] = 1;
        IpAddress address = IpAddress.of(octets);
        assertThat(address.isV4()).isFalse();
        assertThat(address.octets()).isEqualTo(octets);
        assertThatIllegalArgumentException().isThrownBy(() -> IpAddress.of(new byte[5]))
                .withMessage("an IP address has 4 or 16 octets, not 5");
    }

    @ParameterizedTest
    @CsvSource({"192.0.2.0/24, 192.0.2.0, 192.0.2.255, 256",
            "0.0.0.0/0, 0.0.0.0, 255.255.255.255, 4294967296",
            "10.1.2.3/32, 10.1.2.3, 10.1.2.3, 1", "128.0.0.0/1, 128.0.0.0, 255.255.255.255, 2147483648"})
    void readsAPrefix(String text, String first, String last, long size) {
        IpPrefix prefix = IpPrefix.of(text);
        assertThat(prefix).hasToString(text);
        assertThat(prefix.at(0)).hasToString(first);
        assertThat(prefix.broadcast()).hasToString(last);
        assertThat(prefix.size()).isEqualTo(size);
        assertThat(prefix.contains(IpAddress.of(first))).isTrue();
        assertThat(prefix.contains(IpAddress.of(last))).isTrue();
        assertThat(IpPrefix.holding(IpAddress.of(last), prefix.length())).isEqualTo(prefix);
    }

    @ParameterizedTest
    @ValueSource(strings = {"192.0.2.0", "192.0.2.0/33", "192.0.2.0/", "192.0.2.0/-1", "192.0.2/24", "/24",
            "192.0.2.0/024"})
    void refusesWhatIsNoPrefix(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> IpPrefix.of(text))
                .withMessageContaining("not an IPv4 prefix: '" + text + "'");
    }

    @Test
    void saysWhichNetworkWasMeantWhenHostBitsAreSet() {
        assertThatIllegalArgumentException().isThrownBy(() -> IpPrefix.of("192.0.2.77/26"))
                .withMessage("192.0.2.77/26 has bits set beyond the prefix; the network is 192.0.2.64/26");
    }

    @Test
    void hasTheAddressesOfItsPrefixOnly() {
        IpPrefix prefix = IpPrefix.of("192.0.2.64/26");
        assertThat(prefix.at(63)).hasToString("192.0.2.127");
        assertThatIllegalArgumentException().isThrownBy(() -> prefix.at(64))
                .withMessage("192.0.2.64/26 has no address number 64");
        assertThatIllegalArgumentException().isThrownBy(() -> prefix.at(-1));
        assertThatIllegalArgumentException().isThrownBy(() -> IpPrefix.of("10.0.0.1/32").at(1));
        assertThat(IpPrefix.DEFAULT_V4.at(Integer.MAX_VALUE)).hasToString("127.255.255.255");
        assertThat(prefix.contains(IpAddress.of("192.0.2.63"))).isFalse();
        assertThat(prefix.contains(IpAddress.of("192.0.2.128"))).isFalse();
        assertThat(prefix.contains(new IpAddress(1, 1))).isFalse();
    }

    @Test
    void doesNotCutAnIpv6AddressToAnIpv4One() {
        var documentation = new IpAddress(0x2001_0db8_0000_0000L, 0x0a00_0001L);
        assertThatIllegalArgumentException().isThrownBy(documentation::requireV4)
                .withMessage("2001:db8:0:0:0:0:a00:1 is an IPv6 address; only IPv4 is spoken here");
        assertThatIllegalArgumentException().isThrownBy(() -> IpPrefix.holding(documentation, 24))
                .withMessageContaining("IPv6");
        assertThatIllegalArgumentException().isThrownBy(() -> new IpPrefix(documentation, 24));
        assertThat(IpAddress.LOOPBACK_V4.requireV4()).isSameAs(IpAddress.LOOPBACK_V4);
    }

    @Test
    void macAddressesAreWrittenInHexadecimal() {
        assertThat(new MacAddress(0x024e_00ab_cdefL)).hasToString("02:4e:00:ab:cd:ef");
        assertThat(MacAddress.local(1)).hasToString("02:4e:00:00:00:01");
        assertThat(MacAddress.BROADCAST).hasToString("ff:ff:ff:ff:ff:ff");
        assertThat(MacAddress.isGroup(MacAddress.BROADCAST_BITS)).isTrue();
        assertThat(MacAddress.isGroup(0x0100_5e00_0001L)).isTrue();
        assertThat(MacAddress.isGroup(MacAddress.local(1).bits())).isFalse();
        assertThatIllegalArgumentException().isThrownBy(() -> new MacAddress(1L << 48));
    }

    @Test
    void anEndpointHasAPortOfSixteenBits() {
        assertThat(Endpoint.v4(0xc000_0201, 65_535)).hasToString("192.0.2.1:65535");
        assertThatIllegalArgumentException().isThrownBy(() -> Endpoint.v4(0, 65_536));
        assertThatIllegalArgumentException().isThrownBy(() -> Endpoint.v4(0, -1));
    }
}
