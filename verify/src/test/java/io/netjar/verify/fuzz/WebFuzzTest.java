package io.netjar.verify.fuzz;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryFile;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.netjar.testkit.RandomBytes;
import io.netjar.testkit.Seeds;
import io.netjar.web.Content;
import io.netjar.web.Echo;
import io.netjar.web.Site;
import io.netjar.web.SiteServer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.MethodSource;

/// A web server and what may come to it by TCP: it answers HTTP or closes, and every connection comes to an end.
class WebFuzzTest {
    private static final int USUAL = 120;
    private static final byte[] GET = "GET /big.bin HTTP/1.1\r\nHost: a.test\r\nRange: bytes=0-9\r\n\r\n"
            .getBytes(US_ASCII);
    private static final byte[] POST = """
            POST / HTTP/1.1\r
            Host: a.test\r
            Transfer-Encoding: chunked\r
            \r
            3\r
            abc\r
            0\r
            \r
            """.getBytes(US_ASCII);
    private static final byte[] UPGRADE = """
            GET /echo HTTP/1.1\r
            Host: a.test\r
            Upgrade: websocket\r
            Connection: Upgrade\r
            Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
            Sec-WebSocket-Version: 13\r
            \r
            """.getBytes(US_ASCII);
    /// What else clients ask, so that a search begins behind the parser.
    private static final List<String> REQUESTS = List.of(
            "HEAD /big.bin HTTP/1.1\nHost: a.test",
            "OPTIONS * HTTP/1.1\nHost: a.test",
            "GET http://a.test/big.bin?x=%20 HTTP/1.1\nHost: b.test\nConnection: close",
            "GET /none HTTP/1.0",
            "GET /big.bin HTTP/1.1\nHost: a.test\nIf-None-Match: \"x\", W/\"y\"\nIf-Modified-Since: Thu, 01 Jan 2026 00:00:00 GMT",
            "GET /big.bin HTTP/1.1\nHost: a.test\nRange: bytes=-5\nIf-Range: Thu, 01 Jan 2026 00:00:00 GMT",
            "GET /big.bin HTTP/1.1\nHost: a.test\nIf-Match: *\nIf-Unmodified-Since: Thu, 01 Jan 2026 00:00:00 GMT",
            "GET /big.bin HTTP/1.1\nHost: a.test\n\nGET /big.bin HTTP/1.1\nHost: a.test\nRange: bytes=4990-",
            "PUT /big.bin HTTP/1.1\nHost: a.test\nContent-Length: 3\nExpect: 100-continue\n\nabc",
            "POST / HTTP/1.1\nHost: a.test\nTransfer-Encoding: chunked\n\n1;a=b\nx\n0\nTrailer: y");
    /// One after the other: a text in three pieces with a ping between, lengths of 16 and 64 bits, a binary message, a close
    /// with and without a code, frames that are forbidden.
    private static final List<String> FRAMES = List.of(
            "01810000000061" + "898000000000" + "00810000000062" + "80810000000063",
            "81fe007e00000000" + "61".repeat(126) + "818000000000",
            "82ff000000000000000300000000010203" + "8a8000000000",
            "8882000000" + "0003e8", "8880" + "01020304",
            "8884000000000" + "3e8c328", "c181000000" + "0061", "8180" + "00000000" + "8300",
            "8182010203046868" + "8181000000" + "00ff");
    private static final byte[] FRAME = {(byte) 0x81, (byte) 0x82, 1, 2, 3, 4, 'i', 'k'};

    private static List<byte[]> requests() {
        return Stream.concat(Stream.of(GET, POST, UPGRADE), REQUESTS.stream().map(WebFuzzTest::request))
                .toList();
    }

    private static byte[] request(String lines) {
        return (lines.replace("\n", "\r\n") + "\r\n\r\n").getBytes(US_ASCII);
    }

    private static List<byte[]> frames() {
        return FRAMES.stream().map(HexFormat.of()::parseHex).toList();
    }

    @MethodSource("requests")
    @DictionaryFile(resourcePath = "http.dict")
    @FuzzTest
    void http(byte[] bytes) {
        byte[] heard = serve(cable -> cable.exchange(80, pieces(bytes)));
        String text = new String(heard, US_ASCII);
        assertThat(text.isEmpty() || text.startsWith("HTTP/1.")).as(text).isTrue();
    }

    @MethodSource("frames")
    @DictionaryFile(resourcePath = "web-socket.dict")
    @FuzzTest
    void webSocket(byte[] bytes) {
        List<byte[]> pieces = new ArrayList<>(List.of(UPGRADE));
        pieces.addAll(pieces(bytes));
        byte[] heard = serve(cable -> cable.exchange(80, pieces));
        assertThat(new String(heard, US_ASCII)).startsWith("HTTP/1.1 101");
    }

    /// Cut in two where the first byte says.
    private static List<byte[]> pieces(byte[] bytes) {
        int at = bytes.length == 0 ? 0 : (bytes[0] & 0xff) % bytes.length;
        return List.of(Arrays.copyOf(bytes, at), Arrays.copyOfRange(bytes, at, bytes.length));
    }

    private interface Visit {
        byte[] to(Cable cable);
    }

    private static byte[] serve(Visit visit) {
        var cable = new Cable();
        var site = new Site(Content.generated("/big.bin", 5_000, 1)).with("/echo", new Echo());
        SiteServer server = SiteServer.open(cable.transport, 80, Map.of("a.test", site), access -> {
        });
        cable.run(1);
        byte[] heard = visit.to(cable);
        server.close();
        cable.run(36_000);
        assertThat(cable.network.packets().lent()).as("packets").isZero();
        assertThat(cable.server.tcp().connections() + cable.client.tcp().connections()).isZero();
        assertThat(cable.server.tcp().bufferBytes()).isZero();
        assertThat(cable.network.engine().armed()).as("timers").isZero();
        assertThat(cable.network.engine().fired()).as("events").isLessThan(100_000);
        return heard;
    }

    @Test
    void randomRequestsAndFramesAreNoTrouble() {
        Seeds.run("verify", WebFuzzTest.class, USUAL, seed -> {
            http(RandomBytes.like(seed, GET, POST, UPGRADE));
            webSocket(RandomBytes.like(seed, FRAME, GET));
        });
    }
}
