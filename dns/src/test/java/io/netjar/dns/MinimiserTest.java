package io.netjar.dns;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Name;

/// RFC 9156.
class MinimiserTest {
    private static final Name WHOLE = Name.fromConstantString("a.b.shop.test.");
    private static final Name TEST = Name.fromConstantString("test.");
    private final Minimiser minimiser = new Minimiser(QnameMinimisation.RELAXED);

    private Name next(Name zone) {
        return minimiser.next(WHOLE, zone, _ -> Minimiser.Known.NOTHING);
    }

    @Test
    void showsEachServerOneLabelMoreThanItsZoneHas() {
        assertThat(next(Name.root)).hasToString("test.");
        assertThat(next(TEST)).hasToString("shop.test.");
        assertThat(next(Name.fromConstantString("b.shop.test."))).isEqualTo(WHOLE);
    }

    @Test
    void goesOnWithinAZoneWhenAServerKnowsTheName() {
        assertThat(next(TEST)).hasToString("shop.test.");
        minimiser.answered(Name.fromConstantString("shop.test."));
        assertThat(next(TEST)).hasToString("b.shop.test.");
        minimiser.answered(Name.fromConstantString("b.shop.test."));
        assertThat(next(TEST)).isEqualTo(WHOLE);
    }

    @Test
    void asksAgainForTheSameWhenNothingCame() {
        assertThat(next(TEST)).hasToString("shop.test.");
        minimiser.unanswered();
        minimiser.unanswered();
        assertThat(next(TEST)).hasToString("shop.test.");
        minimiser.unanswered();
        assertThat(next(TEST)).isEqualTo(WHOLE);
    }

    @Test
    void doesNotAskForWhatIsKnown() {
        Name known = Name.fromConstantString("shop.test.");
        assertThat(minimiser.next(WHOLE, TEST,
                part -> part.equals(known) ? Minimiser.Known.EXISTS : Minimiser.Known.NOTHING))
                .hasToString("b.shop.test.");
    }

    @Test
    void believesThatANameIsMissingOnlyIfStrict() {
        assertThat(minimiser.next(WHOLE, TEST, _ -> Minimiser.Known.MISSING)).isEqualTo(WHOLE);
        assertThat(new Minimiser(QnameMinimisation.STRICT).next(WHOLE, TEST, _ -> Minimiser.Known.MISSING))
                .hasToString("shop.test.");
    }

    /// The example of RFC 9156 §2.3.
    @Test
    void spreadsTheLabelsOfALongNameOverTenQuestions() {
        Name name = Name.fromConstantString("a.".repeat(18));
        List<Integer> labels = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            Name part = minimiser.next(name, Name.root, _ -> Minimiser.Known.NOTHING);
            labels.add(part.labels() - 1);
            minimiser.answered(part);
        }
        assertThat(labels).containsExactly(1, 2, 3, 4, 6, 8, 10, 12, 15, 18);
    }

    @Test
    void isNotTalkedIntoMoreThanTenByAliases() {
        int minimised = 0;
        for (int i = 0; i < 20; i++) {
            Name name = Name.fromConstantString("a.b.c.d" + i + ".test.");
            Name part = minimiser.next(name, TEST, _ -> Minimiser.Known.NOTHING);
            minimised += part.equals(name) ? 0 : 1;
        }
        // the tenth may show all that is left, and does
        assertThat(minimised).isEqualTo(9);
    }

    @Test
    void hidesNothingWhenOff() {
        assertThat(new Minimiser(QnameMinimisation.OFF).next(WHOLE, Name.root, _ -> Minimiser.Known.NOTHING))
                .isEqualTo(WHOLE);
    }
}
