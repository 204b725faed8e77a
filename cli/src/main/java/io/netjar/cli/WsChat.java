package io.netjar.cli;

import io.netjar.engine.Engine;
import io.netjar.engine.Timer;
import io.netjar.web.client.ClientWebSocket;
import io.netjar.web.client.WebSocketListener;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What is said on one WebSocket, and when enough was. On the engine's thread.
final class WsChat implements WebSocketListener {
    private static final int NORMAL = 1000;
    private static final int GOING_AWAY = 1001;
    private static final int NO_CODE = 1005;

    private final Engine engine;
    private final Plan plan;
    private final WsPrinter printer;
    private final Timer end;
    private final Timer pinging;
    private @Nullable ClientWebSocket socket;
    private Runnable onOpen = () -> {
    };
    private Runnable onOver = () -> {
    };
    private int received;
    private boolean over;
    /// Whether it is to be closed, or would be if it were open.
    private boolean isLeft;
    private String problem = "";

    /// @param sends what is said at first
    /// @param nanos after which it is closed, 0 for never
    /// @param count of messages after which it is closed, 0 for never
    /// @param pingNanos between pings, 0 for none
    record Plan(List<String> sends, long nanos, int count, long pingNanos) {
        /// Whether there is an end that does not come from outside.
        boolean hasEnd() {
            return nanos > 0 || count > 0;
        }
    }

    WsChat(Engine engine, Plan plan, WsPrinter printer) {
        this.engine = engine;
        this.plan = plan;
        this.printer = printer;
        end = new Timer(engine, _ -> leave());
        pinging = new Timer(engine, _ -> ping());
    }

    /// What is to be done when it is open; must be set before it is.
    void onOpen(Runnable work) {
        onOpen = work;
    }

    /// What is to be done when it is over.
    void onOver(Runnable work) {
        onOver = work;
    }

    boolean isOver() {
        return over;
    }

    @Override
    public void opened(ClientWebSocket opened) {
        socket = opened;
        printer.opened(opened);
        if (isLeft) {
            leave();
            return;
        }
        if (plan.nanos() > 0) {
            end.armIn(plan.nanos());
        }
        if (plan.pingNanos() > 0) {
            pinging.armIn(plan.pingNanos());
        }
        plan.sends().forEach(this::send);
        onOpen.run();
    }

    /// Sends a message.
    void send(String message) {
        ClientWebSocket open = socket;
        if (open != null && open.isOpen()) {
            printer.sent(message);
            open.send(message);
        }
    }

    /// Nobody will say anything more: the end, unless there is more to hear.
    void inputEnded() {
        if (!plan.hasEnd()) {
            leave();
        }
    }

    /// Closes it; what comes until the other side has agreed is still told.
    void leave() {
        isLeft = true;
        if (socket != null) {
            socket.close(NORMAL, "");
        }
    }

    private void ping() {
        if (socket != null) {
            socket.ping(ByteBuffer.allocate(Long.BYTES).putLong(engine.now()).array());
            pinging.armIn(plan.pingNanos());
        }
    }

    @Override
    public void text(String message) {
        if (isWanted()) {
            printer.text(message);
            counted();
        }
    }

    @Override
    public void binary(byte[] message) {
        if (isWanted()) {
            printer.binary(message);
            counted();
        }
    }

    /// Messages may come while the close frame is on its way.
    private boolean isWanted() {
        return plan.count() == 0 || received < plan.count();
    }

    private void counted() {
        received++;
        if (received == plan.count()) {
            leave();
        }
    }

    @Override
    public void pong(byte[] payload) {
        if (payload.length == Long.BYTES) {
            printer.pong(engine.now() - ByteBuffer.wrap(payload).getLong());
        }
    }

    @Override
    public void closed(int code, String reason) {
        printer.closed(code, reason);
        if (code != NORMAL && code != GOING_AWAY && code != NO_CODE) {
            problem = "the WebSocket was closed with " + code;
        } else if (received < plan.count()) {
            problem = "only " + received + " of " + plan.count() + " messages came";
        }
        finish();
    }

    @Override
    public void failed(String message) {
        printer.failed(message);
        problem = message;
        finish();
    }

    private void finish() {
        end.cancel();
        pinging.cancel();
        over = true;
        onOver.run();
    }

    /// The exit code 0, if all went as it should.
    int outcome() throws Failure {
        if (!problem.isEmpty()) {
            throw Failure.failed("ws: " + problem);
        }
        return 0;
    }
}
