// An order book as the feed tells of it: a snapshot, then the prices whose amounts changed.
export class Book {
  asks = new Map();
  bids = new Map();

  take(message) {
    if (message.stream_type === "SNAPSHOT") {
      this.asks = new Map(message.asks);
      this.bids = new Map(message.bids);
      return;
    }
    change(this.asks, message.asks);
    change(this.bids, message.bids);
  }

  // The best `count` of each side, best first, with running totals.
  best(count) {
    return {
      asks: summed([...this.asks].sort((a, b) => a[0] - b[0]).slice(0, count)),
      bids: summed([...this.bids].sort((a, b) => b[0] - a[0]).slice(0, count)),
    };
  }
}

function change(side, levels) {
  for (const [price, amount] of levels) {
    if (amount) side.set(price, amount);
    else side.delete(price);
  }
}

function summed(levels) {
  let total = 0;
  return levels.map(([price, amount]) => ({ price, amount, total: (total += amount) }));
}
