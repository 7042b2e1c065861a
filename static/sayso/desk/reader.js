/* The text: its paragraphs and sentences, the words that are selected, and the marks of what is logged.

   Selected is a range of two points {paragraph, offset}, in UTF-16 units as the browser counts. The server counts
   characters, so places are turned from one into the other where they leave or enter this module. */

const WORD = /[\p{L}\p{N}][\p{L}\p{N}\p{M}'’ʼ-]*/gu;

const units = (text, characters) => [...text].slice(0, characters).join("").length;
const characters = (text, length) => [...text.slice(0, length)].length;
const order = (one, other) => one.paragraph - other.paragraph || one.offset - other.offset;

export class Reader {
  constructor(root, { onSelect }) {
    this.root = root;
    this.onSelect = onSelect;
    this.items = [...root.querySelectorAll(".paras > li")];
    this.highlight = globalThis.Highlight && CSS.highlights ? new Highlight() : null;
    if (this.highlight) CSS.highlights.set("passage", this.highlight);
    this.paragraphs = this.items.map((item) => this.#read(item));
    this.sentences = this.paragraphs.flatMap(({ sentences }, paragraph) =>
      sentences.map(([start, end]) => ({ paragraph, start, end })),
    );
    this.range = null;
    this.#listen();
  }

  #read(item) {
    const holder = item.firstElementChild;
    const text = holder.querySelector("p").textContent;
    const bounds = (holder.dataset.sentences || "").split(" ").filter(Boolean);
    return {
      number: Number(item.dataset.number),
      start: Number(holder.dataset.start),
      state: holder.dataset.state,
      text,
      sentences: bounds.map((pair) => pair.split("-").map((bound) => units(text, Number(bound)))),
    };
  }

  get isEmpty() {
    return this.sentences.length === 0;
  }

  // --- what is selected

  get current() {
    return this.range ? this.paragraphs[this.range.start.paragraph] : null;
  }

  get numbers() {
    if (!this.range) return [];
    const { start, end } = this.range;
    return this.paragraphs.slice(start.paragraph, end.paragraph + 1).map(({ number }) => number);
  }

  get words() {
    if (!this.range) return "";
    const { start, end } = this.range;
    return this.paragraphs
      .slice(start.paragraph, end.paragraph + 1)
      .map(({ text }, index, all) =>
        text.slice(index ? 0 : start.offset, index === all.length - 1 ? end.offset : undefined),
      )
      .join("\n");
  }

  // As the server counts.
  get place() {
    const at = ({ paragraph, offset }) =>
      this.paragraphs[paragraph].start + characters(this.paragraphs[paragraph].text, offset);
    return this.range && { start: at(this.range.start), end: at(this.range.end), words: this.words };
  }

  selectPlace({ start, end }) {
    const point = (place) => {
      const found = this.paragraphs.findLastIndex((one) => one.start <= place);
      const paragraph = Math.max(0, found);
      const { text, start: first } = this.paragraphs[paragraph];
      return { paragraph, offset: Math.min(text.length, units(text, place - first)) };
    };
    this.select(point(start), point(end));
  }

  select(start, end, { quietly = false } = {}) {
    if (order(start, end) >= 0) return;
    this.range = { start, end };
    this.show();
    this.onSelect(quietly);
  }

  show() {
    for (const item of this.root.querySelectorAll("[aria-current]")) item.removeAttribute("aria-current");
    for (const link of this.root.querySelectorAll(".ref")) link.tabIndex = -1;
    this.highlight?.clear();
    if (!this.range) return;
    const item = this.items[this.range.start.paragraph];
    item.setAttribute("aria-current", "true");
    for (const link of item.querySelectorAll(".ref")) link.tabIndex = 0;
    const shown = this.#domRange();
    this.highlight?.add(shown);
    if (!this.highlight) getSelection().setBaseAndExtent(shown.startContainer, shown.startOffset, shown.endContainer, shown.endOffset);
    this.#scrollTo(shown.getBoundingClientRect());
  }

  #domRange() {
    const range = document.createRange();
    range.setStart(...this.#node(this.range.start));
    range.setEnd(...this.#node(this.range.end));
    return range;
  }

  #node({ paragraph, offset }) {
    const walker = document.createTreeWalker(this.items[paragraph].querySelector("p"), NodeFilter.SHOW_TEXT);
    let left = offset;
    let node = walker.nextNode();
    while (node && left > node.length) {
      left -= node.length;
      node = walker.nextNode() ?? node;
    }
    return [node, left];
  }

  #scrollTo(box) {
    const [top, bottom] = [90, innerHeight - 60];
    if (box.top < top || box.bottom > bottom) scrollBy({ top: box.top - innerHeight / 3 });
  }

  // --- moving

  // The first and last sentence that the selected words touch.
  #touched() {
    if (!this.range) return [-1, -1];
    const { start, end } = this.range;
    const after = ({ paragraph, end: last }) => order({ paragraph, offset: last }, start) > 0;
    const before = ({ paragraph, start: first }) => order({ paragraph, offset: first }, end) < 0;
    return [this.sentences.findIndex(after), this.sentences.findLastIndex(before)];
  }

  #selectSentences(from, to) {
    const [first, last] = [this.sentences[from], this.sentences[to]];
    if (first && last) {
      this.select(
        { paragraph: first.paragraph, offset: first.start },
        { paragraph: last.paragraph, offset: last.end },
      );
    }
  }

  step(by) {
    const [from, to] = this.#touched();
    const next = Math.min(this.sentences.length - 1, Math.max(0, (by > 0 ? to : from) + by));
    this.#selectSentences(next, next);
  }

  widen(by) {
    const [from, to] = this.#touched();
    if (from >= 0) this.#selectSentences(from, Math.max(from, to + by));
    else this.step(1);
  }

  stepParagraph(by) {
    const now = this.range ? this.range[by > 0 ? "end" : "start"].paragraph : -1;
    this.goTo(Math.min(this.paragraphs.length - 1, Math.max(0, now + by)));
  }

  // A sentence of the paragraph, counted from one.
  sentence(number) {
    const here = this.range?.start.paragraph ?? 0;
    const first = this.sentences.findIndex(({ paragraph }) => paragraph === here) + number - 1;
    if (this.sentences[first]?.paragraph === here) this.#selectSentences(first, first);
  }

  goTo(paragraph) {
    const first = this.sentences.findIndex((sentence) => sentence.paragraph === paragraph);
    if (first >= 0) this.#selectSentences(first, first);
  }

  nextUntouched() {
    const here = this.range?.start.paragraph ?? -1;
    const open = this.paragraphs.flatMap(({ state, number }, at) => (state === "untouched" && number ? [at] : []));
    const next = open.find((at) => at > here) ?? open[0];
    if (next === undefined) return false;
    this.goTo(next);
    return true;
  }

  // One end of the passage, a word on or back.
  moveEnd(by) {
    const { start, end } = this.range ?? {};
    if (!end) return this.step(1);
    const ends = this.#wordBounds(end.paragraph).map(([, last]) => last);
    const offset = by > 0 ? ends.find((last) => last > end.offset) : ends.findLast((last) => last < end.offset);
    if (offset !== undefined) this.select(start, { ...end, offset });
    else if (by > 0 && end.offset < this.paragraphs[end.paragraph].text.length) {
      this.select(start, { ...end, offset: this.paragraphs[end.paragraph].text.length });
    }
  }

  moveStart(by) {
    const { start, end } = this.range ?? {};
    if (!start) return this.step(1);
    const starts = this.#wordBounds(start.paragraph).map(([first]) => first);
    const offset = by > 0 ? starts.find((first) => first > start.offset) : starts.findLast((first) => first < start.offset);
    if (offset !== undefined) this.select({ ...start, offset }, end);
  }

  #wordBounds(paragraph) {
    return [...this.paragraphs[paragraph].text.matchAll(WORD)].map((word) => [word.index, word.index + word[0].length]);
  }

  // Select the next place where these words stand, after what is selected; then from the top.
  find(words) {
    const wanted = words.trim().toLocaleLowerCase();
    if (!wanted) return false;
    const from = this.range?.start ?? { paragraph: 0, offset: -1 };
    const number = this.paragraphs.length;
    for (let step = 0; step <= number; step += 1) {
      const paragraph = (from.paragraph + step) % number;
      const text = this.paragraphs[paragraph].text.toLocaleLowerCase();
      const offset = text.indexOf(wanted, step === 0 ? from.offset + 1 : 0);
      if (offset >= 0) {
        this.select({ paragraph, offset }, { paragraph, offset: offset + wanted.length });
        return true;
      }
    }
    return false;
  }

  // --- mouse, touch, and the browser's own selection

  #listen() {
    let timer;
    document.addEventListener("selectionchange", () => {
      clearTimeout(timer);
      timer = setTimeout(() => this.#takeNative(), 120);
    });
    this.root.addEventListener("click", (event) => {
      if (!event.target.closest("a") && getSelection().isCollapsed) this.#click(event);
    });
  }

  #takeNative() {
    const native = getSelection();
    if (native.isCollapsed || !native.rangeCount || !this.highlight) return;
    const range = native.getRangeAt(0);
    const [start, end] = [
      this.#point(range.startContainer, range.startOffset),
      this.#point(range.endContainer, range.endOffset),
    ];
    if (start && end) this.select(...this.#wholeWords(start, end), { quietly: true });
  }

  #point(node, offset) {
    const element = node.nodeType === Node.TEXT_NODE ? node.parentElement : node;
    const item = element.closest?.(".paras > li");
    const words = item?.querySelector("p");
    if (!words || !this.root.contains(item) || !words.contains(node)) return null;
    const before = document.createRange();
    before.setStart(words, 0);
    before.setEnd(node, offset);
    return { paragraph: this.items.indexOf(item), offset: before.toString().length };
  }

  // A mouse lets go in the middle of words, and takes spaces along.
  #wholeWords(start, end) {
    const first = this.#wordBounds(start.paragraph).find(([from, to]) => from <= start.offset && start.offset < to);
    const last = this.#wordBounds(end.paragraph).find(([from, to]) => from < end.offset && end.offset <= to);
    const [startText, endText] = [this.paragraphs[start.paragraph].text, this.paragraphs[end.paragraph].text];
    const from = first ? first[0] : start.offset + startText.slice(start.offset).search(/\S|$/);
    const to = last ? last[1] : endText.slice(0, end.offset).trimEnd().length;
    return [{ ...start, offset: from }, { ...end, offset: to }];
  }

  #click(event) {
    const item = event.target.closest(".paras > li");
    if (!item) return;
    const caret = document.caretPositionFromPoint?.(event.clientX, event.clientY);
    const native = caret ? null : document.caretRangeFromPoint?.(event.clientX, event.clientY);
    const point = caret
      ? this.#point(caret.offsetNode, caret.offset)
      : native && this.#point(native.startContainer, native.startOffset);
    const paragraph = this.items.indexOf(item);
    const at = this.sentences.findIndex(
      (sentence) => sentence.paragraph === paragraph && (!point || point.offset <= sentence.end),
    );
    if (at >= 0) this.#selectSentences(at, at);
  }

  // --- marks

  update(shown) {
    this.items.forEach((item, index) => {
      const fresh = shown[item.dataset.number];
      if (!fresh || fresh.digest === item.dataset.digest) return;
      item.innerHTML = fresh.html; // from the server's own template, where every word is escaped
      item.dataset.digest = fresh.digest;
      this.paragraphs[index].state = fresh.state;
    });
    this.show();
  }

  // The links of the passages logged in the selected words.
  get logged() {
    if (!this.range) return [];
    const selected = this.#domRange();
    const under = new Set();
    for (const number of this.numbers) {
      for (const mark of this.root.querySelectorAll(`#p${number} .said`)) {
        if (selected.intersectsNode(mark)) mark.dataset.under.trim().split(" ").forEach((id) => under.add(id));
      }
    }
    return [...under].map((id) => this.root.querySelector(`.ref[data-evidence="${id}"]`)).filter(Boolean);
  }
}
