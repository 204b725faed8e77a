package io.netjar.dns;

import static org.assertj.core.api.Assertions.assertThat;

import io.netjar.engine.Chance;
import io.netjar.wire.IpAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.NSRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/// The way down the tree, with servers that answer at once and no network.
class IterationTest {
    private static final long SECOND = 1_000_000_000L;
    private final RecordCache cache = new RecordCache(1000);
    private final ServerTimes times = new ServerTimes(Chance.of(1, "times"));
    private Iteration.Knowledge knowledge = knowledge(QnameMinimisation.RELAXED);
    private final Map<IpAddress, Authority> servers = new LinkedHashMap<>();
    private final List<String> asked = new ArrayList<>();
    private long now;
    /// Whether the shop's servers say that deep.shop.test. does not exist, though there is a.deep.shop.test.
    private boolean deniesDeep;

    private Iteration.Knowledge knowledge(QnameMinimisation minimisation) {
        return new Iteration.Knowledge(cache, SampleZones.HINTS, times, minimisation);
    }

    IterationTest() {
        servers.put(SampleZones.ROOT_A, new Authority(List.of(SampleZones.root())));
        servers.put(SampleZones.ROOT_B, new Authority(List.of(SampleZones.root())));
        servers.put(SampleZones.TEST, new Authority(List.of(SampleZones.test())));
        servers.put(SampleZones.SHOP_1, new Authority(List.of(SampleZones.shop())));
        servers.put(SampleZones.SHOP_2, new Authority(List.of(SampleZones.shop())));
        servers.put(SampleZones.CDN, new Authority(List.of(SampleZones.cdn())));
    }

    private Step.Finished resolve(String name, int type) {
        var iteration = Iteration.of(knowledge, new Work(60, now + 10 * SECOND),
                Name.fromConstantString(name), type);
        return run(iteration, iteration.start(now));
    }

    private Step.Finished run(Iteration iteration, Step first) {
        Step step = first;
        while (true) {
            switch (step) {
                case Step.Ask ask -> step = ask(iteration, ask);
                case Step.FindAddress(Name server) -> {
                    Iteration below = iteration.forAddressOf(server);
                    run(below, below.start(now));
                    step = iteration.sought(now);
                }
                case Step.Finished finished -> {
                    return finished;
                }
            }
        }
    }

    private Step ask(Iteration iteration, Step.Ask ask) {
        asked.add(ask.zone() + " for " + ask.name() + " " + Type.string(ask.type()));
        Authority server = servers.get(ask.server());
        if (server == null) {
            now += ask.timeoutNanos();
            times.failed(ask.server(), now);
            return iteration.unanswered(now);
        }
        Message query = MessageBytes.iterativeQuery(ask.name(), ask.type(), ask.edns());
        Message response = MessageBytes.responseTo(query);
        server.answer(query.getQuestion(), response, false);
        if (deniesDeep && ask.name().toString().equals("deep.shop.test.")) {
            response.getHeader().setRcode(Rcode.NXDOMAIN);
        }
        return iteration.answered(response, now);
    }

    private static List<String> data(Step.Finished finished) {
        return finished.answer().stream().map(Record::rdataToString).toList();
    }

    @Test
    void goesDownFromTheRootAndStartsLowerNextTime() {
        assertThat(data(resolve("www.shop.test.", Type.A))).containsExactly("203.0.113.80", "203.0.113.81");
        assertThat(asked).containsExactly(". for . NS", ". for test. A", "test. for shop.test. A",
                "shop.test. for www.shop.test. A");
        asked.clear();
        resolve("mail.shop.test.", Type.A);
        assertThat(asked).containsExactly("shop.test. for mail.shop.test. A");
        asked.clear();
        resolve("www.shop.test.", Type.A);
        assertThat(asked).isEmpty();
    }

    @Test
    void followsAnAliasIntoAnotherZoneAndFindsItsServerWithoutGlue() {
        assertThat(data(resolve("images.shop.test.", Type.A))).containsExactly("pictures.cdn.test.",
                "203.0.115.80");
        assertThat(asked).containsExactly(". for . NS", ". for test. A", "test. for shop.test. A",
                "shop.test. for images.shop.test. A", "test. for cdn.test. A",
                "shop.test. for dns.shop.test. A", "cdn.test. for pictures.cdn.test. A");
    }

