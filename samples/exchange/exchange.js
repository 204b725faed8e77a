// The exchange's page: which instruments there are and their candles by HTTP, all that happens by the feed.
import { Book } from "./book.js";
import { Chart, written } from "./chart.js";
import { Feed } from "./feed.js";
import { isKorean, switchLanguage, translate, words } from "./words.js";

const LEVELS = 12;
const TRADES = 40;
const UNITS = { seconds: 1_000, "minutes/1": 60_000, "minutes/5": 300_000, "minutes/30": 1_800_000 };

const $ = id => document.getElementById(id);
const markets = new Map();
const feed = new Feed();
const chart = new Chart($("chart"), candle => {
  $("reading").textContent = candle ? words().candle(candleText(candle)) : "";
});
let chosen;
let unit = "minutes/1";
let book = new Book();
let bookDue = false;
let connection = { kind: "connecting", attempt: 0 };
let arrivals = [];
// Trades that came while the candles were on their way.
let waiting;

// ---- beginning

async function begin() {
  translate();
  for (const each of await get("/v1/market/all")) {
    const row = marketRow(each);
    markets.set(each.market, { ...each, row, digits: 0 });
    $("markets").append(row.tr);
  }
  const asked = new URLSearchParams(location.search).get("code");
  choose(markets.has(asked) ? asked : markets.keys().next().value);
}

async function get(path) {
  for (let wait = 500; ; wait = Math.min(15_000, wait * 2)) {
    try {
      const answer = await fetch(path);
      if (answer.ok) return await answer.json();
    } catch {
      // The line is cut: the feed says so, and this is asked for again.
    }
    await new Promise(done => setTimeout(done, wait));
  }
}

function choose(code) {
  chosen = code;
  book = new Book();
  $("trades").replaceChildren();
  for (const [each, { row }] of markets) row.button.setAttribute("aria-pressed", each === code);
  feed.want([
    { type: "ticker", codes: [...markets.keys()] },
    { type: "trade", codes: [code] },
    { type: "orderbook", codes: [code] },
  ]);
  showQuote();
  loadTrades();
  loadCandles();
}

async function loadTrades() {
  const code = chosen;
  const rows = await get(`/v1/trades/ticks?market=${code}&count=${TRADES}`);
  if (code !== chosen) return;
  const known = new Set([...$("trades").rows].map(row => +row.dataset.sequence));
  for (const trade of rows) if (!known.has(trade.sequence)) $("trades").append(tradeRow(trade));
  trim();
}

async function loadCandles() {
  const key = `${unit}?market=${chosen}`;
  waiting = { key, trades: [] };
  const rows = await get(`/v1/candles/${key}&count=200`);
  if (waiting?.key !== key) return;
  const candles = rows.reverse().map(row => ({
    time: Date.parse(row.candle_date_time_utc + "Z"), open: row.opening_price, high: row.high_price, low: row.low_price,
    close: row.trade_price, volume: row.candle_acc_trade_volume, until: row.timestamp,
  }));
  const digits = Math.max(...candles.map(({ close }) => decimals(close)), ...candles.map(({ open }) => decimals(open)));
  markets.get(chosen).digits = digits;
  chart.show(candles, UNITS[unit], digits);
  // What the candles do not hold yet.
  const until = candles.at(-1)?.until ?? 0;
  for (const trade of waiting.trades) if (trade.trade_timestamp > until) addToChart(trade);
  waiting = undefined;
  showQuote();
}

function addToChart(trade) {
  chart.add(trade.trade_timestamp, trade.trade_price, trade.trade_volume);
}

// ---- what comes in

feed.addEventListener("message", ({ detail: message }) => {
  arrivals.push(performance.now());
  if (message.type === "ticker") takeTicker(message);
  else if (message.code === chosen && message.type === "trade") takeTrade(message);
  else if (message.code === chosen) {
    book.take(message);
    bookDue = true;
  }
  count();
});

