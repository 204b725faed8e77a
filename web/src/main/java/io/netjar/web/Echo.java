package io.netjar.web;

/// A WebSocket program that sends every message back; 16 MiB at most.
public final class Echo implements WebSocketProgram {
    /// The longest that the Autobahn suite sends. A connection holds one message at a time, coming or going.
    private static final WebSocketPolicy POLICY = WebSocketPolicy.USUAL.withMaxMessageBytes(16 << 20);

    /// Serves any number of clients.
    public Echo() {}

    @Override
    public WebSocketPolicy policy() {
        return POLICY;
    }

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
