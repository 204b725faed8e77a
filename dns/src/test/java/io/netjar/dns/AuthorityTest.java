package io.netjar.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

class AuthorityTest {
    private final Authority authority = new Authority(List.of(SampleZones.test(), SampleZones.shop()));

    private Message ask(String name, int type) {
        return Asked.of(authority, name, type);
    }

    private static List<String> owners(Message message, int section) {
        return Asked.owners(message, section);
    }

    @Nested
    class ForNamesOfTheZone {
        @Test
        void answersWithAllRecordsOfTheTypeAndTheAuthoritativeFlag() {
            Message response = ask("www.shop.test.", Type.A);
            assertThat(response.getSection(Section.ANSWER)).extracting(Record::rdataToString)
                    .containsExactly("203.0.113.80", "203.0.113.81");
            assertThat(response.getHeader().getFlag(Flags.AA)).isTrue();
            assertThat(response.getHeader().getFlag(Flags.RA)).isFalse();
        }

        @Test
        void findsNamesWhateverTheirCase() {
            assertThat(ask("WwW.sHoP.tEsT.", Type.A).getSection(Section.ANSWER)).hasSize(2);
        }

        @Test
        void addsTheAddressesOfMailHosts() {
            assertThat(owners(ask("shop.test.", Type.MX), Section.ADDITIONAL))
                    .containsExactly("mail.shop.test. A");
        }

        @Test
        void followsAliasesWithinItsZones() {
            assertThat(owners(ask("alias.shop.test.", Type.A), Section.ANSWER))
                    .containsExactly("alias.shop.test. CNAME", "www.shop.test. A", "www.shop.test. A");
        }

        @Test
        void answersTheAliasItselfWhenAskedForIt() {
            assertThat(owners(ask("alias.shop.test.", Type.CNAME), Section.ANSWER))
                    .containsExactly("alias.shop.test. CNAME");
        }

        @Test
        void takesTheRcodeFromTheEndOfTheAliases() {
            Message response = ask("gone.shop.test.", Type.A);
            assertThat(response.getRcode()).isEqualTo(Rcode.NXDOMAIN);
            assertThat(owners(response, Section.ANSWER)).containsExactly("gone.shop.test. CNAME");
            assertThat(response.getHeader().getFlag(Flags.AA)).isTrue();
        }

        @Test
        void endsACircleOfAliases() {
            assertThat(owners(ask("circle1.shop.test.", Type.A), Section.ANSWER))
                    .containsExactly("circle1.shop.test. CNAME", "circle2.shop.test. CNAME");
        }

        @Test
        void gathersEveryTypeForAnyOverTcp() {
            assertThat(owners(Asked.byTcp(authority, "shop.test.", Type.ANY), Section.ANSWER)).contains(
                    "shop.test. SOA", "shop.test. NS", "shop.test. MX");
        }

        @Test
        void answersAnyOverUdpWithOneSetOfRecords() {
            assertThat(owners(ask("shop.test.", Type.ANY), Section.ANSWER)).containsExactly("shop.test. NS",
                    "shop.test. NS");
            assertThat(owners(ask("alias.shop.test.", Type.ANY), Section.ANSWER))
                    .containsExactly("alias.shop.test. CNAME");
        }

        @Test
        void saysNoDataToAnyForANameThatOnlyHasNamesBelowIt() {
            assertThat(ask("deep.shop.test.", Type.ANY).getRcode()).isEqualTo(Rcode.NOERROR);
            assertThat(owners(ask("deep.shop.test.", Type.ANY), Section.AUTHORITY))
                    .containsExactly("shop.test. SOA");
        }
    }

    @Nested
    class ForWhatDoesNotExist {
        @Test
        void saysNoSuchNameWithTheSoaAtItsNegativeTtl() {
            Message response = ask("nothing.shop.test.", Type.A);
            assertThat(response.getRcode()).isEqualTo(Rcode.NXDOMAIN);
            Record soa = response.getSection(Section.AUTHORITY).getFirst();
            assertThat(soa).isInstanceOf(SOARecord.class);
            assertThat(soa.getTTL()).isEqualTo(60);
        }

        @Test
        void takesTheSoasOwnTtlWhereThatIsLowerThanItsMinimum() {
            DnsZone zone = DnsZone.parse("x.test.", """
                    @ 30 IN SOA ns hostmaster 1 2 3 4 500
                    @ 60 IN NS ns
                    """);
            Message response = Asked.of(new Authority(List.of(zone)), "nothing.x.test.", Type.A);
            assertThat(response.getSection(Section.AUTHORITY).getFirst().getTTL()).isEqualTo(30);
        }

