// Candles with volume on a canvas, the last price, and a cross that reads them out.
const COLOURS = { up: "#2fbf8f", down: "#f0616d", grid: "#1a2233", ink: "#8b98ae", dark: "#0b0f17", cross: "#5b6b85" };
const FONT = "12px ui-monospace, 'DejaVu Sans Mono', monospace";
const RIGHT = 92;
const TOP = 12;
const BOTTOM = 24;
const VOLUME_SHARE = 0.2;
const SLOT = 9;

export class Chart {
  candles = [];
  length = 60_000;
  digits = 0;
  #canvas;
  #cross = -1;
  #told;
  #due = true;

  // `told` is called with the candle under the cross, or undefined.
  constructor(canvas, told) {
    this.#canvas = canvas;
    this.#told = told;
    canvas.addEventListener("pointermove", event => this.#point(this.#slotAt(event.offsetX)));
    canvas.addEventListener("pointerleave", () => this.#point(-1));
    canvas.addEventListener("blur", () => this.#point(-1));
    canvas.addEventListener("keydown", event => {
      const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
      if (!step) return;
      event.preventDefault();
      const shown = this.#shown().length;
      this.#point(Math.max(0, Math.min(shown - 1, (this.#cross < 0 ? shown : this.#cross) + step)));
    });
    new ResizeObserver(() => this.redraw()).observe(canvas);
    const frame = () => {
      if (this.#due) this.#draw();
      this.#due = false;
      requestAnimationFrame(frame);
    };
    frame();
  }

  show(candles, length, digits) {
    Object.assign(this, { candles, length, digits });
    this.redraw();
  }

  // A trade goes into the newest candle, or begins one.
  add(time, price, volume) {
    const begin = Math.floor(time / this.length) * this.length;
    const newest = this.candles.at(-1);
    if (newest?.time === begin) {
      newest.high = Math.max(newest.high, price);
      newest.low = Math.min(newest.low, price);
      newest.close = price;
      newest.volume += volume;
    } else if (!newest || begin > newest.time) {
      this.candles.push({ time: begin, open: price, high: price, low: price, close: price, volume });
      if (this.candles.length > 400) this.candles.shift();
    }
    this.redraw();
  }

  redraw() {
    this.#due = true;
  }

  #shown() {
    const width = this.#canvas.clientWidth - RIGHT;
    return this.candles.slice(-Math.max(10, Math.floor(width / SLOT)));
  }

  #slotAt(x) {
    const shown = this.#shown();
    const first = this.#canvas.clientWidth - RIGHT - shown.length * SLOT;
    const slot = Math.floor((x - first) / SLOT);
    return slot >= 0 && slot < shown.length ? slot : -1;
  }

  #point(slot) {
    this.#cross = slot;
    this.#told(this.#shown()[slot]);
    this.redraw();
  }

  #draw() {
    const canvas = this.#canvas;
    const scale = devicePixelRatio || 1;
    const width = canvas.clientWidth;
    const height = canvas.clientHeight;
    canvas.width = Math.round(width * scale);
    canvas.height = Math.round(height * scale);
    const pen = canvas.getContext("2d");
    pen.scale(scale, scale);
    pen.font = FONT;
    pen.textBaseline = "middle";
    const shown = this.#shown();
    if (!shown.length || width < RIGHT) return;
    const right = width - RIGHT;
    const base = height - BOTTOM;
    const bottom = base - (base - TOP) * VOLUME_SHARE;
    let low = Math.min(...shown.map(candle => candle.low));
    let high = Math.max(...shown.map(candle => candle.high));
    const room = (high - low || high * 0.001) * 0.06;
    low -= room;
    high += room;
    const y = price => bottom - ((price - low) / (high - low)) * (bottom - TOP);
    const x = slot => right - (shown.length - slot) * SLOT;
    this.#drawGrid(pen, { low, high, y, right, last: shown.at(-1).close });
    this.#drawTimes(pen, { shown, x, base, right });
    const most = Math.max(...shown.map(candle => candle.volume)) || 1;
    shown.forEach((candle, slot) => {
      const left = x(slot) + 1;
      pen.fillStyle = pen.strokeStyle = candle.close < candle.open ? COLOURS.down : COLOURS.up;
      pen.globalAlpha = 0.35;
      const volume = Math.max(1, (candle.volume / most) * (base - bottom - 8));
      pen.fillRect(left, base - volume, SLOT - 2, volume);
      pen.globalAlpha = 1;
      pen.fillRect(left + (SLOT - 3) / 2, y(candle.high), 1, Math.max(1, y(candle.low) - y(candle.high)));
      const top = y(Math.max(candle.open, candle.close));
      pen.fillRect(left, top, SLOT - 2, Math.max(1, y(Math.min(candle.open, candle.close)) - top));
    });
    this.#drawLast(pen, shown.at(-1), y, right);
    if (this.#cross >= 0 && shown[this.#cross]) {
      pen.fillStyle = COLOURS.cross;
      pen.fillRect(x(this.#cross) + SLOT / 2 - 0.5, TOP, 1, base - TOP);
    }
  }

  #drawGrid(pen, { low, high, y, right, last }) {
    const step = niceStep((high - low) / 7);
    for (let price = Math.ceil(low / step) * step; price < high; price += step) {
      pen.fillStyle = COLOURS.grid;
      pen.fillRect(0, Math.round(y(price)), right, 1);
      // No label under the one of the last price.
      if (Math.abs(y(price) - y(last)) < 17) continue;
      pen.fillStyle = COLOURS.ink;
      pen.fillText(written(price, this.digits), right + 10, y(price));
    }
  }

  #drawTimes(pen, { shown, x, base, right }) {
    pen.fillStyle = COLOURS.ink;
    const every = Math.ceil(84 / SLOT);
    for (let slot = shown.length - 1; slot >= 0; slot -= every) {
      const label = new Date(shown[slot].time).toISOString().slice(11, this.length < 60_000 ? 19 : 16);
      const at = Math.min(x(slot), right - pen.measureText(label).width);
      if (at > 0) pen.fillText(label, at, base + BOTTOM / 2 + 1);
    }
  }

  #drawLast(pen, newest, y, right) {
    pen.fillStyle = newest.close < newest.open ? COLOURS.down : COLOURS.up;
    const at = y(newest.close);
    for (let left = 0; left < right; left += 6) pen.fillRect(left, at, 2, 1);
    pen.beginPath();
    pen.roundRect(right + 3, at - 10, RIGHT - 7, 20, 4);
    pen.fill();
    pen.fillStyle = COLOURS.dark;
    pen.font = "600 " + FONT;
    pen.fillText(written(newest.close, this.digits), right + 10, at);
  }
}

export const written = (price, digits) =>
  price.toLocaleString("en", { minimumFractionDigits: digits, maximumFractionDigits: digits });

function niceStep(rough) {
  const power = 10 ** Math.floor(Math.log10(rough));
  return [1, 2, 2.5, 5, 10].map(n => n * power).find(step => step >= rough);
}