    @Test
    void tellsAndRemembersThatANameDoesNotExist() {
        Step.Finished first = resolve("nothing.shop.test.", Type.A);
        assertThat(first.rcode()).isEqualTo(Rcode.NXDOMAIN);
        assertThat(first.authority().getFirst().getTTL()).isEqualTo(60);
        asked.clear();
        now += 20 * SECOND;
        Step.Finished second = resolve("nothing.shop.test.", Type.MX);
        assertThat(second.rcode()).isEqualTo(Rcode.NXDOMAIN);
        assertThat(second.authority().getFirst().getTTL()).isEqualTo(40);
        assertThat(asked).isEmpty();
        now += 41 * SECOND;
        resolve("nothing.shop.test.", Type.A);
        assertThat(asked).hasSize(1);
    }

    @Test
    void givesTheAliasAlongWhenItsTargetDoesNotExist() {
        Step.Finished finished = resolve("gone.shop.test.", Type.A);
        assertThat(finished.rcode()).isEqualTo(Rcode.NXDOMAIN);
        assertThat(data(finished)).containsExactly("nothing.shop.test.");
    }

    @Test
    void failsOnACircleOfAliases() {
        assertThat(resolve("circle1.shop.test.", Type.A).rcode()).isEqualTo(Rcode.SERVFAIL);
        assertThat(asked).hasSizeLessThan(8);
    }

    @Test
    void failsOnServersThatNeedEachOthersAddress() {
        assertThat(resolve("www.loop1.test.", Type.A).rcode()).isEqualTo(Rcode.SERVFAIL);
        assertThat(asked).hasSizeLessThan(10);
    }

    @Test
    void triesTheOtherServersWhenOneIsLameOrSilent() {
        servers.put(SampleZones.SHOP_1, new Authority(List.of(SampleZones.cdn())));
        servers.remove(SampleZones.ROOT_A);
        for (int i = 0; i < 5; i++) {
            cache.clear();
            assertThat(resolve("www.shop.test.", Type.A).answer()).hasSize(2);
        }
    }

    @Test
    void stopsAtTheTimeAndTheNumberOfQueriesAllowed() {
        servers.clear();
        long start = now;
        assertThat(resolve("www.shop.test.", Type.A).rcode()).isEqualTo(Rcode.SERVFAIL);
        assertThat(asked).hasSize(4);
        assertThat(now - start).isLessThanOrEqualTo(10 * SECOND);
    }

    @Test
    void asksTheParentAgainWhenGlueRunsOutBeforeTheDelegation() {
        resolve("www.shop.test.", Type.A);
        Name cut = Name.fromConstantString("shop.test.");
        List<Record> delegation = cache.known(cut, Type.NS, now);
        now += 3601 * SECOND;
        cache.store(RecordSet.unsigned(delegation).withTtl(9000), Type.NS,
                Trust.AUTHORITATIVE, now);
        asked.clear();
        assertThat(resolve("www.shop.test.", Type.A).answer()).hasSize(2);
        assertThat(asked).containsExactly("test. for shop.test. A", "shop.test. for www.shop.test. A");
    }

