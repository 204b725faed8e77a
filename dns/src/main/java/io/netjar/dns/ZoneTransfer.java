package io.netjar.dns;

import io.netjar.dns.dnssec.ZoneSigner;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Section;

/// The messages by which a server gives away a whole zone: all its records, glue included, between two copies of the
/// SOA. They are made one after the other, as the asker takes them, and so are a signed zone's signatures. RFC 5936.
final class ZoneTransfer implements Iterator<byte[]> {
    /// As much as names in a message can be compressed over: offsets have 14 bits (RFC 1035 §4.1.4).
    private static final int MESSAGE_BYTES = 16_384;

    private final Message response;
    private final Optional<ZoneSigner> signer;
    private final Iterator<List<Record>> sets;
    /// The first message has yet to be made.
    private boolean begins = true;
    /// What of the last set there was no room for in the message before; at last, the SOA once more.
    private final ArrayDeque<Record> waiting = new ArrayDeque<>();
    private final SOARecord start;

    /// @param response the first message, which has its header, question and OPT
    ZoneTransfer(DnsZone zone, Message response) {
        this.response = response;
        this.signer = zone.signer();
        this.start = zone.soa();
        List<List<Record>> all = new ArrayList<>(zone.sets());
        all.removeIf(set -> set.getFirst() instanceof SOARecord);
        // RFC 5936 §2.2: "an AXFR response MUST begin with the SOA record of the zone, and conclude with the same SOA
        // record"
        all.addFirst(List.of(start));
        this.sets = all.iterator();
        refill();
    }

    /// Takes the next set, with its signature, which is made now.
    private void refill() {
        if (!waiting.isEmpty() || !sets.hasNext()) {
            return;
        }
        List<Record> set = sets.next();
        waiting.addAll(set);
        signer.flatMap(each -> each.signature(set)).ifPresent(waiting::add);
        if (!sets.hasNext()) {
            waiting.add(start);
        }
    }

    /// Whether whoever asks for what changed has the zone as it is, or a later one; or empty if the query does not say
    /// what it has. RFC 1995 §3.
    static Optional<Boolean> isCurrent(DnsZone zone, Message query) {
        for (Record record : query.getSection(Section.AUTHORITY)) {
            if (record instanceof SOARecord has && has.getName().equals(zone.origin())) {
                // RFC 1982 §3.2: numbers in a circle
                return Optional.of((int) (zone.soa().getSerial() - has.getSerial()) <= 0);
            }
        }
        return Optional.empty();
    }

    @Override
    public boolean hasNext() {
        return !waiting.isEmpty();
    }

    @Override
    public byte[] next() {
        if (!hasNext()) {
            throw new NoSuchElementException("the transfer is over");
        }
        Message message = begins ? response : continuation();
        begins = false;
        message.getHeader().setFlag(Flags.AA);
        int size = 0;
        while (hasNext()) {
            Record record = waiting.getFirst();
            size += record.toWire(Section.ANSWER).length;
            if (size > MESSAGE_BYTES && !message.getSection(Section.ANSWER).isEmpty()) {
                break;
            }
            message.addRecord(waiting.removeFirst(), Section.ANSWER);
            refill();
        }
        return message.toWire(MessageBytes.MAX_LENGTH);
    }

    /// RFC 5936 §2.2.1 and §2.2.5: question and OPT may be left out of all messages but the first.
    private Message continuation() {
        var message = new Message(response.getHeader().getID());
        message.getHeader().setFlag(Flags.QR);
        return message;
    }
}
