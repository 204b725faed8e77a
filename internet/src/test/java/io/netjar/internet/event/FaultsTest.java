package io.netjar.internet.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.netjar.engine.Engine;
import io.netjar.net.link.BurstLoss;
import io.netjar.net.link.DropTail;
import io.netjar.net.link.FqCoDel;
import io.netjar.net.link.Link;
import io.netjar.net.link.LinkSpec;
import io.netjar.net.link.Network;
import io.netjar.net.link.Port;
import io.netjar.net.link.QueueLimit;
import io.netjar.net.link.Red;
import io.netjar.net.wifi.Signal;
import io.netjar.net.wifi.WifiSpec;
import io.netjar.wire.Packet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Cuts and changes that overlap, on three lines: a home's, and two of a router at its far end.
final class FaultsTest {
    private static final long SECOND = 1_000_000_000L;
    private static final LinkSpec SPEC = LinkSpec.of(100_000_000, Duration.ofMillis(10));
    private static final Optional<Duration> FOR_GOOD = Optional.empty();
    private static final Optional<String> ALL = Optional.empty();

    private final Engine engine = new Engine(1);
    private final Network network = new Network(engine);
    private final Map<String, Link> links = new LinkedHashMap<>();
    private final List<String> radios = new ArrayList<>();
    private final List<String> told = new ArrayList<>();
    private WifiSpec air = WifiSpec.good();
    private final Faults faults = new Faults(engine,
            new Wiring(
                    List.of(cable("home/line", "home/modem", "edge"), cable("edge to core", "edge", "core"),
                            cable("core to far", "core", "far")),
                    Map.of("home/phone", "home"), Map.of()),
            this::link, new Radios() {
                @Override
                public void cell(String premises, boolean on) {
                    radios.add(premises + " " + on);
                }

                @Override
                public void station(String name, boolean inReach) {
                    radios.add(name + " " + inReach);
                }

                @Override
                public WifiSpec air(String premises) {
                    return air;
                }

                @Override
                public void air(String premises, WifiSpec spec) {
                    air = spec;
                }

                @Override
                public void signal(String name, Signal signal) {
                    radios.add(name + " " + signal);
                }

                @Override
                public void usualSignal(String name) {
                    radios.add(name + " as usual");
                }
            });

    private Cable cable(String name, String from, String to) {
        links.put(name, new Link(network, name, port(name + from), port(name + to), SPEC));
        return new Cable(name, from, to);
    }

    private Port port(String name) {
        return new Port(network, name, (_, packet) -> release(packet));
    }

    private static void release(Packet packet) {
        packet.release();
    }

    private void cut(String line, int seconds) {
        faults.perform(new Action.Cut(line, time(seconds)));
    }

    private void change(String line, Way way, Alteration alteration, int seconds) {
        faults.perform(new Action.Change(line, way, alteration, time(seconds)));
    }

    /// 0 is for good.
    private static Optional<Duration> time(int seconds) {
        return seconds == 0 ? FOR_GOOD : Optional.of(Duration.ofSeconds(seconds));
    }

    private void runUntil(double seconds) {
        engine.runUntil((long) (seconds * SECOND));
    }

    private Link link(String name) {
        return Optional.ofNullable(links.get(name)).orElseThrow();
    }

    private Link line() {
        return link("home/line");
    }

    private static Alteration delay(int millis) {
        return new Alteration.Delay(Duration.ofMillis(millis));
    }

    @Test
    void aLineWorksAgainAtTheVeryMomentItsTimeIsOver() {
        cut("home", 20);
        engine.runUntil(20 * SECOND - 1);
        assertThat(line().isUp()).isFalse();
        runUntil(20);
        assertThat(line().isUp()).isTrue();
    }

    @Test
    void aLineStaysCutWhileAnyCutOfItLasts() {
        cut("edge", 20);
        runUntil(5);
        cut("home/line", 5);
        runUntil(10);
        assertThat(line().isUp()).as("the shorter cut is over").isFalse();
        runUntil(20);
        assertThat(line().isUp()).isTrue();
    }

    @Test
    void healingEndsAllCutsOfALineAndNoOthers() {
        cut("edge", 0);
        cut("home", 20);
        faults.perform(new Action.Heal(Optional.of("home/line")));
        assertThat(line().isUp()).isTrue();
        assertThat(link("edge to core").isUp()).isFalse();
        runUntil(3);
        cut("home", 0);
        runUntil(30);
        assertThat(line().isUp()).as("the end of a healed cut ends no later one").isFalse();
        faults.perform(new Action.Heal(Optional.empty()));
        assertThat(links.values()).allMatch(Link::isUp);
    }