    @Test
    void believesAServerOnlyAboutItsOwnZone() {
        Name shop = Name.fromConstantString("shop.test.");
        Name bank = Name.fromConstantString("www.bank.test.");
        Name bankServer = Name.fromConstantString("ns.bank.test.");
        Message forged = MessageBytes
                .responseTo(MessageBytes.query(Names.child("sub", shop), Type.A, false, true));
        Record stolen = new ARecord(bank, DClass.IN, 9000, new byte[]{6, 6, 6, 6});
        forged.addRecord(new NSRecord(Names.child("sub", shop), DClass.IN, 9000, bankServer),
                Section.AUTHORITY);
        forged.addRecord(new NSRecord(Name.fromConstantString("test."), DClass.IN, 9000, bankServer),
                Section.AUTHORITY);
        forged.addRecord(stolen, Section.ADDITIONAL);
        forged.addRecord(new ARecord(bankServer, DClass.IN, 9000, new byte[]{6, 6, 6, 6}),
                Section.ADDITIONAL);
        forged.addRecord(stolen, Section.ANSWER);
        new ResponseReader(cache, forged, shop, now).read(Names.child("sub", shop), Type.A);
        assertThat(cache.known(bank, Type.A, now)).isEmpty();
        assertThat(cache.known(bankServer, Type.A, now)).isEmpty();
        assertThat(cache.known(Name.fromConstantString("test."), Type.NS, now)).isEmpty();
        assertThat(cache.known(Names.child("sub", shop), Type.NS, now)).hasSize(1);
    }

    @Test
    void takesAReferralThatLeadsUpForALameServer() {
        Name shop = Name.fromConstantString("shop.test.");
        Message upward = MessageBytes
                .responseTo(MessageBytes.query(Names.child("www", shop), Type.A, false, true));
        upward.addRecord(new NSRecord(Name.root, DClass.IN, 9000, Names.child("a", shop)), Section.AUTHORITY);
        assertThat(new ResponseReader(cache, upward, shop, now).read(Names.child("www", shop), Type.A))
                .isEqualTo(ResponseReader.Verdict.LAME);
    }

    @Test
    void asksForAnythingOnceMoreWithoutEdnsAfterAFormatError() {
        var iteration = Iteration.of(knowledge, new Work(60, 10 * SECOND), Name.fromConstantString("test."),
                Type.NS);
        var first = (Step.Ask) iteration.start(now);
        assertThat(first.edns()).isTrue();
        Message error = MessageBytes.responseTo(MessageBytes.query(first.name(), first.type(), false, false));
        error.getHeader().setRcode(Rcode.FORMERR);
        boolean again = false;
        for (Step step = iteration.answered(error, now); step instanceof Step.Ask ask && !again;) {
            again = ask.server().equals(first.server()) && !ask.edns();
            step = iteration.answered(error, now);
        }
        assertThat(again).isTrue();
    }

    /// NXNSAttack (CVE-2020-8616): a referral to many servers in a victim's zone, none of which exists.
    @Test
    void asksAVictimLittleWhenAnAttackersReferralNamesManyServers() {
        var attacker = new StringBuilder(
                "@ 60 IN SOA ns h 1 1800 900 604800 60\n@ 60 IN NS ns\nns 60 IN A 203.0.115.53\n");
        for (int i = 0; i < 100; i++) {
            attacker.append("sub 60 IN NS n").append(i).append(".shop.test.\n");
        }
        servers.put(SampleZones.CDN,
                new Authority(List.of(DnsZone.parse("attacker.test.", attacker.toString()))));
        cache.store(RecordSet.unsigned(List.of(Said.record("attacker.test. 60 IN NS ns.attacker.test."))),
                Type.NS,
                Trust.REFERRAL, now);
        cache.store(RecordSet.unsigned(List.of(Said.record("ns.attacker.test. 60 IN A 203.0.115.53"))),
                Type.A,
                Trust.ADDITIONAL, now);
        assertThat(resolve("x.sub.attacker.test.", Type.A).rcode()).isEqualTo(Rcode.SERVFAIL);
        assertThat(asked).filteredOn(question -> question.startsWith("shop.test.")).hasSize(5);
    }

    /// Each name leads to servers in two other zones, whose servers are in two other zones each.
    @Test
    void endsInBoundedWorkWhereServersLeadToServersInAllDirections() {
        var zones = new StringBuilder(
                "@ 60 IN SOA ns.nic h 1 1800 900 604800 60\n@ 60 IN NS ns.nic\nns.nic 60 IN A 192.5.6.30\n");
        for (int i = 0; i < 200; i++) {
            zones.append("z%d 60 IN NS ns.z%d\nz%d 60 IN NS ns.z%d\n".formatted(i, (2 * i + 1) % 200, i,
                    (2 * i + 2) % 200));
        }
        servers.put(SampleZones.TEST, new Authority(List.of(DnsZone.parse("test.", zones.toString()))));
        assertThat(resolve("www.z0.test.", Type.A).rcode()).isEqualTo(Rcode.SERVFAIL);
        assertThat(asked).hasSizeLessThanOrEqualTo(60);
    }

