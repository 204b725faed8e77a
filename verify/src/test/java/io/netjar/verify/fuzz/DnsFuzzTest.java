package io.netjar.verify.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.netjar.dns.DnsZone;
import io.netjar.dns.Forwarder;
import io.netjar.dns.LookupResult;
import io.netjar.dns.NameServer;
import io.netjar.dns.Resolver;
import io.netjar.dns.RootHints;
import io.netjar.dns.Stub;
import io.netjar.net.tcp.TcpListener;
import io.netjar.net.tcp.TcpSocket;
import io.netjar.net.udp.UdpSocket;
import io.netjar.testkit.RandomBytes;
import io.netjar.testkit.Seeds;
import io.netjar.wire.Endpoint;
import io.netjar.wire.IpAddress;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.MethodSource;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/// Name servers and resolvers among liars: whatever they are asked or told, they answer in the form of DNS or not at all,
/// every lookup comes to an end, and nothing stays behind.
class DnsFuzzTest {
    private static final int DNS = 53;
    private static final int USUAL = 100;
    private static final IpAddress CLIENT = IpAddress.of("10.0.0.1");
    private static final DnsZone ROOT = DnsZone.parse(".", """
            $TTL 3600
            . IN SOA a.test. hostmaster.test. 1 1800 900 604800 86400
            . IN NS a.test.
            a.test. IN A 10.0.0.2
            www.test. IN CNAME shop.test.
            shop.test. IN A 10.0.0.9
            shop.test. IN TXT "open"
            *.wild.test. IN A 10.0.0.10
            sub.test. IN NS ns.sub.test.
            ns.sub.test. IN A 10.0.0.11
            """);
    private static final byte[] QUERY = {0, 7, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 3, 'w', 'w', 'w', 4, 't', 'e',
            's', 't', 0, 0, 1, 0, 1};
    private static final byte[] ANSWER = {0, 0, (byte) 0x84, 0, 0, 1, 0, 1, 0, 0, 0, 0, 3, 'w', 'w', 'w', 4,
            't', 'e', 's', 't', 0, 0, 1, 0, 1, (byte) 0xc0, 12, 0, 1, 0, 1, 0, 0, 1, 0, 0, 4, 10, 0, 0, 9};

    private static List<byte[]> queries() {
        return List.of(QUERY, message("shop.test.", Type.ANY), message("ns.sub.test.", Type.A),
                message("x.wild.test.", Type.TXT), message("test.", Type.SOA), message(".", Type.NS),
                message("none.test.", Type.AXFR));
    }

    private static byte[] message(String name, int type) {
        Message query = Message.newQuery(Record.newRecord(Name.fromConstantString(name), type, DClass.IN));
        query.addRecord(new OPTRecord(1232, 0, 0), Section.ADDITIONAL);
        return query.toWire();
    }

    /// A plain answer, an alias, a referral with glue, a name that is not, an answer that was cut.
    private static List<byte[]> answers() {
        return List.of(ANSWER,
                answer(0, Section.ANSWER, "www.test. 60 IN CNAME shop.test.", "shop.test. 60 IN A 10.0.0.9"),
                answer(0, Section.AUTHORITY, "test. 60 IN NS ns.test.", "ns.test. 60 IN A 10.0.0.1"),
                answer(Rcode.NXDOMAIN, Section.AUTHORITY, "test. 60 IN SOA a.test. b.test. 1 2 3 4 5"),
                answer(Rcode.SERVFAIL, Section.ANSWER), answer(Rcode.REFUSED, Section.ANSWER));
    }

    private static byte[] answer(int code, int section, String... records) {
        Message answer = Message
                .newQuery(Record.newRecord(Name.fromConstantString("www.test."), Type.A, DClass.IN));
        answer.getHeader().setFlag(Flags.QR);
        answer.getHeader().setRcode(code);
        for (String record : records) {
            String[] words = record.split(" ", 5);
            try {
                answer.addRecord(
                        Record.fromString(Name.fromConstantString(words[0]), Type.value(words[3]), DClass.IN,
                                Long.parseLong(words[1]), words[4], Name.root),
                        section);
            } catch (IOException e) {
                throw new AssertionError(record, e);
            }
        }
        return answer.toWire();
    }

    @MethodSource("queries")
    @FuzzTest
    void nameServer(byte[] bytes) throws IOException {
        var cable = new Cable();
        var server = new NameServer(cable.server, List.of(ROOT));
        ask(cable, bytes);
        server.close();
        assertNothingIsLeft(cable);
    }

    @MethodSource("answers")
    @FuzzTest
    void forwarder(byte[] bytes) throws IOException {
        var cable = new Cable();
        var forwarder = new Forwarder(cable.server, Cable.SERVER, () -> List.of(CLIENT));
        var liar = new Liar(cable, bytes);
        ask(cable, QUERY);
        ask(cable, bytes);
        forwarder.close();
        liar.close();
        assertNothingIsLeft(cable);
    }

