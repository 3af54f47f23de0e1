// What the label page shows; nothing here asks the server. Item texts are set as text, never as markup.

const DECISION_COUNT = 10;
const get = (id) => document.getElementById(id);

export class LabelView {
  constructor(begin) {
    this.finished = begin.finished;
    this.items = begin.items;
    this.decisions = [];
    for (const row of get("decisions").children) {
      this.decisions.push({ row, annotation: Number(row.dataset.annotation), labels: [], ...this.#words(row) });
    }
  }

  #words(row) {
    return { text: row.querySelector(".decision-text").textContent };
  }

  show(card, state) {
    const has = Boolean(card);
    get("card").hidden = !has;
    get("answer").hidden = !has;
    get("finished").hidden = has || state !== "finished";
    get("waiting").hidden = has || state !== "waiting";
    get("notice").hidden = true;
    if (!has) {
      get("item-heading").textContent = "No item";
      if (state === "assigned") this.say("Fetching the next item…");
      return;
    }
    get("text").textContent = card.item.text;
    get("card").scrollTop = 0;
    const heading = get("item-heading");
    heading.textContent = `Item ${card.item.id}`;
    for (const input of document.querySelectorAll('input[name="assignment"]')) input.value = card.id ?? "";
    for (const choice of document.querySelectorAll(".choice")) {
      const name = choice.value ?? choice.querySelector("input").value;
      const isChosen = card.labels?.includes(name) ?? false;
      choice.classList.toggle("chosen", isChosen && choice.tagName === "BUTTON");
      const box = choice.querySelector("input");
      if (box) box.checked = isChosen;
    }
    this.#why(card.reason);
    // Whoever listens is told of the new item; whoever looks keeps the keys.
    if (document.activeElement !== get("note")) heading.focus({ preventScroll: true });
  }

  #why(reason) {
    const rows = get("why-rows");
    rows.replaceChildren();
    if (!reason) return;
    const add = (term, text) => {
      const dt = document.createElement("dt");
      const dd = document.createElement("dd");
      [dt.textContent, dd.textContent] = [term, text];
      rows.append(dt, dd);
    };
    add("Chosen", SOURCES[reason.source] ?? reason.source);
    add("Strategy", reason.strategy);
    if (reason.score !== undefined && ["ranking", "exploration"].includes(reason.source)) {
      add("Score", `${reason.score.toFixed(3)}; higher teaches the model more`);
    }
    if (reason.rank) add("Rank", `${reason.rank.toLocaleString("en")} of ${reason.poolSize.toLocaleString("en")}`);
    else add("Pool", `${reason.poolSize.toLocaleString("en")} items`);
    add("Model", reason.modelVersion ? `v${reason.modelVersion}` : "none");
  }

  takeNote() {
    const note = get("note").value.trim();
    get("note").value = "";
    return note;
  }

  get lastDecision() {
    return this.decisions[0];
  }

  decided(entry, reopen) {
    const row = document.createElement("li");
    const button = document.createElement("button");
    const answer = document.createElement("span");
    const text = document.createElement("span");
    answer.className = "decision-answer";
    text.className = "decision-text";
    text.dir = "auto";
    answer.textContent = words(entry);
    text.textContent = entry.text.slice(0, 120);
    button.append(answer, text);
    row.append(button);
    get("decisions").prepend(row);
    const { key, labels, id, text: itemText, revision } = entry;
    const decision = { key, labels, id, text: itemText, revision, row };
    button.addEventListener("click", () => reopen(decision));
    this.decisions.unshift(decision);
    while (this.decisions.length > DECISION_COUNT) this.decisions.pop().row?.remove();
    get("no-decisions")?.remove();
  }

  revised(entry) {
    const decision = this.decisions.find((other) => other.annotation === entry.annotation);
    if (decision) {
      decision.labels = entry.labels;
      decision.row.querySelector(".decision-answer").textContent = words(entry);
    }
  }

  stored(entry, annotation) {
    const isOf = (other) => (entry.annotation ? other.annotation === entry.annotation : other.key === entry.key);
    const decision = this.decisions.find(isOf);
    if (decision) decision.annotation = annotation;
  }

  undecided(decision) {
    decision.row?.remove();
    this.decisions = this.decisions.filter((other) => other !== decision);
    if (decision.annotation) this.progress(-1);
  }

  refused(entry) {
    const decision = this.decisions.find((other) => other.key === entry.key);
    if (decision) {
      decision.row?.remove();
      this.decisions = this.decisions.filter((other) => other !== decision);
    }
  }

  saved(state, count) {
    const mark = get("saved");
    mark.classList.toggle("waiting", state === "waiting");
    mark.textContent =
      state === "saved" ? "Saved" : state === "saving" ? "Saving…" : `${count} not sent yet; will try again`;
  }

  progress(change) {
    this.setProgress(this.finished + change, this.items);
  }

  setProgress(finished, items) {
    [this.finished, this.items] = [finished, items];
    const format = (value) => value.toLocaleString("en").replaceAll(",", "\u202f");
    get("finished-count").textContent = format(finished);
    get("item-count").textContent = format(items);
    get("ring").setAttribute("stroke-dasharray", `${items === 0 ? 0 : (100 * finished) / items} 100`);
  }

  setModel(text) {
    get("model").textContent = text;
  }

  rate(count, minutes) {
    if (count >= 5) get("rate").textContent = `${(count / Math.max(minutes, 0.05)).toFixed(0)} a minute`;
  }

  say(text) {
    get("saved").classList.remove("waiting");
    get("saved").textContent = text;
  }

  fail(text) {
    get("notice").textContent = text;
    get("notice").hidden = false;
  }
}

const SOURCES = {
  ranking: "by the model's ranking: its label would teach the model most",
  exploration: "at random from the pool, against blind spots (exploration)",
  evaluation: "at random from the items set aside to measure on",
  initialization: "before there is a model, by the initialization strategy",
  order: "by the queue's order, which does not ask the model",
  reopened: "by you: opened again",
};

const words = (entry) =>
  entry.answer !== "label" ? entry.answer : entry.labels.length > 0 ? entry.labels.join(", ") : "none of them";
