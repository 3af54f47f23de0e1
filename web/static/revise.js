// The page on which revised texts are written: what changes, how much it is and what the model says, while one types.
// The form works without it.
import { API } from "./api.js";

const get = (id) => document.getElementById(id);
const QUIET_MILLISECONDS = 150;
/** A screen reader is told when somebody stops typing, and not at each letter. */
const SPEAKING_MILLISECONDS = 1_200;

class Writing {
  constructor(element) {
    this.begin = JSON.parse(element.dataset.begin);
    this.api = new API(this.begin.queue, this.begin.account, element.dataset.formToken);
    this.form = get("revision");
    this.fields = [...this.form.querySelectorAll("textarea")];
    this.startedAt = performance.now() - 1_000 * Number(get("seconds").value);
    this.#bringBack();
    this.form.addEventListener("input", () => this.#changed());
    this.form.addEventListener("submit", (event) => this.#submit(event));
    addEventListener("keydown", (event) => this.#press(event));
    setInterval(() => this.#tick(), 1_000);
    this.#tick();
    this.#changed();
    this.#focus();
  }

  get target() {
    return this.form.querySelector('input[name="target"]:checked')?.value;
  }

  /** A draft lives in the browser until it is stored: neither a reload nor a lost connection loses it. */
  get #place() {
    return `winnow-revision/${this.begin.account}/${this.begin.queue}/${this.begin.item}`;
  }

  #bringBack() {
    // What the server shows again after a refusal, or takes from a draft, is newer.
    const isUntouched = this.fields.every((field) => field.value === field.dataset.original);
    let kept;
    try {
      kept = JSON.parse(localStorage.getItem(this.#place) ?? "null");
    } catch {
      kept = null;
    }
    if (!kept || !isUntouched) {
      // The browser may have brought it back by itself.
      if (kept && !get("notice").textContent) get("kept").textContent = "Your unfinished text was kept.";
      return;
    }
    for (const field of this.fields) field.value = kept.texts[field.dataset.field] ?? field.value;
    const target = [...this.form.querySelectorAll('input[name="target"]')].find((one) => one.value === kept.target);
    if (target) target.checked = true;
    get("invariance").checked = kept.isInvariance ?? false;
    if (kept.reason) this.form.elements.namedItem("reason").value = kept.reason;
    this.startedAt = performance.now() - 1_000 * (kept.seconds ?? 0);
    if (this.fields.some((field) => field.value !== field.dataset.original)) {
      get("kept").textContent = "Your unfinished text was kept.";
    }
  }

  #keep() {
    const isTouched = this.fields.some((field) => field.value !== field.dataset.original);
    if (!isTouched) return this.#forget();
    try {
      const kept = {
        texts: this.#texts,
        target: this.target,
        isInvariance: get("invariance").checked,
        reason: this.form.elements.namedItem("reason").value,
        seconds: this.seconds,
      };
      localStorage.setItem(this.#place, JSON.stringify(kept));
    } catch {
      // Full, or switched off: the text is still in the form.
    }
  }

  #forget() {
    try {
      localStorage.removeItem(this.#place);
    } catch {
      // Switched off.
    }
  }

  get seconds() {
    return Math.round((performance.now() - this.startedAt) / 1_000);
  }

  #tick() {
    get("seconds").value = this.seconds;
    const [minutes, seconds] = [Math.floor(this.seconds / 60), this.seconds % 60];
    get("timer").textContent = `${minutes}:${String(seconds).padStart(2, "0")} on this text`;
  }

  #focus() {
    const field = get("first-field");
    field.focus({ preventScroll: true });
    field.setSelectionRange(0, 0);
  }

  #changed() {
    const isInvariance = get("invariance").checked;
    document.querySelector(".writing-target").textContent = isInvariance
      ? "the same in other words"
      : this.target ?? "something else";
    get("impossible").hidden = isInvariance;
    this.#showExample(isInvariance ? undefined : this.target);
    this.#keep();
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.#check(), QUIET_MILLISECONDS);
  }

  /** One at a time: a model may take longer than somebody to type. What was typed meanwhile is looked at next. */
  async #check() {
    this.isWanted = true;
    if (this.isChecking) return;
    this.isChecking = true;
    while (this.isWanted) {
      this.isWanted = false;
      await this.#checkOnce();
    }
    this.isChecking = false;
  }

