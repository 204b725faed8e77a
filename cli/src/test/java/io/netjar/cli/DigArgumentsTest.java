package io.netjar.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netjar.cli.DigArguments.Plus;
import io.netjar.dns.DigPart;
import io.netjar.dns.DigQuery.Wish;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Type;

class DigArgumentsTest {
    private static DigArguments parse(String words) throws Failure {
        return DigArguments.parse(Arrays.asList(words.split(" ", -1)), "", "");
    }

    @Test
    void takesOptionsAndTheServerInAnyPlace() throws Failure {
        DigArguments typed = parse("+tcp @ns1.shop.test alice/pc +cd shop.test @192.0.2.1 MX +short");
        assertThat(typed.device()).isEqualTo("alice/pc");
        assertThat(typed.server()).as("the last one, as dig").contains("192.0.2.1");
        assertThat(typed.question().name()).hasToString("shop.test.");
        assertThat(typed.question().type()).isEqualTo(Type.MX);
        assertThat(typed.question().wishes()).containsExactlyInAnyOrder(Wish.TCP, Wish.CHECKING_DISABLED);
        assertThat(typed.has(Plus.SHORT)).isTrue();
    }

    @Test
    void turnsOptionsRoundInTheOrderInWhichTheyStand() throws Failure {
        assertThat(parse("+noall +answer alice/pc shop.test").parts()).containsExactly(DigPart.ANSWER);
        assertThat(parse("+answer +noall alice/pc shop.test").parts()).isEmpty();
        assertThat(parse("+noall +all +nostats alice/pc shop.test").parts()).hasSize(5)
                .doesNotContain(DigPart.STATISTICS);
        assertThat(parse("+norecurse +dnssec +nodnssec alice/pc shop.test").question().wishes())
                .containsExactly(Wish.NO_RECURSION);
    }

    @Test
    void isContentWithTheBeginningOfAnOption() throws Failure {
        assertThat(parse("+norec +noadd alice/pc shop.test").question().wishes())
                .containsExactly(Wish.NO_RECURSION);
        assertThatThrownBy(() -> parse("+t alice/pc shop.test"))
                .hasMessageStartingWith("dig: '+t' is not known");
        assertThatThrownBy(() -> parse("+no alice/pc shop.test"))
                .hasMessageStartingWith("dig: '+no' is not known");
    }

    @Test
    void asksForTheNameOfAnAddress() throws Failure {
        DigArguments typed = DigArguments.parse(Arrays.asList("alice/pc"), "198.51.96.1", "");
        assertThat(typed.question().name()).hasToString("1.96.51.198.in-addr.arpa.");
        assertThat(typed.question().type()).isEqualTo(Type.PTR);
        assertThatThrownBy(() -> DigArguments.parse(Arrays.asList("alice/pc", "shop.test", "A"), "", "MX"))
                .as("one type too many").hasMessageStartingWith("dig needs a device and a name");
    }
}
