package io.netjar.gateway;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryFile;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.netjar.engine.Engine;
import io.netjar.internet.Device;
import io.netjar.internet.Internet;
import io.netjar.testkit.RandomBytes;
import io.netjar.testkit.Seeds;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.MethodSource;

/// Visitors who say anything at all at the doors: the door answers, serves or closes, and of what it opened inside
/// nothing stays behind when they are gone.
class DoorsFuzzTest {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final int USUAL = 100;
    private static final byte[] SOCKS = {5, 1, 0, 5, 1, 0, 3, 13, 'w', 'w', 'w', '.', 's', 'h', 'o', 'p', '.',
            't', 'e', 's', 't', 0, 80, 'G', 'E', 'T', ' ', '/', ' ', 'H'};
    private static final byte[] GET = "GET http://www.shop.test/ HTTP/1.1\r\nHost: www.shop.test\r\n\r\n"
            .getBytes(US_ASCII);
    private static final byte[] CONNECT = """
            CONNECT exchange.test:80 HTTP/1.1\r
            Host: exchange.test:80\r
            \r
            GET / HTTP/1.1\r
            Host: exchange.test\r
            \r
            """.getBytes(US_ASCII);
    private static final byte[] POST = """
            POST http://www.shop.test/ HTTP/1.1\r
            Host: www.shop.test\r
            Transfer-Encoding: chunked\r
            Connection: close\r
            \r
            2\r
            ab\r
            0\r
            \r
            """.getBytes(US_ASCII);

    /// One for all inputs, as it takes a while to build.
    private static @Nullable Internet shared;

    private static Internet internet() {
        Internet known = shared;
        if (known == null) {
            try {
                known = World.settled(Files.createTempDirectory("netjar-doors"));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            shared = known;
        }
        return known;
    }

    private static List<byte[]> greetings() {
        byte[] byAddress = {5, 2, 0, 2, 5, 1, 0, 1, 10, 0, 0, 1, 0, 80};
        byte[] bySixth = new byte[25];
        System.arraycopy(new byte[]{5, 1, 0, 5, 1, 0, 4}, 0, bySixth, 0, 7);
        return List.of(SOCKS, byAddress, bySixth, new byte[]{5, 1, 0, 5, 2, 0, 1, 0, 0, 0, 0, 0, 0},
                new byte[]{5, 1, 2}, new byte[]{4, 1, 0, 80, 10, 0, 0, 1, 0});
    }

    private static List<byte[]> requests() {
        return List.of(GET, CONNECT, POST);
    }

    @MethodSource("greetings")
    @FuzzTest
    void socks(byte[] bytes) {
        Device device = internet().device("alice/pc");
        visit(device, new SocksDoor(new Inside(device), Duration.ofSeconds(10)), pieces(bytes));
    }

    @MethodSource("requests")
    @DictionaryFile(resourcePath = "http-proxy.dict")
    @FuzzTest
    void httpProxy(byte[] bytes) {
        Device device = internet().device("alice/pc");
        visit(device, new HttpDoor(new Inside(device), Duration.ofSeconds(10)), List.of(bytes));
    }

    /// Cut in two where the last byte says.
    private static List<byte[]> pieces(byte[] bytes) {
        int at = bytes.length == 0 ? 0 : (bytes[bytes.length - 1] & 0xff) % bytes.length;
        return List.of(Arrays.copyOf(bytes, at), Arrays.copyOfRange(bytes, at, bytes.length));
    }

    private static void visit(Device device, ChannelHandler door, List<byte[]> pieces) {
        int before = device.host().tcp().connections();
        var visitor = new Visitor(door);
        for (byte[] piece : pieces) {
            if (visitor.isOpen()) {
                visitor.writeInbound(Unpooled.copiedBuffer(piece));
            }
            letPass(visitor, 2);
        }
        visitor.close();
        letPass(visitor, 120);
        visitor.checkException();
        visitor.finishAndReleaseAll();
        Engine engine = internet().engine();
        engine.runUntil(() -> device.host().tcp().connections() <= before, engine.now() + 600 * SECOND);
        assertThat(device.host().tcp().connections()).as("connections inside").isLessThanOrEqualTo(before);
        assertThat(device.host().tcp().bufferBytes()).as("buffers inside").isZero();
        assertThat(internet().network().packets().lent()).as("packets").isLessThan(100);
    }

    private static void letPass(Visitor visitor, int seconds) {
        Engine engine = internet().engine();
        for (int second = 0; second < seconds; second++) {
            engine.mailbox().drain();
            engine.runUntil(engine.now() + SECOND);
            visitor.runPendingTasks();
        }
    }

    @Test
    void randomVisitorsAreNoTrouble() {
        Seeds.run("gateway", DoorsFuzzTest.class, USUAL, seed -> {
            socks(RandomBytes.like(seed, SOCKS));
            httpProxy(RandomBytes.like(seed, GET, CONNECT, POST));
        });
    }
}
