package io.netjar.dns;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Type;

/// The zone of RFC 4592 §2.2.1 and what follows from it there, with an alias and a delegation beside.
class WildcardTest {
    private final Authority authority = new Authority(List.of(DnsZone.parse("example.", """
            $TTL 3600
            @ IN SOA ns.example.com. hostmaster 1 1800 900 604800 60
            @ IN NS ns.example.com.
            @ IN NS ns.example.net.
            * IN TXT "this is a wildcard"
            * IN MX 10 host1
            sub.* IN TXT "this is not a wildcard"
            host1 IN A 192.0.2.1
            _ssh._tcp.host1 IN SRV 0 0 22 host1
            _ssh._tcp.host2 IN SRV 0 0 22 host1
            subdel IN NS ns.example.com.
            subdel IN NS ns.example.net.
            *.also IN CNAME host1
            """)));

    @ParameterizedTest
    @CsvSource(textBlock = """
            host3.example.,             MX,  NOERROR,  host3.example. MX 10 host1.example.
            host3.example.,             A,   NOERROR,  ''
            foo.bar.example.,           TXT, NOERROR,  'foo.bar.example. TXT "this is a wildcard"'
            host1.example.,             MX,  NOERROR,  ''
            sub.*.example.,             MX,  NOERROR,  ''
            _telnet._tcp.host1.example., SRV, NXDOMAIN, ''
            host.subdel.example.,       A,   NOERROR,  ''
            ghost.*.example.,           MX,  NXDOMAIN, ''
            *.example.,                 MX,  NOERROR,  *.example. MX 10 host1.example.
            _tcp.host2.example.,        MX,  NOERROR,  ''
            host2.example.,             TXT, NOERROR,  ''
            x.host2.example.,           TXT, NXDOMAIN, ''
            any.also.example.,          CNAME, NOERROR, any.also.example. CNAME host1.example.
            """)
    void answersAsTheRfcsExamplesDo(String name, String type, String rcode, String answer) {
        Message response = Asked.of(authority, name, Type.value(type));
        assertThat(Rcode.string(response.getRcode())).isEqualTo(rcode);
        assertThat(String.join("", Asked.answers(response))).isEqualTo(answer);
    }

    @ParameterizedTest
    @CsvSource("a.b.also.example.")
    void followsAnAliasThatAWildcardMade(String name) {
        assertThat(Asked.answers(Asked.of(authority, name, Type.A)))
                .containsExactly(name + " CNAME host1.example.", "host1.example. A 192.0.2.1");
    }
}
