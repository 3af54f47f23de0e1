// The time limit of an item: extended while the page is used, announced before it ends, and never the end of a draft.

const get = (id) => document.getElementById(id);

export class Lease {
  /**
   * @param seconds how long an item is kept for its annotator
   * @param renew extends the leases of all items on the page
   * @param onKept told when somebody who was warned has kept them
   */
  constructor(seconds, renew, onKept) {
    this.span = seconds * 1_000;
    this.renew = renew;
    this.onKept = onKept;
    this.lastUse = performance.now();
    this.granted();
    for (const kind of ["keydown", "pointerdown", "wheel"]) addEventListener(kind, () => this.#use(), { passive: true });
    document.addEventListener("visibilitychange", () => document.hidden || this.#use());
    get("keep").addEventListener("click", () => this.#use());
    setInterval(() => this.#look(), 1_000);
  }

  /** All items were given or extended just now; counted on this clock, whatever the server's says. */
  granted() {
    this.end = performance.now() + this.span;
    get("lease").hidden = true;
  }

  get #warning() {
    return Math.min(60_000, this.span / 4);
  }

  #use() {
    this.lastUse = performance.now();
    if (this.end - performance.now() < this.#warning) this.#extend();
  }

  async #extend() {
    if (this.isExtending) return;
    this.isExtending = true;
    const wasWarned = !get("lease").hidden;
    if (await this.renew()) {
      this.granted();
      if (wasWarned) this.onKept();
    }
    this.isExtending = false;
  }

  #look() {
    const [now, left] = [performance.now(), this.end - performance.now()];
    const isUsed = now - this.lastUse < this.span / 3;
    if (left < (this.span * 2) / 3 && isUsed && !document.hidden) this.#extend();
    else if (left < this.#warning) this.#warn(left);
  }

  #warn(left) {
    const text =
      left > 0
        ? "Your time with this item ends soon; then somebody else may get it. Press any key to keep it."
        : "Your time with this item has ended. It is still yours if nobody took it: press any key.";
    // Said once, and not each second.
    if (get("lease").hidden || get("lease-text").textContent !== text) get("lease-text").textContent = text;
    get("lease").hidden = !get("item-heading") || get("card").hidden;
  }
}
