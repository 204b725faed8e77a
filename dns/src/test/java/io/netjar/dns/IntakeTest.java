package io.netjar.dns;

import static org.assertj.core.api.Assertions.assertThat;

import io.netjar.engine.Chance;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xbill.DNS.DClass;
import org.xbill.DNS.ExtendedFlags;
import org.xbill.DNS.Flags;
import org.xbill.DNS.GenericEDNSOption;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

class IntakeTest {
    private static final Name WWW = Name.fromConstantString("www.shop.test.");
    private final Authority authority = new Authority(List.of(SampleZones.shop()));

    private static Message query(int type) {
        Message query = MessageBytes.query(WWW, type, true, false);
        query.getHeader().setID(0x1234);
        return query;
    }

    private byte[] answer(String name, int ednsSize, boolean tcp) {
        Message query = MessageBytes.query(Name.fromConstantString(name), Type.TXT, false, false);
        if (ednsSize > 0) {
            query.addRecord(new OPTRecord(ednsSize, 0, 0), Section.ADDITIONAL);
        }
        var question = (Intake.Question) Intake.of(query.toWire(), tcp);
        authority.answer(question.question(), question.response(), tcp);
        return question.bytes();
    }

    private static Message rejected(byte[] query) {
        return MessageBytes.parse(((Intake.Rejected) Intake.of(query, false)).response()).orElseThrow();
    }

    @Test
    void repeatsIdQuestionAndRecursionDesired() {
        var question = (Intake.Question) Intake.of(query(Type.A).toWire(), false);
        Message response = MessageBytes.parse(question.bytes()).orElseThrow();
        assertThat(response.getHeader().getID()).isEqualTo(0x1234);
        assertThat(response.getHeader().getFlag(Flags.QR)).isTrue();
        assertThat(response.getHeader().getFlag(Flags.RD)).isTrue();
        assertThat(response.getQuestion()).isEqualTo(query(Type.A).getQuestion());
        assertThat(response.getOPT()).isNull();
    }

    @Test
    void answersEdnsWithEdnsAndCopiesTheDoBit() {
        Message query = query(Type.A);
        query.addRecord(new OPTRecord(4096, 0, 0, ExtendedFlags.DO), Section.ADDITIONAL);
        var question = (Intake.Question) Intake.of(query.toWire(), false);
        assertThat(question.limit()).isEqualTo(1232);
        OPTRecord edns = MessageBytes.parse(question.bytes()).orElseThrow().getOPT();
        assertThat(edns.getPayloadSize()).isEqualTo(1232);
        assertThat(edns.getFlags()).isEqualTo(ExtendedFlags.DO);
    }

    @Test
    void rejectsAnEdnsVersionItDoesNotKnow() {
        Message query = query(Type.A);
        query.addRecord(new OPTRecord(1232, 0, 1), Section.ADDITIONAL);
        Message response = rejected(query.toWire());
        assertThat(response.getRcode()).isEqualTo(Rcode.BADVERS);
        assertThat(response.getOPT().getVersion()).isZero();
    }

    @Test
    void ignoresOptionsThatItDoesNotKnow() {
        Message query = query(Type.A);
        query.addRecord(new OPTRecord(1232, 0, 0, 0, new GenericEDNSOption(65_001, new byte[]{1, 2, 3})),
                Section.ADDITIONAL);
        var question = (Intake.Question) Intake.of(query.toWire(), false);
        OPTRecord edns = MessageBytes.parse(question.bytes()).orElseThrow().getOPT();
        assertThat(edns.getOptions()).isEmpty();
        assertThat(edns.getVersion()).isZero();
    }

    @Test
    void takesASizeBelow512AsThat() {
        Message tiny = MessageBytes.parse(answer("alias.shop.test.", 100, false)).orElseThrow();
        assertThat(tiny.getHeader().getFlag(Flags.TC)).isFalse();
        assertThat(answer("alias.shop.test.", 100, false).length).isBetween(101, 512);
    }

