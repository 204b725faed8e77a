package io.netjar.dns;

import static org.assertj.core.api.Assertions.assertThat;

import io.netjar.net.host.Host;
import io.netjar.net.udp.UdpSocket;
import io.netjar.wire.Endpoint;
import io.netjar.wire.IpAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

class RateLimiterTest {
    private static final long SECOND = DnsInternet.SECOND;
    private static final IpAddress ASKER = IpAddress.of("192.0.2.7");
    private static final IpAddress NEIGHBOUR = IpAddress.of("192.0.2.200");
    private static final IpAddress STRANGER = IpAddress.of("192.0.3.7");
    private final Authority authority = new Authority(List.of(SampleZones.test(), SampleZones.shop()));
    private RateLimiter limiter = new RateLimiter(ResponseRateLimit.of(5));

    private RateLimiter.Verdict ask(IpAddress asker, String name, int type, long now) {
        return limiter.judge(asker, Asked.of(authority, name, type),
                authority.sourceOf(Name.fromConstantString(name)), now);
    }

    private long sent(IpAddress asker, String name, int type, long now, int times) {
        long count = 0;
        for (int i = 0; i < times; i++) {
            count += ask(asker, name, type, now) == RateLimiter.Verdict.SEND ? 1 : 0;
        }
        return count;
    }

    @Test
    void sendsAsManyAnswersASecondAsItMayAndNoneMore() {
        assertThat(sent(ASKER, "www.shop.test.", Type.A, 0, 6)).isEqualTo(5);
        assertThat(sent(STRANGER, "www.shop.test.", Type.A, 0, 5)).isEqualTo(5);
    }

    @Test
    void sendsAgainAfterASecondToThoseWhoAskedALittleTooMuch() {
        assertThat(sent(ASKER, "www.shop.test.", Type.A, 0, 6)).isEqualTo(5);
        assertThat(sent(ASKER, "www.shop.test.", Type.A, SECOND, 6)).as("one was owed").isEqualTo(4);
    }

