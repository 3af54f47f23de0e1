// What the label page shows; nothing here asks the server. Item texts are set as text, never as markup.

const DECISION_COUNT = 10;
const get = (id) => document.getElementById(id);

export class LabelView {
  /** @param reopen what a click on a decision does */
  constructor(begin, reopen) {
    this.begin = begin;
    this.reopen = reopen;
    this.decisions = [];
    get("card").addEventListener("scroll", () => (this.isScrolled = true), { passive: true });
    for (const row of get("decisions").children) {
      const link = row.querySelector("a");
      const decision = { row, annotation: Number(link.dataset.annotation) };
      this.#onClick(link, decision);
      this.decisions.push(decision);
    }
  }

  show(card, state) {
    const has = Boolean(card);
    get("card").hidden = !has;
    get("answer").hidden = !has;
    get("finished").hidden = has || state !== "finished";
    get("waiting").hidden = has || state !== "waiting";
    get("notice").hidden = true;
    get("explanation").textContent = "";
    if (get("changing")) get("changing").hidden = true;
    if (!has) {
      this.#suggest();
      get("item-heading").textContent = "No item";
      if (state === "assigned") this.#write("Fetching the next item…");
      return;
    }
    get("text").textContent = card.item.text;
    // A revised text's id says that it is one, which whoever labels it blindly is not to know.
    get("item-heading").textContent = card.item.id.includes("~") ? "Item" : `Item ${card.item.id}`;
    for (const input of document.querySelectorAll('input[name="assignment"]')) input.value = card.id ?? "";
    for (const choice of document.querySelectorAll(".choice")) this.#choose(choice, card.labels ?? []);
    this.#suggest(card.suggestion);
    this.#why(card.why ?? []);
    this.#begin(get("card"));
  }

