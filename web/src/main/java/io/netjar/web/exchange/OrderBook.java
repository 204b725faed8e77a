package io.netjar.web.exchange;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/// A limit order book with its matching engine. What crosses is traded at once, at the price of the order that was there
/// first: the best price has priority, and at one price the oldest order.
///
/// Prices are numbers of the [TickLadder], amounts any unit. The best bid is always below the best ask.
final class OrderBook {
    private final TreeMap<Integer, Level> bids = new TreeMap<>();
    private final TreeMap<Integer, Level> asks = new TreeMap<>();
    private final List<Order> orders = new ArrayList<>();
    private int bidCount;
    private final Listener listener;

    /// Is told what happens, while it happens.
    interface Listener {
        /// Two orders met.
        ///
        /// @param price number of the price of the one that had waited
        /// @param aggressor the side of the one that came
        void traded(int price, long size, Side aggressor);

        /// What waits at a price is another amount now; told once or more.
        void levelChanged(Side side, int price);
    }

    /// An order that waits, linked to those that came before and after it at its price.
    private static final class Order {
        private final Side side;
        private final int price;
        private final Level level;
        private long size;
        private int place;
        private Order older = this;
        private Order newer = this;

        Order(Side side, int price, Level level, long size) {
            this.side = side;
            this.price = price;
            this.level = level;
            this.size = size;
        }
    }

    /// All orders at one price: a ring, whose anchor is followed by the oldest.
    private static final class Level {
        private final Order anchor;
        private long size;

        Level(Side side, int price) {
            anchor = new Order(side, price, this, 0);
        }

        void append(Order order) {
            order.older = anchor.older;
            order.newer = anchor;
            order.older.newer = order;
            anchor.older = order;
            size += order.size;
        }

        void remove(Order order) {
            order.older.newer = order.newer;
            order.newer.older = order.older;
            size -= order.size;
        }
    }

    OrderBook(Listener listener) {
        this.listener = listener;
    }

    /// Whether nothing waits on that side.
    boolean isEmpty(Side side) {
        return levels(side).isEmpty();
    }

    /// The best price of a side that is not empty: the highest bid, the lowest ask.
    int best(Side side) {
        return side == Side.BID ? bids.lastKey() : asks.firstKey();
    }

    /// How much waits at the best price of a side that is not empty.
    long bestSize(Side side) {
        return bestLevel(side).size;
    }

    private Level bestLevel(Side side) {
        return (side == Side.BID ? bids.lastEntry() : asks.firstEntry()).getValue();
    }

    /// How much waits at a price.
    long sizeAt(Side side, int price) {
        Level level = levels(side).get(price);
        return level == null ? 0 : level.size;
    }

    /// The prices at which something waits, from low to high.
    int[] prices(Side side) {
        return levels(side).keySet().stream().mapToInt(Integer::intValue).toArray();
    }

    /// How many orders wait.
    int count() {
        return orders.size();
    }

    /// How many orders wait on one side.
    int count(Side side) {
        return side == Side.BID ? bidCount : orders.size() - bidCount;
    }

    /// A limit order: trades with what it crosses, and waits with the rest.
    ///
    /// @param size above 0
    void limit(Side side, int price, long size) {
        long left = match(side, price, size);
        if (left > 0) {
            Level level = levels(side).computeIfAbsent(price, at -> new Level(side, at));
            var order = new Order(side, price, level, left);
            order.place = orders.size();
            orders.add(order);
            bidCount += side == Side.BID ? 1 : 0;
            level.append(order);
            listener.levelChanged(side, price);
        }
    }

    /// A market order: trades with what is there; what is left over is void.
    void market(Side side, long size) {
        match(side, side == Side.BID ? Integer.MAX_VALUE : 0, size);
    }

    /// Takes away the order in that place of a list without meaning to its order.
    ///
    /// @param place from 0 to below [#count()]
    void cancel(int place) {
        Order order = orders.get(place);
        remove(order);
        listener.levelChanged(order.side, order.price);
    }

    /// Takes away the newest order at the best price of a side that is not empty.
    void cancelBest(Side side) {
        cancel(bestLevel(side).anchor.older.place);
    }

    private NavigableMap<Integer, Level> levels(Side side) {
        return side == Side.BID ? bids : asks;
    }

    private boolean crosses(Side side, int price) {
        Side other = side.other();
        return !isEmpty(other) && (side == Side.BID ? asks.firstKey() <= price : bids.lastKey() >= price);
    }

    private long match(Side side, int price, long size) {
        long left = size;
        while (left > 0 && crosses(side, price)) {
            Side other = side.other();
            Order oldest = bestLevel(other).anchor.newer;
            int at = oldest.price;
            long traded = Math.min(left, oldest.size);
            left -= traded;
            if (traded == oldest.size) {
                remove(oldest);
            } else {
                oldest.size -= traded;
                oldest.level.size -= traded;
            }
            listener.traded(at, traded, side);
            listener.levelChanged(other, at);
        }
        return left;
    }

    private void remove(Order order) {
        Level level = order.level;
        level.remove(order);
        if (level.anchor.newer == level.anchor) {
            levels(order.side).remove(order.price);
        }
        bidCount -= order.side == Side.BID ? 1 : 0;
        Order last = orders.removeLast();
        if (last != order) {
            orders.set(order.place, last);
            last.place = order.place;
        }
    }
}
