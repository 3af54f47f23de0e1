// The label page: the next items are there already, answers go in the background, every key does something at once.
import { API, Problem } from "./api.js";
import { Outbox } from "./outbox.js";
import { Keys } from "./keys.js";
import { LabelView } from "./label-view.js";
import { listen } from "./live.js";

const READY_COUNT = 5;

class Desk {
  constructor(element) {
    const begin = JSON.parse(element.dataset.begin);
    this.begin = begin;
    this.holder = begin.desk;
    this.api = new API(begin.queue, element.dataset.formToken);
    this.view = new LabelView(begin);
    this.outbox = new Outbox(`${begin.queue}/${begin.account}`, begin.desk, (entry) => this.#send(entry), {
      onChange: (state, count) => this.view.saved(state, count),
      onRefused: (entry, error) => this.#refused(entry, error),
    });
    this.ready = [];
    this.startedAt = performance.now();
    this.answerCount = 0;
    this.lastUse = Date.now();
    const pending = new Set(this.outbox.entries.map((entry) => entry.assignment));
    this.#take(begin.claim, pending);
    if (pending.size > 0) this.outbox.flush();
    this.#show();
    this.#refill();
    setInterval(() => this.#renew(), Math.max(5_000, (begin.leaseSeconds * 1_000) / 3));
    addEventListener("pagehide", () => this.#leave());
  }

  get current() {
    return this.revising ?? this.ready[0];
  }

  answer(answer, labels = []) {
    const card = this.current;
    if (!card) return;
    this.lastUse = Date.now();
    const entry = {
      key: crypto.randomUUID?.() ?? `${Date.now()}-${Math.random()}`,
      answer,
      labels,
      note: this.view.takeNote(),
      seconds: (performance.now() - this.shownAt) / 1_000,
      revision: card.revision,
      text: card.item.text,
      id: card.item.id,
    };
    if (this.revising) {
      entry.annotation = card.annotation;
      this.revising = undefined;
      this.view.revised(entry);
    } else {
      entry.assignment = card.id;
      entry.card = card;
      this.ready.shift();
      this.answerCount += 1;
      this.view.decided(entry, (decision) => this.reopen(decision));
    }
    this.#show();
    this.outbox.add(entry);
    this.#refill();
    this.view.rate(this.answerCount, (performance.now() - this.startedAt) / 60_000);
  }

  /** Takes the last answer back, here or on the server. */
  async undo() {
    if (this.revising) return this.#stopRevising();
    const decision = this.view.lastDecision;
    if (!decision) return this.view.say("There is nothing to undo.");
    const withdrawn = decision.key && this.outbox.withdraw(decision.key);
    if (withdrawn?.card) {
      this.#comeBack(withdrawn.card, decision);
      return;
    }
    try {
      await this.outbox.settled();
      const reply = await this.api.post(`/annotations/${decision.annotation}/retract`, { holder: this.holder });
      if (reply.assignments.length > 0) this.#comeBack(reply.assignments[0], decision);
      else this.view.say("Taken back; the item went to somebody else.");
    } catch (error) {
      this.view.fail(`Not undone: ${error.message}.`);
    }
  }

  #comeBack(card, decision) {
    this.answerCount = Math.max(0, this.answerCount - 1);
    this.ready.unshift(card);
    this.view.undecided(decision);
    this.#show();
    this.view.say("Undone.");
  }

  /** Opens an answer again to change it; it stands until another takes its place. */
  async reopen(decision) {
    await this.outbox.settled();
    if (!decision.annotation) return;
    this.revising = {
      annotation: decision.annotation,
      revision: this.ready[0]?.revision ?? this.begin.claim.assignments[0]?.revision ?? decision.revision,
      item: { id: decision.id, text: decision.text },
      labels: decision.labels ?? [],
    };
    this.#show();
    this.view.say("Changing an answer: choose again, or go back with Escape.");
  }

  stop() {
    if (this.revising) this.#stopRevising();
  }

  #stopRevising() {
    this.revising = undefined;
    this.#show();
    this.view.say("Left as it was.");
  }

  #show() {
    this.shownAt = performance.now();
    this.view.show(this.current, this.state);
  }

  #take(reply, pending = new Set()) {
    const known = new Set(this.ready.map((card) => card.id));
    for (const card of reply.assignments) {
      if (!known.has(card.id) && !pending.has(card.id)) this.ready.push(card);
    }
    this.state = reply.state;
  }

  /** Fetches items until enough are ready; who is faster than that waits for the first to come. */
  async #refill() {
    if (this.isFilling) return;
    this.isFilling = true;
    try {
      let isMore = true;
      while (isMore && this.ready.length < READY_COUNT) {
        const wish = { count: READY_COUNT - this.ready.length, holder: this.holder };
        const reply = await this.api.post("/assignments", wish);
        const wasEmpty = this.ready.length === 0;
        this.#take(reply);
        isMore = reply.assignments.length > 0;
        if (wasEmpty && !this.revising) this.#show();
      }
    } catch (error) {
      if (this.ready.length === 0) this.view.fail(`No item could be fetched: ${error.message}.`);
    }
    this.isFilling = false;
    clearTimeout(this.refillTimer);
    if (this.ready.length < READY_COUNT && this.state !== "finished") {
      this.refillTimer = setTimeout(() => this.#refill(), this.ready.length === 0 ? 3_000 : 10_000);
    }
  }

  async #send(entry) {
    const body = {
      answer: entry.answer,
      labels: entry.labels,
      note: entry.note || undefined,
      seconds: entry.seconds,
      revision: entry.revision,
      key: entry.key,
    };
    const path = entry.annotation
      ? `/annotations/${entry.annotation}/revise`
      : `/assignments/${entry.assignment}/annotation`;
    const reply = await this.api.post(path, body);
    this.view.stored(entry, reply.annotation);
    if (!entry.annotation) this.view.progress(1);
  }

  #refused(entry, error) {
    this.view.refused(entry);
    this.view.fail(`The answer to "${entry.text.slice(0, 40)}…" was not taken: ${error.message}.`);
    if (error.code === "queue-was-changed") location.reload();
  }

  async #renew() {
    // A page that nobody uses lets its items go.
    const unused = (Date.now() - this.lastUse) / 1_000;
    if (unused > this.begin.leaseSeconds || document.hidden) return;
    for (const card of [...this.ready]) {
      try {
        await this.api.post(`/assignments/${card.id}/renew`);
      } catch (error) {
        if (!(error instanceof Problem) || error.isPassing) return;
        this.ready = this.ready.filter((other) => other !== card);
        this.#show();
      }
    }
    this.#refill();
  }

  #leave() {
    // Not at once: a reload gets the same items again.
    for (const card of this.ready) {
      this.api.post(`/assignments/${card.id}/release`, { afterSeconds: 15 }, { keepalive: true }).catch(() => {});
    }
  }
}

const element = document.getElementById("desk");
if (element) {
  const desk = new Desk(element);
  new Keys(desk, desk.begin);
  listen(desk.api.base, desk.view);
}
