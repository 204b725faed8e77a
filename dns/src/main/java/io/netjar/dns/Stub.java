package io.netjar.dns;

import io.netjar.net.host.Host;
import io.netjar.wire.Endpoint;
import io.netjar.wire.IpAddress;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.PTRRecord;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.ReverseMap;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/// The resolver library of a device: asks the name servers that the device is configured with, in order, as glibc does.
/// It follows no referrals and caches nothing. RFC 1034 §5.3.1.
public final class Stub {
    /// glibc's MAXNS: further servers are not asked.
    private static final int MAX_SERVERS = 3;
    private static final Name LOCALHOST = Name.fromConstantString("localhost.");

    private final Host host;
    private final Inquirer inquirer;
    private StubSettings settings = StubSettings.usual();

    public Stub(Host host) {
        this.host = host;
        this.inquirer = new Inquirer(host, host.chance("stub"));
    }

    public StubSettings settings() {
        return settings;
    }

    /// Behaves as `newSettings` say from the next question on.
    public void settings(StubSettings newSettings) {
        settings = newSettings;
    }

    /// Asks `query`, with a random id in place of its own, and tells `done` once. A truncated answer is fetched again by
    /// TCP. If a server does not answer, or with SERVFAIL, NOTIMP or REFUSED, the next is asked; if none does better, the
    /// last outcome is told.
    public void query(Message query, Consumer<QueryOutcome> done) {
        new Round(query.toWire(), Inquirer.Way.UDP_THEN_TCP, host.nameservers(), done).attempt(0, null);
    }

    /// Asks for `name` and `type` with recursion and EDNS.
    public void query(Name name, int type, Consumer<QueryOutcome> done) {
        query(MessageBytes.query(name, type, true, true), done);
    }

    /// Asks as `dig` does with options.
    public void query(DigQuery query, Consumer<QueryOutcome> done) {
        new Round(query.message().toWire(), query.way(),
                query.server().map(List::of).orElseGet(host::nameservers), done).attempt(0, null);
    }

    /// Passes a query of someone outside through: nothing but its id is changed, and that is put back in what `done` is
    /// told. By UDP a truncated answer stays so, for the asker to come again by TCP. If no server answers, it is
    /// SERVFAIL; if `query` is shorter than a header, or a response, nothing happens.
    public void relay(byte[] query, boolean tcp, Consumer<byte[]> done) {
        if (query.length < MessageBytes.HEADER || (query[2] & 0x80) != 0) {
            return;
        }
        Inquirer.Way way = tcp ? Inquirer.Way.TCP : Inquirer.Way.UDP;
        new Round(query, way, host.nameservers(), outcome -> done.accept(switch (outcome) {
            case QueryOutcome.Response response ->
                MessageBytes.withId(response.wire(), MessageBytes.id(query));
            case QueryOutcome.NoResponse _ -> Intake.failure(query);
        })).attempt(0, null);
    }

    /// Looks up the IPv4 addresses of `name`, which may also be an address in text. Unless it ends with a dot it is looked
    /// for in the host's search domains, too: before it is tried as it is, if it has fewer dots than [StubSettings#ndots]. `done`
    /// is told once, perhaps before this returns.
    public void lookup(String name, Consumer<LookupResult> done) {
        Optional<IpAddress> literal = IpAddress.parse(name);
        Optional<Name> parsed = Names.parse(name);
        if (literal.isPresent()) {
            Name text = DnsZone.absolute(name);
            done.accept(new LookupResult.Addresses(text, text, List.of(literal.get()), Integer.MAX_VALUE));
        } else if (parsed.isPresent()) {
            search(parsed.get(), name.endsWith("."), done);
        } else {
            done.accept(new LookupResult.Failed(Name.root, "not a domain name: '" + name + "'"));
        }
    }