        @Test
        void saysNoDataWhenTheNameHasOtherTypes() {
            Message response = ask("www.shop.test.", Type.AAAA);
            assertThat(response.getRcode()).isEqualTo(Rcode.NOERROR);
            assertThat(response.getSection(Section.ANSWER)).isEmpty();
            assertThat(owners(response, Section.AUTHORITY)).containsExactly("shop.test. SOA");
        }

        @Test
        void saysNoDataForANameThatOnlyHasNamesBelowIt() {
            assertThat(ask("deep.shop.test.", Type.A).getRcode()).isEqualTo(Rcode.NOERROR);
        }

        @Test
        void refusesNamesOfOtherZones() {
            Message response = ask("www.example.", Type.A);
            assertThat(response.getRcode()).isEqualTo(Rcode.REFUSED);
            assertThat(response.getHeader().getFlag(Flags.AA)).isFalse();
        }

        @Test
        void refusesZoneTransfers() {
            assertThat(ask("shop.test.", Type.AXFR).getRcode()).isEqualTo(Rcode.REFUSED);
        }
    }

    @Nested
    class WithWildcards {
        @Test
        void answersUnderTheNameAskedFor() {
            assertThat(owners(ask("x.y.wild.shop.test.", Type.TXT), Section.ANSWER))
                    .containsExactly("x.y.wild.shop.test. TXT");
        }

        @Test
        void saysNoDataForTypesTheWildcardLacks() {
            assertThat(ask("x.wild.shop.test.", Type.A).getRcode()).isEqualTo(Rcode.NOERROR);
        }

        @Test
        void letsNamesThatExistHideIt() {
            assertThat(ask("real.wild.shop.test.", Type.TXT).getSection(Section.ANSWER)).isEmpty();
            assertThat(ask("x.real.wild.shop.test.", Type.TXT).getRcode()).isEqualTo(Rcode.NXDOMAIN);
        }
    }

    @Nested
    class AtDelegations {
        private final Authority registry = new Authority(List.of(SampleZones.test()));

        private Message askRegistry(String name, int type) {
            return Asked.of(registry, name, type);
        }

        @Test
        void refersToTheChildsServersWithGlueAndWithoutAuthority() {
            Message response = askRegistry("www.shop.test.", Type.A);
            assertThat(response.getHeader().getFlag(Flags.AA)).isFalse();
            assertThat(response.getSection(Section.ANSWER)).isEmpty();
            assertThat(owners(response, Section.AUTHORITY)).containsExactly("shop.test. NS", "shop.test. NS");
            assertThat(owners(response, Section.ADDITIONAL)).containsExactly("ns1.shop.test. A",
                    "ns2.shop.test. A");
        }

        @Test
        void doesNotAnswerFromItsGlue() {
            assertThat(askRegistry("ns1.shop.test.", Type.A).getSection(Section.ANSWER)).isEmpty();
        }

        @Test
        void answersDsItself() {
            Message response = askRegistry("shop.test.", Type.DS);
            assertThat(response.getHeader().getFlag(Flags.AA)).isTrue();
            assertThat(owners(response, Section.AUTHORITY)).containsExactly("test. SOA");
            assertThat(owners(ask("shop.test.", Type.DS), Section.AUTHORITY)).containsExactly("test. SOA");
        }
    }

    @Nested
    class OfBadZones {
        @Test
        void reportsEveryMistake() {
            Name origin = Name.fromConstantString("x.test.");
            List<Record> records = List
                    .of(Record.newRecord(Name.fromConstantString("y.test."), Type.A, DClass.IN, 1,
                            new byte[4]));
            assertThatThrownBy(() -> DnsZone.of(origin, records)).isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("y.test. does not belong")
                    .hasMessageContaining("no SOA")
                    .hasMessageContaining("no NS");
        }

        @Test
        void refusesAnAliasBesideOtherRecords() {
            String text = """
                    @ 60 IN SOA ns hostmaster 1 2 3 4 5
                    @ 60 IN NS ns
                    www 60 IN A 192.0.2.1
                    www 60 IN CNAME ns
                    """;
            assertThatThrownBy(() -> DnsZone.parse("x.test.", text))
                    .hasMessageContaining("www.x.test. has a CNAME");
        }

        @Test
        void doesNotReadOtherFiles() {
            assertThatThrownBy(() -> DnsZone.parse("x.test.", "$INCLUDE /etc/hostname\n"))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }
}
