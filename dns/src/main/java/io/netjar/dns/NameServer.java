package io.netjar.dns;

import io.netjar.engine.Engine;
import io.netjar.net.host.Host;
import io.netjar.wire.IpAddress;
import java.util.List;
import java.util.Optional;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/// An authoritative name server: answers what its zones say on UDP and TCP port 53, refers to the servers of zones it
/// delegates, gives whole zones to those who may have them, and refuses everything else. RFC 1034 §4.3, RFC 2308, RFC
/// 4592, RFC 5936, RFC 6672, RFC 6891, RFC 7766.
public final class NameServer {
    private final DnsService service;
    private final NameServerSettings settings;
    private final Optional<RateLimiter> limiter;
    private final Engine engine;
    private long limited;
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
        this.limiter = settings.rateLimit().map(RateLimiter::new);
        this.engine = host.engine();
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
                send(question, client);
            }
            case Intake.Rejected(byte[] response) -> sendError(response, client);
            case Intake.Ignored() -> {
            }
        }
    }

    /// Sends an answer, unless its asker has had too many like it.
    private void send(Intake.Question answered, DnsService.Client client) {
        if (limiter.isEmpty() || client.isTcp()) {
            client.answer(answered.bytes());
            return;
        }
        Message response = answered.response();
        switch (limiter.get().judge(client.endpoint().address(), response,
                authority.sourceOf(answered.question().getName()), engine.now())) {
            case SEND -> client.answer(answered.bytes());
            case TRUNCATE -> {
                limited++;
                client.answer(MessageBytes.truncated(response).toWire(MessageBytes.MAX_LENGTH));
            }
            case DROP -> limited++;
        }
    }

    private void sendError(byte[] response, DnsService.Client client) {
        if (limiter.isEmpty() || client.isTcp()) {
            client.answer(response);
            return;
        }
        switch (limiter.get().judgeError(client.endpoint().address(), engine.now())) {
            // an error is no longer than what was asked, so that cutting it short would gain nothing
            case SEND -> client.answer(response);
            case TRUNCATE, DROP -> limited++;
        }
    }

    private void deny(Intake.Question asked, int rcode, DnsService.Client client) {
        asked.response().getHeader().setRcode(rcode);
        send(asked, client);
    }

    /// How many answers were not sent, or only as cut short, since their askers had too many like them.
    public long limited() {
        return limited;
    }

    private static boolean isTransfer(int type) {
        return type == Type.AXFR || type == Type.IXFR;
    }

    private void transfer(Intake.Question asked, DnsService.Client client) {
        if (!settings.mayTransfer(client.endpoint().address())) {
            deny(asked, Rcode.REFUSED, client);
            return;
        }
        Optional<DnsZone> zone = authority.zone(asked.question().getName());
        if (zone.isEmpty()) {
            // RFC 5936 §2.2.1: NotAuth, where the server has no such zone
            deny(asked, Rcode.NOTAUTH, client);
            return;
        }
        boolean incremental = asked.question().getType() == Type.IXFR;
        Optional<Boolean> current = incremental
                ? ZoneTransfer.isCurrent(zone.get(), asked.query())
                : Optional.of(false);
        if (current.isEmpty() || !incremental && !client.isTcp()) {
            // RFC 5936 §4.2: AXFR over UDP is not defined; RFC 1995 §3: the query has the SOA of what its sender has
            deny(asked, Rcode.FORMERR, client);
        } else if (current.get() || !client.isTcp()) {
            // RFC 1995 §2, §4: a single SOA says that nothing is newer than this; over UDP, that TCP is to be used
            asked.response().addRecord(zone.get().soa(), Section.ANSWER);
            asked.response().getHeader().setFlag(Flags.AA);
            send(asked, client);
        } else {
            // RFC 1995 §4: without a history of changes the whole zone is sent
            client.answer(new ZoneTransfer(zone.get(), asked.response()));
        }
    }
}
