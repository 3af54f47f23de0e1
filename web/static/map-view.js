// Draws points on a canvas, and lets a person look closer, move, and put a frame around some. A point is a few pixels of
// an image: a hundred thousand are drawn in a few milliseconds.

const EXTENT = 65_535;
const CLOSEST = 200;
const NEAR = 10;
const DRAG = 4;

function packed(colour) {
  const [red, green, blue] = [1, 3, 5].map((start) => parseInt(colour.slice(start, start + 2), 16));
  return ((255 << 24) | (blue << 16) | (green << 8) | red) >>> 0;
}

export class MapView {
  constructor(canvas, events) {
    this.canvas = canvas;
    this.events = events;
    this.context = canvas.getContext("2d");
    this.movesByDrag = false;
    this.fingers = new Map();
    new ResizeObserver(() => this.#resize()).observe(canvas);
    const listen = (name, handler, options) => canvas.addEventListener(name, handler, options);
    listen("pointerdown", (event) => this.#down(event));
    listen("pointermove", (event) => this.#move(event));
    listen("pointerup", (event) => this.#up(event));
    listen("pointercancel", (event) => this.#cancel(event));
    listen("pointerleave", () => this.events.onPoint(undefined));
    listen("wheel", (event) => this.#wheel(event), { passive: false });
    listen("keydown", (event) => this.#key(event));
  }

  show(data) {
    const isOther = this.data?.version !== data.version;
    this.data = data;
    if (isOther) this.frame = undefined;
    if (isOther && this.width) this.fit();
  }

  /** Values of points with their colours; those of the values chosen are drawn above the others, which are pale. */
  paint(list, legend, chosen, pale) {
    const count = Math.max(0, ...legend.map((entry) => entry.value)) + 1;
    this.colours = new Uint32Array(count).fill(packed(pale));
    this.layers = new Uint8Array(count);
    for (const { value, colour, isQuiet } of legend) {
      const isChosen = chosen.size === 0 || chosen.has(value);
      if (isChosen) this.colours[value] = packed(colour);
      this.layers[value] = isChosen ? (isQuiet ? 1 : 2) : 0;
    }
    this.list = list;
    this.draw();
  }

  /** Where a point lies on the canvas, in its pixels of style. */
  #left(x) { return x * this.scale + this.offsetX; }
  #top(y) { return y * this.scale + this.offsetY; }

  #resize() {
    const ratio = devicePixelRatio || 1;
    const [width, height] = [this.canvas.clientWidth, this.canvas.clientHeight];
    if (width === 0 || height === 0) return;
    const isFirst = !this.width;
    // What is in the middle stays there.
    if (!isFirst) {
      this.offsetX += (width - this.width) / 2;
      this.offsetY += (height - this.height) / 2;
    }
    [this.width, this.height, this.ratio] = [width, height, ratio];
    this.canvas.width = Math.round(width * ratio);
    this.canvas.height = Math.round(height * ratio);
    this.image = this.context.createImageData(this.canvas.width, this.canvas.height);
    this.pixels = new Uint32Array(this.image.data.buffer);
    if (isFirst && this.data) this.fit();
    else this.draw();
  }

  get #wholeScale() { return (Math.min(this.width, this.height) * 0.97) / EXTENT; }

  /** All of the map. */
  reset() {
    this.#look(this.#box(0));
  }

  /** What is seen first: all but a few points that lie far out. */
  fit() {
    this.#look(this.#box(0.005));
  }

  /** Where points lie, without a share of them at each side. */
  #box(share) {
    const bounds = (list) => {
      const sorted = list.slice().sort();
      const cut = Math.floor(share * sorted.length);
      return [sorted[cut] ?? 0, sorted[sorted.length - 1 - cut] ?? EXTENT];
    };
    const [[left, right], [top, bottom]] = [bounds(this.data.x), bounds(this.data.y)];
    return { left, top, right, bottom };
  }

  #look({ left, top, right, bottom }) {
    const room = 0.94;
    const fits = Math.min((this.width * room) / Math.max(right - left, 1), (this.height * room) / Math.max(bottom - top, 1));
    this.scale = Math.min(fits, this.#wholeScale * CLOSEST);
    this.offsetX = (this.width - (left + right) * this.scale) / 2;
    this.offsetY = (this.height - (top + bottom) * this.scale) / 2;
    this.#changed();
  }

  zoom(factor, x = this.width / 2, y = this.height / 2) {
    const whole = this.#wholeScale;
    const scale = Math.min(Math.max(this.scale * factor, whole * 0.9), whole * CLOSEST);
    const real = scale / this.scale;
    this.offsetX = x - (x - this.offsetX) * real;
    this.offsetY = y - (y - this.offsetY) * real;
    this.scale = scale;
    this.#changed();
  }

  pan(right, down) {
    // The map does not leave the canvas.
    const size = EXTENT * this.scale;
    this.offsetX = Math.min(Math.max(this.offsetX + right, 40 - size), this.width - 40);
    this.offsetY = Math.min(Math.max(this.offsetY + down, 40 - size), this.height - 40);
    this.#changed();
  }

  setFrame(frame) {
    this.frame = frame;
    this.#changed();
  }

  #changed() {
    this.draw();
    this.events.onView();
  }

  /** The corners of the frame or, without one, of what is in view, as whole numbers of the map. */
  get area() {
    const corner = (value) => Math.min(Math.max(Math.round(value), 0), EXTENT);
    const { left, top, right, bottom } = this.frame ?? {
      left: -this.offsetX / this.scale,
      top: -this.offsetY / this.scale,
      right: (this.width - this.offsetX) / this.scale,
      bottom: (this.height - this.offsetY) / this.scale,
    };
    return { left: corner(left), top: corner(top), right: corner(right), bottom: corner(bottom) };
  }

  /** How many points lie in an area. */
  count({ left, top, right, bottom }) {
    const { x, y, count } = this.data;
    let found = 0;
    for (let point = 0; point < count; point += 1) {
      if (x[point] >= left && x[point] <= right && y[point] >= top && y[point] <= bottom) found += 1;
    }
    return found;
  }

  draw() {
    if (this.isAsked || !this.data || !this.image || !this.list) return;
    this.isAsked = true;
    requestAnimationFrame(() => {
      this.isAsked = false;
      this.#draw();
    });
  }

  #draw() {
    const begin = performance.now();
    this.pixels.fill(0);
    // As large as they can be without hiding each other; larger when one looks closer.
    const room = Math.sqrt((this.width * this.height) / (8 * Math.max(1, this.data.count)));
    const close = Math.sqrt(Math.max(1, this.scale / this.#wholeScale));
    const size = this.ratio * Math.min(6, Math.max(1.5, room) * Math.min(2.5, close));
    for (const layer of [0, 1, 2]) this.#drawLayer(layer, Math.max(2, Math.round(layer === 2 ? size * 1.4 : size)));
    this.context.putImageData(this.image, 0, 0);
    if (this.frame) this.#drawFrame();
    // For whoever measures.
    this.canvas.dataset.drawn = (performance.now() - begin).toFixed(1);
  }

  #drawLayer(layer, size) {
    const { x, y, count } = this.data;
    const { list, layers, colours, pixels, canvas: { width, height } } = this;
    const [scale, offsetX, offsetY] = [this.scale, this.offsetX, this.offsetY].map((value) => value * this.ratio);
    const half = size / 2;
    for (let point = 0; point < count; point += 1) {
      if (layers[list[point]] !== layer) continue;
      const left = Math.round(x[point] * scale + offsetX - half);
      const top = Math.round(y[point] * scale + offsetY - half);
      if (left < 0 || top < 0 || left + size > width || top + size > height) continue;
      const colour = colours[list[point]];
      for (let row = top; row < top + size; row += 1) {
        const start = row * width + left;
        for (let pixel = start; pixel < start + size; pixel += 1) pixels[pixel] = colour;
      }
    }
  }

  #drawFrame() {
    const { context, ratio } = this;
    const { left, top, right, bottom } = this.frame;
    context.lineWidth = 2 * ratio;
    context.strokeStyle = getComputedStyle(this.canvas).color;
    context.setLineDash([6 * ratio, 4 * ratio]);
    context.strokeRect(
      this.#left(left) * ratio,
      this.#top(top) * ratio,
      (right - left) * this.scale * ratio,
      (bottom - top) * this.scale * ratio,
    );
  }

  /** The nearest point, or undefined where none is near. */
  #nearest(left, top) {
    if (!this.data) return undefined;
    const { x, y, count } = this.data;
    const [atX, atY] = [(left - this.offsetX) / this.scale, (top - this.offsetY) / this.scale];
    let [best, least] = [undefined, (NEAR / this.scale) ** 2];
    for (let point = 0; point < count; point += 1) {
      const square = (x[point] - atX) ** 2 + (y[point] - atY) ** 2;
      if (square < least) [best, least] = [point, square];
    }
    return best;
  }

  #at(event) {
    const box = this.canvas.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  }

  #down(event) {
    if (event.button !== 0) return;
    this.canvas.setPointerCapture(event.pointerId);
    this.fingers.set(event.pointerId, this.#at(event));
    const isMove = this.movesByDrag !== event.shiftKey;
    this.drag = this.fingers.size === 1 ? { from: this.#at(event), isMove, isLong: false } : { isPinch: true, isLong: true };
  }

  #move(event) {
    const at = this.#at(event);
    const before = this.fingers.get(event.pointerId);
    if (!before) {
      this.events.onPoint(this.#nearest(at.x, at.y), at);
      return;
    }
    const others = [...this.fingers.entries()].filter(([id]) => id !== event.pointerId).map(([, place]) => place);
    this.fingers.set(event.pointerId, at);
    if (others.length > 0) {
      const [other] = others;
      const distance = (place) => Math.hypot(place.x - other.x, place.y - other.y);
      this.pan((at.x - before.x) / 2, (at.y - before.y) / 2);
      this.zoom(Math.max(distance(at), 1) / Math.max(distance(before), 1), (at.x + other.x) / 2, (at.y + other.y) / 2);
      return;
    }
    const { drag } = this;
    if (!drag || drag.isPinch) return;
    if (!drag.isLong && Math.hypot(at.x - drag.from.x, at.y - drag.from.y) < DRAG) return;
    drag.isLong = true;
    this.events.onPoint(undefined);
    if (drag.isMove) this.pan(at.x - before.x, at.y - before.y);
    else this.setFrame(this.#frame(drag.from, at));
  }

  #frame(from, to) {
    const x = [from.x, to.x].map((value) => (value - this.offsetX) / this.scale).sort((a, b) => a - b);
    const y = [from.y, to.y].map((value) => (value - this.offsetY) / this.scale).sort((a, b) => a - b);
    return { left: x[0], top: y[0], right: x[1], bottom: y[1] };
  }

  #up(event) {
    const at = this.#at(event);
    const isClick = this.fingers.size === 1 && this.drag && !this.drag.isLong;
    this.#cancel(event);
    if (isClick) this.events.onChoice(this.#nearest(at.x, at.y));
  }

  #cancel(event) {
    this.fingers.delete(event.pointerId);
    if (this.fingers.size === 0) this.drag = undefined;
  }

  #wheel(event) {
    // The page scrolls, unless the map was clicked at.
    if (document.activeElement !== this.canvas && !event.ctrlKey) return;
    event.preventDefault();
    const at = this.#at(event);
    this.zoom(Math.exp(-event.deltaY * (event.deltaMode === 1 ? 0.03 : 0.0015)), at.x, at.y);
  }

  #key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const step = 0.15 * Math.min(this.width, this.height);
    const moves = { ArrowLeft: [step, 0], ArrowRight: [-step, 0], ArrowUp: [0, step], ArrowDown: [0, -step] };
    if (moves[event.key]) this.pan(...moves[event.key]);
    else if (event.key === "+" || event.key === "=") this.zoom(1.4);
    else if (event.key === "-") this.zoom(1 / 1.4);
    else if (event.key === "0") this.reset();
    else if (event.key === "Escape") this.setFrame(undefined);
    else if (event.key === "Enter") this.events.onList();
    else return;
    event.preventDefault();
  }
}
