package io.netjar.dns;

import static org.assertj.core.api.Assertions.assertThat;

import io.netjar.engine.Chance;
import io.netjar.net.link.Impairments;
import io.netjar.net.link.Link;
import io.netjar.net.link.LinkSpec;
import io.netjar.net.link.Reordering;
import io.netjar.testkit.Seeds;
import io.netjar.wire.IpAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// Names over roads that lose, double, reorder and spoil: every lookup comes to one end, no answer is wrong, all is well when
/// the roads are, and nothing is left.
class LossyRoadSoakTest {
    private static final int USUAL = 60;
    private static final List<IpAddress> PLACES = List.of(SampleZones.ROOT_A, SampleZones.ROOT_B,
            SampleZones.TEST, SampleZones.SHOP_1, SampleZones.SHOP_2, SampleZones.CDN, DnsInternet.RESOLVER,
            DnsInternet.LAPTOP);
    private static final Map<String, List<IpAddress>> TRUTH = new TreeMap<>(Map.of("www.shop.test",
            List.of(IpAddress.of("203.0.113.80"), IpAddress.of("203.0.113.81")), "alias.shop.test",
            List.of(IpAddress.of("203.0.113.80"), IpAddress.of("203.0.113.81")), "images.shop.test",
            List.of(IpAddress.of("203.0.115.80")), "brief.shop.test", List.of(IpAddress.of("203.0.113.92")),
            "nothing.shop.test", List.of(), "gone.shop.test", List.of(), "circle1.shop.test", List.of()));

    @Test
    void findsTheTruthOrNothing() {
        Seeds.run("dns", LossyRoadSoakTest.class, USUAL,
                seed -> new Roads(seed, new DnsInternet(seed).withServers(), ResolverSettings.open()).run());
    }

    /// Zones are signed, and what is spoilt past the checksums does not pass the signatures.
    @Test
    void findsTheTruthOrNothingWhereItIsValidated() {
        Seeds.run("dnssec", LossyRoadSoakTest.class, USUAL / 4, seed -> {
            var signed = new SignedInternet(seed);
            new Roads(seed, signed.net, signed.validating()).run();
        });
    }

    /// One run.
    private static final class Roads {
        private final Chance chance;
        private final DnsInternet net;
        private final String label;

        private final ResolverSettings settings;

        Roads(long seed, DnsInternet net, ResolverSettings settings) {
            this.chance = Chance.of(seed, "roads");
            this.net = net;
            this.settings = settings;
            label = "seed " + seed;
        }

        void run() {
            var resolver = new Resolver(net.host("resolver", DnsInternet.RESOLVER), SampleZones.HINTS,
                    settings);
            var stub = new Stub(net.laptop(DnsInternet.RESOLVER));
            List<String> names = List.copyOf(TRUTH.keySet());
            for (int round = 0; round < 12; round++) {
                for (IpAddress place : PLACES) {
                    spoil(net.link(place));
                }
                String name = names.get(chance.nextInt(names.size()));
                judge(name, lookup(stub, name), false);
                net.run(chance.nextInt(400));
            }
            for (IpAddress place : PLACES) {
                Link link = net.link(place);
                link.aToB(good());
                link.bToA(good());
            }
            net.run(1800);
            // ARP has no checksum: who has a spoilt MAC address in its cache finds out when it uses it, and what is sent
            // meanwhile is lost.
            for (String name : names) {
                judge(name, lookup(stub, name), false);
            }
            net.run(1800);
            for (String name : names) {
                judge(name, lookup(stub, name), true);
            }
            resolver.close();
            net.run(4000);
            assertThat(net.network.packets().lent()).as(label).isZero();
            assertThat(net.engine.armed()).as(label).isZero();
        }

        private LookupResult lookup(Stub stub, String name) {
            List<LookupResult> results = new ArrayList<>();
            stub.lookup(name, results::add);
            net.run(120);
            assertThat(results).as(label + " " + name).hasSize(1);
            return results.getFirst();
        }

        private void judge(String name, LookupResult result, boolean mustBeFound) {
            String what = label + " " + result;
            List<IpAddress> truth = TRUTH.getOrDefault(name, List.of());
            switch (result) {
                case LookupResult.Addresses found ->
                    assertThat(found.addresses()).as(what).containsExactlyInAnyOrderElementsOf(truth);
                case LookupResult.NoSuchName _,LookupResult.NoData _ -> assertThat(truth).as(what).isEmpty();
                case LookupResult.Failed _ ->
                    assertThat(mustBeFound && !name.startsWith("circle")).as(what).isFalse();
            }
        }

        private void spoil(Link link) {
            link.aToB(spoilt());
            link.bToA(spoilt());
        }

        private LinkSpec spoilt() {
            var impairments = Impairments.none().withDuplication(0.1)
                    .withCorruption(0.05 * chance.nextDouble())
                    .withReordering(Reordering.late(0.2, Duration.ofMillis(chance.nextInt(2000))));
            return good().withLoss(0.3 * chance.nextDouble()).withImpairments(impairments);
        }

        private static LinkSpec good() {
            return LinkSpec.ethernet().withDelay(Duration.ofMillis(10));
        }
    }
}
