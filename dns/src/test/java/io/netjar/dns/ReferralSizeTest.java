package io.netjar.dns;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/// Which glue a referral has where there is no room for all: RFC 9471.
class ReferralSizeTest {
    private static final int SERVERS = 8;
    private final Authority registry = new Authority(List.of(DnsZone.parse("test.", zone())));

    /// Two delegations: `own.` to servers of its own, `sibling.` to one of its own and those of the other.
    private static String zone() {
        var text = new StringBuilder("""
                $TTL 3600
                @ IN SOA ns.own hostmaster 1 1800 900 604800 60
                @ IN NS ns.own
                ns.own IN A 192.0.2.53
                sibling IN NS ns1.sibling
                ns1.sibling IN A 192.0.2.100
                """);
        for (int i = 1; i <= SERVERS; i++) {
            text.append("own IN NS server-number-").append(i).append(".own\n");
            text.append("sibling IN NS server-number-").append(i).append(".own\n");
            text.append("server-number-").append(i).append(".own IN A 192.0.2.").append(i).append('\n');
            text.append("server-number-").append(i).append(".own IN AAAA 2001:db8::").append(i).append('\n');
        }
        return text.toString();
    }

    private Message refer(String name, int limit) {
        Message query = MessageBytes.query(Name.fromConstantString(name), Type.A, false, false);
        Message response = MessageBytes.responseTo(query);
        registry.answer(query.getQuestion(), response, false);
        byte[] bytes = MessageBytes.fit(response, limit);
        assertThat(bytes.length).isLessThanOrEqualTo(limit);
        return MessageBytes.parse(bytes).orElseThrow();
    }

    @Test
    void hasAllGlueOfAllServersWhereThereIsRoom() {
        assertThat(refer("www.sibling.test.", 1232).getSection(Section.ADDITIONAL)).hasSize(1 + 2 * SERVERS);
        assertThat(refer("www.own.test.", 1232).getSection(Section.ADDITIONAL)).hasSize(2 * SERVERS);
    }

    @Test
    void saysTruncatedWhereGlueBelowTheDelegationDoesNotFit() {
        Message response = refer("www.own.test.", 512);
        assertThat(response.getHeader().getFlag(Flags.TC)).isTrue();
        assertThat(response.getSection(Section.AUTHORITY)).isEmpty();
    }

    @Test
    void leavesOutSomeGlueOfSiblingsWithoutSayingTruncated() {
        Message response = refer("www.sibling.test.", 512);
        assertThat(response.getHeader().getFlag(Flags.TC)).isFalse();
        assertThat(response.getSection(Section.AUTHORITY)).hasSize(1 + SERVERS);
        assertThat(Asked.owners(response, Section.ADDITIONAL)).contains("ns1.sibling.test. A")
                .hasSizeBetween(3, 2 * SERVERS);
    }
}
