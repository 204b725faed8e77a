package io.netjar.net.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.netjar.engine.Engine;
import io.netjar.testkit.Allocation;
import io.netjar.wire.Packet;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LinkAllocationTest {
    private static final int FRAMES = 100_000;

    private final Network network = new Network(new Engine(1));
    private final Port near = new Port(network, "near:eth0", this::passOn);
    private final Port far = new Port(network, "far:eth0", this::passOn);

    /// Both ends send every frame back.
    private void passOn(Port port, Packet frame) {
        port.send(frame);
    }

    private void bounce(int events) {
        long end = network.engine().fired() + events;
        network.engine().runUntil(() -> network.engine().fired() >= end, Engine.NEVER);
    }

    @Test
    void allocatesNothingPerFrame() {
        new Link(network, "cable", near, far, LinkSpec.of(1_000_000_000, Duration.ofMillis(1)));
        for (int i = 0; i < 16; i++) {
            near.send(network.packets().take(1000));
        }
        assertThat(Allocation.ofWarmed(() -> bounce(FRAMES), FRAMES)).isLessThan(FRAMES);
        assertThat(network.packets().lent()).isEqualTo(16);
    }

    @ParameterizedTest
    @MethodSource("disciplines")
    void allocatesNothingPerFrameThatADisciplineDecidesAbout(QueueDiscipline discipline) {
        new Link(network, "cable", near, far,
                LinkSpec.of(1_000_000_000, Duration.ZERO).withQueue(discipline));
        for (int i = 0; i < 16; i++) {
            near.send(network.packets().take(1000));
        }
        assertThat(Allocation.ofWarmed(() -> bounce(FRAMES), FRAMES)).isLessThan(FRAMES);
        assertThat(network.packets().lent()).isEqualTo(16);
    }

    static List<QueueDiscipline> disciplines() {
        return List.of(Red.within(1_000_000), CoDel.usual(), FqCoDel.usual(),
                new TokenBucket(QueueLimit.packets(100), 900_000_000, 3000));
    }

    @Test
    void allocatesNothingPerImpairedFrame() {
        Impairments shaky = Impairments.none().withJitter(Jitter.normal(Duration.ofNanos(100_000)).anyOrder())
                .withCorruption(0.5).withReordering(Reordering.late(0.1, Duration.ofMillis(1)));
        new Link(network, "cable", near, far,
                LinkSpec.of(1_000_000_000, Duration.ofMillis(1)).withImpairments(shaky));
        for (int i = 0; i < 16; i++) {
            near.send(network.packets().take(1000));
        }
        assertThat(Allocation.ofWarmed(() -> bounce(FRAMES), FRAMES)).isLessThan(FRAMES);
        assertThat(network.packets().lent()).isEqualTo(16);
    }
}
