package io.netjar.net.dhcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.netjar.engine.Chance;
import io.netjar.engine.Engine;
import io.netjar.wire.DhcpMessage;
import io.netjar.wire.DhcpOptions;
import io.netjar.wire.IpAddress;
import io.netjar.wire.IpPrefix;
import io.netjar.wire.MacAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// Client and server without a network between them.
class DhcpMachinesTest {
    private static final long SECOND = 1_000_000_000L;
    private static final IpAddress SERVER = IpAddress.of("192.168.0.1");
    private static final DhcpScope SCOPE = DhcpScope.of(IpPrefix.of("192.168.0.0/24"), SERVER)
            .withPool(IpAddress.of("192.168.0.100"), IpAddress.of("192.168.0.101"))
            .withLease(Duration.ofSeconds(1000));

    private final DhcpLeases leases = new DhcpLeases(SCOPE);

    private static IpAddress address(int last) {
        return IpAddress.of("192.168.0." + last);
    }

    @Nested
    class Server {
        private DhcpMessage message(DhcpMessage.Type type, int mac, DhcpOptions options) {
            return new DhcpMessage(type, 7, 0, true, 0, 0, mac, options);
        }

        private Optional<DhcpMessage> discover(int mac, long now) {
            return leases.receive(message(DhcpMessage.Type.DISCOVER, mac, DhcpOptions.NONE), now);
        }

        private DhcpMessage request(int mac, IpAddress address, long now) {
            return leases.receive(message(DhcpMessage.Type.REQUEST, mac, DhcpOptions.NONE
                    .with(DhcpOptions.REQUESTED_ADDRESS, address.v4())), now).orElseThrow();
        }

        @Test
        void offersTheLowestAddressNobodyHad() {
            assertThat(discover(1, 0).orElseThrow().yourAddress()).isEqualTo(address(100).v4());
            assertThat(discover(2, 0).orElseThrow().yourAddress()).isEqualTo(address(101).v4());
        }

        @Test
        void isSilentWhenThePoolIsEmptyUntilAnOfferOf60SecondsLapses() {
            discover(1, 0);
            discover(2, 0);
            assertThat(discover(3, 60 * SECOND - 1)).isEmpty();
            assertThat(discover(3, 60 * SECOND)).isPresent();
        }

        @Test
        void tellsTheClientWhatItAskedForAndNothingElse() {
            DhcpMessage asked = message(DhcpMessage.Type.DISCOVER, 1,
                    DhcpOptions.NONE.with(DhcpOptions.PARAMETER_LIST,
                            new byte[]{DhcpOptions.ROUTER}).with(DhcpOptions.CLIENT_IDENTIFIER, "abc"));
            DhcpOptions told = leases.receive(asked, 0).orElseThrow().options();
            assertThat(told.addresses(DhcpOptions.ROUTER)).containsExactly(SERVER);
            assertThat(told.has(DhcpOptions.NAME_SERVER)).isFalse();
            assertThat(told.text(DhcpOptions.CLIENT_IDENTIFIER)).isEqualTo("abc");
            assertThat(told.seconds(DhcpOptions.LEASE_TIME)).isEqualTo(1000);
            assertThat(told.seconds(DhcpOptions.RENEWAL_TIME)).isEqualTo(500);
            assertThat(told.seconds(DhcpOptions.REBINDING_TIME)).isEqualTo(875);
        }

        @Test
        void keepsAnAddressForItsClientAfterTheLeaseEnded() {
            request(1, address(101), 0);
            assertThat(leases.leases(1000 * SECOND - 1)).hasSize(1);
            assertThat(leases.leases(1000 * SECOND)).isEmpty();
            assertThat(discover(2, 2000 * SECOND).orElseThrow().yourAddress()).isEqualTo(address(100).v4());
            assertThat(discover(1, 2000 * SECOND).orElseThrow().yourAddress()).isEqualTo(address(101).v4());
        }

