package io.netjar.web.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netjar.engine.Engine;
import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AuthorityTest {
    private static final Instant NOW = Instant.ofEpochSecond(Engine.EPOCH_SECONDS);

    private final Authority authority = new Authority(new Engine(1), List.of("test"));

    private static X509Certificate[] chain(Identity identity) {
        return identity.chain().toArray(X509Certificate[]::new);
    }

    private ServerJudge judge(String host, Instant now) {
        return new ServerJudge(authority.root(), now, host);
    }

    private ServerJudge judge(String host) {
        return judge(host, NOW);
    }

    @Test
    void exportsItsRootAsAFileThatReadsBack() throws GeneralSecurityException {
        X509Certificate read = (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(
                new ByteArrayInputStream(authority.rootPem().getBytes(StandardCharsets.US_ASCII)));
        assertThat(read).isEqualTo(authority.root());
        read.verify(read.getPublicKey());
        assertThat(read.getBasicConstraints()).isEqualTo(1);
        assertThat(authority.rootPem().lines())
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(64));
    }

    @Test
    void makesTheSameKeysAndCertificatesOfTheSameSeed() {
        var same = new Authority(new Engine(1), List.of("test"));
        var other = new Authority(new Engine(2), List.of("test"));
        same.issue("first.test", CertificateKind.VALID);
        assertThat(same.issue("a.test", CertificateKind.VALID).chain())
                .isEqualTo(authority.issue("a.test", CertificateKind.VALID).chain());
        assertThat(same.rootPem()).isEqualTo(authority.rootPem()).isNotEqualTo(other.rootPem());
    }

    @Test
    void givesEachSiteAKeyAndASerialNumberOfItsOwn() {
        X509Certificate a = authority.issue("a.test", CertificateKind.VALID).chain().getFirst();
        X509Certificate b = authority.issue("b.test", CertificateKind.VALID).chain().getFirst();
        assertThat(a.getPublicKey()).isNotEqualTo(b.getPublicKey());
        assertThat(a.getSerialNumber()).isPositive().isNotEqualTo(b.getSerialNumber());
    }

    @Test
    void signsTheSameTwiceAlikeSoThatOthersCanVerifyIt() throws GeneralSecurityException {
        Identity.Keys keys = Identity.keys(new Engine(1), "somebody");
        byte[] message = "said".getBytes(StandardCharsets.US_ASCII);
        byte[] signed = SteadySignature.sign(keys.secret(), message);
        assertThat(SteadySignature.sign(keys.secret(), message)).isEqualTo(signed);
        assertThat(SteadySignature.sign(keys.secret(), new byte[1])).isNotEqualTo(signed);
        Signature verifier = Signature.getInstance("SHA256withECDSA");
        verifier.initVerify(keys.open());
        verifier.update(message);
        assertThat(verifier.verify(signed)).isTrue();
    }

    @Test
    void leavesEverybodyElsesKeysToTheJdk() throws GeneralSecurityException {
        SteadySignature.install();
        Signature signature = Signature.getInstance("SHA256withECDSA");
        signature.initSign(Identity.keys(new Engine(1), "somebody").secret().bare());
        assertThat(signature.getProvider().getName()).isNotEqualTo("Netjar");
    }

    @Nested
    class Judging {
        @Test
        void believesAGoodCertificate() {
            X509Certificate[] chain = chain(authority.issue("www.shop.test", CertificateKind.VALID));
            assertThatCode(() -> judge("www.shop.test").checkServerTrusted(chain, "EC"))
                    .doesNotThrowAnyException();
            assertThatCode(() -> judge("WWW.Shop.TEST").checkServerTrusted(chain, "EC"))
                    .doesNotThrowAnyException();
        }

        @ParameterizedTest
        @CsvSource({"2025-12-01T00:00:00Z, ''", "2025-11-30T23:59:59Z, is not valid before",
                "2049-12-01T00:00:00Z, ''",
                "2049-12-01T00:00:01Z, expired at"})
        void holdsFromItsFirstSecondToItsLast(Instant now, String reason) {
            X509Certificate[] chain = chain(authority.issue("a.test", CertificateKind.VALID));
            if (reason.isEmpty()) {
                assertThatCode(() -> judge("a.test", now).checkServerTrusted(chain, "EC"))
                        .doesNotThrowAnyException();
            } else {
                assertThatThrownBy(() -> judge("a.test", now).checkServerTrusted(chain, "EC"))
                        .isInstanceOf(BadCertificateException.class).hasMessageContaining(reason);
            }
        }

        @Test
        void doesNotBelieveThatTheAuthorityVouchesForRealNames() {
            X509Certificate[] chain = chain(authority.issue("www.example.com", CertificateKind.VALID));
            assertThatThrownBy(() -> judge("www.example.com").checkServerTrusted(chain, "EC"))
                    .isInstanceOf(BadCertificateException.class)
                    .hasMessageContaining("is not proved by an authority");
        }

        @Test
        void doesNotBelieveASiteThatPlaysAuthority() {
            Identity site = authority.issue("a.test", CertificateKind.VALID);
            Identity.Keys keys = Identity.keys(new Engine(1), "a.test");
            X509Certificate forged = new CertificateForm(BigInteger.ONE, "b.test", NOW, NOW.plusSeconds(60),
                    Identity.keys(new Engine(9), "b.test").open(), List.of()).ofSite("b.test")
                    .signedBy("a.test", keys.open(), keys.secret());
            X509Certificate[] chain = {forged, site.chain().getFirst(), site.chain().getLast()};
            assertThatThrownBy(() -> judge("b.test").checkServerTrusted(chain, "EC"))
                    .isInstanceOf(BadCertificateException.class);
        }

        @Test
        void doesNotBelieveAnAuthorityThatPlaysASite() {
            X509Certificate issuer = authority.issue("a.test", CertificateKind.VALID).chain().getLast();
            assertThatThrownBy(
                    () -> judge("a.test").checkServerTrusted(new X509Certificate[]{issuer}, "EC"))
                    .isInstanceOf(CertificateException.class).hasMessageContaining("not for a.test");
        }

        @Test
        void believesTheCertificateOfALongName() {
            String name = "a".repeat(63) + "." + "b".repeat(63) + ".test";
            X509Certificate[] chain = chain(authority.issue(name, CertificateKind.VALID));
            assertThatCode(() -> judge(name).checkServerTrusted(chain, "EC")).doesNotThrowAnyException();
        }

        @Test
        void takesNoClients() {
            assertThatThrownBy(() -> judge("a.test").checkClientTrusted(new X509Certificate[0], "EC"))
                    .isInstanceOf(CertificateException.class);
        }

        @ParameterizedTest
        @CsvSource({"www.shop.test, www.shop.test, true", "www.shop.test, shop.test, false",
                "*.shop.test, www.shop.test, true", "*.shop.test, WWW.SHOP.test, true",
                "*.shop.test, shop.test, false", "*.shop.test, a.b.shop.test, false",
                "*.test, shop.test, false",
                "w*.shop.test, www.shop.test, false", "*.*.test, www.shop.test, false", "*, test, false"})
        void comparesNamesAsRfc9525Says(String presented, String wanted, boolean same) {
            assertThat(ServerJudge.matches(presented, wanted)).isEqualTo(same);
        }
    }
}
