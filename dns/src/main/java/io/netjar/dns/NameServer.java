package io.netjar.dns;

import io.netjar.net.host.Host;
import io.netjar.wire.IpAddress;
import java.util.List;

/// An authoritative name server: answers what its zones say on UDP and TCP port 53, refers to the servers of zones it
/// delegates, and refuses everything else. RFC 1034 §4.3, RFC 2308, RFC 4592, RFC 6891, RFC 7766.
public final class NameServer {
    private final DnsService service;
    private Authority authority;

    /// Serves `zones` on all addresses of `host`, which should have one.
    ///
    /// @throws IllegalArgumentException if two zones have one origin
    public NameServer(Host host, List<DnsZone> zones) {
        this(host, IpAddress.ANY_V4, zones);
    }

    /// Serves `zones` on one address of `host`.
    ///
    /// @throws IllegalArgumentException if two zones have one origin
    public NameServer(Host host, IpAddress address, List<DnsZone> zones) {
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
            case Intake.Question question -> {
                authority.answer(question.question(), question.response(), client.isTcp());
                client.answer(question.bytes());
            }
            case Intake.Rejected(byte[] response) -> client.answer(response);
            case Intake.Ignored() -> {
            }
        }
    }
}
