package io.netjar.dns;

import io.netjar.engine.Chance;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;

/// Upper and lower case in names as a secret between asker and server: servers repeat the question as it came, and who
/// forges an answer has to guess each letter's case besides id and port. draft-vixie-dnsext-dns0x20.
final class LetterCase {
    /// Upper and lower case letters differ in this bit.
    private static final int CASE_BIT = 0x20;

    private LetterCase() {}

    /// `name` with each letter's case decided by chance.
    static Name mixed(Name name, Chance chance) {
        byte[] wire = name.toWire();
        for (int at = 0; wire[at] != 0; at += wire[at] + 1) {
            for (int i = at + 1; i <= at + wire[at]; i++) {
                int upper = wire[i] & ~CASE_BIT;
                if (upper >= 'A' && upper <= 'Z') {
                    wire[i] = (byte) (chance.nextInt(2) == 0 ? upper : upper | CASE_BIT);
                }
            }
        }
        try {
            return new Name(wire);
        } catch (IOException e) {
            throw new UncheckedIOException("a name with other letters is no name: " + name, e);
        }
    }

    /// Whether the two are the same to the bit.
    static boolean isSame(Name one, Name other) {
        return Arrays.equals(one.toWire(), other.toWire());
    }

    /// The message in `wire`, which repeats the question for `name`, with the name as it is here: so that no names in the
    /// records that point to the question keep the case it was asked in.
    static Message restored(byte[] wire, Name name, Message parsed) {
        byte[] plain = name.toWire();
        byte[] copy = wire.clone();
        System.arraycopy(plain, 0, copy, MessageBytes.HEADER, plain.length);
        return MessageBytes.parse(copy).orElse(parsed);
    }
}
