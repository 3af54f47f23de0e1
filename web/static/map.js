// The map on the insight page: fetched when it comes into view, drawn anew when the layout is there.
import { API } from "./api.js";
import { MapData } from "./map-data.js";
import { MapView } from "./map-view.js";

const POLL = 1_500;
const HOVER = 70;

class MapPage {
  constructor(section) {
    this.part = (name) => section.querySelector(`[data-map="${name}"]`);
    this.section = section;
    this.api = new API(section.dataset.queue);
    this.items = section.dataset.items;
    this.texts = new Map();
    this.chosen = new Set();
    this.view = new MapView(this.part("canvas"), {
      onView: () => this.#viewed(),
      onPoint: (point, at) => this.#hover(point, at),
      onChoice: (point) => this.#choose(point),
      onList: () => this.part("list").click(),
    });
    this.part("in").addEventListener("click", () => this.view.zoom(1.6));
    this.part("out").addEventListener("click", () => this.view.zoom(1 / 1.6));
    this.part("whole").addEventListener("click", () => this.view.reset());
    this.part("clear").addEventListener("click", () => this.view.setFrame(undefined));
    this.part("kind").addEventListener("change", () => this.#colour(true));
    for (const choice of this.part("drag").querySelectorAll("input")) {
      choice.addEventListener("change", () => {
        this.view.movesByDrag = choice.value === "move";
      });
    }
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.#colour());
    new IntersectionObserver((entries, observer) => {
      if (!entries.some((entry) => entry.isIntersecting)) return;
      observer.disconnect();
      this.#load();
    }, { rootMargin: "300px" }).observe(section);
  }

  async #load() {
    try {
      const known = this.view.data;
      let reply = await this.api.get(known ? "/map?points=false" : "/map");
      const isOther = reply.map && (reply.map.version !== known?.version || reply.map.pointCount !== known.count);
      if (known && isOther) reply = await this.api.get("/map");
      if (reply.map?.points) this.#show(new MapData(reply.map));
      this.#tell(reply);
      if (reply.isComputing) setTimeout(() => this.#load(), POLL);
    } catch (error) {
      this.#say(`The map could not be fetched: ${error.message}.`);
      // Whatever it was may pass; nobody waits for it.
      if (error.isPassing && !error.isSignedOut) setTimeout(() => this.#load(), 10 * POLL);
    }
  }

  #tell({ map, isComputing, fraction, missing }) {
    const percent = fraction === undefined ? "" : ` ${Math.round(100 * fraction)} % done.`;
    if (map && !map.isFinal && isComputing) {
      this.#say(`This is the plane in which the items differ most; a map that keeps neighbours together is being drawn.${percent}`);
    } else if (isComputing && !map) this.#say(`The map is being drawn.${percent}`);
    else if (missing) this.#say(missing);
    else if (map && map.itemCount > map.pointCount) {
      this.#say(`${map.pointCount.toLocaleString("en")} of ${map.itemCount.toLocaleString("en")} items, drawn by chance.`);
    } else this.#say("");
  }

  #say(text) {
    const status = this.part("status");
    if (status.textContent === text) return;
    status.textContent = text;
    status.hidden = text === "";
  }

  #show(data) {
    this.part("stage").hidden = false;
    this.view.show(data);
    this.texts.clear();
    for (const option of this.part("kind").options) option.disabled = !data.has(option.value);
    const { kind } = this;
    // Before the first labels there is only one thing to tell apart.
    if (!data.has(kind.value)) kind.value = "label";
    this.#colour(true);
    this.#viewed();
  }

  get kind() { return this.part("kind"); }

  #colour(isNew = false) {
    const { data } = this.view;
    if (!data) return;
    if (isNew) this.chosen.clear();
    const kind = this.kind.value;
    this.legend = data.legend(kind, this.section).map((entry) => ({
      ...entry,
      isQuiet: entry.value === 0 && (kind === "label" || kind === "predicted"),
    }));
    if (isNew) this.#list();
    const pale = getComputedStyle(this.section).getPropertyValue("--map-pale").trim();
    this.view.paint(data.lists[kind], this.legend, this.chosen, pale);
  }

  #list() {
    this.part("legend").replaceChildren(...this.legend.map((entry) => {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "map-entry";
      button.setAttribute("aria-pressed", "false");
      const dot = document.createElement("span");
      dot.className = "map-dot";
      dot.style.background = entry.colour;
      const name = document.createElement("bdi");
      name.textContent = entry.name;
      const count = document.createElement("span");
      count.className = "map-number";
      count.textContent = entry.count.toLocaleString("en");
      button.append(dot, name, count);
      button.addEventListener("click", () => {
        if (!this.chosen.delete(entry.value)) this.chosen.add(entry.value);
        button.setAttribute("aria-pressed", String(this.chosen.has(entry.value)));
        this.#colour();
      });
      return button;
    }));
  }

  #viewed() {
    const { data, frame, area } = this.view;
    if (!data) return;
    const count = this.view.count(area);
    const number = count.toLocaleString("en");
    const items = `${number} item${count === 1 ? "" : "s"}`;
    this.part("list").textContent = frame ? `List the ${items} in the frame` : `List the ${items} in view`;
    this.part("list").href = `${this.items}?frame=${[data.version, area.left, area.top, area.right, area.bottom].join("-")}`;
    this.part("clear").hidden = !frame;
  }

  async #item(point) {
    const { version } = this.view.data;
    const key = `/map/${version}/points/${point}`;
    if (!this.texts.has(key)) this.texts.set(key, this.api.get(key));
    return this.texts.get(key);
  }

  #hover(point, at) {
    clearTimeout(this.waiting);
    const tip = this.part("tip");
    if (point === this.hovered && point !== undefined) return;
    this.hovered = point;
    tip.hidden = true;
    if (point === undefined) return;
    this.waiting = setTimeout(async () => {
      const item = await this.#item(point).catch(() => undefined);
      if (!item || this.hovered !== point) return;
      tip.textContent = [item.text.slice(0, 160), ...item.labels].join(" · ");
      tip.hidden = false;
      const stage = this.part("canvas");
      const left = Math.min(Math.max(at.x + 12, 4), Math.max(4, stage.clientWidth - tip.offsetWidth - 4));
      const below = at.y + 16;
      const top = below + tip.offsetHeight > stage.clientHeight ? Math.max(4, at.y - tip.offsetHeight - 12) : below;
      tip.style.left = `${left}px`;
      tip.style.top = `${top}px`;
    }, HOVER);
  }

  async #choose(point) {
    const card = this.part("card");
    this.wanted = point;
    card.hidden = point === undefined;
    if (point === undefined) return;
    try {
      const item = await this.#item(point);
      if (this.wanted !== point) return;
      const [link, labels] = [document.createElement("a"), document.createElement("p")];
      link.href = item.page;
      link.dir = "auto";
      link.textContent = item.text || "(no text)";
      labels.className = "quiet";
      labels.textContent = [item.id, ...item.labels].join(" · ");
      card.replaceChildren(link, labels);
    } catch (error) {
      card.textContent = `The item could not be fetched: ${error.message}.`;
    }
  }
}

const section = document.querySelector("[data-map='section']");
if (section) new MapPage(section);
