// Keys and buttons. Single keys do nothing while somebody writes, and nothing at all where they are switched off.

const get = (id) => document.getElementById(id);

export class Keys {
  constructor(desk, begin) {
    this.desk = desk;
    this.isMultilabel = begin.isMultilabel;
    this.form = get("answer");
    this.actionOf = new Map(Object.entries(begin.keys).map(([action, key]) => [key, action]));
    this.actionOf.set("Backspace", "undo");
    this.actions = {
      skip: () => desk.answer("skip"),
      unsure: () => desk.answer("unsure"),
      flag: () => this.#flag(),
      undo: () => desk.undo(),
      revise: () => desk.write(),
      note: () => get("note").focus(),
      guidelines: () => toggle("guidelines"),
      why: () => toggle("why"),
      words: () => desk.explain(),
      help: () => get("keys").showModal(),
    };
    if (this.isMultilabel) this.actions.submit = () => this.#submitChosen();
    this.#listen();
    if (begin.areKeysOn) addEventListener("keydown", (event) => this.#press(event));
  }

  #listen() {
    const { desk } = this;
    this.form.addEventListener("submit", (event) => this.#submit(event));
    const on = (id, kind, action) => {
      get(id)?.addEventListener(kind, (event) => {
        event.preventDefault();
        action();
      });
    };
    on("undo", "submit", () => desk.undo());
    on("revise", "click", () => desk.write());
    on("offer-last", "click", () => desk.write());
    on("offer-later", "click", () => desk.view.offer(false));
    on("words", "click", () => desk.explain());
    on("keys-button", "click", this.actions.help);
    on("flag-cancel", "click", () => get("flag").close());
    get("keys-button").disabled = false;
    get("flag-form").addEventListener("submit", () => desk.answer("flag", [], get("flag-note").value.trim()));
    get("flag-note").addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      get("flag-form").requestSubmit();
    });
    this.#search();
  }

  /** With many labels one types a part of the name, and Enter takes the first that has it. */
  #search() {
    const filter = get("filter");
    if (!filter) return;
    get("filter-row").hidden = false;
    const choices = [...this.form.querySelectorAll(".choice")];
    const find = () => {
      const words = filter.value.trim().toLowerCase();
      for (const choice of choices) choice.hidden = !choice.textContent.toLowerCase().includes(words);
    };
    filter.addEventListener("input", find);
    filter.addEventListener("keydown", (event) => {
      if (event.key !== "Enter") return;
      event.preventDefault();
      const first = choices.find((choice) => !choice.hidden);
      filter.value = "";
      find();
      (first?.querySelector("input") ?? first)?.click();
    });
  }

  #flag() {
    if (!this.desk.current) return;
    get("flag-note").value = get("note").value;
    get("flag").showModal();
  }

  #submit(event) {
    event.preventDefault();
    const button = event.submitter;
    if (button?.name === "label") this.desk.answer("label", [button.value]);
    else if (button?.value === "flag") this.#flag();
    else if (button && button.value !== "label") this.desk.answer(button.value);
    else this.#submitChosen();
  }

  #submitChosen() {
    const chosen = [...this.form.querySelectorAll('input[name="label"]:checked')].map((box) => box.value);
    this.desk.answer("label", chosen);
  }

  #press(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || document.querySelector("dialog[open]")) {
      return;
    }
    const focus = document.activeElement;
    if (focus?.matches("input:not([type=checkbox]), textarea, select")) {
      if (event.key === "Escape") focus.blur();
      if (event.key === "Enter" && focus.id === "note") event.preventDefault();
      return;
    }
    // Whoever goes by Tab presses buttons with Space and Enter, as everywhere.
    const isOnControl = focus?.matches("button, a, summary, input");
    if (isOnControl && (event.key === " " || event.key === "Enter")) return;
    const action = this.#action(event.key);
    if (!action || event.repeat) return;
    event.preventDefault();
    action();
  }

  #action(key) {
    if (key === "Escape") return () => this.desk.stop();
    const label = [...this.form.querySelectorAll(".choice")].find((choice) => choice.dataset.key === key);
    if (label && !this.form.hidden) {
      return () => (this.isMultilabel ? label.querySelector("input").click() : this.desk.answer("label", [label.value]));
    }
    if (key === "/" && get("filter")) return () => get("filter").focus();
    return this.actions[this.actionOf.get(key)];
  }
}

function toggle(id) {
  const panel = get(id);
  if (panel) panel.open = !panel.open;
}
