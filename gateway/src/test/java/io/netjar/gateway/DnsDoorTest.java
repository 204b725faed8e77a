package io.netjar.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DnsDoorTest {
    private static final int FORMERR = 1;
    private static final int NXDOMAIN = 3;
    private static final int PATIENCE_MILLIS = 10_000;
    private World world;

    @SuppressWarnings("NullAway.Init")
    DnsDoorTest() {}

    @BeforeAll
    void open(@TempDir Path folder) throws IOException, DoorException {
        world = World.open(folder);
    }

    @AfterAll
    void close() {
        world.close();
    }

    /// A query for the IPv4 address of `name`, recursion desired; one octet for a character. RFC 1035 §4.1.
    private static String query(int id, String name) {
        var bytes = new StringBuilder().append((char) (id >> 8)).append((char) (id & 0xff))
                .append("\1\0\0\1\0\0\0\0\0\0");
        for (String label : name.split("\\.", -1)) {
            bytes.append((char) label.length()).append(label);
        }
        return bytes.append("\0\0\1\0\1").toString();
    }

    private static int rcode(String answer) {
        return answer.charAt(3) & 0xf;
    }

    private DatagramSocket socket() throws IOException {
        var socket = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        socket.setSoTimeout(PATIENCE_MILLIS);
        return socket;
    }

    private void send(DatagramSocket socket, byte[] bytes) throws IOException {
        socket.send(new DatagramPacket(bytes, bytes.length, world.door(DoorKind.DNS)));
    }

    private void send(DatagramSocket socket, String text) throws IOException {
        send(socket, text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static String receive(DatagramSocket socket) throws IOException {
        var packet = new DatagramPacket(new byte[4096], 4096);
        socket.receive(packet);
        return new String(packet.getData(), 0, packet.getLength(), StandardCharsets.ISO_8859_1);
    }

    private String address() {
        var text = new StringBuilder();
        for (String octet : world.shopAddress().split("\\.", -1)) {
            text.append((char) Integer.parseInt(octet));
        }
        return text.toString();
    }

    private static String framed(String message) {
        return (char) (message.length() >> 8) + String.valueOf((char) (message.length() & 0xff)) + message;
    }

    private static String answer(Client client) throws IOException {
        String length = client.read(2);
        return client.read(length.charAt(0) << 8 | length.charAt(1));
    }

    @Test
    void answersByUdp() throws IOException {
        try (DatagramSocket socket = socket()) {
            send(socket, query(0x1234, World.SHOP));
            String answer = receive(socket);
            assertThat(answer).startsWith("\0224");
            assertThat(rcode(answer)).isZero();
            assertThat(answer).contains(address());
            send(socket, query(7, "nowhere.test"));
            assertThat(rcode(receive(socket))).isEqualTo(NXDOMAIN);
        }
    }

    @Test
    void givesTwoAskersWithTheSameIdTheirOwnAnswers() throws IOException {
        try (DatagramSocket one = socket(); DatagramSocket two = socket()) {
            send(one, query(99, World.SHOP));
            send(two, query(99, "nowhere.test"));
            assertThat(receive(one)).startsWith("\0\143").contains("shop");
            assertThat(receive(two)).startsWith("\0\143").contains("nowhere");
        }
    }

    @Test
    void answersFormatErrorToAQuestionCutShortAndNothingToLess() throws IOException {
        String query = query(5, World.SHOP);
        try (DatagramSocket socket = socket()) {
            for (int length = 0; length < query.length(); length++) {
                send(socket, query.substring(0, length));
            }
            for (int length = 12; length < query.length(); length++) {
                assertThat(rcode(receive(socket))).isEqualTo(FORMERR);
            }
            send(socket, query);
            assertThat(rcode(receive(socket))).isZero();
        }
    }

    @Test
    void staysOpenWhateverComes() throws IOException {
        var random = new Random(1);
        try (DatagramSocket noise = socket(); DatagramSocket socket = socket()) {
            for (int i = 0; i < 2000; i++) {
                byte[] bytes = new byte[random.nextInt(600)];
                random.nextBytes(bytes);
                send(noise, bytes);
            }
            socket.setSoTimeout(1000);
            String answer = "";
            for (int attempt = 0; attempt < 10 && answer.isEmpty(); attempt++) {
                send(socket, query(attempt, World.SHOP));
                answer = receiveOrNothing(socket);
            }
            assertThat(answer).contains(address());
        }
    }

    private static String receiveOrNothing(DatagramSocket socket) throws IOException {
        try {
            return receive(socket);
        } catch (SocketTimeoutException e) {
            return "";
        }
    }

    @Test
    void answersManyQuestionsOfOneConnection() throws IOException {
        try (Client client = new Client(world.door(DoorKind.DNS))) {
            client.send(framed(query(1, World.SHOP)) + framed(query(2, "nowhere.test"))
                    + framed(query(3, World.EXCHANGE)));
            int[] ids = new int[3];
            for (int i = 0; i < 3; i++) {
                String answer = answer(client);
                ids[i] = answer.charAt(1);
                assertThat(rcode(answer)).isEqualTo(ids[i] == 2 ? NXDOMAIN : 0);
            }
            Arrays.sort(ids);
            assertThat(ids).containsExactly(1, 2, 3);
        }
    }

    @Test
    void answersMoreQuestionsThanMayWaitAtATime() throws IOException {
        try (Client client = new Client(world.door(DoorKind.DNS))) {
            var questions = new StringBuilder();
            for (int id = 0; id < 250; id++) {
                questions.append(framed(query(id, World.SHOP)));
            }
            client.send(questions.toString()).end();
            for (int i = 0; i < 250; i++) {
                assertThat(answer(client)).contains(address());
            }
            assertThat(client.rest()).isEmpty();
        }
    }

    @Test
    void closesAConnectionThatSpeaksNoDns() throws IOException {
        try (Client client = new Client(world.door(DoorKind.DNS))) {
            assertThat(client.send("\0\3abc").fate()).isIn("end", "reset");
        }
    }

    @Test
    void closesAConnectionThatAsksNothing() throws IOException {
        try (Client client = new Client(world.door(DoorKind.DNS))) {
            assertThat(client.fate()).isEqualTo("end");
        }
    }
}
