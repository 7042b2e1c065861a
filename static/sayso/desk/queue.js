/* Steps on their way to the server: kept in this browser until it has said that they are saved, sent in order. */

import { post } from "./server.js";

const LONGEST_WAIT = 30_000;

export class Queue {
  constructor(store, { address, refresh, onSaved, onRefused, onState }) {
    Object.assign(this, { store, address, refresh, onSaved, onRefused, onState });
    this.wait = 0;
    this.sending = false;
    addEventListener("online", () => this.hurry());
    addEventListener("focus", () => this.hurry());
    document.addEventListener("visibilitychange", () => document.hidden || this.hurry());
    store.onChangeElsewhere("queue", () => this.#tell());
  }

  get steps() {
    return this.store.get("queue", []);
  }

  add(step) {
    this.store.set("queue", [...this.steps, step]);
    this.pump();
  }

  // Another tab of the same desk may have taken a step out meanwhile, so the list is read anew at every change.
  #remove(key) {
    this.store.set("queue", this.steps.filter((step) => step.key !== key));
  }

  hurry() {
    this.wait = 0;
    if (this.steps.length) this.pump();
  }

  async settled() {
    await this.pump();
    return this.steps.length === 0;
  }

  pump() {
    clearTimeout(this.timer);
    this.running ??= this.#run().finally(() => {
      this.running = null;
    });
    return this.running;
  }

  async #run() {
    let why = "";
    for (let step = this.steps[0]; step; step = this.steps[0]) {
      this.#tell("");
      const { kind, answer } = await post(this.address, step, this.refresh);
      if (kind === "done" || kind === "refused") {
        this.#remove(step.key);
        this.wait = 0;
        if (kind === "done") this.onSaved(step, answer);
        else this.onRefused(step, answer);
        continue;
      }
      why = kind;
      this.#later(kind);
      this.#tell(why, answer);
      return;
    }
    this.#tell(why);
  }

  // Longer and longer between tries; after a login the return to this tab hurries them.
  #later() {
    this.wait = Math.min(LONGEST_WAIT, this.wait ? this.wait * 2 : 1_000);
    this.timer = setTimeout(() => this.pump(), this.wait);
  }

  #tell(why = "", answer = null) {
    this.onState(this.steps.length, why, answer?.refusal ?? []);
  }
}