    @Test
    void asksALameServerNoMoreForThatZoneWhileThereIsAnother() {
        servers.put(SampleZones.SHOP_1, new Authority(List.of(SampleZones.test())));
        for (int i = 0; i < 40; i++) {
            assertThat(resolve("x" + i + ".wild.shop.test.", Type.TXT).rcode()).isEqualTo(Rcode.NOERROR);
        }
        long lame = asked.stream().filter(question -> question.startsWith("shop.test.")).count() - 41;
        assertThat(lame).isLessThanOrEqualTo(1);
        servers.put(SampleZones.SHOP_1, new Authority(List.of(SampleZones.shop())));
        servers.remove(SampleZones.SHOP_2);
        assertThat(resolve("mail.shop.test.", Type.A).answer()).hasSize(1);
    }

    @Test
    void putsTheWholeQuestionWhenAServerDeniesANameThatHasOthersBelow() {
        assertThat(resolve("a.deep.shop.test.", Type.A).answer()).hasSize(1);
        assertThat(asked).endsWith("shop.test. for deep.shop.test. A", "shop.test. for a.deep.shop.test. A");
        cache.clear();
        asked.clear();
        deniesDeep = true;
        assertThat(resolve("a.deep.shop.test.", Type.A).answer()).hasSize(1);
        assertThat(asked).endsWith("shop.test. for deep.shop.test. A", "shop.test. for a.deep.shop.test. A");
        asked.clear();
        assertThat(resolve("b.deep.shop.test.", Type.A).rcode()).isEqualTo(Rcode.NXDOMAIN);
        assertThat(asked).containsExactly("shop.test. for b.deep.shop.test. A");
    }

    @Test
    void believesSuchADenialIfItIsStrict() {
        knowledge = knowledge(QnameMinimisation.STRICT);
        deniesDeep = true;
        assertThat(resolve("a.deep.shop.test.", Type.A).rcode()).isEqualTo(Rcode.NXDOMAIN);
        assertThat(asked).endsWith("shop.test. for deep.shop.test. A");
        asked.clear();
        Step.Finished again = resolve("b.deep.shop.test.", Type.A);
        assertThat(again.rcode()).isEqualTo(Rcode.NXDOMAIN);
        assertThat(again.authority()).hasSize(1);
        assertThat(asked).isEmpty();
    }

    @Test
    void putsTheWholeQuestionToEveryServerIfItMay() {
        knowledge = knowledge(QnameMinimisation.OFF);
        resolve("www.shop.test.", Type.A);
        assertThat(asked).containsExactly(". for . NS", ". for www.shop.test. A",
                "test. for www.shop.test. A",
                "shop.test. for www.shop.test. A");
    }

    @Test
    void asksTheParentForASignerEvenIfItKnowsTheChild() {
        resolve("www.shop.test.", Type.A);
        asked.clear();
        assertThat(resolve("shop.test.", Type.DS).rcode()).isEqualTo(Rcode.NOERROR);
        assertThat(asked).containsExactly("test. for shop.test. DS");
    }

    @Test
    void goesDownManyLabelsOfOneZoneWithOneServer() {
        servers.remove(SampleZones.SHOP_2);
        assertThat(resolve("a.b.c.d.e.f.wild.shop.test.", Type.TXT).answer()).hasSize(1);
        assertThat(asked.stream().distinct()).endsWith("shop.test. for wild.shop.test. A",
                "shop.test. for f.wild.shop.test. A",
                "shop.test. for e.f.wild.shop.test. A", "shop.test. for d.e.f.wild.shop.test. A",
                "shop.test. for c.d.e.f.wild.shop.test. A", "shop.test. for b.c.d.e.f.wild.shop.test. A",
                "shop.test. for a.b.c.d.e.f.wild.shop.test. TXT");
    }
}
