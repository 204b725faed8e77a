package io.netjar.dns;

import io.netjar.net.host.Host;
import io.netjar.net.udp.UdpSocket;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Master;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;

/// What a server says, right or wrong, written by hand: master file lines by section.
final class Said {
    private final Message response;

    private Said(Message response) {
        this.response = response;
    }

    /// The answer of an authority to `query`, empty yet.
    static Said to(Message query) {
        Said said = referral(query);
        said.response.getHeader().setFlag(Flags.AA);
        return said;
    }

    /// The answer of a server that is no authority for the name.
    static Said referral(Message query) {
        return new Said(MessageBytes.responseTo(query));
    }

    /// The authority's answer to a question that need not be sent.
    static Said about(String name, int type) {
        return to(MessageBytes.iterativeQuery(Name.fromConstantString(name), type, true));
    }

    static Said referral(String name, int type) {
        return referral(MessageBytes.iterativeQuery(Name.fromConstantString(name), type, true));
    }

    Said answer(String... lines) {
        return add(Section.ANSWER, lines);
    }

    Said authority(String... lines) {
        return add(Section.AUTHORITY, lines);
    }

    Said additional(String... lines) {
        return add(Section.ADDITIONAL, lines);
    }

    Said rcode(int rcode) {
        response.getHeader().setRcode(rcode);
        return this;
    }

    Message message() {
        return response;
    }

    private Said add(int section, String... lines) {
        for (String line : lines) {
            response.addRecord(record(line), section);
        }
        return this;
    }

    static Record record(String line) {
        try (var master = new Master(new ByteArrayInputStream((line + "\n").getBytes(StandardCharsets.UTF_8)),
                Name.root, 0)) {
            Record record = master.nextRecord();
            if (record == null) {
                throw new IllegalArgumentException("no record: " + line);
            }
            return record;
        } catch (IOException e) {
            throw new IllegalArgumentException(line, e);
        }
    }

    static List<String> lines(List<Record> records) {
        return records.stream().map(record -> record.toString().replace('\t', ' ')).toList();
    }

    /// A name server at `host` that says what `mouth` makes of each query.
    static UdpSocket serve(Host host, Function<Message, Message> mouth) {
        return host.udp().bind(DnsService.PORT, (socket, from, data, offset, length) -> {
            Message query = MessageBytes.parse(Arrays.copyOfRange(data, offset, offset + length))
                    .orElseThrow();
            Message said = mouth.apply(query);
            said.getHeader().setID(query.getHeader().getID());
            byte[] bytes = said.toWire();
            socket.send(from, bytes, 0, bytes.length);
        });
    }
}
