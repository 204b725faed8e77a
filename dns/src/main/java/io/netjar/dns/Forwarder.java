package io.netjar.dns;

import io.netjar.net.host.Host;
import io.netjar.wire.Endpoint;
import io.netjar.wire.IpAddress;
import java.util.List;
import java.util.function.Supplier;

/// The DNS proxy of a home router: takes the queries of its LAN and relays them, as they are but for the id, to the
/// provider's resolvers, by the transport they came by; each answer goes back as it is. RFC 5625.
///
/// It has no cache and knows no local names: every query crosses the line.
public final class Forwarder {
    /// How long one upstream may take: two of them and an answer fit in the 5 s that a stub waits.
    private static final long TIMEOUT_NANOS = 2_400_000_000L;
    /// Queries under way at most, as dnsmasq's dns-forward-max; more are not answered.
    private static final int MAX_UNDER_WAY = 150;

    private final Supplier<List<IpAddress>> upstreams;
    private final Inquirer inquirer;
    private final DnsService service;
    private int underWay;

    /// @param address the address to serve on, usually the LAN's, so that nobody outside is served
    /// @param upstreams the resolvers to ask, best first, as they are at the time of each query
    public Forwarder(Host host, IpAddress address, Supplier<List<IpAddress>> upstreams) {
        this.upstreams = upstreams;
        this.inquirer = new Inquirer(host, host.chance("forwarder"));
        this.service = new DnsService(host, address, this::received);
    }

    /// Stops serving.
    public void close() {
        service.close();
    }

    private void received(byte[] message, DnsService.Client client) {
        // RFC 5625 §3: what it does not understand, a proxy passes on unchanged; but an answer is no query.
        if (message.length < MessageBytes.HEADER || (message[2] & 0x80) != 0 || underWay >= MAX_UNDER_WAY) {
            return;
        }
        underWay++;
        relay(message, client, List.copyOf(upstreams.get()), 0);
    }

    private void relay(byte[] query, DnsService.Client client, List<IpAddress> servers, int index) {
        if (index >= servers.size()) {
            underWay--;
            client.answer(Intake.failure(query));
            return;
        }
        var server = new Endpoint(servers.get(index), DnsService.PORT);
        Inquirer.Way way = client.isTcp() ? Inquirer.Way.TCP : Inquirer.Way.UDP;
        inquirer.ask(server, query, way, TIMEOUT_NANOS, outcome -> {
            switch (outcome) {
                case QueryOutcome.Response response -> {
                    underWay--;
                    client.answer(MessageBytes.withId(response.wire(), MessageBytes.id(query)));
                }
                case QueryOutcome.NoResponse _ -> relay(query, client, servers, index + 1);
            }
        });
    }
}
