package io.netjar.dns;

import static org.assertj.core.api.Assertions.assertThat;

import io.netjar.engine.Chance;
import io.netjar.wire.IpAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Name;

/// The choice among servers by the time that they take.
class ServerTimesTest {
    private static final long MILLISECOND = 1_000_000;
    private static final long SECOND = 1000 * MILLISECOND;
    private static final IpAddress NEAR = IpAddress.of("192.0.2.1");
    private static final IpAddress FAR = IpAddress.of("192.0.2.2");
    private static final Name ZONE = Name.fromConstantString("shop.test.");
    private final ServerTimes times = new ServerTimes(Chance.of(5, "times"));
    private final Map<IpAddress, Integer> chosen = new LinkedHashMap<>();
    private long now;

    /// Asks so many questions, one each second; a server without a time does not answer.
    private void ask(int questions, Map<IpAddress, Long> roundTrips) {
        chosen.clear();
        for (int i = 0; i < questions; i++) {
            now += SECOND;
            IpAddress server = times.best(List.of(NEAR, FAR), now);
            chosen.merge(server, 1, Integer::sum);
            Long roundTrip = roundTrips.get(server);
            if (roundTrip == null) {
                times.failed(server, now);
            } else {
                times.answered(server, roundTrip, now);
            }
        }
    }

    @Test
    void triesEachServerOnceBeforeItPrefersOne() {
        ask(2, Map.of(NEAR, 10 * MILLISECOND, FAR, 100 * MILLISECOND));
        assertThat(chosen).containsEntry(NEAR, 1).containsEntry(FAR, 1);
    }

    @Test
    void asksTheFasterServerMostAndTheSlowerNowAndThen() {
        ask(1000, Map.of(NEAR, 10 * MILLISECOND, FAR, 100 * MILLISECOND));
        assertThat(chosen.get(FAR)).isBetween(5, 50);
    }

    @Test
    void findsOutThatASlowServerHasBecomeFast() {
        ask(200, Map.of(NEAR, 50 * MILLISECOND, FAR, 200 * MILLISECOND));
        ask(500, Map.of(NEAR, 50 * MILLISECOND, FAR, 5 * MILLISECOND));
        assertThat(chosen.get(FAR)).isGreaterThan(300);
    }

    @Test
    void leavesADeadServerAloneButComesBackToItWhenItLives() {
        ask(1000, Map.of(NEAR, 10 * MILLISECOND));
        assertThat(chosen.getOrDefault(FAR, 0)).isLessThan(20);
        ask(2000, Map.of(NEAR, 10 * MILLISECOND, FAR, 2 * MILLISECOND));
        assertThat(chosen.get(FAR)).isGreaterThan(1000);
    }

    @Test
    void waitsTwiceAsLongAfterEachSilence() {
        assertThat(times.timeoutNanos(NEAR, now)).isEqualTo(800 * MILLISECOND);
        times.failed(NEAR, now);
        assertThat(times.timeoutNanos(NEAR, now)).isEqualTo(1600 * MILLISECOND);
        times.failed(NEAR, now);
        times.failed(NEAR, now);
        assertThat(times.timeoutNanos(NEAR, now)).isEqualTo(4 * SECOND);
        times.answered(NEAR, 20 * MILLISECOND, now);
        assertThat(times.timeoutNanos(NEAR, now)).isEqualTo(60 * MILLISECOND);
    }

    @Test
    void forgetsWhatItHasNotHeardOfForAQuarterOfAnHour() {
        times.plainOnly(NEAR, now);
        times.lame(NEAR, ZONE, now);
        now += 899 * SECOND;
        assertThat(times.isPlainOnly(NEAR, now)).isTrue();
        assertThat(times.isLame(NEAR, ZONE, now)).isTrue();
        now += SECOND;
        assertThat(times.isPlainOnly(NEAR, now)).isFalse();
        assertThat(times.isLame(NEAR, ZONE, now)).isFalse();
    }

    @Test
    void thinksAServerLameForOneZoneOnly() {
        times.lame(NEAR, ZONE, now);
        assertThat(times.isLame(NEAR, Name.fromConstantString("other.test."), now)).isFalse();
        assertThat(times.isLame(FAR, ZONE, now)).isFalse();
        now += 500 * SECOND;
        times.answered(NEAR, 20 * MILLISECOND, now);
        now += 400 * SECOND;
        assertThat(times.isLame(NEAR, ZONE, now)).isFalse();
    }
}
