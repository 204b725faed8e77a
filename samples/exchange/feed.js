// The exchange's feed over one WebSocket: subscribes, counts, notices silence, reconnects and resumes where it was.
const FIRST_WAIT = 500;
const LONGEST_WAIT = 15_000;
// Browsers do not show the server's pings. An answer to the page's own must come in time, or the line is dead.
const ASK_AFTER = 4_000;
const DEAD_AFTER = 10_000;

// Events: state (detail: kind, and until, why, attempt when cut), message, rebuilt.
export class Feed extends EventTarget {
  received = 0;
  resumed = 0;
  gaps = 0;
  doubles = 0;
  snapshots = 0;
  connections = 0;
  #wanted = [];
  #last = new Map();
  #resuming = new Map();
  #attempts = 0;
  #socket;
  #heard = 0;

  // Which types of which codes: [{type, codes}]. What was wanted before and still is goes on without a snapshot.
  want(wanted) {
    this.#wanted = wanted;
    const keys = new Set(wanted.flatMap(({ type, codes }) => codes.map(code => `${type} ${code}`)));
    for (const key of this.#last.keys()) if (!keys.has(key)) this.#last.delete(key);
    if (this.#socket?.readyState === WebSocket.OPEN) this.#subscribe();
    else if (!this.#socket) this.#connect();
  }

  #subscribe() {
    this.#resuming = new Map(this.#last);
    const parts = this.#wanted.map(({ type, codes }) => {
      const resume = {};
      for (const code of codes) {
        const last = this.#last.get(`${type} ${code}`);
        if (last) resume[code] = last;
      }
      return { type, codes, resume };
    });
    this.#socket.send(JSON.stringify([{ ticket: "page" }, ...parts, { format: "DEFAULT" }]));
  }

  #connect() {
    this.#tell("connecting", { attempt: this.#attempts });
    const scheme = location.protocol === "https:" ? "wss:" : "ws:";
    const socket = new WebSocket(`${scheme}//${location.host}/feed`);
    this.#socket = socket;
    let watch;
    socket.onopen = () => {
      this.#heard = performance.now();
      this.connections++;
      let asked = false;
      watch = setInterval(() => {
        const silence = performance.now() - this.#heard;
        if (silence > DEAD_AFTER) this.#giveUp(socket, watch);
        else if (silence > ASK_AFTER && !asked) socket.send("PING");
        asked = silence > ASK_AFTER;
      }, 1000);
      this.#subscribe();
    };
    socket.onmessage = event => {
      this.#heard = performance.now();
      if (this.#attempts || document.body.dataset.state !== "live") {
        this.#attempts = 0;
        this.#tell("live");
      }
      this.#take(JSON.parse(event.data));
    };
    socket.onclose = event => {
      clearInterval(watch);
      this.#retry(event.code, event.reason);
    };
  }

  // A dead connection may take minutes to notice that it is; the page does not wait for it.
  #giveUp(socket, watch) {
    clearInterval(watch);
    socket.onclose = socket.onmessage = null;
    socket.close();
    this.#retry(0, "");
  }

  #retry(code, reason) {
    // Twice as long each time, and never all clients at once.
    const wait = Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** this.#attempts++) * (0.75 + Math.random() / 2);
    this.#tell("cut", { until: performance.now() + wait, code, reason, attempt: this.#attempts });
    setTimeout(() => this.#connect(), wait);
  }

  #take(message) {
    if (!message.type) {
      if (message.error) console.error(message.error.name, message.error.message);
      return;
    }
    this.received++;
    const key = `${message.type} ${message.code}`;
    const last = this.#last.get(key);
    if (message.stream_type === "SNAPSHOT") {
      this.snapshots++;
      // Asked to go on from where it was, and got the state instead: what was between is lost.
      if (last && message.type !== "ticker" && this.#resuming.get(key) === last && message.sequence !== last) this.gaps++;
    } else if (last) {
      if (message.sequence <= last) {
        this.doubles++;
        return;
      }
      if (message.prev !== last) {
        this.gaps++;
        this.#last.delete(key);
        this.#subscribe();
        return;
      }
      if (this.connections > 1 && this.#resuming.get(key) === last) this.resumed++;
    }
    this.#resuming.delete(key);
    if (message.sequence) this.#last.set(key, message.sequence);
    this.dispatchEvent(new CustomEvent("message", { detail: message }));
  }

  #tell(kind, more = {}) {
    this.dispatchEvent(new CustomEvent("state", { detail: { kind, ...more } }));
  }
}
