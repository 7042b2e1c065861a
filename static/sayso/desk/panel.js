/* The claim panel: what is logged of the selected words. Filled from what the server proposes, wherever the editor
   has not typed already; what is half written survives a reload. */

import { Options, element, settled } from "./options.js";
import { CHOSEN, TYPED, filled } from "./passage.js";
import { get } from "./server.js";

const $ = (id) => document.getElementById(`desk-${id}`);
const ALIKE = 90; // of 100: a new claim that reads like one on record is asked about once

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
    Object.assign(this, { place, pinned, names: [], dates: [], asserted: {}, dated: null, warned: "", touched: new Set(), found: null, hedge: "" });
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
    this.#sayWhen();
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
    this.proposing = this.look(place);
    this.proposing.then((found) => {
      if (found && this.isOpen && keyOf(place) === keyOf(this.place)) this.#take(found);
    });
  }

  #take(found) {
    this.found = found;
    const full = filled(this.snapshot(), found, this.speakers());
    Object.assign(this, { hedge: full.hedge, dates: full.dates, names: full.names, dated: full.dated });
    for (const name of ["part", "date", "time"]) this.field(name).value = full[name];
    $("where").textContent = found.locator;
    this.#sayWhen();
    this.#drawDates();
    this.#drawNames();
    if (!this.statement.value.trim()) this.#list(found.likely);
    else this.#search();
    this.keep();
  }

  #sayWhen() {
    const { words, shown, reason } = this.dated ?? {};
    $("date-why").textContent = words ? `“${words}”: ${shown || this.dated.edtf}. ${reason}` : "";
  }

  // A time of day alone adds to whatever date is there.
  #date(date) {
    if (date.edtf) {
      this.dated = date;
      this.field("date").value = date.edtf;
    }
    this.field("time").value = date.time;
    this.#sayWhen();
  }

  // --- claims that are there

  async #search() {
    const words = this.statement.value.trim();
    if (!words) return this.look(this.place).then((found) => found && !this.statement.value.trim() && this.#list(found.likely));
    const { kind, answer } = await get(this.addresses.likely, { dossier: this.dossier, q: words.slice(0, 400) });
    if (kind === "done" && this.isOpen && words === this.statement.value.trim()) this.#list(answer.likely, words);
  }

  // A list that comes late leaves chosen what the editor has chosen meanwhile.
  #list(likely, words = "") {
    this.listed = words;
    const chosen = this.options.chosen ?? this.pinned;
    const known = likely.some(({ claim }) => claim === chosen?.claim);
    const all = chosen && !known ? [chosen, ...likely] : likely;
    this.options.show(all, (claim) => this.#option(claim), all.findIndex(({ claim }) => claim === chosen?.claim));
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

  // The panel closes at once, so that the next key is the text's again; what is still asked for is waited for after.
  submit(claim = this.options.chosen) {
    const kept = this.snapshot();
    if (!claim && this.#isRefused(kept.statement.trim())) return;
    const asking = this.found ? null : this.proposing;
    this.#forget();
    this.#shut();
    this.onLog(kept, claim ? claim.claim : null, asking);
  }

  #forget() {
    const closed = this.store.get("closed", {});
    delete closed[keyOf(this.place)];
    this.store.set("closed", closed);
  }

  #isRefused(statement) {
    if (!statement) this.refuse(["Type what the claim states, or choose one that is there with the arrow keys."]);
    return !statement || this.#readsAlike(statement);
  }

  #readsAlike(statement) {
    const [alike] = this.options.items;
    if (this.listed !== statement || !alike || alike.score < ALIKE || this.warned === statement) return false;
    this.warned = statement;
    this.refuse([`This reads like a claim on record: “${alike.statement}”. ↓ and Enter log the passage for that one; Enter again makes a new claim.`]);
    return true;
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
