package io.netjar.internet.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.netjar.internet.Device;
import io.netjar.internet.Internet;
import io.netjar.internet.description.Description;
import io.netjar.internet.description.WebSite;
import io.netjar.net.host.Ping;
import io.netjar.net.host.PingResult;
import io.netjar.web.client.Fetched;
import io.netjar.web.client.HttpClient;
import io.netjar.wire.IpAddress;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Maps of real networks brought to life, each whole.
final class TopologyZooTest {
    private static final long SECOND = 1_000_000_000L;
    /// Of a large network so many sites are asked, spread over the map; pings go from everywhere.
    private static final int MOST_VISITS = 50;

    static Stream<Path> maps() throws IOException {
        List<Path> maps = new ArrayList<>();
        for (String folder : List.of("../samples/topology-zoo", "src/test/resources/topology-zoo")) {
            try (Stream<Path> files = Files.list(Path.of(folder))) {
                files.filter(file -> file.toString().endsWith(".graphml")).sorted().forEach(maps::add);
            }
        }
        return maps.stream();
    }

    @ParameterizedTest
    @MethodSource("maps")
    void joinsEveryCityWithEveryOther(Path map) throws IOException {
        Topology topology = Topology.read(map);
        Internet world = Internet.open(topology.description(), Path.of(""), 1);

        assertThat(world.settle()).isTrue();
        assertThat(Description.parse(topology.description().toYaml(), "written.yaml"))
                .isEqualTo(topology.description());

        List<Device> devices = world.devices();
        assertThat(devices).hasSameSizeAs(world.sites()).hasSizeGreaterThan(10);
        pingFar(world, devices);
        visitFar(world, devices);
        world.engine().runUntil(world.engine().now() + 10 * SECOND);
        assertThat(world.network().packets().lent()).isZero();
    }

    /// Each device pings the site that stands a third of the list further on, twice: with the first ones, which all come at
    /// once, routers ask for each other's addresses, and keep few packets meanwhile.
    private static void pingFar(Internet world, List<Device> devices) {
        Map<String, PingResult> results = new TreeMap<>();
        int[] count = {0};
        for (int i = 0; i < devices.size(); i++) {
            Device from = devices.get(i);
            WebSite to = far(world, i);
            IpAddress address = world.addressOf(to).orElseThrow();
            new Ping(from.host(), address, (_, result) -> {
                results.merge(from.name() + " to " + to.name(), result,
                        (before, now) -> now instanceof PingResult.Reply ? now : before);
                count[0]++;
            }).start(2);
        }
        world.engine().runUntil(() -> count[0] == 2 * devices.size(), world.engine().now() + 20 * SECOND);

        assertThat(results).hasSameSizeAs(devices)
                .allSatisfy((road, result) -> assertThat(result).as(road)
                        .isInstanceOf(PingResult.Reply.class));
    }

    private static void visitFar(Internet world, List<Device> devices) {
        Map<String, Fetched> results = new TreeMap<>();
        int step = (devices.size() + MOST_VISITS - 1) / MOST_VISITS;
        for (int i = 0; i < devices.size(); i += step) {
            String url = "https://" + far(world, i).name() + "/";
            world.httpClient(devices.get(i), HttpClient.Settings.DEFAULT).get(URI.create(url),
                    fetched -> results.put(url, fetched));
        }
        int visits = (devices.size() + step - 1) / step;
        world.engine().runUntil(() -> results.size() == visits, world.engine().now() + 60 * SECOND);

        assertThat(results).hasSize(visits)
                .allSatisfy((url, fetched) -> assertThat(fetched).as(url)
                        .isInstanceOfSatisfying(Fetched.Response.class, page -> {
                            assertThat(page.status()).isEqualTo(200);
                            assertThat(page.bytes()).isGreaterThan(100);
                        }));
    }

    private static WebSite far(Internet world, int index) {
        return world.sites().get((index + world.sites().size() / 3) % world.sites().size());
    }
}
