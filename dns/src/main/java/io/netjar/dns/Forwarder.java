package io.netjar.dns;

import io.netjar.engine.Engine;
import io.netjar.net.host.Host;
import io.netjar.wire.Endpoint;
import io.netjar.wire.IpAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Rcode;

/// The DNS proxy of a home router: takes the queries of its LAN and relays them, as they are but for the id, to the
/// provider's resolvers, by the transport they came by; each answer goes back as it is. RFC 5625.
///
/// It has no cache and knows no local names: every query crosses the line. Of several resolvers it asks, as dnsmasq does, the one
/// that answered last, and now and then all of them at once, so that it finds the fastest and leaves a dead one.
public final class Forwarder {
    /// How long one upstream may take: two of them and an answer fit in the 5 s that a stub waits.
    private static final long TIMEOUT_NANOS = 2_400_000_000L;
    /// Queries under way at most, as dnsmasq's dns-forward-max; more are not answered.
    private static final int MAX_UNDER_WAY = 150;

    /// After so many queries all are asked at once: dnsmasq's FORWARD_TEST.
    private static final int QUERIES_BETWEEN_TESTS = 50;
    /// And after so long: dnsmasq's FORWARD_TIME.
    private static final long BETWEEN_TESTS = 20_000_000_000L;

    private final Engine engine;
    private final Supplier<List<IpAddress>> upstreams;
    private final Inquirer inquirer;
    private final DnsService service;
    private int underWay;
    private @Nullable IpAddress best;
    private int queriesSinceTest;
    private long testedAt;

    /// @param address the address to serve on, usually the LAN's, so that nobody outside is served
    /// @param upstreams the resolvers to ask, best first, as they are at the time of each query
    public Forwarder(Host host, IpAddress address, Supplier<List<IpAddress>> upstreams) {
        this.engine = host.engine();
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
        List<IpAddress> servers = inOrder(upstreams.get());
        if (servers.size() > 1 && isTestDue()) {
            queriesSinceTest = 0;
            testedAt = engine.now();
            new Relay(message, client, servers.size()).askAll(servers);
        } else {
            queriesSinceTest++;
            new Relay(message, client, servers.size()).ask(servers, 0);
        }
    }

    private boolean isTestDue() {
        return best == null || queriesSinceTest >= QUERIES_BETWEEN_TESTS
                || engine.now() - testedAt >= BETWEEN_TESTS;
    }

    /// The one that answered last first, the others as configured.
    private List<IpAddress> inOrder(List<IpAddress> configured) {
        List<IpAddress> servers = new ArrayList<>(configured);
        IpAddress first = best;
        if (first != null && servers.remove(first)) {
            servers.addFirst(first);
        }
        return servers;
    }

    /// One query on its way.
    private final class Relay {
        private final byte[] query;
        private final DnsService.Client client;
        /// How many of the servers may still answer.
        private int hopes;
        private boolean over;

        Relay(byte[] query, DnsService.Client client, int servers) {
            this.query = query;
            this.client = client;
            this.hopes = servers;
        }

        void askAll(List<IpAddress> servers) {
            servers.forEach(server -> ask(server, () -> {
            }));
        }

        void ask(List<IpAddress> servers, int index) {
            if (servers.isEmpty()) {
                end(Intake.failure(query));
                return;
            }
            ask(servers.get(index), () -> ask(servers, index + 1));
        }

        private void ask(IpAddress server, Runnable next) {
            Inquirer.Way way = client.isTcp() ? Inquirer.Way.TCP : Inquirer.Way.UDP;
            var there = new Endpoint(server, DnsService.PORT);
            inquirer.ask(there, query, way, TIMEOUT_NANOS, outcome -> {
                switch (outcome) {
                    case QueryOutcome.Response response when isGood(response) || hopes == 1 -> {
                        best = over ? best : server;
                        end(MessageBytes.withId(response.wire(), MessageBytes.id(query)));
                    }
                    case QueryOutcome.Response _,QueryOutcome.NoResponse _ -> {
                        hopes--;
                        if (hopes == 0) {
                            end(Intake.failure(query));
                        } else {
                            next.run();
                        }
                    }
                }
            });
        }

        private void end(byte[] answer) {
            if (!over) {
                over = true;
                underWay--;
                client.answer(answer);
            }
        }

        /// What one server could not find out another may; dnsmasq waits for that, too.
        private static boolean isGood(QueryOutcome.Response response) {
            int rcode = response.message().getHeader().getRcode();
            return rcode != Rcode.SERVFAIL && rcode != Rcode.REFUSED;
        }
    }
}