    @Test
    void ofOneKindTheLastCountsUntilItIsOver() {
        change("home", Way.BOTH, new Alteration.Rate(5_000_000), 30);
        runUntil(10);
        change("home", Way.BOTH, new Alteration.Rate(1_000_000), 10);
        assertThat(line().aToB().bitsPerSecond()).isEqualTo(1_000_000);
        runUntil(20);
        assertThat(line().aToB()).isEqualTo(SPEC.withBitsPerSecond(5_000_000));
        runUntil(30);
        assertThat(line().aToB()).isEqualTo(SPEC);
        assertThat(line().bToA()).isEqualTo(SPEC);
    }

    @Test
    void whatBeganFirstMayEndLast() {
        change("home", Way.BOTH, delay(50), 10);
        runUntil(5);
        change("home", Way.BOTH, delay(20), 20);
        assertThat(line().aToB().delay()).as("of the line as described").hasMillis(30);
        runUntil(10);
        assertThat(line().aToB().delay()).hasMillis(30);
        runUntil(25);
        assertThat(line().aToB()).isEqualTo(SPEC);
    }

    @Test
    void differentKindsAndDirectionsDoNotTouchEachOther() {
        change("home", Way.UP, new Alteration.Rate(1_000_000), 10);
        change("home", Way.DOWN, delay(40), 20);
        change("home", Way.DOWN, new Alteration.Loss(0.2, 1), 0);
        assertThat(line().aToB()).isEqualTo(SPEC.withBitsPerSecond(1_000_000));
        assertThat(line().bToA()).isEqualTo(SPEC.withDelay(Duration.ofMillis(50)).withLoss(0.2));
        runUntil(20);
        assertThat(line().aToB()).isEqualTo(SPEC);
        assertThat(line().bToA()).isEqualTo(SPEC.withLoss(0.2));
    }

    @Test
    void aChangeForGoodCoversThoseBelowItForGood() {
        change("home", Way.BOTH, delay(50), 10);
        change("home", Way.BOTH, delay(20), 0);
        assertThat(faults.inForce()).extracting(each -> each.action().sentence())
                .containsExactly("delay home by 20 ms");
        runUntil(11);
        assertThat(line().aToB().delay()).hasMillis(30);
        assertThat(told).isEmpty();
    }

    @Test
    void restoringEndsCutsAndChangesOfALine() {
        change("edge", Way.BOTH, delay(50), 0);
        cut("edge", 0);
        faults.perform(new Action.Restore(Optional.of("home")));
        assertThat(line().isUp()).isTrue();
        assertThat(line().aToB()).isEqualTo(SPEC);
        assertThat(link("edge to core").aToB().delay()).hasMillis(60);
        faults.perform(new Action.Restore(Optional.empty()));
        assertThat(link("edge to core").isUp()).isTrue();
        assertThat(link("edge to core").aToB()).isEqualTo(SPEC);
        assertThat(faults.inForce()).isEmpty();
    }

    @Test
    void whatIsChangedOfANodeUpwardIsWhatItSends() {
        change("core", Way.UP, delay(5), 0);
        assertThat(link("edge to core").bToA().delay()).hasMillis(15);
        assertThat(link("edge to core").aToB()).isEqualTo(SPEC);
        assertThat(link("core to far").aToB().delay()).hasMillis(15);
        assertThat(link("core to far").bToA()).isEqualTo(SPEC);
        assertThat(line().aToB()).isEqualTo(SPEC);
    }

    @Test
    void aLineNamedFromItsOtherEndBeginsThere() {
        change("core to edge", Way.UP, delay(5), 0);
        assertThat(link("edge to core").bToA().delay()).hasMillis(15);
        assertThat(link("edge to core").aToB()).isEqualTo(SPEC);
    }

