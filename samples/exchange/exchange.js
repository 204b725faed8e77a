// Live prices over one WebSocket: ws://<this host>/feed.
const KEEP = 240;
const TAPE = 40;
const FIRST_WAIT = 500;
const LONGEST_WAIT = 15_000;
// The server pings every 30 s, but browsers do not show pings; a market this lively is never silent so long.
const SILENCE = 12_000;

const $ = id => document.getElementById(id);
const markets = new Map();
let chosen;
let count = 0;
let missed = 0;
let lastSequence = 0;
let attempts = 0;
let lastHeard = 0;
let arrivals = [];
let drawn = false;

// ---- the connection

function connect() {
  state("connecting", attempts ? `reconnecting (${attempts})` : "connecting");
  const scheme = location.protocol === "https:" ? "wss:" : "ws:";
  const socket = new WebSocket(`${scheme}//${location.host}/feed`);
  let watch;
  socket.onopen = () => {
    attempts = 0;
    lastHeard = performance.now();
    watch = setInterval(() => performance.now() - lastHeard > SILENCE && lost(socket), 1000);
    state("live", "live");
    $("banner").hidden = true;
  };
  socket.onmessage = event => {
    lastHeard = performance.now();
    receive(JSON.parse(event.data));
  };
  socket.onclose = event => {
    clearInterval(watch);
    retry(event);
  };
}

// A dead connection may take minutes to notice that it is; the page does not wait for it.
function lost(socket) {
  socket.onclose = socket.onmessage = null;
  socket.close();
  retry({ code: 1006, reason: "nothing heard for " + SILENCE / 1000 + " s" });
}

function retry(event) {
  // Twice as long each time, and never all clients at once.
  const wait = Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** attempts++) * (0.75 + Math.random() / 2);
  const until = performance.now() + wait;
  const why = event.reason || (event.code === 1006 ? "the connection broke off" : "closed with " + event.code);
  const tell = () => {
    const left = Math.max(0, until - performance.now()) / 1000;
    $("banner").textContent = `Disconnected: ${why}. Prices below are old. Trying again in ${left.toFixed(1)} s (attempt ${attempts}).`;
  };
  state("cut", "disconnected");
  $("banner").hidden = false;
  tell();
  const ticking = setInterval(tell, 100);
  setTimeout(() => {
    clearInterval(ticking);
    connect();
  }, wait);
}

function state(kind, text) {
  $("state").textContent = text;
  document.body.dataset.state = kind;
  document.querySelector("main").classList.toggle("stale", kind === "cut");
}

// ---- what comes in

function receive(message) {
  if (message.type === "snapshot") snapshot(message);
  else if (message.type === "price") trade(message);
}

function snapshot(message) {
  let market = markets.get(message.code);
  if (!market) {
    market = { code: message.code, decimals: 0, traded: 0 };
    markets.set(message.code, market);
    market.row = row(market);
    $("rows").append(market.row.tr);
    chosen ??= message.code;
  }
  market.trail = message.trail.slice(-KEEP);
  market.decimals = decimals(market.trail.concat(message.price));
  Object.assign(market, { price: message.price, change: message.change });
  market.high = Math.max(message.price, ...market.trail);
  market.low = Math.min(message.price, ...market.trail);
  lastSequence = Math.max(lastSequence, message.seq);
  show(market);
}

function trade(message) {
  const market = markets.get(message.code);
  if (!market) return;
  count++;
  if (lastSequence && message.seq > lastSequence + 1) missed += message.seq - lastSequence - 1;
  lastSequence = message.seq;
  arrivals.push(performance.now());
  const direction = Math.sign(message.price - market.price);
  market.price = message.price;
  market.change = message.change;
  market.traded += message.volume;
  market.high = Math.max(market.high, message.price);
  market.low = Math.min(market.low, message.price);
  market.trail.push(message.price);
  if (market.trail.length > KEEP) market.trail.shift();
  show(market, direction);
  print(message, market, direction);
  $("count").textContent = count.toLocaleString("en");
  $("missed").textContent = missed.toLocaleString("en");
}

// ---- the table

function row(market) {
  const tr = document.createElement("tr");
  tr.innerHTML = "<td><button></button></td><td></td><td></td><td class=\"spark\"><canvas aria-hidden=\"true\"></canvas></td>";
  const button = tr.querySelector("button");
  button.textContent = market.code;
  tr.addEventListener("click", () => {
    chosen = market.code;
    for (const other of markets.values()) other.row.tr.classList.toggle("chosen", other === market);
    quote();
  });
  return { tr, button, price: tr.cells[1], change: tr.cells[2], spark: tr.querySelector("canvas") };
}

function show(market, direction = 0) {
  const { tr, price, change, spark } = market.row;
  tr.classList.toggle("chosen", market.code === chosen);
  price.textContent = written(market.price, market.decimals);
  change.textContent = percent(market.change);
  change.className = price.className = tone(market.change);
  if (direction) {
    void price.offsetWidth; // restarts the animation
    price.classList.add(direction > 0 ? "flash-up" : "flash-down");
  }
  sparkline(spark, market);
  if (market.code === chosen) quote();
}

function print(message, market, direction) {
  const tr = document.createElement("tr");
  const time = new Date(message.time).toISOString().slice(11, 23);
  for (const text of [time, message.code, written(message.price, market.decimals), message.volume.toFixed(3)]) {
    tr.insertCell().textContent = text;
  }
  tr.cells[2].className = direction ? (direction > 0 ? "up" : "down") : "";
  $("tape").prepend(tr);
  if ($("tape").rows.length > TAPE) $("tape").lastElementChild.remove();
}

