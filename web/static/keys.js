// Keys and buttons. Single keys do nothing while somebody writes, and nothing at all where they are switched off.

export class Keys {
  constructor(desk, begin) {
    this.desk = desk;
    this.isMultilabel = begin.isMultilabel;
    this.areOn = begin.preferences.areKeysOn;
    this.form = document.getElementById("answer");
    this.dialog = document.getElementById("keys");
    this.form.addEventListener("submit", (event) => this.#submit(event));
    document.getElementById("undo").addEventListener("submit", (event) => {
      event.preventDefault();
      desk.undo();
    });
    const help = document.getElementById("keys-button");
    help.hidden = false;
    help.addEventListener("click", () => this.dialog.showModal());
    if (this.areOn) addEventListener("keydown", (event) => this.#press(event));
  }

  #submit(event) {
    event.preventDefault();
    const button = event.submitter;
    if (button?.name === "label") this.desk.answer("label", [button.value]);
    else if (button && button.value !== "label") this.desk.answer(button.value);
    else this.#submitChosen();
  }

  #submitChosen() {
    const chosen = [...this.form.querySelectorAll('input[name="label"]:checked')].map((box) => box.value);
    this.desk.answer("label", chosen);
  }

  #press(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || this.dialog.open) return;
    const focus = document.activeElement;
    if (focus?.matches("input:not([type=checkbox]), textarea, select")) {
      if (event.key === "Escape") focus.blur();
      if (event.key === "Enter") event.preventDefault();
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
    const { desk } = this;
    const label = [...this.form.querySelectorAll(".choice")].find((choice) => choice.dataset.key === key);
    if (label && !this.form.hidden) {
      return () => (this.isMultilabel ? label.querySelector("input").click() : desk.answer("label", [label.value]));
    }
    const toggle = (id) => () => {
      const panel = document.getElementById(id);
      if (panel) panel.open = !panel.open;
    };
    const actions = {
      " ": () => desk.answer("skip"),
      ".": () => desk.answer("unsure"),
      "!": () => desk.answer("flag"),
      u: () => desk.undo(),
      Backspace: () => desk.undo(),
      Escape: () => desk.stop(),
      n: () => document.getElementById("note").focus(),
      g: toggle("guidelines"),
      w: toggle("why"),
      "?": () => this.dialog.showModal(),
    };
    if (this.isMultilabel) actions.Enter = () => this.#submitChosen();
    return actions[key];
  }
}