    @Test
    void theAirOfACellAndTheSignalOfADeviceAreChangedAndPutBack() {
        WifiSpec usual = air;
        change("home/wifi", Way.BOTH, new Alteration.Reception(Signal.of(-70)), 5);
        change("home/wifi", Way.BOTH, new Alteration.Neighbours(0.6), 0);
        change("home/wifi", Way.BOTH, new Alteration.Queue(FqCoDel.usual()), 10);
        assertThat(air).isEqualTo(
                usual.withSignal(Signal.of(-70)).withBusyShare(0.6).withQueue(FqCoDel.usual()));
        runUntil(10);
        assertThat(air).isEqualTo(usual.withBusyShare(0.6));
        change("home/phone", Way.BOTH, new Alteration.Reception(Signal.of(-83.04)), 10);
        runUntil(12);
        change("home/phone", Way.BOTH, new Alteration.Reception(Signal.of(-50)), 2);
        runUntil(20);
        assertThat(radios).containsExactly("home/phone -83.0 dBm", "home/phone -50.0 dBm",
                "home/phone -83.0 dBm", "home/phone as usual");
        faults.perform(new Action.Restore(Optional.of("home/wifi")));
        assertThat(air).isEqualTo(usual);
        assertThat(faults.inForce()).isEmpty();
    }