  async #checkOnce() {
    try {
      const isInvariance = get("invariance").checked;
      const target = isInvariance ? undefined : this.target;
      const wish = { item: this.begin.item, kind: isInvariance ? "invariance" : "flip", target, texts: this.#texts };
      const check = await this.api.post("/counterfactual-checks", wish);
      this.#show(check, wish.texts);
    } catch (error) {
      get("model-summary").textContent = `Not checked: ${error.message}.`;
      this.#speak([get("model-summary").textContent]);
    }
  }

  /** The worked example of the label that the text is to have, or of any while there is none. */
  #showExample(target) {
    const examples = [...document.querySelectorAll(".example")];
    const shown = examples.find((one) => one.dataset.target === target) ?? examples[0];
    for (const one of examples) one.hidden = one !== shown;
  }

  #show(check, texts) {
    this.#showChips(check.chips, texts);
    get("diff").replaceChildren(...check.pieces.map(piece));
    this.#showMeter(check);
    const findings = check.findings.filter((finding) => finding.code !== "no-change");
    get("findings").replaceChildren(
      ...findings.map((finding) => {
        const row = element("li", { textContent: finding.sentence });
        row.dataset.severity = finding.severity;
        return row;
      }),
    );
    const isBlocked = findings.some((finding) => finding.severity === "block");
    get("reason-row").hidden = !isBlocked;
    this.#showPrediction(check.prediction);
    this.#speak([check.summary, ...findings.map((finding) => finding.sentence), check.prediction?.summary]);
  }

  #speak(sentences) {
    clearTimeout(this.speaking);
    this.speaking = setTimeout(() => {
      const text = sentences.filter(Boolean).join(" ");
      if (get("spoken").textContent !== text) get("spoken").textContent = text;
    }, SPEAKING_MILLISECONDS);
  }

  /** What people put in the place of phrases before: a press puts it there, where the text is still what was looked at. */
  #showChips(chips, texts) {
    get("chips").hidden = chips.length === 0;
    const held = document.activeElement?.closest("#chip-list") ? document.activeElement.dataset.name : undefined;
    get("chip-list").replaceChildren(
      ...chips.flatMap((chip) =>
        chip.replacements.map((replacement) => {
          const button = element("button", { type: "button", className: "chip" });
          button.append(
            element("del", { textContent: chip.phrase }),
            element("span", { textContent: " to ", className: "visually-hidden" }),
            element("ins", { textContent: replacement }),
          );
          button.title = `Replaced ${chip.editCount} times in this queue`;
          button.dataset.name = `${chip.field} ${chip.start} ${replacement}`;
          button.addEventListener("click", () => this.#replace(chip, replacement, texts[chip.field]));
          const row = element("li");
          row.append(button);
          return row;
        }),
      ),
    );
    // The list was made anew under a keyboard that was in it.
    if (held !== undefined) {
      const same = [...get("chip-list").querySelectorAll("button")].find((one) => one.dataset.name === held);
      (same ?? get("chip-list").querySelector("button") ?? get("first-field")).focus();
    }
  }

  #replace(chip, replacement, checked) {
    const field = this.fields.find((one) => one.dataset.field === chip.field);
    if (!field || field.value !== checked) return;
    // The server counts Unicode scalars, the browser UTF-16 units.
    const scalars = [...checked];
    const start = scalars.slice(0, chip.start).join("").length;
    const end = start + scalars.slice(chip.start, chip.end).join("").length;
    field.focus({ preventScroll: true });
    field.setSelectionRange(start, end);
    // The old way of putting text in is the one that can be undone by key.
    if (!document.execCommand?.("insertText", false, replacement)) {
      field.setRangeText(replacement, start, end, "end");
      this.#changed();
    }
  }

  /** From nothing to what is no small edit any more, with marks for what people do. */
  #showMeter(check) {
    const meter = get("meter");
    meter.hidden = false;
    const width = 600;
    get("meter-fill").setAttribute("width", Math.min(width, width * check.load));
    get("meter-marks").replaceChildren(
      ...check.marks.map((mark) => {
        const line = document.createElementNS("http://www.w3.org/2000/svg", "line");
        for (const [name, value] of Object.entries({ x1: width * mark, x2: width * mark, y1: 2, y2: 22 })) {
          line.setAttribute(name, value);
        }
        line.setAttribute("class", "meter-mark");
        return line;
      }),
    );
    meter.dataset.level = check.findings.find((finding) => finding.code !== "no-change")?.severity ?? "fine";
    get("meter-text").textContent = check.summary;
  }

  #showPrediction(prediction) {
    if (!prediction) return;
    const target = get("invariance").checked ? undefined : this.target;
    get("probabilities").replaceChildren(
      ...prediction.probabilities.slice(0, 6).map(({ label, probability }) => {
        const row = element("div", { className: "probability" });
        if (label === target) row.dataset.target = "";
        const bar = element("progress", { max: 1, value: probability });
        bar.setAttribute("aria-hidden", "true");
        row.append(
          element("span", { textContent: label, dir: "auto" }),
          bar,
          element("span", { textContent: `${(100 * probability).toFixed(0)} %` }),
        );
        return row;
      }),
    );
    get("model-words").replaceChildren(
      ...prediction.pieces.map((part) => {
        const span = element("span", { textContent: part.text });
        if (part.strength !== 0) span.dataset.strength = part.strength;
        return span;
      }),
    );
    get("model-summary").textContent = prediction.summary;
  }

  /** Sends the pair behind the page, which stays as it is until it is stored: nothing that was written is lost. */
  async #submit(event) {
    event.preventDefault();
    const isInvariance = get("invariance").checked;
    if (!isInvariance && !this.target) {
      this.#fail("Choose first which label the text is to have.");
      return this.form.querySelector('input[name="target"]')?.focus();
    }
    const field = (name) => this.form.elements.namedItem(name)?.value || undefined;
    const draft = field("draft");
    get("store").disabled = get("impossible").disabled = true;
    const pair = {
      item: this.begin.item,
      kind: isInvariance ? "invariance" : "flip",
      target: isInvariance ? undefined : this.target,
      texts: this.#texts,
      isImpossible: event.submitter?.value === "impossible",
    };
    try {
      const stored = await this.api.post("/counterfactuals", {
        ...pair,
        seconds: this.seconds,
        overrideReason: field("reason"),
        draft: draft ? Number(draft) : undefined,
        key: this.#key(field("key"), JSON.stringify(pair)),
      });
      this.#forget();
      location.assign(field("back") ?? `${this.form.getAttribute("action")}?stored=${stored.id}`);
    } catch (error) {
      this.#fail(`Not stored: ${error.message}.`);
      get("store").disabled = get("impossible").disabled = false;
    }
  }

  /** What is sent again is known by its key; what was changed after a try is another text, with a key of its own. */
  #key(key, pair) {
    if (this.sent !== undefined && this.sent !== pair) this.tries = (this.tries ?? 0) + 1;
    this.sent = pair;
    return this.tries ? `${key}-${this.tries}` : key;
  }

  #fail(text) {
    get("notice").textContent = text;
    get("notice").hidden = false;
  }

  get #texts() {
    return Object.fromEntries(this.fields.map((field) => [field.dataset.field, field.value]));
  }

  #press(event) {
    if (event.isComposing) return;
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      return this.form.requestSubmit(get("store"));
    }
    if (!this.begin.areKeysOn || event.ctrlKey || event.metaKey || event.altKey) return;
    const isWriting = document.activeElement?.matches("textarea, input:not([type=radio]):not([type=checkbox])");
    if (event.key === "Escape") {
      if (isWriting) document.activeElement.blur();
      else get("leave").click();
      return;
    }
    if (isWriting) return;
    const choice = [...this.form.querySelectorAll(".target")].find((one) => one.dataset.key === event.key);
    if (choice) {
      event.preventDefault();
      choice.querySelector("input").click();
      this.#focus();
    }
  }
}

function piece({ kind, text }) {
  if (kind === "same") return document.createTextNode(text);
  return element(kind === "gone" ? "del" : "ins", { textContent: text });
}

function element(name, properties = {}) {
  return Object.assign(document.createElement(name), properties);
}

const element_ = get("writing");
if (element_) new Writing(element_);
