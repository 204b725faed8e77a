package io.netjar.internet;

import static org.assertj.core.api.Assertions.assertThat;

import io.netjar.dns.CacheEntry;
import io.netjar.internet.description.Description;
import io.netjar.wire.IpAddress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whose cache a device's questions fill.
class ResolverInUseTest {
    @TempDir
    private Path folder = Path.of("");

    private static CacheEntry entry(ResolverInUse resolver, String name) {
        return resolver.resolver().cache().stream()
                .filter(entry -> entry.name().equals(name) && entry.kind() == CacheEntry.Kind.ANSWER)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void isTheProvidersForAHomeBehindItsRouter() throws IOException {
        Internet world = SmallWorld.open(folder, 3);
        ResolverInUse resolver = world.resolverOf(world.device("alice/laptop")).orElseThrow();
        assertThat(resolver.name()).isEqualTo("hanbit/seoul/resolver");
        assertThat(resolver.forwarder()).hasValue("alice/router");
        assertThat(resolver.resolver())
                .isSameAs(world.resolverOf(world.device("bob/desktop")).orElseThrow().resolver());
        SmallWorld.lookup(world, "alice/laptop", "www.shop.test");
        long ttl = entry(resolver, "www.shop.test.").secondsLeft();
        world.engine().runUntil(world.engine().now() + 100_000_000_000L);
        assertThat(entry(resolver, "www.shop.test.").secondsLeft()).isEqualTo(ttl - 100);
        assertThat(resolver.resolver().servers()).isNotEmpty().allMatch(server -> server.timeouts() == 0);
    }

    @Test
    void isTheOfficesOwnForItsDesks() throws IOException {
        Internet world = SmallWorld.open(folder, 3);
        ResolverInUse resolver = world.resolverOf(world.device("acme/desk-1")).orElseThrow();
        assertThat(resolver.name()).isEqualTo("acme/server");
        SmallWorld.lookup(world, "acme/desk-1", "www.shop.test");
        assertThat(entry(resolver, "www.shop.test.").data()).hasSize(1);
    }

    @Test
    void isNoneBeforeADeviceHasItsAddress() throws IOException {
        Internet world = SmallWorld.unsettled(folder, 3);
        assertThat(world.resolverOf(world.device("alice/laptop"))).isEmpty();
    }

    @Test
    void isThatOfTheOwnOfficeWhereTwoHaveTheSameAddresses() throws IOException {
        Internet world = Internet.open(Description.parse("""
                providers: { hanbit: { kind: residential, cities: [seoul], addresses: 203.0.112.0/20 } }
                offices:
                  one: { provider: hanbit, network: 10.1.0.0/24, devices: [pc] }
                  two: { provider: hanbit, network: 10.1.0.0/24, devices: [pc] }
                """, "two.yaml"), folder, 1);
        assertThat(world.settle()).isTrue();
        for (String office : List.of("one", "two")) {
            ResolverInUse resolver = world.resolverOf(world.device(office + "/pc")).orElseThrow();
            assertThat(resolver.name()).isEqualTo(office + "/server");
            assertThat(resolver.address()).isEqualTo(IpAddress.of("10.1.0.2"));
        }
    }
}
