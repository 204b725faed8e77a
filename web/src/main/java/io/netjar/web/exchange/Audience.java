package io.netjar.web.exchange;

import io.netjar.web.SharedText;
import io.netjar.web.WebSocketSession;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Those who are told the same: sessions, in no order that means something. One may leave while all are told.
final class Audience {
    private final List<@Nullable Seat> seats = new ArrayList<>();
    private int taken;
    private boolean telling;

    /// A session's place in the audience.
    static final class Seat {
        private final WebSocketSession session;
        private int place;

        private Seat(WebSocketSession session, int place) {
            this.session = session;
            this.place = place;
        }
    }

    boolean isEmpty() {
        return taken == 0;
    }

    Seat join(WebSocketSession session) {
        var seat = new Seat(session, seats.size());
        seats.add(seat);
        taken++;
        return seat;
    }

    /// Gives a seat back, once.
    void leave(Seat seat) {
        taken--;
        seats.set(seat.place, null);
        if (!telling) {
            close(seat.place);
        }
    }

    /// Sends `text` to all who are here now.
    void tell(SharedText text) {
        telling = true;
        int here = seats.size();
        for (int i = 0; i < here; i++) {
            Seat seat = seats.get(i);
            if (seat != null) {
                seat.session.send(text);
            }
        }
        telling = false;
        if (taken < seats.size()) {
            for (int i = seats.size() - 1; i >= 0; i--) {
                if (seats.get(i) == null) {
                    close(i);
                }
            }
        }
    }

    /// Fills an empty place with the last seat.
    private void close(int place) {
        Seat last = seats.removeLast();
        if (last != null && place < seats.size()) {
            last.place = place;
            seats.set(place, last);
        }
    }
}
