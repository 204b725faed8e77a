package io.netjar.dns;

import io.netjar.wire.Endpoint;
import io.netjar.wire.IpAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.NSRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/// A walk from the root to the authority for a name, step by step and without a cache.
final class Trace {
    private static final int MAX_STEPS = 30;
    /// dig's default.
    private static final long TIMEOUT_NANOS = 5_000_000_000L;

    private final Stub stub;
    private final Inquirer inquirer;
    private final DigQuery query;
    private final TraceListener listener;
    private final ArrayDeque<Name> servers = new ArrayDeque<>();
    private final Map<Name, List<IpAddress>> glue = new LinkedHashMap<>();
    private Name zone = Name.root;
    private int steps;

    Trace(Stub stub, Inquirer inquirer, DigQuery query, TraceListener listener) {
        this.stub = stub;
        this.inquirer = inquirer;
        this.query = query;
        this.listener = listener;
    }

    void start() {
        Set<DigQuery.Wish> wishes = new TreeSet<>(query.wishes());
        wishes.remove(DigQuery.Wish.NO_RECURSION);
        stub.query(query.about(Name.root, Type.NS).with(wishes), outcome -> {
            switch (outcome) {
                case QueryOutcome.Response response -> {
                    listener.step(Name.root, response);
                    learnServers(response.message(), Section.ANSWER);
                    askNext();
                }
                case QueryOutcome.NoResponse silence -> {
                    listener.silent(Name.root, silence);
                    listener.ended(false);
                }
            }
        });
    }

    /// Asks the next of the zone's servers, finding out its address by the configured resolver if there is no glue.
    private void askNext() {
        Name server = servers.poll();
        if (server == null || steps++ >= MAX_STEPS) {
            listener.ended(false);
            return;
        }
        List<IpAddress> known = glue.getOrDefault(server, List.of());
        if (!known.isEmpty()) {
            ask(server, known.getFirst());
            return;
        }
        stub.lookup(server, Type.A, result -> {
            if (result instanceof LookupResult.Addresses found) {
                ask(server, found.first());
            } else {
                askNext();
            }
        });
    }

    private void ask(Name server, IpAddress address) {
        Message message = query.wishes().contains(DigQuery.Wish.DNSSEC)
                ? MessageBytes.iterativeQuery(query.name(), query.type(), true)
                : MessageBytes.query(query.name(), query.type(), false, true);
        inquirer.ask(new Endpoint(address, DnsService.PORT), message.toWire(), query.way(), TIMEOUT_NANOS,
                outcome -> {
                    switch (outcome) {
                        case QueryOutcome.Response response -> heard(server, response);
                        case QueryOutcome.NoResponse silence -> {
                            listener.silent(server, silence);
                            askNext();
                        }
                    }
                });
    }

    private void heard(Name server, QueryOutcome.Response response) {
        listener.step(server, response);
        Message message = response.message();
        boolean isAnswer = message.getHeader().getFlag(Flags.AA);
        if (isAnswer || message.getRcode() != Rcode.NOERROR) {
            listener.ended(isAnswer);
            return;
        }
        learnServers(message, Section.AUTHORITY);
        askNext();
    }

    /// Takes the servers of a zone further down than the last one; none if the message does not lead down.
    private void learnServers(Message message, int section) {
        servers.clear();
        glue.clear();
        Name above = zone;
        for (Record record : message.getSection(section)) {
            boolean leadsDown = section == Section.ANSWER
                    || record.getName().subdomain(above) && !record.getName().equals(above);
            if (record instanceof NSRecord ns && leadsDown && query.name().subdomain(ns.getName())) {
                zone = ns.getName();
                servers.add(ns.getTarget());
            }
        }
        for (Record record : message.getSection(Section.ADDITIONAL)) {
            if (record instanceof ARecord a) {
                glue.computeIfAbsent(a.getName(), _ -> new ArrayList<>()).add(Names.address(a));
            }
        }
    }
}
