/* Steps that came back: refused ones with the reason, and undone ones, to take up again. Kept in this browser. */

import { element } from "./options.js";

const MOST = 20;

export class Back {
  constructor(section, store, { onTakeUp }) {
    Object.assign(this, { section, store, onTakeUp });
    section.addEventListener("click", ({ target }) => {
      const { index, act } = target.dataset;
      if (act === "up") this.takeUp(Number(index));
      else if (act === "drop") this.#drop(Number(index));
    });
    this.#draw();
  }

  get items() {
    return this.store.get("back", []);
  }

  // `item`: the step, why it came back (sentences), and whether it was undone rather than refused.
  add(item) {
    this.#set([item, ...this.items].slice(0, MOST));
  }

  takeUp(index) {
    const item = this.items[index];
    if (!item) return;
    this.#drop(index);
    this.onTakeUp(item);
  }

  #drop(index) {
    this.#set(this.items.filter((_, at) => at !== index));
  }

  #set(items) {
    this.store.set("back", items);
    this.#draw();
  }

  #draw() {
    const list = element("ul");
    list.append(...this.items.map((item, index) => this.#item(item, index)));
    this.section.hidden = this.items.length === 0;
    this.section.replaceChildren(element("h2", "Came back"), list);
  }

  #item({ step, why, undone }, index) {
    const item = element("li");
    item.append(
      element("strong", undone ? "Undone" : "Not saved"),
      " ",
      element("q", (step.new?.statement || step.place.words).slice(0, 140), { dir: "auto" }),
      " ",
      element("span", undone ? "" : why.join(" "), { class: undone ? "quiet" : "desk-why" }),
      " ",
    );
    const up = element("button", "Take up again", { type: "button", "data-index": index, "data-act": "up" });
    if (!index) up.prepend(element("kbd", "r"), " ");
    item.append(up, " ", element("button", "Drop", { type: "button", "data-index": index, "data-act": "drop" }));
    return item;
  }
}
