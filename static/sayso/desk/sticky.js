/* What stays from passage to passage until it is changed: on whose word, the basis, and where it is had from. One
   line above "Log it" says what goes with the passage, and marks what is left over from an earlier one: nobody shall
   credit a passage unknowingly. */

import { Chain } from "./chain.js";
import { element } from "./options.js";

const $ = (id) => document.getElementById(`desk-${id}`);
const EARLIER = "(from an earlier passage)";

export class Sticky {
  constructor({ store, dataset, onLeave }) {
    const { article, speakers, credits } = dataset;
    Object.assign(this, { store, onLeave, basis: $("basis"), fresh: new Set() });
    this.speakers = new Chain("speaker", { address: speakers, article, onLeave, onChange: () => this.#keep("speakers") });
    this.credits = new Chain("credit", { address: credits, article, credits: true, onLeave, onChange: () => this.#credit() });
    this.basis.addEventListener("change", () => this.#choose());
    $("mode").addEventListener("click", (event) => this.#press(event.target.closest("[data-clears]")));
    this.#restore();
  }

  get chains() {
    return [this.speakers, this.credits];
  }

  // What steps send.
  get sent() {
    return { speakers: this.speakers.tokens, credits: this.credits.tokens, basis: this.basis.value };
  }

  // The passage is logged or left: whatever stays is left over from it.
  passed() {
    this.fresh.clear();
    this.#draw();
  }

  cycleBasis() {
    this.basis.selectedIndex = (this.basis.selectedIndex + 1) % this.basis.options.length;
    this.#choose();
    return `Basis: ${this.basis.selectedOptions[0].textContent}`;
  }

  // The basis that an editor chooses is theirs, and no longer set by itself.
  #choose() {
    this.before = null;
    this.#keep("credits");
  }

  // What names where it has it from is a relay, unless the editor thinks otherwise; without credits it is again
  // what it was before.
  #credit() {
    const credited = this.credits.links.length > 0;
    if (credited && this.basis.value !== "relays") {
      this.before = this.basis.value;
      this.basis.value = "relays";
    } else if (!credited && this.before !== null) {
      this.basis.value = this.before;
      this.before = null;
    }
    this.#keep("credits");
  }

  #keep(changed) {
    this.fresh.add(changed);
    this.store.set("sticky", { speakers: this.speakers.links, credits: this.credits.links, basis: this.basis.value, before: this.before });
    this.#draw();
  }

  #restore() {
    const { speakers = [], credits = [], basis = "", before = null } = this.store.get("sticky", {});
    this.before = before;
    this.speakers.set(speakers);
    this.credits.set(credits);
    this.basis.value = basis;
    this.#draw();
  }

  // --- the line

  #draw() {
    $("mode").replaceChildren(this.#part("speakers", "On whose word: ", this.#names("speakers") || "the article itself", "W"), " · ", this.#source());
  }

  #names(name) {
    return this[name].links.map(({ label }) => label).join(", ");
  }

  #source() {
    const credits = this.basis.value === "relays" ? this.#names("credits") : "";
    if (credits) return this.#part("credits", "relays ", credits, "O");
    const dropped = this.credits.links.length ? ", so credits nobody" : "";
    return element("span", `basis: ${this.basis.selectedOptions[0].textContent}${dropped}`);
  }

  #part(name, before, names, key) {
    const part = element("span", before);
    part.append(element("bdi", names));
    if (!this[name].links.length) return part;
    const earlier = !this.fresh.has(name);
    part.classList.toggle("desk-earlier", earlier);
    const clear = element("button", "", { type: "button", "data-clears": name });
    clear.append(element("kbd", key), " clear");
    part.append(" ", earlier ? `${EARLIER} ` : "", clear);
    return part;
  }

  #press(button) {
    if (!button) return;
    this[button.dataset.clears].clear();
    this.onLeave();
  }
}
