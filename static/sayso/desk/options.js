/* A list of options under a text field (a combobox): arrows move in it, and the field says which is meant. */

let lists = 0;

export class Options {
  constructor(field, list, { onPick }) {
    Object.assign(this, { field, list, onPick, items: [], active: -1 });
    this.id = `desk-option-${(lists += 1)}`;
    list.addEventListener("mousedown", (event) => event.preventDefault()); // the field keeps the focus
    list.addEventListener("click", (event) => {
      const option = event.target.closest("[role=option]");
      if (option) this.onPick(this.items[[...list.children].indexOf(option)]);
    });
  }

  // `draw(item)` gives the elements of an option.
  show(items, draw, active = -1) {
    this.items = items;
    this.list.replaceChildren(
      ...items.map((item, index) => {
        const option = document.createElement("li");
        option.setAttribute("role", "option");
        option.id = `${this.id}-${index}`;
        option.append(...draw(item));
        return option;
      }),
    );
    // A field of several lines is no combobox, and has nothing to expand.
    if (this.field.getAttribute("role") === "combobox") this.field.setAttribute("aria-expanded", String(items.length > 0));
    this.#mark(Math.min(active, items.length - 1));
  }

  get chosen() {
    return this.items[this.active] ?? null;
  }

  // -1 is the field itself: what is typed, and none of the options.
  move(by) {
    const count = this.items.length;
    if (count) this.#mark(((this.active + 1 + by + count + 1) % (count + 1)) - 1);
  }

  clear() {
    this.show([], () => []);
  }

  #mark(active) {
    this.active = active;
    [...this.list.children].forEach((option, index) => option.setAttribute("aria-selected", String(index === active)));
    const option = this.list.children[active];
    if (option) {
      this.field.setAttribute("aria-activedescendant", option.id);
      option.scrollIntoView({ block: "nearest" });
    } else this.field.removeAttribute("aria-activedescendant");
  }
}

export function element(name, text = "", attributes = {}) {
  const made = document.createElement(name);
  made.textContent = text;
  for (const [attribute, value] of Object.entries(attributes)) made.setAttribute(attribute, value);
  return made;
}

// Call `act` once the calls have paused.
export function settled(act, pause) {
  let timer;
  return (...given) => {
    clearTimeout(timer);
    timer = setTimeout(() => act(...given), pause);
  };
}
