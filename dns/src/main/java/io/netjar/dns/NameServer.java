package io.netjar.dns;

import io.netjar.net.host.Host;
import io.netjar.wire.IpAddress;
import java.util.List;
import java.util.Optional;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/// An authoritative name server: answers what its zones say on UDP and TCP port 53, refers to the servers of zones it
/// delegates, gives whole zones to those who may have them, and refuses everything else. RFC 1034 §4.3, RFC 2308, RFC
/// 4592, RFC 5936, RFC 6672, RFC 6891, RFC 7766.
public final class NameServer {
    private final DnsService service;
    private final NameServerSettings settings;
    private Authority authority;

    /// Serves `zones` on all addresses of `host`, which should have one.
    ///
    /// @throws IllegalArgumentException if two zones have one origin
    public NameServer(Host host, List<DnsZone> zones) {
        this(host, IpAddress.ANY_V4, zones, NameServerSettings.usual());
    }

    /// Serves `zones` on all addresses of `host`, which should have one, in the way that `settings` say.
    ///
    /// @throws IllegalArgumentException if two zones have one origin
    public NameServer(Host host, List<DnsZone> zones, NameServerSettings settings) {
        this(host, IpAddress.ANY_V4, zones, settings);
    }

    /// Serves `zones` on one address of `host`.
    ///
    /// @throws IllegalArgumentException if two zones have one origin
    public NameServer(Host host, IpAddress address, List<DnsZone> zones) {
        this(host, address, zones, NameServerSettings.usual());
    }

    private NameServer(Host host, IpAddress address, List<DnsZone> zones, NameServerSettings settings) {
        this.settings = settings;
        this.authority = new Authority(zones);
        this.service = new DnsService(host, address, this::received);
    }

    /// Serves `zones` from now on, in place of those before: how a name is changed.
    ///
    /// @throws IllegalArgumentException if two zones have one origin
    public void zones(List<DnsZone> zones) {
        authority = new Authority(zones);
    }

    /// Stops serving.
    public void close() {
        service.close();
    }

    private void received(byte[] message, DnsService.Client client) {
        switch (Intake.of(message, client.isTcp())) {
            case Intake.Question question when isTransfer(question.question().getType()) ->
                transfer(question, client);
            case Intake.Question question -> {
                authority.answer(question.question(), question.response(), client.isTcp());
                client.answer(question.bytes());
            }
            case Intake.Rejected(byte[] response) -> client.answer(response);
            case Intake.Ignored() -> {
            }
        }
    }

    private static boolean isTransfer(int type) {
        return type == Type.AXFR || type == Type.IXFR;
    }

    private void transfer(Intake.Question asked, DnsService.Client client) {
        if (!settings.mayTransfer(client.endpoint().address())) {
            client.answer(asked.refuse(Rcode.REFUSED));
            return;
        }
        Optional<DnsZone> zone = authority.zone(asked.question().getName());
        if (zone.isEmpty()) {
            // RFC 5936 §2.2.1: NotAuth, where the server has no such zone
            client.answer(asked.refuse(Rcode.NOTAUTH));
            return;
        }
        boolean incremental = asked.question().getType() == Type.IXFR;
        Optional<Boolean> current = incremental
                ? ZoneTransfer.isCurrent(zone.get(), asked.query())
                : Optional.of(false);
        if (current.isEmpty() || !incremental && !client.isTcp()) {
            // RFC 5936 §4.2: AXFR over UDP is not defined; RFC 1995 §3: the query has the SOA of what its sender has
            client.answer(asked.refuse(Rcode.FORMERR));
        } else if (current.get() || !client.isTcp()) {
            // RFC 1995 §2, §4: a single SOA says that nothing is newer than this; over UDP, that TCP is to be used
            asked.response().addRecord(zone.get().soa(), Section.ANSWER);
            asked.response().getHeader().setFlag(Flags.AA);
            client.answer(asked.bytes());
        } else {
            // RFC 1995 §4: without a history of changes the whole zone is sent
            client.answer(new ZoneTransfer(zone.get(), asked.response()));
        }
    }
}