    @Test
    void makesThoseWhoAskedMuchTooMuchWaitForTheWindowAndNoLonger() {
        sent(ASKER, "www.shop.test.", Type.A, 0, 10_000);
        assertThat(sent(ASKER, "www.shop.test.", Type.A, 15 * SECOND, 1)).isZero();
        limiter = new RateLimiter(ResponseRateLimit.of(5));
        sent(ASKER, "www.shop.test.", Type.A, 0, 10_000);
        assertThat(sent(ASKER, "www.shop.test.", Type.A, 15 * SECOND + SECOND / 5, 2)).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"0, DROP DROP DROP DROP", "1, TRUNCATE TRUNCATE TRUNCATE TRUNCATE",
            "2, TRUNCATE DROP TRUNCATE DROP", "3, TRUNCATE DROP DROP TRUNCATE"})
    void cutsSomeOfTheAnswersOverTheLimitShort(int slip, String verdicts) {
        limiter = new RateLimiter(new ResponseRateLimit(1, Duration.ofSeconds(15), slip, 24));
        ask(ASKER, "www.shop.test.", Type.A, 0);
        List<String> found = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            found.add(ask(ASKER, "www.shop.test.", Type.A, 0).name());
        }
        assertThat(String.join(" ", found)).isEqualTo(verdicts);
    }

    @Test
    void countsTheWholeNetworkTogether() {
        assertThat(sent(ASKER, "www.shop.test.", Type.A, 0, 5)).isEqualTo(5);
        assertThat(sent(NEIGHBOUR, "www.shop.test.", Type.A, 0, 5)).isZero();
    }

    @Test
    void countsEachAnswerForItself() {
        assertThat(sent(ASKER, "www.shop.test.", Type.A, 0, 9)).isEqualTo(5);
        assertThat(sent(ASKER, "mail.shop.test.", Type.A, 0, 5)).isEqualTo(5);
        assertThat(sent(ASKER, "shop.test.", Type.MX, 0, 5)).isEqualTo(5);
        assertThat(sent(ASKER, "shop.test.", Type.NS, 0, 5)).isEqualTo(5);
    }

    @Test
    void takesAllNamesThatDoNotExistInAZoneForOne() {
        assertThat(sent(ASKER, "a.shop.test.", Type.A, 0, 3) + sent(ASKER, "b.shop.test.", Type.A, 0, 3)
                + sent(ASKER, "c.shop.test.", Type.MX, 0, 3)).isEqualTo(5);
        assertThat(sent(ASKER, "a.test.", Type.A, 0, 5)).as("another zone").isEqualTo(5);
    }

    @Test
    void takesAllNamesThatAWildcardMakesForOne() {
        assertThat(sent(ASKER, "a.wild.shop.test.", Type.TXT, 0, 3)
                + sent(ASKER, "b.c.wild.shop.test.", Type.TXT, 0, 3)).isEqualTo(5);
    }

    @Test
    void takesAllReferralsToOneZoneForOne() {
        assertThat(sent(ASKER, "a.cdn.test.", Type.A, 0, 3) + sent(ASKER, "b.cdn.test.", Type.A, 0, 3))
                .isEqualTo(5);
    }

    @Test
    void takesAllErrorsForOne() {
        assertThat(sent(ASKER, "a.example.", Type.A, 0, 3) + sent(ASKER, "b.example.", Type.A, 0, 3))
                .isEqualTo(5);
        assertThat(limiter.judgeError(NEIGHBOUR, 0)).isNotEqualTo(RateLimiter.Verdict.SEND);
    }

    @Test
    void forgetsThoseWhoAskedLongestAgoWhenThereAreTooMany() {
        assertThat(sent(ASKER, "www.shop.test.", Type.A, 0, 6)).isEqualTo(5);
        for (int i = 0; i < 20_000; i++) {
            ask(IpAddress.v4(0x0a00_0000 | i << 8), "www.shop.test.", Type.A, 0);
        }
        assertThat(sent(ASKER, "www.shop.test.", Type.A, 0, 6)).isEqualTo(5);
    }

    /// A server that gives each answer twice a second, and someone who asks it 40 times at once and listens.
    private static final class Flood {
        private final DnsInternet net = new DnsInternet(3);
        private final Host laptop = net.laptop(SampleZones.SHOP_1);
        private final NameServer server = new NameServer(net.host("shop", SampleZones.SHOP_1),
                List.of(SampleZones.shop()),
                NameServerSettings.usual().withRateLimit(ResponseRateLimit.of(2)));
        private final List<Message> answers = new ArrayList<>();

        Flood(int port) {
            UdpSocket socket = laptop.udp().bind(new Endpoint(IpAddress.ANY_V4, port),
                    (_, _, data, offset, length) -> answers.add(MessageBytes
                            .parse(Arrays.copyOfRange(data, offset, offset + length)).orElseThrow()));
            byte[] query = MessageBytes.query(Name.fromConstantString("www.shop.test."), Type.A, false, false)
                    .toWire();
            var to = new Endpoint(SampleZones.SHOP_1, DnsService.PORT);
            socket.send(to, query, 0, query.length);
            net.run(20);
            answers.clear();
            for (int i = 0; i < 40; i++) {
                socket.send(to, query, 0, query.length);
            }
            net.run(1);
        }
    }

    @Test
    void sparesWhomAFloodOfAnswersWouldHit() {
        var flood = new Flood(4000);
        assertThat(flood.answers).hasSize(2 + 19);
        assertThat(flood.answers.subList(2, 21)).allSatisfy(cut -> {
            assertThat(cut.getHeader().getFlag(Flags.TC)).isTrue();
            assertThat(cut.getSection(Section.ANSWER)).isEmpty();
        });
        assertThat(flood.server.limited()).isEqualTo(38);
        assertThat(flood.net.network.packets().lent()).isZero();
    }

    @Test
    void letsWhoeverTrulyAsksComeAgainByTcp() {
        var flood = new Flood(4000);
        List<LookupResult> results = new ArrayList<>();
        new Stub(flood.laptop).lookup("www.shop.test", results::add);
        flood.net.run(30);
        assertThat(results).hasSize(1).first().isInstanceOf(LookupResult.Addresses.class);
        assertThat(flood.net.network.packets().lent()).isZero();
    }
}
