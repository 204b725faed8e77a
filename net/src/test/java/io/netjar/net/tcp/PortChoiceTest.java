package io.netjar.net.tcp;

import static io.netjar.net.tcp.TestSegment.ack;
import static io.netjar.net.tcp.TestSegment.fin;
import static io.netjar.net.tcp.TestSegment.syn;
import static io.netjar.net.tcp.TestSegment.synAck;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netjar.engine.Chance;
import io.netjar.engine.Engine;
import io.netjar.wire.Endpoint;
import io.netjar.wire.PacketPool;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Which ports outgoing connections leave by. RFC 6056.
class PortChoiceTest {
    private static final int FIRST = 32_768;
    private static final int COUNT = 28_232;
    private static final Endpoint ONE = Endpoint.v4(Peer.ADDRESS, 80);
    private static final Endpoint OTHER = Endpoint.v4(Peer.ADDRESS, 443);

    private final Tcp tcp = tcp(1);

    private static Tcp tcp(long seed) {
        return new Tcp(new FakeInternetLayer(new Engine(7), new PacketPool(), Peer.HOST),
                Chance.of(seed, "tcp"), TcpSettings.linuxLike());
    }

    private static int port(Tcp tcp, Endpoint remote) {
        return tcp.connect(remote, new Peer(TcpSettings.linuxLike())).local().port();
    }

    private static List<Integer> ports(Tcp tcp, Endpoint remote, int count) {
        var ports = new ArrayList<Integer>();
        var nobody = new Peer(TcpSettings.linuxLike());
        for (int i = 0; i < count; i++) {
            ports.add(tcp.connect(remote, nobody).local().port());
        }
        return ports;
    }

    @Test
    void staysWithinTheEphemeralRangeAndCoversAllOfIt() {
        List<Integer> ports = ports(tcp, ONE, 4000);
        assertThat(ports).allMatch(port -> port >= FIRST && port < FIRST + COUNT);
        // Each of 20 parts is as likely: 200 ports, give or take four standard deviations of 13.8.
        int[] parts = new int[20];
        ports.forEach(port -> parts[(port - FIRST) * 20 / COUNT]++);
        assertThat(Arrays.stream(parts)).allMatch(part -> part > 145 && part < 255);
    }

    @Test
    void isNotSequential() {
        List<Integer> ports = ports(tcp, ONE, 1000);
        var steps = new ArrayList<Integer>();
        for (int i = 1; i < ports.size(); i++) {
            steps.add(ports.get(i) - ports.get(i - 1));
        }
        // Of 999 random steps two are alike now and then, about 12 pairs; one in 28 or so is less than 1000 wide.
        assertThat(steps.stream().distinct().count()).isGreaterThan(960);
        assertThat(steps.stream().filter(step -> Math.abs(step) < 100)).hasSizeLessThan(30);
        assertThat(steps.stream().filter(step -> step > 0).count()).isBetween(430L, 570L);
    }

    @Test
    void tellsNothingOfThePortsToOneDestinationByThoseToAnother() {
        List<Integer> ones = ports(tcp, ONE, 500);
        List<Integer> others = ports(tcp, OTHER, 500);
        // What a server sees of its own client must not let it guess by which port that client talks to another.
        List<Integer> differences = new ArrayList<>();
        for (int i = 0; i < ones.size(); i++) {
            differences.add(others.get(i) - ones.get(i));
        }
        assertThat(differences.stream().distinct().count()).isGreaterThan(480);
    }

    @Test
    void isTheSameForTheSameSeedAndAnotherForAnother() {
        List<Integer> ports = ports(tcp, ONE, 100);
        assertThat(ports(tcp(1), ONE, 100)).isEqualTo(ports);
        assertThat(ports(tcp(2), ONE, 100)).doesNotContainSequence(ports.subList(0, 2));
    }

    @Test
    void isNeverAPortThatIsInUseWithThatDestination() {
        // Down to the last free one: by chance alone that would be missed.
        List<Integer> ports = ports(tcp, ONE, COUNT);
        assertThat(ports.stream().distinct().count()).isEqualTo(COUNT);
        assertThatThrownBy(() -> port(tcp, ONE)).isInstanceOf(PortInUseException.class);
        assertThat(port(tcp, OTHER)).isBetween(FIRST, FIRST + COUNT - 1);
    }

    /// A host all of whose ports to the peer are taken, one by a connection that has rested in TIME-WAIT for `millis`.
    private static Peer exhausted(TimeWaitReuse reuse, boolean timestamps, int millis) {
        var peer = new Peer(TcpSettings.linuxLike().withOptions(timestamps, false, false)
                .withShortage(TcpShortage.linuxLike().withTimeWaitReuse(reuse)));
        TcpSocket first = peer.establishes(timestamps ? synAck().timestamps(7, 0) : synAck());
        int port = peer.hostPort;
        first.close();
        peer.expect(fin().seq(1));
        peer.sends(timestamps ? fin().seq(1).acks(2).timestamps(7, 0) : fin().seq(1).acks(2));
        peer.expect(ack(2).seq(2));
        ports(peer.tcp, ONE, COUNT - 1);
        peer.forgets();
        peer.waits(millis);
        peer.forgets();
        peer.hostPort = port;
        return peer;
    }

    @Test
    void isOneInTimeWaitWhenAllAreTaken() {
        Peer peer = exhausted(TimeWaitReuse.ALWAYS, true, 1000);
        int before = peer.hostIsn;
        int clock = peer.lastTsVal;
        assertThat(port(peer.tcp, ONE)).isEqualTo(peer.hostPort);
        peer.expect(syn());
        // The old connection's numbers ended at 2, and timestamps go on.
        assertThat(peer.hostIsn - before).isGreaterThanOrEqualTo(2 + 65_537);
        assertThat(peer.lastTsVal - clock).isEqualTo(1000);
        assertThatThrownBy(() -> port(peer.tcp, ONE)).isInstanceOf(PortInUseException.class);
    }

    @ParameterizedTest
    @CsvSource({"ALWAYS,true,999", "ALWAYS,false,1000", "LOOPBACK,true,1000", "NEVER,true,1000"})
    void isNoneInTimeWaitWithoutASecondsRestTimestampsOrLeave(TimeWaitReuse reuse, boolean timestamps,
            int millis) {
        Peer peer = exhausted(reuse, timestamps, millis);
        assertThatThrownBy(() -> port(peer.tcp, ONE)).isInstanceOf(PortInUseException.class);
    }

    @Test
    void isNeverAPortThatIsListenedOn() {
        int free = ports(tcp(1), ONE, 1).getFirst();
        tcp.listen(Endpoint.v4(0, free), 1, _ -> {
        });
        assertThat(port(tcp, ONE)).isEqualTo(free + 1);
    }
}
