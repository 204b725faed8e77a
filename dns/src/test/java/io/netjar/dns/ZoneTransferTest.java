package io.netjar.dns;

import static org.assertj.core.api.Assertions.assertThat;

import io.netjar.net.host.Host;
import io.netjar.net.tcp.TcpEnd;
import io.netjar.net.tcp.TcpSocket;
import io.netjar.wire.Endpoint;
import io.netjar.wire.IpAddress;
import io.netjar.wire.IpPrefix;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/// AXFR and IXFR: RFC 5936, RFC 1995.
class ZoneTransferTest {
    private static final IpAddress PRIMARY = IpAddress.of("203.0.116.53");
    private static final Name BIG = Name.fromConstantString("big.test.");
    private final DnsInternet net = new DnsInternet(13);
    private final Host laptop = net.laptop(PRIMARY);
    private final TcpAsker client = new TcpAsker();
    private final DnsZone big = DnsZone.parse("big.test.", """
            $TTL 300
            @ IN SOA ns hostmaster 2026 1800 900 604800 60
            @ IN NS ns
            ns IN A 192.0.2.53
            sub IN NS ns.sub
            ns.sub IN A 192.0.2.54
            $GENERATE 1-20000 a-host-with-a-long-name-$ A 192.0.2.1
            """);

    private void serve(String transfersTo) {
        List<IpPrefix> allowed = transfersTo.isEmpty() ? List.of() : List.of(IpPrefix.of(transfersTo));
        new NameServer(net.host("primary", PRIMARY), List.of(SampleZones.shop(), big),
                NameServerSettings.usual().withTransfersTo(allowed));
    }

    private TcpSocket ask(byte[] framed) {
        TcpSocket socket = laptop.tcp().connect(new Endpoint(PRIMARY, DnsService.PORT), client);
        net.run(1);
        socket.write(framed, 0, framed.length);
        return socket;
    }

    private List<Record> transferred() {
        List<Record> records = new ArrayList<>();
        client.messages().forEach(message -> records.addAll(message.getSection(Section.ANSWER)));
        return records;
    }

    private byte[] ixfr(long serial, boolean withSoa) {
        var query = new Message(7);
        query.addRecord(Record.newRecord(BIG, Type.IXFR, DClass.IN), Section.QUESTION);
        if (withSoa) {
            query.addRecord(new SOARecord(BIG, DClass.IN, 0, BIG, BIG, serial, 1, 1, 1, 1),
                    Section.AUTHORITY);
        }
        return TcpAsker.framed(query.toWire());
    }

    private Message askByUdp(int type) {
        List<QueryOutcome> outcomes = new ArrayList<>();
        new Stub(laptop).query(BIG, type, outcomes::add);
        net.run(30);
        return ((QueryOutcome.Response) outcomes.getFirst()).message();
    }

    @AfterEach
    void nothingIsLeft() {
        net.run(300);
        assertThat(net.network.packets().lent()).isZero();
    }

    @Test
    void givesEveryRecordOnceBetweenTwoCopiesOfTheSoa() {
        serve("192.0.3.0/24");
        ask(TcpAsker.framed(5, "big.test.", Type.AXFR)).shutdownOutput();
        net.run(5);
        List<Record> records = transferred();
        assertThat(records.getFirst()).isInstanceOf(SOARecord.class).isEqualTo(records.getLast());
        assertThat(records).hasSize(big.records().size() + 1);
        assertThat(new LinkedHashSet<>(records)).isEqualTo(new LinkedHashSet<>(big.records()))
                .extracting(Record::getName).contains(Name.fromConstantString("ns.sub.big.test."));
    }

    @Test
    void sendsALargeZoneInSeveralMessagesOfWhichTheFirstHasTheQuestion() {
        serve("192.0.3.0/24");
        Message query = MessageBytes.query(BIG, Type.AXFR, false, true);
        ask(TcpAsker.framed(query.toWire())).shutdownOutput();
        net.run(5);
        List<Message> messages = client.messages();
        assertThat(messages).hasSizeGreaterThan(10).allSatisfy(message -> {
            assertThat(message.getHeader().getFlag(Flags.AA)).isTrue();
            assertThat(message.getHeader().getFlag(Flags.QR)).isTrue();
            assertThat(message.getHeader().getID()).isEqualTo(query.getHeader().getID());
            assertThat(message.numBytes()).isLessThanOrEqualTo(17_000);
        });
        assertThat(messages.getFirst().getQuestion()).isEqualTo(query.getQuestion());
        assertThat(messages.getFirst().getOPT()).isNotNull();
        assertThat(messages.subList(1, messages.size())).allSatisfy(message -> {
            assertThat(message.getQuestion()).isNull();
            assertThat(message.getOPT()).isNull();
        });
    }

