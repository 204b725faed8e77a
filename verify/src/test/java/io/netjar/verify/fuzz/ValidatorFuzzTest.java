package io.netjar.verify.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.netjar.dns.DnsZone;
import io.netjar.dns.dnssec.DenialKind;
import io.netjar.dns.dnssec.Evidence;
import io.netjar.dns.dnssec.Signing;
import io.netjar.dns.dnssec.TrustAnchor;
import io.netjar.dns.dnssec.TrustAnchors;
import io.netjar.dns.dnssec.Validation;
import io.netjar.dns.dnssec.Validator;
import io.netjar.dns.dnssec.Verdict;
import io.netjar.dns.dnssec.ZoneKeys;
import io.netjar.dns.dnssec.ZoneSigner;
import io.netjar.engine.Engine;
import io.netjar.testkit.RandomBytes;
import io.netjar.testkit.Seeds;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.MethodSource;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Opcode;
import org.xbill.DNS.RRSIGRecord;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/// The validator among liars who have all that is signed: whatever they send, it comes to a verdict with bounded effort, and
/// nothing is secure that is not in the zone.
class ValidatorFuzzTest {
    private static final int USUAL = 300;
    private static final Engine ENGINE = new Engine(1);
    private static final ZoneKeys KEYS = ZoneKeys.of(ENGINE, Name.root);
    private static final List<Record> SIGNED = signed();

    private static List<Record> signed() {
        DnsZone zone = DnsZone.parse(".", """
                $TTL 3600
                . IN SOA a.test. hostmaster.test. 1 1800 900 604800 86400
                . IN NS a.test.
                a.test. IN A 10.0.0.2
                www.test. IN CNAME shop.test.
                shop.test. IN A 10.0.0.9
                *.wild.test. IN A 10.0.0.10
                old.test. IN DNAME wild.test.
                sub.test. IN NS ns.other.test.
                """);
        var signer = new ZoneSigner(Name.root, zone.records(), KEYS, Signing.usual(DenialKind.NSEC),
                ENGINE.date());
        List<Record> signed = new ArrayList<>(signer.records());
        for (Record record : signer.records()) {
            signer.signature(set(signer.records(), record.getName(), record.getType()))
                    .ifPresent(signed::add);
        }
        return signed;
    }

    private static List<Record> set(List<Record> records, Name name, int type) {
        return records.stream().filter(record -> record.getName().equals(name) && record.getType() == type)
                .toList();
    }

    private static List<Record> withSignatures(String name, int type) {
        return SIGNED.stream().filter(record -> record.getName().equals(Name.fromConstantString(name))
                && (record.getType() == type
                        || record instanceof RRSIGRecord signature && signature.getTypeCovered() == type))
                .toList();
    }

    private static List<byte[]> answers() {
        List<Record> denials = SIGNED.stream().filter(record -> record.getType() == Type.NSEC
                || record instanceof RRSIGRecord signature && signature.getTypeCovered() == Type.NSEC)
                .toList();
        return List.of(answer("shop.test.", Rcode.NOERROR, withSignatures("shop.test.", Type.A), List.of()),
                answer("www.test.", Rcode.NOERROR, withSignatures("www.test.", Type.CNAME), denials),
                answer("nobody.test.", Rcode.NXDOMAIN, List.of(), denials),
                answer("shop.test.", Rcode.NXDOMAIN, List.of(), denials),
                answer("x.sub.test.", Rcode.NOERROR, List.of(), denials),
                answer(".", Rcode.NOERROR, withSignatures(".", Type.DNSKEY), List.of()));
    }

    private static byte[] answer(String name, int rcode, List<Record> answer, List<Record> authority) {
        Message message = Message
                .newQuery(Record.newRecord(Name.fromConstantString(name), Type.A, DClass.IN));
        message.getHeader().setRcode(rcode);
        answer.forEach(record -> message.addRecord(record, Section.ANSWER));
        authority.forEach(record -> message.addRecord(record, Section.AUTHORITY));
        return message.toWire(65_535);
    }

    @MethodSource("answers")
    @FuzzTest
    void validator(byte[] bytes) {
        Optional<Message> parsed = parse(bytes);
        if (parsed.isEmpty() || parsed.get().getQuestion() == null
                || parsed.get().getHeader().getOpcode() != Opcode.QUERY) {
            return;
        }
        Evidence main = evidence(parsed.get(), parsed.get().getQuestion().getName(),
                parsed.get().getQuestion().getType());
        Validation validation = new Validator(TrustAnchors.of(List.of(TrustAnchor.of(KEYS).ds())))
                .validation(main);
        Validation.Step step = validation.start(ENGINE.date());
        int fetches = 0;
        while (step instanceof Validation.Step.Fetch(Name name, int type)) {
            fetches++;
            assertThat(fetches).isLessThan(1000);
            step = validation.supplied(fetched(parsed.get(), name, type), ENGINE.date());
        }
        assertThat(validation.effort()).isLessThanOrEqualTo(100);
        if (step instanceof Validation.Step.Done(Verdict.Secure _)) {
            assertThat(main.answer()).allSatisfy(ValidatorFuzzTest::isTrue);
        }
    }

    @Test
    void randomAnswersAreNoTrouble() {
        byte[][] answers = answers().toArray(byte[][]::new);
        Seeds.run("verify", ValidatorFuzzTest.class, USUAL,
                seed -> validator(RandomBytes.like(seed, answers)));
    }

    private static void isTrue(Record record) {
        boolean isMadeUp = record.getType() == Type.RRSIG || record.getType() == Type.CNAME;
        assertThat(isMadeUp || record.getDClass() != DClass.IN || SIGNED.contains(record)
                || record.getName().subdomain(Name.fromConstantString("wild.test."))).as("" + record)
                .isTrue();
    }

    private static Optional<Message> parse(byte[] bytes) {
        try {
            return Optional.of(new Message(bytes));
        } catch (IOException | RuntimeException e) {
            // The library's record parsers throw several unchecked exceptions on bytes nobody meant as a record.
            return Optional.empty();
        }
    }

    private static Evidence fetched(Message lie, Name name, int type) {
        return name.equals(Name.root) && type == Type.DNSKEY
                ? new Evidence(name, type, Rcode.NOERROR, withSignatures(".", Type.DNSKEY), List.of())
                : evidence(lie, name, type);
    }

    private static Evidence evidence(Message message, Name name, int type) {
        return new Evidence(name, type, message.getRcode(), message.getSection(Section.ANSWER),
                message.getSection(Section.AUTHORITY));
    }
}