        @Test
        void givesTheAddressWhoseLeaseEndedFirstWhenAllWereUsed() {
            request(1, address(101), 0);
            request(2, address(100), 10);
            assertThat(discover(3, 5000 * SECOND).orElseThrow().yourAddress()).isEqualTo(address(101).v4());
        }

        @Test
        void refusesAnAddressOfAnotherClientOrOfAnotherNetwork() {
            assertThat(request(1, address(100), 0).type()).isEqualTo(DhcpMessage.Type.ACK);
            assertThat(request(2, address(100), 1).type()).isEqualTo(DhcpMessage.Type.NAK);
            assertThat(request(2, IpAddress.of("10.0.0.1"), 1).type()).isEqualTo(DhcpMessage.Type.NAK);
            assertThat(request(2, SERVER, 1).type()).isEqualTo(DhcpMessage.Type.NAK);
        }

        @Test
        void isSilentWhenTheClientTakesAnotherServersOffer() {
            discover(1, 0);
            DhcpMessage other = message(DhcpMessage.Type.REQUEST, 1, DhcpOptions.NONE
                    .with(DhcpOptions.SERVER_IDENTIFIER, address(2).v4())
                    .with(DhcpOptions.REQUESTED_ADDRESS, address(100).v4()));
            assertThat(leases.receive(other, 1)).isEmpty();
            assertThat(leases.leases(1)).isEmpty();
        }

        @Test
        void doesNotOfferADeclinedAddressForTheTimeOfALease() {
            request(1, address(100), 0);
            leases.receive(
                    message(DhcpMessage.Type.DECLINE, 1, DhcpOptions.NONE.with(DhcpOptions.REQUESTED_ADDRESS,
                            address(100).v4())),
                    0);
            assertThat(discover(1, 0).orElseThrow().yourAddress()).isEqualTo(address(101).v4());
            assertThat(discover(2, 1000 * SECOND - 1).orElseThrow().yourAddress())
                    .isEqualTo(address(101).v4());
        }

        @Test
        void givesAReservedAddressToItsStationOnly() {
            leases.reserve(new MacAddress(9), address(100));
            assertThat(discover(1, 0).orElseThrow().yourAddress()).isEqualTo(address(101).v4());
            assertThat(discover(9, 0).orElseThrow().yourAddress()).isEqualTo(address(100).v4());
        }
    }

    @Nested
    class Client implements DhcpClientMachine.Outlet {
        private final List<String> log = new ArrayList<>();
        private final List<DhcpMessage> sent = new ArrayList<>();
        private final DhcpClientMachine machine = new DhcpClientMachine(0x024e_0000_0001L, "laptop",
                Chance.of(1, "x"),
                this);
        private boolean serverAnswers = true;

        @Override
        public void send(DhcpMessage message, IpAddress destination) {
            log.add(message.type() + " to " + destination);
            sent.add(message);
        }

        @Override
        public void bound(DhcpBinding binding) {
            log.add("bound " + binding.address());
        }

        @Override
        public void lost() {
            log.add("lost");
        }

        @Override
        public void probe(IpAddress address) {
            log.add("probe " + address);
        }

        /// Lets the server answer what was sent, as long as it answers.
        private void exchange(long now) {
            while (!sent.isEmpty()) {
                DhcpMessage message = sent.removeFirst();
                if (serverAnswers) {
                    leases.receive(message, now).ifPresent(answer -> machine.receive(answer, now));
                }
            }
        }

        private void runUntil(long time) {
            while (machine.deadline() <= time) {
                long now = machine.deadline();
                machine.due(now);
                exchange(now);
            }
        }

        private void bind() {
            machine.start(0);
            exchange(0);
            assertThat(machine.state()).isEqualTo(DhcpState.BOUND);
            log.clear();
        }