  /** The card from its beginning, with the focus. What has it already is left alone: both lay the page out anew, and the
   * next item would come later. */
  #begin(card) {
    if (this.isScrolled) card.scrollTop = 0;
    this.isScrolled = false;
    const focus = document.activeElement;
    // Whoever listens is told of the new item; whoever writes keeps the field.
    if (focus !== card && !focus?.matches("input:not([type=checkbox]), textarea")) card.focus({ preventScroll: true });
  }

  #choose(choice, labels) {
    const box = choice.querySelector("input");
    const isChosen = labels.includes(box ? box.value : choice.value);
    if (box) box.checked = isChosen;
    else {
      choice.classList.toggle("chosen", isChosen);
      choice.toggleAttribute("aria-current", isChosen);
    }
  }

  #suggest(parts) {
    const line = get("suggestion");
    if (!line) return;
    const words = parts?.map((part) => `${part.label} (${(100 * part.probability).toFixed(0)} %)`);
    line.textContent = words ? `The model suggests ${words.join(", ") || "none of them"}.` : "";
  }

  #why(why) {
    get("why-rows").replaceChildren(
      ...why.flatMap(({ term, text }) => [element("dt", { textContent: term }), element("dd", { textContent: text })]),
    );
  }

  /** Marks the words that moved the model. */
  explain(explanation) {
    get("text").replaceChildren(
      ...explanation.pieces.map((piece) => {
        const part = element("span", { textContent: piece.text });
        part.dataset.strength = piece.strength;
        return part;
      }),
    );
    get("why").open = true;
    get("explanation").textContent = explanation.summary;
  }

  unexplained(reason) {
    get("why").open = true;
    get("explanation").textContent = `${reason.slice(0, 1).toUpperCase()}${reason.slice(1)}.`;
  }

  get note() {
    return get("note").value.trim();
  }

  set note(text) {
    get("note").value = text;
  }

  /** Says that it is time for a pair; labelling goes on as it likes. */
  offer(isWanted) {
    get("offer").hidden = !isWanted;
  }

  get revise() {
    return get("revise");
  }

  get lastDecision() {
    return this.decisions[0];
  }

  decided(entry) {
    this.hasWord = false;
    const decision = { key: entry.key, row: this.#row(words(entry), entry.text) };
    this.#onClick(decision.row.querySelector("button"), decision);
    get("decisions").prepend(decision.row);
    this.decisions.unshift(decision);
    while (this.decisions.length > DECISION_COUNT) this.decisions.pop().row.remove();
    get("no-decisions")?.remove();
    this.revise?.classList.remove("unseen");
  }

  /** Adds what was decided before what is shown, when undoing has made room. */
  older(documents) {
    for (const document of documents) {
      if (this.decisions.length >= DECISION_COUNT) return;
      if (this.decisions.some((decision) => decision.annotation === document.id)) continue;
      const decision = { annotation: document.id, row: this.#row(words(document), document.item.text) };
      this.#onClick(decision.row.querySelector("button"), decision);
      get("decisions").append(decision.row);
      this.decisions.push(decision);
    }
  }

  #row(answer, text) {
    const row = element("li");
    const button = element("button", { type: "button" });
    button.append(
      element("span", { className: "decision-answer", textContent: answer }),
      element("span", { className: "decision-text", dir: "auto", textContent: text.slice(0, 120) }),
    );
    row.append(button);
    return row;
  }

  #onClick(control, decision) {
    control.addEventListener("click", (event) => {
      event.preventDefault();
      this.reopen(decision);
    });
  }

  revised(entry) {
    this.hasWord = false;
    const decision = this.decisions.find((other) => other.annotation === entry.annotation);
    if (decision) decision.row.querySelector(".decision-answer").textContent = words(entry);
  }

  stored(entry, annotation) {
    const isOf = (other) => (entry.annotation ? other.annotation === entry.annotation : other.key === entry.key);
    const decision = this.decisions.find(isOf);
    if (decision) decision.annotation = annotation;
  }

  undecided(decision) {
    decision.row.remove();
    this.decisions = this.decisions.filter((other) => other !== decision);
  }

  refused(entry) {
    const decision = this.decisions.find((other) => other.key === entry.key);
    if (decision) this.undecided(decision);
  }

  saved(state, count, error) {
    if (state === "waiting") this.#write(`${count} not sent yet; will try again`, true);
    else if (!this.hasWord) this.#write(state === "saved" ? "Saved" : "Saving…");
    if (error?.isSignedOut) this.signedOut(error);
  }

  /** Nothing is lost: answers wait in the browser until the same person is signed in again. */
  signedOut(error) {
    const address = `/sign-in?next=${encodeURIComponent(location.pathname + location.search)}`;
    const link = element("a", { href: address, textContent: `Sign in again as ${this.begin.name}` });
    const why = error.code === "other-account" ? `${capitalized(error.message)}.` : "You are signed out.";
    this.fail(`${why} Your answers are kept in this browser and go on their way when you are back. `, link);
  }

  /** The queue's labels are others now. */
  changed() {
    const link = element("a", { href: location.href, textContent: "Open the page again" });
    this.fail("The owner has changed the queue, so the buttons are no longer right. ", link);
    get("answer").hidden = true;
  }

  setProgress(finished, items) {
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

  /** What somebody asked for has happened: it stands until the next answer, whatever is saved meanwhile. */
  say(text) {
    this.hasWord = true;
    this.#write(text);
  }

  #write(text, isWaiting = false) {
    get("saved").classList.toggle("waiting", isWaiting);
    get("saved").textContent = text;
  }

  fail(...parts) {
    get("notice").replaceChildren(...parts);
    get("notice").hidden = false;
  }
}

function element(name, properties = {}) {
  return Object.assign(document.createElement(name), properties);
}

function capitalized(text) {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}

const words = (entry) =>
  entry.answer !== "label" ? entry.answer : entry.labels.length > 0 ? entry.labels.join(", ") : "none of them";
