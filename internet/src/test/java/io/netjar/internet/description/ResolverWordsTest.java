package io.netjar.internet.description;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netjar.dns.QnameMinimisation;
import io.netjar.dns.ResolverHabits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is said under a provider's `resolver`.
class ResolverWordsTest {
    private static Provider read(String resolver) {
        return Description.parse("""
                providers:
                  hanbit:
                    { kind: residential, cities: [seoul, busan], addresses: 203.0.112.0/20%s }
                """.formatted(resolver), "words.yaml").providers().getFirst();
    }

    @Test
    void leaveItAsBindAndUnboundAreOutOfTheBox() {
        assertThat(read("").resolverCity()).isEqualTo("seoul");
        assertThat(read("").resolverHabits()).isEqualTo(ResolverHabits.usual());
        assertThat(read(", resolver: busan").resolverCity()).isEqualTo("busan");
        assertThat(read(", resolver: busan").resolverHabits()).isEqualTo(ResolverHabits.usual());
    }

    @Test
    void switchWhatItDoes() {
        Provider provider = read(
                ", resolver: { city: busan, qname-minimisation: strict, 0x20: on, serve-stale: on, "
                        + "prefetch: on, dnssec-validation: off, cache-size: 100 }");
        assertThat(provider.resolverCity()).isEqualTo("busan");
        assertThat(provider.resolverHabits())
                .isEqualTo(new ResolverHabits(QnameMinimisation.STRICT, true, true, true, false, 100));
        assertThat(read(", resolver: { qname-minimisation: off }").resolverHabits().minimisation())
                .isEqualTo(QnameMinimisation.OFF);
        assertThat(read(", resolver: { serve-stale: on }").resolverCity()).isEqualTo("seoul");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            tokyo                             | tokyo
            { city: tokyo }                   | tokyo
            { qname-minimization: off }       | did you mean 'qname-minimisation'?
            { qname-minimisation: maybe }     | is not a kind of QNAME minimisation
            { 0x20: yes }                     | is not a switch
            { dnssec-validation: log }        | is not a switch
            { serve-stale: 1 day }            | is not a switch
            { cache-size: 99 }                | is not a number of cache entries
            { cache-size: many }              | from 100 to 10000000
            [busan]                           | must be a word or a number
            """)
    void areCheckedWithEverythingElse(String words, String mistake) {
        assertThatThrownBy(() -> read(", resolver: " + words)).isInstanceOf(DescriptionException.class)
                .hasMessageContaining("words.yaml:3").hasMessageContaining(mistake);
    }
}