        @Test
        void asksForAnswersByUnicastFromTheFirst() {
            serverAnswers = false;
            machine.start(0);
            assertThat(sent.getFirst().broadcast()).isFalse();
            leases.receive(sent.removeFirst(), 0).ifPresent(offer -> machine.receive(offer, 0));
            assertThat(sent.getFirst().type()).isEqualTo(DhcpMessage.Type.REQUEST);
            assertThat(sent.getFirst().broadcast()).isFalse();
        }

        @Test
        void declinesAnAddressThatSomebodyHasAndGetsAnotherTenSecondsLater() {
            machine.probes(true);
            machine.start(0);
            exchange(0);
            assertThat(machine.state()).isEqualTo(DhcpState.PROBING);
            assertThat(log).endsWith("probe 192.168.0.100");
            machine.isTaken(5 * SECOND);
            assertThat(log).endsWith("DECLINE to 255.255.255.255");
            exchange(5 * SECOND);
            runUntil(15 * SECOND - 1);
            assertThat(log).endsWith("DECLINE to 255.255.255.255");
            runUntil(15 * SECOND);
            assertThat(log).endsWith("probe 192.168.0.101");
            machine.isFree();
            assertThat(machine.state()).isEqualTo(DhcpState.BOUND);
            assertThat(log).endsWith("bound 192.168.0.101");
        }

        @Test
        void asksAfterARebootForTheAddressItHas() {
            bind();
            machine.reboot(100 * SECOND);
            DhcpMessage request = sent.getFirst();
            assertThat(request.options().address(DhcpOptions.REQUESTED_ADDRESS)).isEqualTo(address(100).v4());
            assertThat(request.options().has(DhcpOptions.SERVER_IDENTIFIER)).isFalse();
            assertThat(request.clientAddress()).isZero();
            exchange(100 * SECOND);
            assertThat(log).containsExactly("REQUEST to 255.255.255.255", "bound 192.168.0.100");
            assertThat(machine.deadline()).isEqualTo(600 * SECOND);
        }

        @Test
        void losesTheAddressAfterARebootIfTheServerSaysNo() {
            bind();
            leases.reserve(new MacAddress(9), address(100));
            machine.reboot(100 * SECOND);
            exchange(100 * SECOND);
            assertThat(log).containsExactly("REQUEST to 255.255.255.255", "lost");
            runUntil(102 * SECOND);
            assertThat(log).endsWith("bound 192.168.0.101");
        }

        @Test
        void keepsTheAddressAfterARebootIfNobodyAnswersAndRenewsAtItsTime() {
            bind();
            serverAnswers = false;
            machine.reboot(100 * SECOND);
            exchange(100 * SECOND);
            runUntil(200 * SECOND);
            assertThat(log).hasSize(4).containsOnly("REQUEST to 255.255.255.255");
            assertThat(machine.state()).isEqualTo(DhcpState.BOUND);
            assertThat(machine.deadline()).isEqualTo(500 * SECOND);
        }

        @Test
        void startsAnewIfTheLeaseEndsWhileItAsksAfterAReboot() {
            bind();
            serverAnswers = false;
            long end = 1000 * SECOND;
            machine.reboot(end - SECOND);
            assertThat(machine.deadline()).isEqualTo(end);
            runUntil(end);
            assertThat(log).containsExactly("REQUEST to 255.255.255.255", "lost",
                    "DISCOVER to 255.255.255.255");
        }

        @Test
        void startsAnewAfterARebootBehindTheEndOfTheLease() {
            bind();
            machine.reboot(1000 * SECOND);
            assertThat(log).containsExactly("lost", "DISCOVER to 255.255.255.255");
        }

        @Test
        void getsAnAddressInFourMessages() {
            machine.start(0);
            exchange(0);
            assertThat(log).containsExactly("DISCOVER to 255.255.255.255", "REQUEST to 255.255.255.255",
                    "bound 192.168.0.100");
        }

