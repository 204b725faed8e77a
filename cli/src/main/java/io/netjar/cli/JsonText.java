package io.netjar.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What commands print with `--json` (RFC 8259): objects whose fields keep their order and have their unit in their names.
/// Values are maps, lists, texts, numbers, truth values; an empty [Optional] is null.
final class JsonText {
    private static final JsonFactory FACTORY = new JsonFactory();
    private static final int MILLIS_DIGITS = 6;

    private JsonText() {}

    /// An object, whose fields are put in their order.
    static Map<String, Object> object() {
        return new LinkedHashMap<>();
    }

    /// Milliseconds, to the nanosecond.
    static BigDecimal millis(long nanos) {
        return decimal(BigDecimal.valueOf(nanos, MILLIS_DIGITS));
    }

    /// Seconds, to the nanosecond.
    static BigDecimal seconds(long nanos) {
        return decimal(BigDecimal.valueOf(nanos, 9));
    }

    /// A number that is not whole, with no more digits after the point than asked for.
    static BigDecimal rounded(double value, int digits) {
        return decimal(BigDecimal.valueOf(value).setScale(digits, RoundingMode.HALF_UP));
    }

    private static BigDecimal decimal(BigDecimal number) {
        return number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros();
    }

    /// Prints `value` as one document: laid out for people, or in one line on an Internet that runs, where others print, too.
    static void print(PrintWriter out, Object value) {
        out.println(text(value, !Guest.CURRENT.isBound()));
        out.flush();
    }

    /// Prints `value` as one line of a stream.
    static void printLine(PrintWriter out, Object value) {
        out.println(text(value, false));
        out.flush();
    }

    /// `value` as JSON.
    ///
    /// @param laidOut on several lines, or on one
    static String text(Object value, boolean laidOut) {
        var text = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(text)) {
            if (laidOut) {
                json.setPrettyPrinter(new DefaultPrettyPrinter());
            }
            write(json, value);
        } catch (IOException e) {
            throw new UncheckedIOException("a text takes what is written", e);
        }
        return text.toString();
    }

    private static void write(JsonGenerator json, Object value) throws IOException {
        switch (value) {
            case Map<?, ?> object -> {
                json.writeStartObject();
                for (Map.Entry<?, ?> field : object.entrySet()) {
                    json.writeFieldName(field.getKey().toString());
                    write(json, field.getValue());
                }
                json.writeEndObject();
            }
            case List<?> list -> {
                json.writeStartArray();
                for (Object each : list) {
                    write(json, each);
                }
                json.writeEndArray();
            }
            case Optional<?> perhaps when perhaps.isEmpty() -> json.writeNull();
            case Optional<?> perhaps -> write(json, perhaps.get());
            case Boolean truth -> json.writeBoolean(truth);
            case Integer number -> json.writeNumber(number);
            case Long number -> json.writeNumber(number);
            case BigDecimal number -> json.writeNumber(number.toPlainString());
            default -> json.writeString(value.toString());
        }
    }
}
