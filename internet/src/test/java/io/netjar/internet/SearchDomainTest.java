package io.netjar.internet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netjar.dns.LookupResult;
import io.netjar.internet.description.Description;
import io.netjar.internet.description.DescriptionException;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Short names in the domain that DHCP tells devices.
class SearchDomainTest {
    @TempDir
    private Path folder = Path.of("");

    private static Description read(String dhcp) {
        return Description.parse("""
                providers: { hanbit: { kind: residential, cities: [seoul], addresses: 203.0.112.0/20 } }
                offices: { acme: { provider: hanbit, devices: [pc], dhcp: %s,
                  sites: { intranet.acme.test: { websocket: { /echo: echo } } } } }
                """.formatted(dhcp), "words.yaml");
    }

    private LookupResult lookup(String dhcp, String name) throws IOException {
        Internet world = Internet.open(read(dhcp), folder, 1);
        assertThat(world.settle()).isTrue();
        return SmallWorld.lookup(world, "acme/pc", name);
    }

    @Test
    void areFoundThere() throws IOException {
        assertThat(lookup("{ domain: acme.test }", "intranet")).isInstanceOf(LookupResult.Addresses.class);
        assertThat(lookup("{ domain: acme.test }", "intranet.")).isInstanceOf(LookupResult.NoSuchName.class);
        assertThat(lookup("{ lease: 2 h }", "intranet")).isInstanceOf(LookupResult.NoSuchName.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{ domain: -acme.test }", "{ domain: 'acme test' }", "{ domain: acme..test }"})
    void areInADomainWhoseNameIsOne(String words) {
        assertThatThrownBy(() -> read(words)).isInstanceOf(DescriptionException.class)
                .hasMessageContaining("is not a domain like acme.test");
    }
}
