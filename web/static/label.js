// The label page: the next items are there already, answers go in the background, every key does something at once.
import { API, Problem } from "./api.js";
import { Outbox } from "./outbox.js";
import { Keys } from "./keys.js";
import { LabelView } from "./label-view.js";
import { Lease } from "./lease.js";
import { listen } from "./live.js";
import { leaveIfTaken } from "./tab.js";

const READY_COUNT = 5;

class Desk {
  constructor(element) {
    const begin = JSON.parse(element.dataset.begin);
    this.begin = begin;
    this.holder = begin.desk;
    this.api = new API(begin.queue, begin.account, element.dataset.formToken);
    this.view = new LabelView(begin, (decision) => this.reopen(decision));
    this.outbox = new Outbox(`${begin.queue}/${begin.account}`, begin.desk, (entry) => this.#send(entry), {
      onChange: (state, count, error) => this.view.saved(state, count, error),
      onRefused: (entry, error) => this.#refused(entry, error),
    });
    this.ready = [];
    this.startedAt = performance.now();
    this.answerCount = 0;
    this.lease = new Lease(
      begin.leaseSeconds,
      () => this.#renew(),
      () => this.view.say("The item stays yours; its time has begun anew."),
    );
    const pending = new Set(this.outbox.entries.map((entry) => entry.assignment));
    this.#take(begin.claim, pending);
    if (pending.size > 0) this.outbox.flush();
    if (begin.change) this.#revise(begin.change);
    else this.#show();
    this.#refill();
    addEventListener("pagehide", () => this.#leave());
  }

  get current() {
    return this.revising ?? this.ready[0];
  }

  answer(answer, labels = [], note = this.view.note) {
    const card = this.current;
    if (!card) return;
    this.view.note = "";
    const entry = {
      key: crypto.randomUUID?.() ?? `${Date.now()}-${Math.random()}`,
      answer,
      labels,
      note,
      seconds: (performance.now() - this.shownAt) / 1_000,
      revision: card.revision,
      text: card.item.text.slice(0, 120),
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
      if (answer === "label") this.#offer();
      this.view.decided(entry);
    }
    this.#show();
    this.view.rate(this.answerCount, (performance.now() - this.startedAt) / 60_000);
    this.outbox.add(entry);
    setTimeout(() => this.#refill());
  }

  /** Takes the last answer back, here or on the server; as far back as one likes. */
  undo() {
    // One after another: the answer before may be one that the undo under way has yet to bring.
    this.undoing = (this.undoing ?? Promise.resolve()).then(() => this.#undoLast());
    return this.undoing;
  }

  async #undoLast() {
    if (this.revising) return this.#stopRevising();
    const decision = this.view.lastDecision;
    if (!decision) return this.view.say("There is nothing to undo.");
    const withdrawn = decision.key && this.outbox.withdraw(decision.key);
    if (withdrawn?.card) return this.#comeBack(withdrawn.card, decision);
    try {
      await this.outbox.settled();
      if (!decision.annotation) return this.view.say("Not undone: the answer is still on its way.");
      const reply = await this.api.post(`/annotations/${decision.annotation}/retract`, { holder: this.holder });
      if (reply.assignments.length > 0) this.#comeBack(reply.assignments[0], decision);
      else this.view.say("Taken back; the item went to somebody else.");
      this.view.older(await this.api.get("/decisions?limit=10"));
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
    if (!decision.annotation) return this.view.say("The answer is still on its way.");
    try {
      this.#revise(await this.api.get(`/decisions/${decision.annotation}`));
    } catch (error) {
      this.view.fail(`Not opened: ${error.message}.`);
    }
  }

  /** After as many labels as the queue wants for each pair, a pair is offered. */
  #offer() {
    this.labelCount = (this.labelCount ?? 0) + 1;
    const every = this.begin.reviseEvery;
    if (every) this.view.offer(this.labelCount % every === 0);
  }

  /** Opens the page on which the text just labelled is edited, so that another label fits. */
  async write() {
    await this.outbox.settled();
    const link = this.view.revise;
    const decision = this.view.lastDecision;
    if (!link) return this.view.say("Pairs are for queues with one label an item.");
    if (!decision?.annotation) return this.view.say("Label a text first; then it can be edited.");
    const address = new URL(link.href);
    address.searchParams.set("annotation", decision.annotation);
    location.assign(address);
  }

  #revise(document) {
    this.revising = {
      annotation: document.id,
      revision: this.begin.revision,
      item: document.item,
      labels: document.labels,
    };
    this.#show();
    this.view.note = document.note ?? "";
    this.view.say("Changing an answer: choose again, or go back with Escape.");
  }

  stop() {
    if (this.revising) this.#stopRevising();
    else this.#show();
  }

  #stopRevising() {
    this.revising = undefined;
    this.view.note = "";
    this.#show();
    this.view.say("Left as it was.");
  }

  /** Shows which words moved the model, on the item itself. */
  async explain() {
    const card = this.current;
    if (!card?.id) return this.view.say("Open the next item to see that.");
    try {
      const explanation = await this.api.get(`/assignments/${card.id}/words`);
      if (card === this.current) this.view.explain(explanation);
    } catch (error) {
      this.view.unexplained(error.message);
    }
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
      if (error.isSignedOut) this.view.signedOut(error);
      else if (this.ready.length === 0) this.view.fail(`No item could be fetched: ${error.message}.`);
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
  }

  #refused(entry, error) {
    this.view.refused(entry);
    this.view.fail(`The answer to "${entry.text.slice(0, 40)}…" was not taken: ${error.message}.`);
    this.sawRevision(error.code === "queue-was-changed" ? -1 : this.begin.revision);
  }

  /** The queue has other labels: answers that are on their way are of the old ones, so the page waits for them. */
  async sawRevision(revision) {
    if (revision === this.begin.revision || this.isStale) return;
    this.isStale = true;
    await this.outbox.settled();
    this.view.changed();
  }

  /** Extends the leases of what lies here; false when that could not be asked. */
  async #renew() {
    for (const card of [...this.ready]) {
      try {
        await this.api.post(`/assignments/${card.id}/renew`);
      } catch (error) {
        if (!(error instanceof Problem) || error.isPassing) return false;
        this.ready = this.ready.filter((other) => other !== card);
        if (!this.revising) this.#show();
        this.view.say("An item went to somebody else while the page was not used.");
      }
    }
    this.#refill();
    return true;
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
  listen(desk.api.base, desk);
  leaveIfTaken(desk.holder);
}
