package io.netjar.internet.description;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netjar.dns.dnssec.DenialKind;
import io.netjar.dns.dnssec.Signing;
import io.netjar.dns.dnssec.SigningFault;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is said under `dnssec`.
class DnssecWordsTest {
    private static Dnssec read(String words) {
        return Description.parse("""
                providers: { hanbit: { kind: residential, cities: [seoul], addresses: 203.0.112.0/20 } }
                sites: { www.shop.test: { in: hanbit/seoul, websocket: { /echo: echo } } }
                """ + words, "words.yaml").dnssec();
    }

    @Test
    void signTheTopOfTheTreeAndNothingElseUnlessToldSo() {
        assertThat(read("").zones().keySet()).containsExactly("", "arpa", "in-addr.arpa", "test");
        assertThat(read("").of("")).hasValue(Signing.usual(DenialKind.NSEC));
        assertThat(read("").of("test")).hasValue(Signing.usual(DenialKind.NSEC3));
        assertThat(read("").of("shop.test")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"nsec, NSEC, NONE", "nsec3, NSEC3, NONE", "opt-out, OPT_OUT, NONE", "expired, NSEC3, EXPIRED",
            "not-yet-valid, NSEC3, NOT_YET_VALID", "wrong-ds, NSEC3, WRONG_DS",
            "no-signatures, NSEC3, NO_SIGNATURES", "bad-signatures, NSEC3, BAD_SIGNATURES"})
    void sayInOneWordHowAZoneIsSignedOrWhatIsWrongWithIt(String word, DenialKind denial, SigningFault fault) {
        assertThat(read("dnssec: { shop.test: " + word + " }").of("shop.test"))
                .hasValue(Signing.usual(denial).withFault(fault));
    }

    @Test
    void leaveZonesUnsigned() {
        Dnssec dnssec = read("dnssec: { root: off, test: off }");
        assertThat(dnssec.of("")).isEmpty();
        assertThat(dnssec.of("test")).isEmpty();
        assertThat(dnssec.of("arpa")).isPresent();
    }

    @Test
    void sayItInFull() {
        assertThat(read("dnssec: { hanbit.test: { denial: nsec, lifetime: 336 h, fault: wrong-ds } }")
                .of("hanbit.test")).hasValue(
                        new Signing(DenialKind.NSEC, Optional.of(Duration.ofDays(14)),
                                SigningFault.WRONG_DS));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            { book.test: nsec }                | there is no zone 'book.test'
            { shp.test: nsec }                 | did you mean 'shop.test'?
            { shop.test: signed }              | is not a way to sign a zone
            { shop.test: { lifetime: 2 h } }   | is not a lifetime from 24 h
            { shop.test: { denial: off } }     | is not a kind of denial
            { root: wrong-ds }                 | the root has no parent
            { shop.test: { salt: yes } }       | unknown key 'salt'
            """)
    void areCheckedWithEverythingElse(String words, String mistake) {
        assertThatThrownBy(() -> read("dnssec: " + words)).isInstanceOf(DescriptionException.class)
                .hasMessageContaining("words.yaml:3").hasMessageContaining(mistake);
    }
}