    @Test
    void waitsForAReaderThatIsSlow() {
        serve("192.0.3.0/24");
        TcpSocket socket = ask(TcpAsker.framed(5, "big.test.", Type.AXFR));
        client.reads(socket, false);
        net.run(8);
        client.reads(socket, true);
        net.run(5);
        assertThat(transferred()).hasSize(20_006);
        socket.close();
    }

    @Test
    void isGivenUpWhenTheAskerDoesNotRead() {
        serve("192.0.3.0/24");
        client.reads(ask(TcpAsker.framed(6, "big.test.", Type.AXFR)), false);
        net.run(9);
        assertThat(client.ends()).isEmpty();
        net.run(6);
        assertThat(client.ends()).containsExactly(TcpEnd.RESET);
    }

    @Test
    void answersOtherQueriesOnTheSameConnection() {
        serve("192.0.3.0/24");
        byte[] transfer = TcpAsker.framed(5, "big.test.", Type.AXFR);
        byte[] question = TcpAsker.framed(6, "www.shop.test.", Type.A);
        byte[] both = Arrays.copyOf(transfer, transfer.length + question.length);
        System.arraycopy(question, 0, both, transfer.length, question.length);
        ask(both).shutdownOutput();
        net.run(5);
        List<Integer> ids = client.messages().stream().map(message -> message.getHeader().getID()).toList();
        assertThat(ids).contains(5, 6);
        assertThat(ids.indexOf(6)).as("not behind the whole transfer").isLessThan(ids.lastIndexOf(5));
        assertThat(client.ends()).doesNotContain(TcpEnd.RESET);
    }

    @ParameterizedTest
    @CsvSource({"'', big.test., REFUSED", "192.0.4.0/24, big.test., REFUSED",
            "192.0.3.0/24, sub.big.test., NOTAUTH", "192.0.3.0/24, www.shop.test., NOTAUTH",
            "0.0.0.0/0, big.test., NOERROR"})
    void givesOnlyWholeZonesAndOnlyToThoseWhoMayHaveThem(String allowed, String name, String rcode) {
        serve(allowed);
        ask(TcpAsker.framed(5, name, Type.AXFR)).shutdownOutput();
        net.run(5);
        assertThat(Rcode.string(client.messages().getFirst().getRcode())).isEqualTo(rcode);
        assertThat(client.messages().getFirst().getSection(Section.ANSWER).isEmpty())
                .isEqualTo(!rcode.equals("NOERROR"));
    }

    @Test
    void doesNotTransferOverUdp() {
        serve("192.0.3.0/24");
        assertThat(askByUdp(Type.AXFR).getRcode()).isEqualTo(Rcode.FORMERR);
    }

    @ParameterizedTest
    @CsvSource({"2026, true, 1", "2027, true, 1", "2025, true, 20006", "4294967295, true, 20006"})
    void sendsWhatChangedAsTheWholeZoneOrSaysThatNothingDid(long serial, boolean withSoa, int records) {
        serve("192.0.3.0/24");
        ask(ixfr(serial, withSoa)).shutdownOutput();
        net.run(5);
        assertThat(transferred()).hasSize(records);
    }

    @Test
    void doesNotUnderstandAQueryForChangesThatSaysNotSinceWhen() {
        serve("192.0.3.0/24");
        ask(ixfr(0, false)).shutdownOutput();
        net.run(5);
        assertThat(client.messages().getFirst().getRcode()).isEqualTo(Rcode.FORMERR);
    }

    @Test
    void isGivenUpWhenTheAskerIsGone() {
        serve("192.0.3.0/24");
        TcpSocket socket = ask(TcpAsker.framed(5, "big.test.", Type.AXFR));
        client.reads(socket, false);
        net.run(1);
        socket.abort();
        net.run(5);
        TcpAsker other = new TcpAsker();
        TcpSocket again = laptop.tcp().connect(new Endpoint(PRIMARY, DnsService.PORT), other);
        net.run(1);
        byte[] query = TcpAsker.framed(8, "www.shop.test.", Type.A);
        again.write(query, 0, query.length);
        net.run(1);
        assertThat(other.messages()).hasSize(1);
        assertThat(other.ends()).doesNotContain(TcpEnd.RESET);
        again.close();
    }
}