    @Test
    void whatCannotBeChangedSoIsRefusedAndNothingIsChanged() {
        var limit = new Alteration.Queue(new DropTail(QueueLimit.time(Duration.ofMillis(50))));
        assertThatIllegalArgumentException().isThrownBy(() -> change("home/wifi", Way.BOTH, limit, 0))
                .withMessageContaining("not in time");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> change("home/wifi", Way.UP, new Alteration.Neighbours(0.1), 0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> change("home", Way.BOTH, new Alteration.Neighbours(0.1), 0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> change("home/phone", Way.BOTH, new Alteration.Neighbours(0.1), 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new Alteration.Queue(Red.within(100_000)));
        assertThat(air).isEqualTo(WifiSpec.good());
        assertThat(faults.inForce()).isEmpty();
    }

    @Test
    void aQueueHoldsAFullFrameAndAnMtuOnlyShrinks() {
        change("home", Way.UP, new Alteration.Queue(new DropTail(QueueLimit.bytes(100))), 10);
        change("home", Way.UP, new Alteration.Mtu(1280), 5);
        change("home", Way.DOWN, new Alteration.Mtu(9000), 5);
        assertThat(line().aToB().queue().limit()).isEqualTo(QueueLimit.bytes(1514));
        assertThat(line().aToB().mtu()).isEqualTo(1280);
        assertThat(line().bToA()).isEqualTo(SPEC);
        runUntil(5);
        assertThat(line().aToB().mtu()).isEqualTo(1500);
        runUntil(10);
        assertThat(line().aToB()).isEqualTo(SPEC);
    }

    private void repeat(int seconds, Action action, int length) {
        faults.perform(new Action.Repeat(Duration.ofSeconds(seconds), action, time(length)));
    }

    private void noteWhatHappens() {
        faults.onEvent((action, isOver) -> told
                .add(engine.now() / SECOND + " " + action.sentence() + (isOver ? " over" : "")));
    }

    @Test
    void whatIsRepeatedHappensEachTimeUpToItsEnd() {
        noteWhatHappens();
        repeat(10, new Action.Cut("home", time(1)), 30);
        assertThat(faults.inForce()).hasSize(1);
        runUntil(100);
        String cut = "cut home for 1 s";
        assertThat(told).containsExactly("0 every 10 s for 30 s: " + cut, "10 " + cut, "11 " + cut + " over",
                "20 " + cut, "21 " + cut + " over", "30 " + cut, "30 every 10 s for 30 s: " + cut + " over",
                "31 " + cut + " over");
        assertThat(engine.armed()).isZero();
    }

    @Test
    void aRepetitionIsOverWhenItsTimeIsThoughNothingHappensThen() {
        noteWhatHappens();
        repeat(10, new Action.Heal(ALL), 15);
        runUntil(100);
        assertThat(told).containsExactly("0 every 10 s for 15 s: heal", "10 heal",
                "15 every 10 s for 15 s: heal over");
    }

    @Test
    void restoringAllEndsWhatIsRepeatedButNotItself() {
        noteWhatHappens();
        repeat(4, new Action.Cut("home", FOR_GOOD), 0);
        repeat(10, new Action.Restore(ALL), 0);
        runUntil(25);
        assertThat(told).containsExactly("0 every 4 s: cut home", "0 every 10 s: restore", "4 cut home",
                "8 cut home", "10 restore", "20 restore");
        faults.perform(new Action.Restore(ALL));
        assertThat(engine.armed()).isZero();
        assertThat(faults.inForce()).isEmpty();
    }

    @Test
    void whatIsCutAgainAndAgainForGoodIsCutOnce() {
        repeat(1, new Action.Cut("home", FOR_GOOD), 10);
        repeat(1, new Action.Change("home", Way.BOTH, delay(5), FOR_GOOD), 10);
        runUntil(11);
        assertThat(faults.inForce()).hasSize(2);
        var cuts = new Cuts(_ -> {
            // There is no plug.
        });
        faults.inForce().forEach(cuts::add);
        faults.inForce().forEach(cuts::add);
        assertThat(cuts.begun()).hasSize(2);
        faults.perform(new Action.Heal(ALL));
        assertThat(line().isUp()).isTrue();
    }

    @Test
    void aTimeBeyondTheEndOfTimeNeverComes() {
        runUntil(1);
        Optional<Duration> longest = Optional.of(Duration.ofNanos(Long.MAX_VALUE));
        faults.perform(new Action.Cut("home", longest));
        faults.perform(new Action.Repeat(longest.orElseThrow(), new Action.Heal(ALL), longest));
        runUntil(100);
        assertThat(line().isUp()).isFalse();
        assertThat(faults.inForce()).hasSize(2);
    }

    @Test
    void devicesAndCellsOnWifiAreCutAndHealedAndNotChanged() {
        cut("home/phone", 5);
        cut("home/wifi", 0);
        runUntil(5);
        faults.perform(new Action.Restore(Optional.empty()));
        assertThat(radios).containsExactly("home/phone false", "home false", "home/phone true", "home true");
        assertThatIllegalArgumentException().isThrownBy(() -> change("home/phone", Way.BOTH, delay(5), 0))
                .withMessageContaining("home/phone");
        assertThatIllegalArgumentException().isThrownBy(() -> cut("nowhere", 0))
                .withMessageContaining("nowhere");
    }

    @Test
    void listenersHearWhatIsDoneAndWhatIsOverButNotWhatWasUndoneBefore() {
        noteWhatHappens();
        cut("home", 5);
        cut("far", 5);
        faults.perform(new Action.Heal(Optional.of("far")));
        runUntil(10);
        assertThat(told).containsExactly("0 cut home for 5 s", "0 cut far for 5 s", "0 heal far",
                "5 cut home for 5 s over");
    }

    @Test
    void eventsHappenAtTheirTimesInTheirOrder() {
        runUntil(2);
        faults.schedule(List.of(new TimedEvent(Duration.ofSeconds(3), new Action.Cut("home", FOR_GOOD)),
                new TimedEvent(Duration.ofSeconds(3), new Action.Heal(Optional.of("home"))),
                new TimedEvent(Duration.ofSeconds(1), new Action.Cut("far", FOR_GOOD))));
        faults.onEvent(
                (action, _) -> told.add(engine.now() / SECOND + " " + action.sentence()));
        runUntil(10);
        assertThat(told).containsExactly("3 cut far", "5 cut home", "5 heal home");
    }

    @Test
    void everyKindOfChangeIsWhatItSays() {
        Duration time = Duration.ofMillis(3);
        change("home", Way.UP, new Alteration.Spread(time), 0);
        change("home", Way.UP, new Alteration.Duplication(0.01), 0);
        change("home", Way.UP, new Alteration.Corruption(0.02), 0);
        change("home", Way.UP, new Alteration.Lateness(0.03, time), 0);
        change("home", Way.UP, new Alteration.Loss(0.2, 4), 0);
        var impairments = line().aToB().impairments();
        assertThat(impairments.jitter().nanos()).isEqualTo(3_000_000);
        assertThat(impairments.duplication()).isEqualTo(0.01);
        assertThat(impairments.corruption()).isEqualTo(0.02);
        assertThat(impairments.reordering().probability()).isEqualTo(0.03);
        assertThat(impairments.reordering().shiftNanos()).isEqualTo(3_000_000);
        BurstLoss bursts = impairments.bursts();
        assertThat(bursts.meanLoss()).isCloseTo(0.2, org.assertj.core.data.Offset.offset(1e-12));
        assertThat(bursts.r()).isEqualTo(0.25);
        assertThat(line().aToB().loss()).isZero();
        change("home", Way.UP, new Alteration.Loss(0, 1), 0);
        assertThat(line().aToB().impairments().bursts().isNone()).isTrue();
    }

    @Test
    void burstsLeaveRoomForAGoodFrameBetweenThem() {
        assertThat(new Alteration.Loss(0.8, 4).apply(SPEC).impairments().bursts().meanLoss())
                .isCloseTo(0.8, org.assertj.core.data.Offset.offset(1e-12));
        assertThatIllegalArgumentException().isThrownBy(() -> new Alteration.Loss(0.81, 4))
                .withMessage("bursts of 4 frames are at most 80 % of all, not 81 %");
    }
}
