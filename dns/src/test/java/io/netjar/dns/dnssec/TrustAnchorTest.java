package io.netjar.dns.dnssec;

import static org.assertj.core.api.Assertions.assertThat;

import io.netjar.engine.Engine;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Master;
import org.xbill.DNS.Name;

class TrustAnchorTest {
    private final ZoneKeys keys = ZoneKeys.of(new Engine(1), Name.root);
    private final TrustAnchor anchor = TrustAnchor.of(keys);

    @Test
    void isTheKeyThatTheParentWouldVouchFor() {
        assertThat(anchor.zone()).isEqualTo(Name.root);
        assertThat(anchor.ds()).isEqualTo(keys.ds());
    }

    @Test
    void isReadBackFromItsMasterFile() throws IOException {
        byte[] text = anchor.masterFile().getBytes(StandardCharsets.US_ASCII);
        try (var file = new Master(new ByteArrayInputStream(text), Name.root)) {
            assertThat(file.nextRecord()).isEqualTo(anchor.key());
            assertThat(file.nextRecord()).isNull();
        }
    }

    @Test
    void isAStatementOfBind() {
        assertThat(anchor.bindFile()).matches(
                "trust-anchors \\{\n {4}\"\\.\" static-key 257 3 15 \"[A-Za-z0-9+/]{43}=\";\n\\};\n");
    }
}
