/* Finishing: each claim of the dossier of which the article says nothing is confirmed as silent, or logged after all. */

import { element } from "./options.js";
import { get } from "./server.js";

const $ = (id) => document.getElementById(`desk-left${id}`);

const counted = (number, what) => `${number} ${what}${number === 1 ? "" : "s"}`;

export class Finish {
  constructor({ address, dossier, onRecord, onLog, onClose, onNext, untouched, say }) {
    Object.assign(this, { address, dossier, onRecord, onLog, onClose, onNext, untouched, say, claims: [], at: 0, warned: false });
    this.section = $("");
    $("-all").addEventListener("click", () => this.all());
    $("-record").addEventListener("click", () => this.record());
    $("-close").addEventListener("click", () => this.close());
    $("-claims").addEventListener("click", (event) => {
      const option = event.target.closest("[role=option]");
      if (!option) return;
      this.at = [...$("-claims").children].indexOf(option);
      if (event.target.closest("[data-act=log]")) this.log();
      else this.toggle();
    });
  }

  get isOpen() {
    return !this.section.hidden;
  }

  async open() {
    const { kind, answer } = await get(this.address, { dossier: this.dossier });
    if (kind !== "done") return this.say(answer?.refusal?.join(" ") ?? "The server does not answer. Try again when it does.");
    const before = new Set(this.claims.filter(({ silent }) => silent).map(({ claim }) => claim));
    this.claims = answer.claims.map((claim) => ({ ...claim, silent: before.has(claim.claim) }));
    Object.assign(this, { at: 0, warned: false });
    this.section.hidden = false;
    $("-about").textContent = [this.#figures(), this.#about(answer.read)].join(" ");
    this.#draw();
    (this.claims.length ? $("-claims") : $("-record")).focus();
    this.section.scrollIntoView({ block: "nearest" });
  }

  #figures() {
    const open = this.untouched();
    return `${counted(this.claims.length, "claim")}${open ? ` · ${counted(open, "paragraph")} untouched (n)` : ""}.`;
  }

  #about(read) {
    if (!this.claims.length && read) return `Read on ${read}, and nothing came to the dossier since.`;
    if (!this.claims.length) return "Every claim of the dossier has a passage of this article. Record that you have read it all.";
    const since = read ? `Read on ${read}; these came to the dossier since. ` : "Nothing is logged from this article for these claims of the dossier. ";
    return `${since}Confirm for each that the article is silent on it (Enter), or log what it says (l).`;
  }

  close() {
    this.section.hidden = true;
    this.onClose();
  }

  press({ key }) {
    const acts = {
      ArrowDown: () => this.move(1),
      j: () => this.move(1),
      ArrowUp: () => this.move(-1),
      k: () => this.move(-1),
      Enter: () => this.toggle(),
      " ": () => this.toggle(),
      l: () => this.log(),
      n: () => this.next(),
      a: () => this.all(),
      f: () => this.record(),
      Escape: () => this.close(),
    };
    if (!acts[key]) return false;
    acts[key]();
    return true;
  }

  move(by) {
    this.at = Math.max(0, Math.min(this.claims.length - 1, this.at + by));
    this.#draw();
  }

  toggle() {
    const claim = this.claims[this.at];
    if (!claim) return;
    claim.silent = !claim.silent;
    if (claim.silent) this.at = Math.min(this.claims.length - 1, this.at + 1);
    this.#draw();
  }

  next() {
    this.section.hidden = true;
    this.onNext();
  }

  // What nobody has read may yet speak of any of them.
  all() {
    const open = this.untouched();
    if (open && !this.warned) {
      this.warned = true;
      return this.say(`${counted(open, "paragraph")} untouched: n leads there. “All silent” (a) once more if the article is silent all the same.`);
    }
    for (const claim of this.claims) claim.silent = true;
    this.#draw();
  }

  log() {
    const claim = this.claims[this.at];
    if (!claim) return;
    this.section.hidden = true;
    this.onLog(claim);
  }

  record() {
    const open = this.claims.filter(({ silent }) => !silent);
    if (open.length) {
      this.at = this.claims.indexOf(open[0]);
      this.#draw();
      return this.say(`${open.length} of ${this.claims.length} claims are not confirmed yet.`);
    }
    this.section.hidden = true;
    this.onRecord(this.claims.map(({ claim }) => claim));
  }

  #draw() {
    const list = $("-claims");
    list.replaceChildren(
      ...this.claims.map(({ statement, state, silent }, index) => {
        const option = element("li", "", { role: "option", id: `desk-left-${index}`, "aria-selected": String(silent) });
        option.classList.toggle("at", index === this.at);
        option.append(element("span", silent ? "silent" : "not confirmed", { class: "desk-silent" }), " ", element("bdi", statement));
        if (state !== "published") option.append(" ", element("span", state, { class: "quiet" }));
        option.append(" ", element("button", "log", { type: "button", "data-act": "log", tabindex: -1 }));
        return option;
      }),
    );
    list.setAttribute("aria-activedescendant", `desk-left-${this.at}`);
    list.children[this.at]?.scrollIntoView({ block: "nearest" });
  }
}
