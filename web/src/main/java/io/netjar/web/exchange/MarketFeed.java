package io.netjar.web.exchange;

import io.netjar.web.WebSocketEvents;
import io.netjar.web.WebSocketPolicy;
import io.netjar.web.WebSocketProgram;
import io.netjar.web.WebSocketSession;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// A WebSocket program that tells clients what they subscribe to of a market, by code and type, as the public exchanges'
/// feeds do: first the present state, then each change with its place in a sequence. A client that was cut off says what
/// it saw last, and is told what it missed. All clients share the market, and each message is made once for all.
///
/// The whole protocol is in `docs/exchange.md`.
public final class MarketFeed implements WebSocketProgram {
    private static final int MAX_REQUEST_BYTES = 16_384;
    /// Messages are short, and compressing them for each client anew would cost more than all the rest.
    private static final WebSocketPolicy POLICY = WebSocketPolicy.USUAL.withDeflate(false)
            .withMaxMessageBytes(MAX_REQUEST_BYTES);

    private final Market market;
    private final Set<String> codes = new TreeSet<>();
    private final Map<String, Desk> desks = new LinkedHashMap<>();

    public MarketFeed(Market market) {
        this.market = market;
        market.instruments().forEach(instrument -> codes.add(instrument.code()));
    }

    @Override
    public WebSocketPolicy policy() {
        return POLICY;
    }

    @Override
    public WebSocketEvents opened(WebSocketSession session) {
        return new Client(session);
    }

    private Desk desk(String code) {
        return desks.computeIfAbsent(code, _ -> new Desk(market.listing(code).orElseThrow()));
    }

    /// One client and its subscriptions; a request replaces those of the one before.
    private final class Client implements WebSocketEvents {
        private final WebSocketSession session;
        private final List<Desk.Place> places = new ArrayList<>();

        Client(WebSocketSession session) {
            this.session = session;
        }

        @Override
        public void text(String message) {
            if (message.strip().equals("PING")) {
                session.send("{\"status\":\"UP\"}");
                return;
            }
            try {
                FeedRequest request = FeedRequest.read(message, codes);
                leave();
                request.subscriptions().forEach(this::subscribe);
            } catch (FeedRequest.Refusal refusal) {
                session.send(FeedText.error(refusal.name(), refusal.reason()));
            }
        }

        @Override
        public void binary(byte[] message) {
            session.send(FeedText.error("WRONG_FORMAT", "requests are text messages"));
        }

        private void subscribe(FeedRequest.Subscription wanted) {
            for (String code : wanted.codes()) {
                Desk desk = desk(code);
                Optional<List<String>> missed = Optional.ofNullable(wanted.resume().get(code))
                        .flatMap(sequence -> desk.missed(wanted.type(), sequence));
                if (missed.isPresent()) {
                    missed.get().forEach(session::send);
                } else if (wanted.snapshots()) {
                    desk.snapshot(wanted.type()).ifPresent(session::send);
                }
                if (wanted.changes() && session.isOpen()) {
                    places.add(desk.join(wanted.type(), session));
                }
            }
        }

        private void leave() {
            places.forEach(Desk.Place::leave);
            places.clear();
        }

        @Override
        public void closed(int code) {
            leave();
        }
    }
}