function takeTicker(message) {
  const market = markets.get(message.code);
  const before = market.ticker?.trade_price;
  market.ticker = message;
  market.digits = Math.max(market.digits, decimals(message.trade_price));
  const { price, change, value } = market.row;
  price.textContent = written(message.trade_price, market.digits);
  change.textContent = percent(message.signed_change_rate);
  change.className = tone(message.signed_change_rate);
  price.className = tone(message.signed_change_rate);
  value.textContent = million(message.acc_trade_price);
  if (before && before !== message.trade_price) flash(price, message.trade_price > before);
  if (message.code === chosen) showQuote();
}

function takeTrade(message) {
  if ([...$("trades").rows].some(row => +row.dataset.sequence === message.sequence)) return;
  const row = tradeRow(message);
  const after = [...$("trades").rows].find(other => +other.dataset.sequence < message.sequence);
  $("trades").insertBefore(row, after ?? null);
  trim();
  if (waiting) waiting.trades.push(message);
  else if (message.stream_type === "REALTIME") addToChart(message);
  else loadCandles();
}

function trim() {
  while ($("trades").rows.length > TRADES) $("trades").lastElementChild.remove();
  if ($("trades").rows.length) document.body.dataset.trade = $("trades").rows[0].dataset.sequence;
}

function count() {
  for (const name of ["received", "resumed", "gaps", "doubles", "snapshots", "connections"]) document.body.dataset[name] = feed[name];
  $("received").textContent = feed.received.toLocaleString("en");
  $("gaps").textContent = feed.gaps.toLocaleString("en");
}

// ---- the connection

feed.addEventListener("state", ({ detail }) => {
  connection = detail;
  showState();
});

function showState() {
  const { kind, until, code, reason, attempt } = connection;
  document.body.dataset.state = kind;
  const text = kind === "connecting" && attempt ? words().reconnecting(attempt) : words()[kind];
  if ($("state").textContent !== text) $("state").textContent = text;
  $("main").classList.toggle("stale", kind !== "live" && feed.received > 0);
  $("banner").hidden = kind === "live" || (kind === "connecting" && !attempt);
  if (kind === "cut") {
    const why = reason || (code === 0 ? words().silent : code === 1006 ? words().broken : words().closed(code));
    $("banner").textContent = words().banner(why, Math.max(0, (until - performance.now()) / 1000).toFixed(1), attempt);
  }
}

// ---- the tables

function marketRow({ market, korean_name, english_name }) {
  const tr = document.createElement("tr");
  tr.innerHTML = '<th scope="row"><button type="button"><span></span><small></small></button></th><td></td><td></td><td class="wide"></td>';
  const button = tr.querySelector("button");
  button.querySelector("span").textContent = isKorean() ? korean_name : english_name;
  button.querySelector("small").textContent = market;
  tr.addEventListener("click", () => market !== chosen && choose(market));
  return { tr, button, price: tr.cells[1], change: tr.cells[2], value: tr.cells[3] };
}

function tradeRow(trade) {
  const tr = document.createElement("tr");
  tr.dataset.sequence = trade.sequence;
  const digits = markets.get(chosen).digits;
  for (const text of [trade.trade_time, written(trade.trade_price, Math.max(digits, decimals(trade.trade_price))), amount(trade.trade_volume)]) {
    tr.insertCell().textContent = text;
  }
  tr.cells[1].className = trade.ask_bid === "BID" ? "up" : "down";
  return tr;
}

function showBook() {
  const { asks, bids } = book.best(LEVELS);
  const most = Math.max(1e-9, ...asks.map(level => level.amount), ...bids.map(level => level.amount));
  const { digits } = markets.get(chosen);
  fill($("asks"), asks.toReversed(), most, digits);
  fill($("bids"), bids, most, digits);
  if (asks.length && bids.length) {
    const gap = asks[0].price - bids[0].price;
    $("spread").textContent = words().spread(written(gap, digits));
    document.body.dataset.crossed = gap <= 0;
  }
}