    private void search(Name name, boolean absolute, Consumer<LookupResult> done) {
        List<Name> domains = host.searchDomains().stream().map(Names::parse).flatMap(Optional::stream)
                .toList();
        boolean isWhole = absolute || name.subdomain(LOCALHOST) || name.equals(Name.root);
        new NameSearch(name, isWhole, domains, settings.ndots(),
                (candidate, heard) -> lookup(candidate, Type.A, heard), done).start();
    }

    /// Looks up the addresses of `name`; `type` is A or AAAA. `done` is told once, perhaps before this returns.
    ///
    /// @throws IllegalArgumentException for another type; those are for [#query]
    public void lookup(Name name, int type, Consumer<LookupResult> done) {
        if (type != Type.A && type != Type.AAAA) {
            throw new IllegalArgumentException("addresses are of type A or AAAA, not " + Type.string(type));
        }
        // RFC 6761 §6.3: "Name resolution APIs and libraries SHOULD [...] always return the IP loopback address"
        if (name.subdomain(LOCALHOST) && type == Type.A) {
            done.accept(new LookupResult.Addresses(name, name, List.of(IpAddress.LOOPBACK_V4),
                    Integer.MAX_VALUE));
            return;
        }
        Message query = MessageBytes.query(name, type, true, false);
        query(query, outcome -> done.accept(LookupReader.read(name, type, outcome)));
    }

    /// Looks up the name of `address`, as those who print addresses do; `done` is told once, perhaps before this returns.
    /// Empty if it has none or nobody says. RFC 1035 §3.5.
    public void nameOf(IpAddress address, Consumer<Optional<Name>> done) {
        query(ReverseMap.fromAddress(address.octets()), Type.PTR,
                outcome -> done.accept(outcome instanceof QueryOutcome.Response response
                        ? response.message().getSection(Section.ANSWER).stream()
                                .filter(PTRRecord.class::isInstance)
                                .map(record -> ((PTRRecord) record).getTarget()).findFirst()
                        : Optional.empty()));
    }

    /// Follows the way to the name that is asked for from the root down, as `dig +trace` does: asks the configured server, or
    /// the one that `query` names, for the root's servers only, and then each zone's servers itself, without recursion.
    public void trace(DigQuery query, TraceListener listener) {
        new Trace(this, inquirer, query, listener).start();
    }

    /// One question and the servers it is put to.
    private final class Round {
        private final byte[] query;
        private final Inquirer.Way way;
        private final List<IpAddress> servers;
        private final Consumer<QueryOutcome> done;

        Round(byte[] query, Inquirer.Way way, List<IpAddress> servers, Consumer<QueryOutcome> done) {
            this.query = query;
            this.way = way;
            this.servers = servers.subList(0, Math.min(MAX_SERVERS, servers.size()));
            this.done = done;
        }

        void attempt(int number, @Nullable QueryOutcome last) {
            if (servers.isEmpty()) {
                var nobody = new Endpoint(IpAddress.ANY_V4, DnsService.PORT);
                done.accept(new QueryOutcome.NoResponse(nobody, QueryOutcome.Reason.NO_SERVER));
                return;
            }
            if (last != null && number >= settings.attempts() * servers.size()) {
                done.accept(last);
                return;
            }
            int index = number % servers.size();
            var server = new Endpoint(servers.get(index), DnsService.PORT);
            long timeout = settings.timeoutNanos(index, servers.size());
            inquirer.ask(server, query, way, timeout, outcome -> {
                if (isFinal(outcome)) {
                    done.accept(outcome);
                } else {
                    attempt(number + 1, outcome);
                }
            });
        }

        private static boolean isFinal(QueryOutcome outcome) {
            if (!(outcome instanceof QueryOutcome.Response response)) {
                return false;
            }
            int rcode = response.message().getHeader().getRcode();
            return rcode != Rcode.SERVFAIL && rcode != Rcode.NOTIMP && rcode != Rcode.REFUSED;
        }
    }
}