        @Test
        void asksAgainAfter4And8And16And32And64Seconds() {
            serverAnswers = false;
            machine.start(0);
            sent.clear();
            long before = 0;
            for (int expected : new int[]{4, 8, 16, 32, 64, 64}) {
                long now = machine.deadline();
                assertThat(now - before).isBetween((expected - 1) * SECOND, (expected + 1) * SECOND);
                before = now;
                machine.due(now);
            }
            assertThat(log).hasSize(7).containsOnly("DISCOVER to 255.255.255.255");
            assertThat(sent.getLast().seconds()).isEqualTo((int) (before / SECOND));
        }

        @Test
        void startsOverWhenItsRequestStaysUnansweredFourTimes() {
            machine.start(0);
            leases.receive(sent.removeFirst(), 0).ifPresent(offer -> machine.receive(offer, 0));
            serverAnswers = false;
            runUntil(70 * SECOND);
            assertThat(log.stream().filter(line -> line.startsWith("REQUEST")).count()).isEqualTo(4);
            assertThat(log.getLast()).startsWith("DISCOVER");
        }

        @Test
        void renewsAtT1ByUnicastAndNotBefore() {
            bind();
            runUntil(500 * SECOND - 1);
            assertThat(log).isEmpty();
            runUntil(500 * SECOND);
            assertThat(log).containsExactly("REQUEST to 192.168.0.1", "bound 192.168.0.100");
            assertThat(machine.deadline()).isEqualTo(1000 * SECOND);
        }

        @Test
        void asksEverybodyFromT2OnAndLosesTheAddressWhenTheLeaseEnds() {
            bind();
            serverAnswers = false;
            runUntil(875 * SECOND - 1);
            assertThat(machine.state()).isEqualTo(DhcpState.RENEWING);
            assertThat(log).isNotEmpty().containsOnly("REQUEST to 192.168.0.1");
            log.clear();
            runUntil(875 * SECOND);
            assertThat(machine.state()).isEqualTo(DhcpState.REBINDING);
            runUntil(1000 * SECOND - 1);
            assertThat(log).isNotEmpty().containsOnly("REQUEST to 255.255.255.255");
            log.clear();
            runUntil(1000 * SECOND);
            assertThat(log).containsExactly("lost", "DISCOVER to 255.255.255.255");
        }

        @Test
        void startsOverAfterANak() {
            bind();
            machine.due(500 * SECOND);
            DhcpMessage renewal = sent.removeFirst();
            machine.receive(new DhcpMessage(DhcpMessage.Type.NAK, renewal.transaction(), 0, false, 0, 0,
                    renewal.hardwareAddress(), DhcpOptions.NONE), 500 * SECOND);
            assertThat(log.getLast()).isEqualTo("lost");
            runUntil(501 * SECOND);
            assertThat(log.getLast()).isEqualTo("bound 192.168.0.100");
        }

        @Test
        void ignoresAnswersToOthers() {
            machine.start(0);
            DhcpMessage offer = leases.receive(sent.removeFirst(), 0).orElseThrow();
            machine.receive(
                    new DhcpMessage(offer.type(), offer.transaction() + 1, 0, true, 0, offer.yourAddress(),
                            offer.hardwareAddress(), offer.options()),
                    0);
            machine.receive(
                    new DhcpMessage(offer.type(), offer.transaction(), 0, true, 0, offer.yourAddress(),
                            offer.hardwareAddress() + 1, offer.options()),
                    0);
            assertThat(machine.state()).isEqualTo(DhcpState.SELECTING);
        }

        @Test
        void releasesItsAddressWhenItStops() {
            bind();
            machine.stop();
            assertThat(log).containsExactly("RELEASE to 192.168.0.1", "lost");
            exchange(1);
            assertThat(leases.leases(1)).isEmpty();
            assertThat(machine.deadline()).isEqualTo(Engine.NEVER);
        }
    }
}
