package io.netjar.net.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.netjar.engine.Chance;
import org.junit.jupiter.api.Test;

class InitialSequenceTest {
    /// The vector for 15 bytes in the reference implementation's test (vectors_sip64).
    @Test
    void hashesAsSipHashDoes() {
        assertThat(InitialSequence.sipHash(0x0706050403020100L, 0x0f0e0d0c0b0a0908L, 0x0706050403020100L,
                0x000e0d0c0b0a0908L, 15)).isEqualTo(0xa129ca6149be45e5L);
    }

    @Test
    void growsByOneEveryFourMicrosecondsForAPair() {
        var peer = new Peer(TcpSettings.linuxLike());
        var pair = new Connection(peer.tcp, Peer.HOST, 5000, Peer.ADDRESS, 80, null);
        var sequences = new InitialSequence(Chance.of(1, "x"));
        assertThat(sequences.sequence(pair, 4_000_000) - sequences.sequence(pair, 0)).isEqualTo(1000);
    }
}
