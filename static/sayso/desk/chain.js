/* A chain that stays from passage to passage: speakers, or credits. Searched, added and removed by keyboard. */

import { Options, element, settled } from "./options.js";
import { get } from "./server.js";

const HOW = ["named", "linked", "inferred"];

export class Chain {
  constructor(name, { address, article, credits = false, onChange, onLeave }) {
    this.field = document.querySelector(`#desk-${name}`);
    this.chips = document.querySelector(`#desk-${name}s`);
    Object.assign(this, { address, article, credits, onChange, onLeave, links: [] });
    const found = document.querySelector(`#desk-${name}-found`);
    this.options = new Options(this.field, found, { onPick: (item) => this.add(item) });
    const search = settled(() => this.#search(), 150);
    this.field.addEventListener("input", () => {
      this.searched = "";
      search();
    });
    this.field.addEventListener("keydown", (event) => this.#press(event));
    this.chips.addEventListener("click", (event) => this.#pressChip(event.target.closest("button")));
    this.chips.addEventListener("input", (event) => {
      this.links[event.target.dataset.index].wording = event.target.value;
      this.onChange();
    });
  }

  focus() {
    this.field.focus();
    this.field.select();
  }

  set(links) {
    this.links = links;
    this.#draw();
  }

  // What steps send.
  get tokens() {
    return this.credits
      ? this.links.map(({ token, how, wording }) => ({ link: token, how, wording }))
      : this.links.map(({ token }) => token);
  }

  add(item) {
    if (!item) return;
    if (!this.links.some(({ token }) => token === item.token)) {
      const credit = this.credits ? { how: "named", wording: "" } : {};
      this.links = [...this.links, { ...item, ...credit }];
      this.#changed();
    }
    if (this.searched === this.field.value.trim()) this.field.value = "";
    this.options.clear();
  }

  clear() {
    this.links = [];
    this.#changed();
  }

  #changed() {
    this.#draw();
    this.onChange();
  }

  async #search() {
    const term = this.field.value.trim();
    if (!term) return this.options.clear();
    const found = await this.#found(term);
    if (term !== this.field.value.trim()) return; // typed on meanwhile
    this.searched = term;
    this.options.show(found, ({ text, sort }) => [element("span", text, { dir: "auto" }), " ", element("span", sort, { class: "quiet" })], 0);
  }

  async #found(term) {
    const { kind, answer } = await get(this.address, { term, article: this.article });
    const groups = kind === "done" ? answer.results : [];
    const found = groups.flatMap(({ children }) =>
      children.map(({ id, name, text, kind: sort }) => ({ token: id, label: name, text, sort })),
    );
    const informant = { token: `new:${term}`, label: term, text: `“${term}”`, sort: "new informant of this article" };
    return this.credits ? found : [...found, informant];
  }

  #press(event) {
    const { key } = event;
    if (key === "ArrowDown" || key === "ArrowUp") {
      event.preventDefault();
      this.options.move(key === "ArrowDown" ? 1 : -1);
    } else if (key === "Enter") {
      event.preventDefault();
      this.#enter();
    } else if (key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      this.field.value = "";
      this.options.clear();
      this.onLeave();
    } else if (key === "Backspace" && !this.field.value && this.links.length) {
      this.links = this.links.slice(0, -1);
      this.#changed();
    }
  }

  // Enter on an empty field leaves it. What was typed too fast for its search is added when that is back: whoever
  // presses on is not kept waiting, and `pending` is waited for before a step is sent.
  #enter() {
    const term = this.field.value.trim();
    if (!term) return this.onLeave();
    if (this.searched === term) return this.add(this.options.chosen);
    this.field.value = "";
    this.options.clear();
    this.pending = this.#found(term).then(([first]) => this.add(first));
  }

  #draw() {
    this.chips.replaceChildren(...this.links.map((link, index) => this.#chip(link, index)));
  }

  #chip({ label, sort, how, wording }, index) {
    const chip = element("li", "", { class: "desk-chip" });
    chip.append(element("bdi", label));
    if (sort) chip.append(" ", element("span", sort, { class: "quiet" }));
    if (this.credits) {
      chip.append(
        element("button", how, { type: "button", "data-index": index, "data-act": "how", title: "How the text names it: press for the next" }),
      );
      const words = element("input", "", { type: "text", "data-index": index, maxlength: 200, placeholder: "“according to …”", "aria-label": `How the text words ${label}`, dir: "auto" });
      words.value = wording;
      chip.append(words);
    }
    chip.append(element("button", "×", { type: "button", "data-index": index, "data-act": "remove", "aria-label": `Remove ${label}` }));
    return chip;
  }

  #pressChip(button) {
    if (!button) return;
    const index = Number(button.dataset.index);
    if (button.dataset.act === "remove") this.links = this.links.filter((_, at) => at !== index);
    else this.links[index].how = HOW[(HOW.indexOf(this.links[index].how) + 1) % HOW.length];
    this.#changed();
    (this.chips.querySelector(`[data-index="${index}"][data-act="${button.dataset.act}"]`) ?? this.field).focus();
  }
}