    @Test
    void saysNotImplementedToOtherOpcodes() {
        byte[] update = query(Type.A).toWire();
        update[2] = 5 << 3;
        assertThat(rejected(update).getRcode()).isEqualTo(Rcode.NOTIMP);
    }

    @Test
    void saysFormatErrorToTwoQuestions() {
        Message query = query(Type.A);
        query.addRecord(Record.newRecord(WWW, Type.AAAA, DClass.IN), Section.QUESTION);
        assertThat(rejected(query.toWire()).getRcode()).isEqualTo(Rcode.FORMERR);
    }

    @Test
    void saysFormatErrorWhenTheQuestionIsCutOff() {
        byte[] whole = query(Type.A).toWire();
        for (int length = MessageBytes.HEADER; length < whole.length; length++) {
            assertThat(rejected(Arrays.copyOf(whole, length)).getRcode()).isEqualTo(Rcode.FORMERR);
        }
    }

    @Test
    void ignoresResponsesAndWhatIsShorterThanAHeader() {
        byte[] response = MessageBytes.responseTo(query(Type.A)).toWire();
        assertThat(Intake.of(response, false)).isInstanceOf(Intake.Ignored.class);
        assertThat(Intake.of(new byte[11], false)).isInstanceOf(Intake.Ignored.class);
    }

    @Test
    void refusesOtherClassesThanInternet() {
        Message query = new Message(1);
        query.addRecord(Record.newRecord(Name.fromConstantString("version.bind."), Type.TXT, DClass.CH),
                Section.QUESTION);
        assertThat(rejected(query.toWire()).getRcode()).isEqualTo(Rcode.REFUSED);
    }

    @Test
    void cutsAnswersAtTheSizeThatTheAskerCanTake() {
        // big.shop.test. has 3 TXT records of 251 octets: 822 octets without EDNS
        Message plain = MessageBytes.parse(answer("big.shop.test.", 0, false)).orElseThrow();
        assertThat(plain.getHeader().getFlag(Flags.TC)).isTrue();
        assertThat(plain.getSection(Section.ANSWER)).isEmpty();
        Message edns = MessageBytes.parse(answer("big.shop.test.", 1232, false)).orElseThrow();
        assertThat(edns.getHeader().getFlag(Flags.TC)).isFalse();
        assertThat(edns.getSection(Section.ANSWER)).hasSize(3);
    }

    @Test
    void cutsAtExactlyOneOctetTooMany() {
        int size = answer("big.shop.test.", 1232, false).length;
        assertThat(MessageBytes.parse(answer("big.shop.test.", size, false)).orElseThrow().getHeader()
                .getFlag(Flags.TC))
                .isFalse();
        assertThat(MessageBytes.parse(answer("big.shop.test.", size - 1, false))
                .orElseThrow()
                .getHeader()
                .getFlag(Flags.TC)).isTrue();
    }

    @Test
    void neverCutsOnTcp() {
        assertThat(answer("huge.shop.test.", 0, true).length).isGreaterThan(2000);
        assertThat(answer("huge.shop.test.", 4096, false).length).isLessThan(1232);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void survivesRandomAndDamagedMessages(long seed) {
        Chance chance = Chance.of(seed, "fuzz");
        byte[] good = query(Type.A).toWire();
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = chance.happens(0.5) ? good.clone() : new byte[chance.nextInt(120)];
            if (bytes.length == good.length) {
                for (int j = 0; j < 3; j++) {
                    bytes[chance.nextInt(bytes.length)] = (byte) chance.nextInt();
                }
            } else {
                chance.nextBytes(bytes);
            }
            Intake intake = Intake.of(bytes, false);
            if (intake instanceof Intake.Question question) {
                authority.answer(question.question(), question.response(), false);
                assertThat(question.bytes().length).as("seed %d, message %d", seed, i)
                        .isLessThanOrEqualTo(1232);
            }
        }
    }
}
