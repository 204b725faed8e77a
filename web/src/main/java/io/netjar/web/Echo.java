package io.netjar.web;

/// A WebSocket program that sends every message back.
public final class Echo implements WebSocketProgram {
    /// Serves any number of clients.
    public Echo() {}

    @Override
    public WebSocketEvents opened(WebSocketSession session) {
        return new WebSocketEvents() {
            @Override
            public void text(String message) {
                session.send(message);
            }

            @Override
            public void binary(byte[] message) {
                session.send(message);
            }

            @Override
            public void closed(int code) {
                // Nothing to put away.
            }
        };
    }
}