function quote() {
  const market = markets.get(chosen);
  if (!market) return;
  $("code").textContent = market.code;
  $("last").textContent = written(market.price, market.decimals);
  $("last").className = "last " + tone(market.change);
  $("change").textContent = percent(market.change);
  $("change").className = "change " + tone(market.change);
  $("high").textContent = written(market.high, market.decimals);
  $("low").textContent = written(market.low, market.decimals);
  $("volume").textContent = market.traded.toFixed(3);
  document.title = `${written(market.price, market.decimals)} ${market.code}`;
  drawn = false;
}

const tone = change => (change > 0 ? "up" : change < 0 ? "down" : "");
const percent = change => (change > 0 ? "+" : "") + (change * 100).toFixed(2) + " %";
const written = (price, digits) => price.toLocaleString("en", { minimumFractionDigits: digits, maximumFractionDigits: digits });
const decimals = prices => Math.max(...prices.map(price => (String(price).split(".")[1] ?? "").length));

// ---- the drawing

function prepare(canvas) {
  const scale = devicePixelRatio || 1;
  const width = canvas.clientWidth;
  const height = canvas.clientHeight;
  if (canvas.width !== Math.round(width * scale) || canvas.height !== Math.round(height * scale)) {
    canvas.width = Math.round(width * scale);
    canvas.height = Math.round(height * scale);
  }
  const pen = canvas.getContext("2d");
  pen.setTransform(scale, 0, 0, scale, 0, 0);
  pen.clearRect(0, 0, width, height);
  return { pen, width, height };
}

function sparkline(canvas, market) {
  const { pen, width, height } = prepare(canvas);
  const prices = market.trail.slice(-48);
  if (prices.length < 2 || !width) return;
  const low = Math.min(...prices);
  const span = Math.max(...prices) - low || 1;
  pen.beginPath();
  prices.forEach((price, i) => pen.lineTo(i / (prices.length - 1) * (width - 2) + 1, height - 3 - (price - low) / span * (height - 6)));
  pen.strokeStyle = market.change < 0 ? "#f0616d" : "#2fbf8f";
  pen.lineWidth = 1.4;
  pen.stroke();
}

function chart() {
  const market = markets.get(chosen);
  const { pen, width, height } = prepare($("chart"));
  if (!market || market.trail.length < 2) return;
  const prices = market.trail;
  const top = 22;
  const bottom = height - 26;
  const right = width - 104;
  const step = niceStep((Math.max(...prices) - Math.min(...prices)) / 5 || market.price / 1000);
  const low = Math.floor(Math.min(...prices) / step) * step;
  const high = Math.ceil(Math.max(...prices) / step) * step + (Math.max(...prices) === Math.min(...prices) ? step : 0);
  const x = i => 18 + i / (prices.length - 1) * (right - 18);
  const y = price => bottom - (price - low) / (high - low || 1) * (bottom - top);

  pen.font = "12px ui-monospace, 'DejaVu Sans Mono', monospace";
  pen.textBaseline = "middle";
  for (let price = low; price <= high + step / 2; price += step) {
    pen.fillStyle = "#1a2233";
    pen.fillRect(18, Math.round(y(price)), right - 18, 1);
    // No label under the one of the latest price.
    if (Math.abs(y(price) - y(market.price)) < 18) continue;
    pen.fillStyle = "#6d7a92";
    pen.fillText(written(price, market.decimals), right + 12, y(price));
  }

  const colour = market.change < 0 ? "240 97 109" : "47 191 143";
  const line = new Path2D();
  prices.forEach((price, i) => line.lineTo(x(i), y(price)));
  const area = new Path2D(line);
  area.lineTo(x(prices.length - 1), bottom);
  area.lineTo(x(0), bottom);
  const fade = pen.createLinearGradient(0, top, 0, bottom);
  fade.addColorStop(0, `rgb(${colour} / .28)`);
  fade.addColorStop(1, `rgb(${colour} / 0)`);
  pen.fillStyle = fade;
  pen.fill(area);
  pen.strokeStyle = `rgb(${colour})`;
  pen.lineWidth = 2;
  pen.lineJoin = "round";
  pen.stroke(line);

  const now = y(market.price);
  pen.setLineDash([3, 4]);
  pen.lineWidth = 1;
  pen.beginPath();
  pen.moveTo(18, now);
  pen.lineTo(right, now);
  pen.stroke();
  pen.setLineDash([]);
  pen.fillStyle = `rgb(${colour})`;
  pen.beginPath();
  pen.arc(x(prices.length - 1), now, 3.5, 0, 7);
  pen.fill();
  pen.beginPath();
  pen.roundRect(right + 6, now - 11, 94, 22, 4);
  pen.fill();
  pen.fillStyle = "#0b0f17";
  pen.font = "600 12px ui-monospace, 'DejaVu Sans Mono', monospace";
  pen.fillText(written(market.price, market.decimals), right + 12, now);
  pen.fillStyle = "#6d7a92";
  pen.font = "12px system-ui, sans-serif";
  pen.fillText(`latest ${prices.length} trades`, 18, height - 12);
}

function niceStep(rough) {
  const power = 10 ** Math.floor(Math.log10(rough));
  return [1, 2, 5, 10].map(n => n * power).find(step => step >= rough);
}

function frame() {
  if (!drawn) {
    drawn = true;
    chart();
  }
  requestAnimationFrame(frame);
}

setInterval(() => {
  const since = performance.now() - 5000;
  arrivals = arrivals.filter(at => at > since);
  $("rate").textContent = (arrivals.length / 5).toFixed(1);
}, 1000);
addEventListener("resize", () => (drawn = false));
connect();
frame();
