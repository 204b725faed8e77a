package io.netjar.internet.description;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/// The JSON schema (draft 2020-12) of descriptions, by which editors complete and explain what is typed. It says which words
/// there are and where; what belongs together, as a name and who has it, only the reader knows.
public final class Schema {
    private Schema() {}

    /// The schema's text.
    public static String text() {
        try (InputStream in = Schema.class.getResourceAsStream("schema.json")) {
            if (in == null) {
                throw new IllegalStateException("schema.json is not in the module");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
