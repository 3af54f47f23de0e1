// Answers that are on their way: kept in the browser until the server has them, sent in order, sent again when they may
// have been lost. The key of an answer makes a second arrival the same as the first.

export class Outbox {
  /**
   * @param place what all tabs of one queue and account have in common
   * @param desk this tab
   * @param send takes an entry, returns a promise; a Problem that is passing is tried again
   */
  constructor(place, desk, send, { onChange, onRefused }) {
    this.name = `winnow-outbox/${place}/${desk}`;
    this.send = send;
    this.onChange = onChange;
    this.onRefused = onRefused;
    this.entries = [];
    this.isSending = false;
    this.delay = 0;
    this.waiters = [];
    this.#adopt(`winnow-outbox/${place}/`);
    addEventListener("online", () => this.flush());
  }

  /** Keeps an answer at once; it is sent when the page has shown what comes next. */
  add(entry) {
    this.entries.push(entry);
    this.#keep();
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.flush());
  }

  /** Takes an entry back that the server may not have yet; undefined when it is too late. */
  withdraw(key) {
    const place = this.entries.findIndex((entry) => entry.key === key && !entry.isSent);
    if (place < 0) return undefined;
    const [entry] = this.entries.splice(place, 1);
    this.#keep();
    return entry;
  }

  /** Takes over what this tab and others, which may be closed, could not send. Should one be open, what is sent twice is
   * the same answer to the server. */
  #adopt(prefix) {
    for (const name of Object.keys(localStorage).filter((name) => name.startsWith(prefix))) {
      const kept = JSON.parse(localStorage.getItem(name) ?? "[]");
      this.entries.push(...kept);
      if (name !== this.name) localStorage.removeItem(name);
    }
    if (this.entries.length > 0) localStorage.setItem(this.name, JSON.stringify(this.entries));
  }

  /** Resolves when nothing is on its way, or nothing can be sent now. */
  settled() {
    if (this.delay === 0) this.flush();
    if (!this.isSending) return Promise.resolve();
    return new Promise((resolve) => this.waiters.push(resolve));
  }

  #rest() {
    this.isSending = false;
    for (const resolve of this.waiters.splice(0)) resolve();
  }

  async flush() {
    if (this.isSending || this.entries.length === 0) return;
    this.isSending = true;
    clearTimeout(this.timer);
    while (this.entries.length > 0) {
      const entry = this.entries[0];
      entry.isSent = true;
      this.#keep("saving");
      try {
        await this.send(entry);
        this.delay = 0;
      } catch (error) {
        if (error.isPassing) {
          this.delay = Math.min(30_000, Math.max(1_000, this.delay * 2));
          this.timer = setTimeout(() => this.flush(), this.delay);
          this.#rest();
          this.onChange("waiting", this.entries.length, error);
          return;
        }
        this.onRefused(entry, error);
      }
      this.entries.shift();
      this.#keep("saving");
    }
    this.#rest();
    this.onChange("saved", 0);
  }

  #keep(state = "saving") {
    if (this.entries.length > 0) localStorage.setItem(this.name, JSON.stringify(this.entries));
    else localStorage.removeItem(this.name);
    this.onChange(state, this.entries.length);
  }
}
