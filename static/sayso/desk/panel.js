/* The claim panel: what is logged of the selected words. Filled from what the server proposes, wherever the editor
   has not typed already; what is half written survives a reload. */

import { Options, element, settled } from "./options.js";
import { get } from "./server.js";

const $ = (id) => document.getElementById(`desk-${id}`);
const ALIKE = 90; // of 100: a new claim that reads like one on record is asked about once
const PATIENCE = 1_500;
const TYPED = ["hedge_words", "asserted_date", "asserted_date_words", "asserted_time", "asserted_time_words", "asserted_figure", "asserted_unit", "asserted_role", "asserted_attribution", "translation", "translator", "note"];
const CHOSEN = ["part", "endorsement", "hedged"];

const pause = (time) => new Promise((done) => setTimeout(done, time));
const keyOf = ({ start, end }) => `${start}-${end}`;

export class Panel {
  constructor({ store, addresses, dossier, onLog, onClose, speakers }) {
    Object.assign(this, { store, addresses, dossier, onLog, onClose, speakers });
    this.form = $("panel");
    this.statement = $("statement");
    this.options = new Options(this.statement, $("likely"), { onPick: (claim) => this.submit(claim) });
    this.proposed = new Map();
    this.#listen();
  }

  get isOpen() {
    return !this.form.hidden;
  }

  field(name) {
    return this.form.elements[name];
  }

  // --- opening and closing

  open(stance, place, { pinned = null, kept = null } = {}) {
    if (this.isOpen && keyOf(place) === keyOf(this.place)) {
      this.field("stance").value = stance;
    } else {
      this.#keepClosed();
      this.#reset(place, pinned);
      this.field("stance").value = stance;
      this.fill(kept ?? this.store.get("closed", {})[keyOf(place)] ?? {});
      this.#propose(place);
    }
    this.statement.focus();
    this.keep();
  }

