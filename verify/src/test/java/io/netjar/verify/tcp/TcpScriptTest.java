package io.netjar.verify.tcp;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The judge judged: what a script says when the host does something else, or when it is wrong itself.
class TcpScriptTest {
    private static final String OPENS = """
            # A script.
            established active mss 1000 rtt 20ms
            """;

    private static AbstractThrowableAssert<?, ? extends Throwable> failure(String lines) {
        return assertThatThrownBy(() -> TcpScript.run("mechanism/fact.segments", OPENS + lines))
                .isInstanceOf(AssertionError.class);
    }

    @Test
    void holdsWhenTheHostDoesWhatItSays() {
        assertThatCode(() -> TcpScript.run("fact", OPENS + "program writes 10\nhost ACK seq 1 ack 1 data 10"))
                .doesNotThrowAnyException();
    }

    @Test
    void saysWhichFieldsOfASegmentDiffer() {
        failure("program writes 10\nhost FIN ACK seq 1 ack 2 data 11").hasMessageStartingWith(
                "mechanism/fact.segments:4: ").hasMessageContaining("flags: expected FIN ACK, came ACK")
                .hasMessageContaining("ack: expected 2, came 1")
                .hasMessageContaining("data: expected 11, came 10");
    }

    @Test
    void saysWhenASegmentCameAtAnotherTime() {
        failure("program writes 10\nhost ACK seq 1 ack 1 data 10\n+219ms host ACK seq 1 ack 1 data 10")
                .hasMessageStartingWith("mechanism/fact.segments:5: nothing came")
                .hasMessageContaining("at 0.239s").hasMessageContaining("at 0.24s");
    }

    @Test
    void saysWhenASegmentCameTooEarly() {
        failure("program writes 10\n+1ms host ACK seq 1 ack 1 data 10")
                .hasMessageContaining("at 0.021s").hasMessageContaining("at 0.02s");
    }

    @Test
    void saysWhenNothingComes() {
        failure("host ACK seq 1 ack 1").hasMessageContaining("nothing, for minutes");
    }

    @Test
    void acceptsNothingThatNoLineExpects() {
        failure("program writes 10\npeer ACK seq 1 ack 11")
                .hasMessageStartingWith("mechanism/fact.segments:4: ")
                .hasMessageContaining("nobody expected").hasMessageContaining("ACK seq 1 ack 1 data 10");
        failure("program writes 10").hasMessageContaining("nobody expected");
    }

    @Test
    void comparesWhatTheProgramReadsWithWhatWasSent() {
        failure("peer ACK seq 1 ack 1 data 10\nhost ACK seq 1 ack 11\nprogram reads 11")
                .hasMessageContaining("expected 11, was 10 bytes");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', value = {
            "host is CLOSED|state: expected CLOSED, is ESTABLISHED",
            "program hears ended RESET|event: expected ended RESET, heard nothing",
            "host has 2 connections|connections: expected 2, is 1",
            "host has cwnd 9000|cwnd: expected 9000, is 10000", "host has doubts 3|no doubts",
            "somebody waits|'somebody' is nobody here",
            "program dances|a program does not 'dances'", "peer ACK seq 1|need 'seq N', and 'ack N'",
            "host ACK colour red|a segment has no 'colour'", "+5 host silent|'5' is not a time",
            "@1ms host silent|time does not run backwards",
            "peer ACK seq one ack 1|'one' is not a whole number",
            "router grumbles|a router says one of"})
    void saysWhatIsWrong(String line, String problem) {
        failure(line).hasMessageStartingWith("mechanism/fact.segments:3: ").hasMessageContaining(problem);
    }

    @Test
    void wantsToKnowWhatAScriptProves() {
        assertThatThrownBy(() -> TcpScript.run("fact", "program listens"))
                .hasMessageContaining("starts with a comment");
    }
}
