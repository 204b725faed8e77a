package io.netjar.web.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.netjar.engine.Chance;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OrderBookTest {
    private final List<String> told = new ArrayList<>();
    private final OrderBook book = new OrderBook(new OrderBook.Listener() {
        @Override
        public void traded(int price, long size, Side aggressor) {
            told.add(aggressor + " " + size + " at " + price);
        }

        @Override
        public void levelChanged(Side side, int price) {
            // Asked of the book itself.
        }
    });

    @Test
    void keepsOrdersThatDoNotMeet() {
        book.limit(Side.BID, 99, 5);
        book.limit(Side.ASK, 101, 7);
        book.limit(Side.BID, 98, 2);

        assertThat(told).isEmpty();
        assertThat(book.best(Side.BID)).isEqualTo(99);
        assertThat(book.best(Side.ASK)).isEqualTo(101);
        assertThat(book.prices(Side.BID)).containsExactly(98, 99);
        assertThat(book.count(Side.BID)).isEqualTo(2);
        assertThat(book.count(Side.ASK)).isEqualTo(1);
    }

    @Test
    void tradesAtTheBestPriceFirstAndAtThePriceOfWhoWaited() {
        book.limit(Side.ASK, 102, 5);
        book.limit(Side.ASK, 101, 5);
        book.limit(Side.BID, 103, 8);

        assertThat(told).containsExactly("BID 5 at 101", "BID 3 at 102");
        assertThat(book.sizeAt(Side.ASK, 102)).isEqualTo(2);
        assertThat(book.isEmpty(Side.BID)).isTrue();
    }

    @Test
    void tradesWithTheOldestOrderOfAPriceFirst() {
        book.limit(Side.BID, 100, 3);
        book.limit(Side.BID, 100, 4);
        book.limit(Side.BID, 100, 5);
        book.market(Side.ASK, 9);

        assertThat(told).containsExactly("ASK 3 at 100", "ASK 4 at 100", "ASK 2 at 100");
        assertThat(book.sizeAt(Side.BID, 100)).isEqualTo(3);
    }

    @Test
    void letsTheRestOfALimitOrderWait() {
        book.limit(Side.BID, 100, 3);
        book.limit(Side.ASK, 100, 10);

        assertThat(told).containsExactly("ASK 3 at 100");
        assertThat(book.isEmpty(Side.BID)).isTrue();
        assertThat(book.sizeAt(Side.ASK, 100)).isEqualTo(7);
    }

    @Test
    void voidsTheRestOfAMarketOrder() {
        book.limit(Side.ASK, 100, 3);
        book.market(Side.BID, 10);

        assertThat(told).containsExactly("BID 3 at 100");
        assertThat(book.count()).isZero();
    }

    @Test
    void cancelsTheNewestOrderOfTheBestPrice() {
        book.limit(Side.ASK, 100, 3);
        book.limit(Side.ASK, 100, 4);
        book.limit(Side.ASK, 101, 5);
        book.cancelBest(Side.ASK);
        book.market(Side.BID, 4);

        assertThat(told).containsExactly("BID 3 at 100", "BID 1 at 101");
    }

    @Test
    void addsUpAndIsNeverCrossedWhateverComes() {
        Chance chance = Chance.of(11, "orders");
        for (int i = 0; i < 20_000; i++) {
            Side side = chance.happens(0.5) ? Side.BID : Side.ASK;
            switch (chance.nextInt(8)) {
                case 0 -> book.market(side, 1 + chance.nextInt(50));
                case 1, 2 -> {
                    if (book.count() > 0) {
                        book.cancel(chance.nextInt(book.count()));
                    }
                }
                default -> book.limit(side, 90 + chance.nextInt(21), 1 + chance.nextInt(20));
            }
            if (!book.isEmpty(Side.BID) && !book.isEmpty(Side.ASK)) {
                assertThat(book.best(Side.BID)).isLessThan(book.best(Side.ASK));
            }
            assertThat(book.count(Side.BID) + book.count(Side.ASK)).isEqualTo(book.count());
            assertThat(book.isEmpty(Side.BID)).isEqualTo(book.count(Side.BID) == 0);
        }
        // What waits is what levels say: a market order for all of it leaves nothing.
        for (Side side : Side.values()) {
            long all = 0;
            for (int price : book.prices(side)) {
                assertThat(book.sizeAt(side, price)).isPositive();
                all += book.sizeAt(side, price);
            }
            if (all > 1) {
                book.market(side.other(), all - 1);
                assertThat(book.bestSize(side)).isEqualTo(1);
                assertThat(book.count(side)).isEqualTo(1);
            }
        }
    }
}
