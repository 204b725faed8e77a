package io.netjar.verify.tcp;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What a script can say of a segment. Flags are written as they are; each other field by its name and its values.
enum Field {
    FLAGS(0), SEQ(1), ACK(1), DATA(1), WINDOW(1), MSS(1), SACK_OK(0), WSCALE(1), TS(2), SACK(1), URGENT(
            1), ECN(1), FROM(
                    1), TO(1), TOS(1), TTL(1);

    /// What stands for a field that a segment does not have.
    static final String NONE = "none";

    private final int width;

    Field(int width) {
        this.width = width;
    }

    /// How many words the field's value has; SACK takes one or more.
    int width() {
        return width;
    }

    /// The field's name in scripts, as in `sack-ok`.
    String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static @Nullable Field of(String text) {
        for (Field field : values()) {
            if (field != FLAGS && field.text().equals(text)) {
                return field;
            }
        }
        return null;
    }
}
