package io.netjar.cli;

import io.netjar.engine.Engine;
import io.netjar.web.client.ClientWebSocket;
import java.io.PrintWriter;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;

/// Who tells what happens on a WebSocket.
sealed interface WsPrinter {
    void opened(ClientWebSocket socket);

    void sent(String message);

    void text(String message);

    void binary(byte[] message);

    void pong(long roundTripNanos);

    void closed(int code, String reason);

    void failed(String message);

    /// For people and pipes: messages on the standard output, all else on the standard error.
    record Text(PrintWriter out, PrintWriter err) implements WsPrinter {
        @Override
        public void opened(ClientWebSocket socket) {
            err.println("Connected to " + socket.remote()
                    + socket.subprotocol().map(name -> " (subprotocol: " + name + ")").orElse(""));
        }

        @Override
        public void sent(String message) {
            // Who said it knows.
        }

        @Override
        public void text(String message) {
            out.println(message);
            out.flush();
        }

        @Override
        public void binary(byte[] message) {
            try {
                text(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(message)).toString());
            } catch (CharacterCodingException _) {
                text(HexFormat.ofDelimiter(" ").formatHex(message));
            }
        }

        @Override
        public void pong(long roundTripNanos) {
            err.printf(Locale.ROOT, "Pong after %.3f ms%n", roundTripNanos / 1e6);
        }

        @Override
        public void closed(int code, String reason) {
            err.println("Disconnected (code: " + code + ", reason: \"" + reason + "\")");
        }

        @Override
        public void failed(String message) {
            // The command says it when it ends.
        }
    }

    /// For programs: one object a line.
    record Json(PrintWriter out, Engine engine, long began) implements WsPrinter {
        Json(PrintWriter out, Engine engine) {
            this(out, engine, engine.now());
        }

        private Map<String, Object> event(String name) {
            Map<String, Object> event = JsonText.object();
            event.put("seconds", JsonText.seconds(engine.now() - began));
            event.put("event", name);
            return event;
        }

        private void print(String name, String field, Object value) {
            Map<String, Object> event = event(name);
            event.put(field, value);
            JsonText.printLine(out, event);
        }

        @Override
        public void opened(ClientWebSocket socket) {
            Map<String, Object> event = event("opened");
            event.put("remoteAddress", socket.remote().address());
            event.put("remotePort", socket.remote().port());
            event.put("compressed", socket.isDeflating());
            socket.subprotocol().ifPresent(name -> event.put("subprotocol", name));
            JsonText.printLine(out, event);
        }

        @Override
        public void sent(String message) {
            print("sent", "text", message);
        }

        @Override
        public void text(String message) {
            print("message", "text", message);
        }

        @Override
        public void binary(byte[] message) {
            print("message", "binaryBase64", Base64.getEncoder().encodeToString(message));
        }

        @Override
        public void pong(long roundTripNanos) {
            print("pong", "roundTripMillis", JsonText.millis(roundTripNanos));
        }

        @Override
        public void closed(int code, String reason) {
            Map<String, Object> event = event("closed");
            event.put("code", code);
            event.put("reason", reason);
            JsonText.printLine(out, event);
        }

        @Override
        public void failed(String message) {
            print("failed", "error", message);
        }
    }
}