  #reset(place, pinned) {
    this.form.reset();
    Object.assign(this, { place, pinned, names: [], dates: [], asserted: {}, dated: null, warned: "", touched: new Set() });
    this.form.hidden = false;
    $("hint").hidden = true;
    $("passage").textContent = place.words;
    $("where").textContent = "";
    $("values").open = false;
    this.refuse([]);
    this.options.clear();
    for (const id of ["dates", "names", "asserted"]) $(id).replaceChildren();
    $("date-why").textContent = "";
    this.#showHedge();
    this.#showKind();
  }

  close() {
    this.#keepClosed();
    this.#shut();
  }

  // What was typed comes back when the same words are taken up again.
  #keepClosed() {
    if (!this.isOpen || !this.statement.value.trim()) return;
    const closed = Object.entries(this.store.get("closed", {})).slice(-20);
    this.store.set("closed", { ...Object.fromEntries(closed), [keyOf(this.place)]: this.snapshot() });
  }

  #shut() {
    this.form.hidden = true;
    $("hint").hidden = false;
    this.store.set("draft", null);
    this.onClose();
  }

  // --- what is in it

  snapshot() {
    const typed = Object.fromEntries([...TYPED, ...CHOSEN, "date", "time", "kind", "stance"].map((name) => [name, this.field(name).value]));
    return { ...typed, statement: this.statement.value, place: this.place, pinned: this.pinned, asserted: this.asserted, dated: this.dated, names: this.names, touched: [...this.touched] };
  }

  keep() {
    if (this.isOpen) this.store.set("draft", this.snapshot());
  }

  fill(kept) {
    for (const name of [...TYPED, ...CHOSEN, "date", "time", "kind"]) {
      if (kept[name]) this.field(name).value = kept[name];
    }
    this.statement.value = kept.statement ?? "";
    this.asserted = kept.asserted ?? {};
    this.dated = kept.dated ?? null;
    this.names = kept.names ?? [];
    this.touched = new Set(kept.touched ?? []);
    $("values").open = TYPED.slice(1).some((name) => this.field(name).value);
    this.#showHedge();
    this.#showKind();
  }

  restore(kept) {
    this.open(kept.stance || "supports", kept.place, { pinned: kept.pinned, kept });
  }

  // --- proposals

  look(place) {
    const key = keyOf(place);
    if (!this.proposed.has(key)) {
      if (this.proposed.size > 50) this.proposed.clear();
      const { start, end } = place;
      const asked = get(this.addresses.passage, { dossier: this.dossier, start, end });
      this.proposed.set(key, asked.then(({ kind, answer }) => {
        if (kind !== "done") this.proposed.delete(key);
        return kind === "done" ? answer : null;
      }));
    }
    return this.proposed.get(key);
  }

  #propose(place) {
    this.proposing = this.look(place).then((found) => {
      if (found && this.isOpen && keyOf(place) === keyOf(this.place)) this.#take(found);
    });
  }

  #take(found) {
    $("where").textContent = found.locator;
    this.hedge = found.hedge;
    if (!this.touched.has("part")) this.field("part").value = found.part;
    this.dates = found.dates;
    const here = found.dates.find((date) => date.here);
    if (here && !this.touched.has("date") && !this.field("date").value) this.#date(here);
    this.names = found.names.map((name) => this.#asBefore(name));
    this.#drawDates();
    this.#drawNames();
    if (!this.statement.value.trim()) this.#list(found.likely);
    else this.#search();
    this.keep();
  }

  #asBefore(name) {
    const same = this.names.find(({ kind, id }) => kind === name.kind && id === name.id);
    const speaks = this.speakers().some(({ token }) => token === `${name.kind}:${name.id}`);
    return { ...name, taken: same ? same.taken : name.sure && !speaks };
  }

  #date(date) {
    this.dated = date;
    this.field("date").value = date.edtf;
    this.field("time").value = date.time;
    $("date-why").textContent = `“${date.words}”: ${date.shown || "no date"}. ${date.reason}`;
  }

  // Of the date as typed: its words and reasoning hold only while it is the one proposed.
  get #when() {
    const [date, time] = [this.field("date").value.trim(), this.field("time").value.trim()];
    const same = this.dated && this.dated.edtf === date;
    const inferred = same && this.dated.inferred;
    return {
      date,
      time,
      date_words: same && inferred ? this.dated.words : "",
      date_inferred: Boolean(inferred),
      date_reason: inferred ? this.dated.reason : "",
    };
  }

  // --- claims that are there

  async #search() {
    const words = this.statement.value.trim();
    if (!words) return this.look(this.place).then((found) => found && !this.statement.value.trim() && this.#list(found.likely));
    const { kind, answer } = await get(this.addresses.likely, { dossier: this.dossier, q: words.slice(0, 400) });
    if (kind === "done" && this.isOpen && words === this.statement.value.trim()) this.#list(answer.likely, words);
  }

  #list(likely, words = "") {
    this.listed = words;
    const pinned = this.pinned ? likely.findIndex(({ claim }) => claim === this.pinned.claim) : -1;
    const all = this.pinned && pinned < 0 ? [this.pinned, ...likely] : likely;
    this.options.show(all, (claim) => this.#option(claim), this.pinned ? Math.max(0, pinned) : -1);
    this.#sayEnter();
  }

  #option({ statement, state, date, why, here = [] }) {
    const about = [state === "published" ? "" : state, date, why].filter(Boolean).join(" · ");
    const parts = [element("span", statement, { dir: "auto" }), element("span", about, { class: "quiet" })];
    if (here.length) parts.push(element("span", `this article ${[...new Set(here)].join(", ")} it already`, { class: "desk-already" }));
    return parts;
  }

  #sayEnter() {
    $("enter-does").textContent = this.options.chosen ? "logs it for the claim chosen below" : "logs it as a new claim";
    $("new").classList.toggle("unused", Boolean(this.options.chosen));
  }

  // --- saving

  async submit(claim = this.options.chosen) {
    if (this.busy) return;
    this.busy = true;
    try {
      await Promise.race([this.proposing, pause(PATIENCE)]);
      const step = this.#step(claim);
      if (step) {
        this.onLog(step);
        this.#forget();
        this.#shut();
      }
    } finally {
      this.busy = false;
    }
  }

  #forget() {
    const closed = this.store.get("closed", {});
    delete closed[keyOf(this.place)];
    this.store.set("closed", closed);
  }

  #step(claim) {
    const statement = this.statement.value.trim();
    if (!claim && !statement) {
      this.refuse(["Type what the claim states, or choose one that is there with the arrow keys."]);
      return null;
    }
    if (!claim && this.#readsAlike(statement)) return null;
    return {
      place: this.place,
      claim: claim ? claim.claim : null,
      new: claim ? null : { statement, ...this.#new },
      evidence: this.#evidence,
    };
  }

  #readsAlike(statement) {
    const [alike] = this.options.items;
    if (this.listed !== statement || !alike || alike.score < ALIKE || this.warned === statement) return false;
    this.warned = statement;
    this.refuse([`This reads like a claim on record: “${alike.statement}”. ↓ and Enter log the passage for that one; Enter again makes a new claim.`]);
    return true;
  }

  get #new() {
    const taken = (kind) => this.names.filter((name) => name.taken && name.kind === kind).map(({ id }) => id);
    const kind = this.field("kind").value;
    const head = this.speakers()[0]?.token;
    const utterer = kind === "utterance" && head && !head.startsWith("new:") ? { utterer: head } : {};
    return { kind, ...this.#when, ...utterer, people: taken("person"), organizations: taken("organization"), places: taken("place") };
  }

  get #evidence() {
    const typed = TYPED.map((name) => [name, this.field(name).value.trim()]).filter(([, value]) => value);
    const chosen = CHOSEN.map((name) => [name, this.field(name).value]).filter(([, value]) => value);
    return { stance: this.field("stance").value, ...Object.fromEntries([...typed, ...chosen]), ...this.asserted };
  }

  refuse(sentences) {
    $("refusals").hidden = !sentences.length;
    $("refusals").replaceChildren(...sentences.map((sentence) => element("li", sentence)));
  }

  // --- chips

  #drawDates() {
    $("dates").replaceChildren(
      ...this.dates.map((date, index) => {
        const chip = element("button", `${date.words}${date.shown ? ` (${date.shown})` : ""}`, { type: "button", class: "desk-chip", "data-date": index });
        if (!date.here) chip.classList.add("quiet");
        chip.title = date.here ? date.reason : `Elsewhere in the paragraph. ${date.reason}`;
        return chip;
      }),
    );
  }

  #drawNames() {
    const chip = ({ name, kind, words, taken }, index) => {
      const made = element("button", "", { type: "button", class: "desk-chip", "aria-pressed": String(taken), "data-name": index, title: `“${words}”` });
      made.append(element("kbd", index < 9 ? String(index + 1) : ""), element("bdi", name), element("span", kind, { class: "quiet" }));
      return made;
    };
    $("names").replaceChildren(...this.names.map(chip));
    $("asserted").replaceChildren(
      ...this.names.map(({ name, kind, id }) =>
        element("button", name, { type: "button", class: "desk-chip", "aria-pressed": String(this.asserted[`asserted_${kind}`] === id), "data-asserted": kind, "data-id": id }),
      ),
    );
  }

  toggleName(index) {
    if (!this.names[index]) return;
    this.names[index].taken = !this.names[index].taken;
    this.#drawNames();
    this.keep();
  }

  #pressChip(chip) {
    if (chip.dataset.date) {
      this.touched.add("date");
      this.#date(this.dates[chip.dataset.date]);
    } else if (chip.dataset.name) {
      this.toggleName(Number(chip.dataset.name));
      $("names").children[chip.dataset.name].focus();
    } else if (chip.dataset.asserted) {
      const name = `asserted_${chip.dataset.asserted}`;
      const id = Number(chip.dataset.id);
      if (this.asserted[name] === id) delete this.asserted[name];
      else this.asserted[name] = id;
      this.#drawNames();
    }
    this.keep();
  }

  // --- keys

  cycle(name) {
    const field = this.field(name);
    field.selectedIndex = (field.selectedIndex + 1) % field.options.length;
    field.dispatchEvent(new Event("change", { bubbles: true }));
    return `${field.closest("label").firstChild.textContent.trim()}: ${field.selectedOptions[0].textContent}`;
  }

  setStance(stance) {
    this.field("stance").value = stance;
    this.keep();
  }

  openValues() {
    $("values").open = true;
    this.field("asserted_date").focus();
  }

  #showHedge() {
    const hedged = this.field("hedged").value === "true";
    this.field("hedge_words").closest("label").hidden = !hedged;
    if (hedged && !this.field("hedge_words").value && this.hedge) this.field("hedge_words").value = this.hedge;
    if (!hedged) this.field("hedge_words").value = "";
  }

  #showKind() {
    this.form.classList.toggle("is-utterance", this.field("kind").value === "utterance");
  }

  #listen() {
    const search = settled(() => this.isOpen && this.#search(), 200);
    this.statement.addEventListener("input", () => {
      this.refuse([]);
      this.pinned = null;
      this.options.move(-1 - this.options.active);
      this.#sayEnter();
      search();
    });
    this.form.addEventListener("input", () => this.keep());
    this.form.addEventListener("change", ({ target }) => {
      this.touched.add(target.name);
      if (target.name === "hedged") this.#showHedge();
      if (target.name === "kind") this.#showKind();
      this.keep();
    });
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.submit();
    });
    this.form.addEventListener("click", ({ target }) => {
      const chip = target.closest(".desk-chip");
      if (chip) this.#pressChip(chip);
    });
    this.statement.addEventListener("keydown", (event) => this.#pressInStatement(event));
  }

  #pressInStatement(event) {
    if (event.isComposing || event.altKey) return;
    if (event.key === "Enter") {
      event.preventDefault();
      this.submit();
    } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && this.options.items.length) {
      event.preventDefault();
      this.options.move(event.key === "ArrowDown" ? 1 : -1);
      this.#sayEnter();
    }
  }
}