function fill(body, levels, most, digits) {
  while (body.rows.length > levels.length) body.lastElementChild.remove();
  while (body.rows.length < levels.length) {
    const tr = body.insertRow();
    for (let i = 0; i < 3; i++) tr.insertCell();
  }
  levels.forEach((level, i) => {
    const [price, size, total] = body.rows[i].cells;
    set(price, written(level.price, digits));
    set(size, amount(level.amount));
    set(total, amount(level.total));
    body.rows[i].style.setProperty("--depth", `${((level.amount / most) * 100).toFixed(1)}%`);
  });
}

function set(cell, text) {
  if (cell.textContent !== text) cell.textContent = text;
}

function showQuote() {
  const market = markets.get(chosen);
  $("name").textContent = isKorean() ? market.korean_name : market.english_name;
  $("code").textContent = chosen;
  const ticker = market.ticker;
  if (!ticker) return;
  const price = written(ticker.trade_price, market.digits);
  $("last").textContent = price;
  $("last").className = "last " + tone(ticker.signed_change_rate);
  $("change").textContent = `${percent(ticker.signed_change_rate)} (${ticker.signed_change_price > 0 ? "+" : ""}${written(ticker.signed_change_price, market.digits)})`;
  $("change").className = "change " + tone(ticker.signed_change_rate);
  $("high").textContent = written(ticker.high_price, market.digits);
  $("low").textContent = written(ticker.low_price, market.digits);
  $("turnover").textContent = million(ticker.acc_trade_price);
  $("middle").textContent = price;
  $("middle").className = tone(ticker.signed_change_rate);
  document.title = `${price} ${chosen}`;
  $("chart").setAttribute("aria-label", `${chosen} ${price}`);
}

function candleText(candle) {
  const { digits } = markets.get(chosen);
  const prices = Object.fromEntries(["open", "high", "low", "close"].map(name => [name, written(candle[name], digits)]));
  return { ...prices, time: new Date(candle.time).toISOString().slice(11, 19), volume: amount(candle.volume) };
}

function flash(cell, isUp) {
  cell.classList.remove("flash-up", "flash-down");
  void cell.offsetWidth; // restarts the animation
  cell.classList.add(isUp ? "flash-up" : "flash-down");
}

const tone = change => (change > 0 ? "up" : change < 0 ? "down" : "");
const percent = change => (change > 0 ? "+" : "") + (change * 100).toFixed(2) + " %";
const million = won => written(won / 1e6, 1) + " " + words().million;
const decimals = number => (String(number).split(".")[1] ?? "").length;
const amount = coins => coins.toLocaleString("en", coins >= 10_000 ? { maximumFractionDigits: 0 } : { minimumFractionDigits: 4, maximumFractionDigits: 4 });

// ---- what is done by hand, and by the clock

$("units").addEventListener("click", ({ target }) => {
  if (!target.dataset.unit) return;
  unit = target.dataset.unit;
  for (const button of $("units").children) button.setAttribute("aria-pressed", button === target);
  loadCandles();
});

$("language").addEventListener("click", () => {
  switchLanguage();
  for (const market of markets.values()) market.row.button.querySelector("span").textContent = isKorean() ? market.korean_name : market.english_name;
  for (const market of markets.values()) if (market.ticker) takeTicker(market.ticker);
  showState();
  showQuote();
  bookDue = true;
});

setInterval(() => connection.kind === "cut" && showState(), 100);
setInterval(() => {
  const since = performance.now() - 5000;
  arrivals = arrivals.filter(at => at > since);
  $("rate").textContent = (arrivals.length / 5).toFixed(1);
}, 1000);
(function frame() {
  if (bookDue && chosen) showBook();
  bookDue = false;
  requestAnimationFrame(frame);
})();
begin();