    @MethodSource("answers")
    @FuzzTest
    void resolver(byte[] bytes) {
        var cable = new Cable();
        var resolver = new Resolver(cable.server, RootHints.of(Map.of("a.test", CLIENT)));
        var liar = new Liar(cable, bytes);
        List<LookupResult> results = new ArrayList<>();
        var stub = new Stub(cable.client);
        for (String name : List.of("www.test", "shop.test", "a.b.wild.test")) {
            stub.lookup(name, results::add);
            cable.run(120);
        }
        assertThat(results).hasSize(3);
        assertThat(liar.asked).isLessThan(400);
        assertThat(resolver.cache()).hasSizeLessThan(1000);
        resolver.close();
        liar.close();
        assertNothingIsLeft(cable);
    }

    /// Asks by UDP and by TCP, the latter with the right length in front and without.
    private static void ask(Cable cable, byte[] query) throws IOException {
        List<byte[]> answers = new ArrayList<>();
        UdpSocket socket = cable.client.udp().bind(0, (at, from, data, offset, length) -> answers
                .add(Arrays.copyOfRange(data, offset, offset + length)));
        socket.send(new Endpoint(Cable.SERVER, DNS), query, 0, Math.min(query.length, 4000));
        cable.run(60);
        socket.close();
        assertThat(answers).hasSizeLessThanOrEqualTo(1);
        for (byte[] answer : answers) {
            assertThat(new Message(answer).getHeader().getID())
                    .isEqualTo((query[0] & 0xff) << 8 | query[1] & 0xff);
        }
        byte[] framed = new byte[query.length + 2];
        framed[0] = (byte) (query.length >>> 8);
        framed[1] = (byte) query.length;
        System.arraycopy(query, 0, framed, 2, query.length);
        byte[] heard = cable.exchange(DNS, List.of(framed));
        if (heard.length > 2) {
            int length = (heard[0] & 0xff) << 8 | heard[1] & 0xff;
            assertThat(new Message(Arrays.copyOfRange(heard, 2, Math.min(heard.length, 2 + length))))
                    .isNotNull();
        }
        cable.exchange(DNS, List.of(query));
    }

    /// A name server on the client that answers with what the fuzzer chose, under the right id and often with the right
    /// question.
    private static final class Liar {
        private final UdpSocket socket;
        private final TcpListener listener;
        private final List<TcpSocket> visitors = new ArrayList<>();
        private final byte[] lie;
        private int asked;

        Liar(Cable cable, byte[] lie) {
            this.lie = lie;
            socket = cable.client.udp().bind(DNS, (at, from, data, offset, length) -> {
                byte[] answer = answer(data, offset, length);
                at.send(from, answer, 0, answer.length);
            });
            listener = cable.client.tcp().listen(Endpoint.v4(0, DNS), 5, visitor -> {
                visitors.add(visitor);
                byte[] answer = answer(QUERY, 0, QUERY.length);
                visitor.write(new byte[]{(byte) (answer.length >>> 8), (byte) answer.length}, 0, 2);
                visitor.write(answer, 0, answer.length);
            });
        }

        private byte[] answer(byte[] query, int offset, int length) {
            asked++;
            byte[] answer = Arrays.copyOf(lie, Math.max(12, Math.min(4000, lie.length)));
            System.arraycopy(query, offset, answer, 0, Math.min(2, length));
            if (answer.length > 3 && (answer[3] & 0x40) == 0) {
                int question = Math.min(length - 12, answer.length - 12);
                System.arraycopy(query, offset + 12, answer, 12, Math.max(0, question));
            }
            return answer;
        }

        void close() {
            socket.close();
            listener.close();
            visitors.forEach(TcpSocket::abort);
        }
    }

    @Test
    void randomMessagesAreNoTrouble() {
        Seeds.run("verify", DnsFuzzTest.class, USUAL, seed -> {
            try {
                nameServer(RandomBytes.like(seed, QUERY, ANSWER));
                forwarder(RandomBytes.like(seed, QUERY, ANSWER));
                resolver(RandomBytes.like(seed, ANSWER));
            } catch (IOException e) {
                throw new AssertionError("no DNS message", e);
            }
        });
    }

    private static void assertNothingIsLeft(Cable cable) {
        cable.run(36_000);
        assertThat(cable.network.engine().armed()).as("timers").isZero();
        assertThat(cable.network.packets().lent()).as("packets").isZero();
        assertThat(cable.server.tcp().connections() + cable.client.tcp().connections()).isZero();
        assertThat(cable.network.engine().fired()).as("events").isLessThan(100_000);
    }
}
