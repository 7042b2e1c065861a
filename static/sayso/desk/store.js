/* What the desk keeps in this browser: steps not yet saved, and what is half written. Told by editor and article. */

const inMemory = new Map();

export class Store {
  constructor(editor, article) {
    this.prefix = `sayso-desk:${editor}:${article}:`;
    this.lasts = this.#tryOut();
  }

  // A browser may refuse to keep anything (private windows, a full disk): the page then says so.
  #tryOut() {
    try {
      localStorage.setItem(`${this.prefix}try`, "1");
      localStorage.removeItem(`${this.prefix}try`);
      return true;
    } catch {
      return false;
    }
  }

  get(name, otherwise) {
    try {
      const kept = inMemory.get(this.prefix + name) ?? localStorage.getItem(this.prefix + name);
      return kept ? JSON.parse(kept) : otherwise;
    } catch {
      return otherwise;
    }
  }

  set(name, value) {
    const text = JSON.stringify(value);
    try {
      localStorage.setItem(this.prefix + name, text);
      inMemory.delete(this.prefix + name);
    } catch {
      inMemory.set(this.prefix + name, text);
      this.lasts = false;
    }
  }

  onChangeElsewhere(name, act) {
    addEventListener("storage", (event) => event.key === this.prefix + name && act());
  }
}
