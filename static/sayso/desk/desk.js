/* The desk: an article's text beside the claim panel, by keyboard. Every step goes to the server as it happens; what
   has not got there yet stays in this browser and is sent again. See docs/desk.md. */

import { Back } from "./back.js";
import { finder } from "./find.js";
import { Finish } from "./finish.js";
import { element, settled } from "./options.js";
import { Panel } from "./panel.js";
import { filled, snapshotOf, stepOf } from "./passage.js";
import { Queue } from "./queue.js";
import { Reader } from "./reader.js";
import { get, newKey } from "./server.js";
import { Sticky } from "./sticky.js";
import { Store } from "./store.js";
import { showClaimsBehindMarks } from "./tip.js";

const desk = document.getElementById("desk");
const $ = (id) => document.getElementById(`desk-${id}`);
const { article, dossier, editor } = desk.dataset;
const addresses = Object.fromEntries(["steps", "now", "passage", "likely", "left"].map((name) => [name, desk.dataset[name]]));
const store = new Store(editor, article);
const STANCES = { s: "supports", c: "contradicts", m: "mentions" };

let sha256 = desk.dataset.sha256;
let undoable = JSON.parse(desk.dataset.undoable);
let pinned = null;
const stuck = new Set(); // steps whose undoing was refused

// --- saying what happens

function say(sentence) {
  tell("status", sentence);
}

// Emptied first, so that what is said twice is read out twice.
function tell(id, sentence) {
  $(id).textContent = "";
  requestAnimationFrame(() => ($(id).textContent = sentence));
}

function banner(...parts) {
  $("banner").hidden = parts.length === 0;
  $("banner").replaceChildren(...parts);
}

// --- the text

const look = settled(() => reader.place && !panel.isOpen && panel.look(reader.place), 250);

const reader = new Reader($("text"), {
  onSelect(quietly) {
    if (!quietly && document.activeElement === document.body) $("text").focus({ preventScroll: true });
    showHere();
    look();
    const { number, sentences } = reader.current;
    // Who sees the page sees the passage marked; it is read out to the others.
    tell("live", `${number ? `Paragraph ${number}` : "Headline"}, ${reader.current.state}, ${sentences.length === 1 ? "1 sentence" : `${sentences.length} sentences`}: ${reader.words.slice(0, 300)}`);
  },
});

function showHere() {
  $("here").replaceChildren(
    ...reader.logged.map((link) => {
      const item = element("li");
      item.append(element("span", link.dataset.sign, { class: "desk-sign" }), " ", element("a", link.dataset.statement, { href: link.href, dir: "auto" }));
      return item;
    }),
  );
}

function toText() {
  $("text").focus({ preventScroll: true });
}

// --- what stays from passage to passage

const sticky = new Sticky({ store, dataset: desk.dataset, onLeave: leaveField });

function leaveField() {
  if (panel.isOpen) panel.statement.focus();
  else toText();
}

// --- steps

const panel = new Panel({
  store,
  addresses,
  dossier,
  speakers: () => sticky.speakers.links,
  onClose() {
    sticky.passed();
    toText();
  },
  onLog: log,
});

const PATIENCE = 1_500;
const pause = (time) => new Promise((done) => setTimeout(done, time));

function log(kept, claim, asking) {
  pinned = null;
  showPinned();
  say("Logged.");
  const pending = sticky.chains.map((chain) => chain.pending).filter(Boolean);
  const stays = sticky.sent;
  if (!asking && !pending.length) return send("log", stepOf(kept, claim, stays));
  return logWhenKnown({ key: newKey(), kept, claim, stays }, asking, pending);
}

// Entered before the server had said what it finds in the passage: kept here, and sent with it, or soon without.
async function logWhenKnown(hasty, asking, pending) {
  store.set("hasty", [...store.get("hasty", []), hasty]);
  onState(queue.steps.length, "", []);
  const found = await Promise.race([Promise.all([asking, ...pending]), pause(PATIENCE)]);
  for (const chain of sticky.chains) chain.pending = null;
  const kept = found?.[0] ? filled(hasty.kept, found[0], sticky.speakers.links) : hasty.kept;
  // What is changed meanwhile is the next passage's, unless this one waited for it.
  const stays = pending.length ? sticky.sent : hasty.stays;
  if (pending.length) sticky.passed();
  sendHasty({ ...hasty, kept, stays });
}

function sendHasty({ key, kept, claim, stays = sticky.sent }) {
  store.set("hasty", store.get("hasty", []).filter((one) => one.key !== key));
  send("log", stepOf(kept, claim, stays), key);
}

const queue = new Queue(store, { address: addresses.steps, refresh: location.href, onSaved, onRefused, onState });

function send(kind, body, key = newKey()) {
  queue.add({ key, kind, dossier: Number(dossier), editor: Number(editor), ...body });
}

function onSaved(step, answer) {
  take(answer);
  if (answer.undone?.kind === "log") back.add({ step: answer.undone.asked, why: [answer.said], undone: true });
  say(answer.said);
}

function onRefused(step, { refusal }) {
  if (step.kind === "undo") stuck.add(step.step);
  if (step.kind === "log") back.add({ step, why: refusal });
  else banner(element("span", refusal.join(" ")), " ", closing());
  say(`Not saved. ${refusal.join(" ")}`);
  refresh();
}

function closing() {
  const button = element("button", "Close", { type: "button" });
  button.addEventListener("click", () => banner());
  return button;
}

function take(answer) {
  undoable = answer.undoable;
  reader.update(answer.paragraphs);
  $("orphans").innerHTML = answer.orphans; // from the server's own template
  showFigures(answer.figures);
  showHere();
  if (answer.sha256 !== sha256) textChanged();
}

function textChanged() {
  banner("The stored text of this article has changed since this page was opened. ", element("a", "Reload the page", { href: location.href }), ": what you have typed is kept.");
}

async function refresh() {
  const { kind, answer } = await get(addresses.now, { dossier });
  if (kind === "done") take(answer);
}

// Whoever comes back to this tab after a while sees what colleagues have logged meanwhile.
let seen = Date.now();
addEventListener("focus", () => {
  if (Date.now() - seen > 30_000 && !queue.steps.length) refresh();
  seen = Date.now();
});

let untouched = 0;

function showFigures({ logged, dismissed, untouched: left }) {
  untouched = left;
  const progress = $("progress");
  progress.max = Math.max(1, logged + dismissed + left);
  progress.value = logged + dismissed;
  $("figures").textContent = `${logged} logged · ${dismissed} nothing to log · ${left} untouched`;
}

// --- saved, or not yet

function onState(queued, why, refusal) {
  const waiting = queued + store.get("hasty", []).length;
  const saved = $("saved");
  saved.textContent = waiting ? `${waiting} not saved yet` : "all saved";
  saved.classList.toggle("waiting", waiting > 0);
  if (why === "login") askToLogIn(waiting);
  else if (why === "held") banner(refusal.join(" "));
  else if (why === "offline") banner(`The server cannot be reached. ${waiting} not saved yet: kept in this browser, and sent again by itself. Go on working.`);
  else if (!waiting) banner();
}

function askToLogIn(waiting) {
  const link = element("a", `Log in as ${desk.dataset.editorName} in another tab`, { href: desk.dataset.login, target: "_blank" });
  banner("You are logged out. ", link, `, and come back: ${waiting} not saved yet, kept in this browser, and sent as soon as you are in.`);
}

addEventListener("beforeunload", (event) => {
  if (queue.steps.length + store.get("hasty", []).length) event.preventDefault();
});

// --- steps that came back

const back = new Back($("back"), store, {
  onTakeUp({ step, why, undone }) {
    const kept = snapshotOf(step);
    reader.selectPlace(kept.place);
    panel.restore({ ...kept, place: { ...kept.place, sha256 } });
    if (!undone) panel.refuse(why);
  },
});

// --- what the keys do

function openPanel(stance) {
  if (!reader.range) reader.step(1);
  if (!reader.range) return;
  getSelection().removeAllRanges();
  panel.open(stance, { ...reader.place, sha256 }, { pinned });
}

function dismiss() {
  if (!reader.range) return;
  const numbers = reader.numbers;
  const kind = reader.current.state === "dismissed" ? "reopen" : "dismiss";
  send(kind, { paragraphs: numbers, sha256 });
}

function undo() {
  const asked = new Set(queue.steps.filter(({ kind }) => kind === "undo").map(({ step }) => step));
  const unsent = queue.steps.filter(({ kind }) => kind !== "undo").map(({ key }) => key).reverse();
  const next = [...unsent, ...undoable.map(({ step }) => step)].find((key) => !asked.has(key) && !stuck.has(key));
  if (next) send("undo", { step: next });
  else say("There is nothing of yours to undo here.");
}

const finishing = new Finish({
  address: addresses.left,
  dossier,
  say,
  untouched: () => untouched,
  onClose: toText,
  onNext() {
    toText();
    KEYS.n();
  },
  onRecord(silent) {
    send("finish", { silent, sha256 });
    toText();
  },
  onLog(claim) {
    pinned = { ...claim, date: "", why: "", score: 0 };
    showPinned();
    toText();
  },
});

async function finish() {
  if (!store.get("hasty", []).length && (await queue.settled())) finishing.open();
  else say("Some steps are not saved yet. Finish once they are.");
}

function showPinned() {
  $("pinned").hidden = !pinned;
  $("pinned").textContent = pinned ? `Looking for: “${pinned.statement}”. Select what the article says of it, then s, c or m.` : "";
}

const find = finder(desk, {
  onLeave: toText,
  onFind(words, exactly) {
    if (!reader.find(words)) say("These words are not in the text.");
    else if (!exactly) reader.widen(0);
  },
});

const KEYS = {
  j: () => reader.step(1),
  k: () => reader.step(-1),
  J: () => reader.widen(1),
  K: () => reader.widen(-1),
  ArrowDown: () => reader.stepParagraph(1),
  ArrowUp: () => reader.stepParagraph(-1),
  "/": find,
  n: () => reader.nextUntouched() || say("No paragraph is left untouched."),
  x: dismiss,
  u: undo,
  f: finish,
  r: () => back.takeUp(0),
  w: () => sticky.speakers.focus(),
  W: () => sticky.speakers.clear(),
  o: () => sticky.credits.focus(),
  O: () => sticky.credits.clear(),
  b: () => say(sticky.cycleBasis()),
  "?": () => $("help").showModal(),
  s: () => openPanel("supports"),
  c: () => openPanel("contradicts"),
  m: () => openPanel("mentions"),
};

const PANEL_KEYS = {
  h: () => say(panel.cycle("hedged")),
  e: () => say(panel.cycle("endorsement")),
  p: () => say(panel.cycle("part")),
  k: () => say(panel.cycle("kind")),
  d: () => panel.field("date").focus(),
  v: () => panel.openValues(),
  w: KEYS.w,
  W: KEYS.W,
  o: KEYS.o,
  O: KEYS.O,
  b: KEYS.b,
  "?": KEYS["?"],
};

const isTyped = (target) => target.matches("input:not([type=radio]), textarea, select");

// The letter on the key, whatever Alt or Option makes of it: a capital with Shift, which clears what the small one opens.
function letter({ code, shiftKey }) {
  const name = code.replace(/^Key/, "").replace(/^(Digit|Numpad)/, "");
  return shiftKey ? name : name.toLowerCase();
}

function sideways(event) {
  const by = event.key === "ArrowRight" ? 1 : -1;
  const on = getComputedStyle($("text")).direction === "rtl" ? -by : by;
  if (event.shiftKey) (event.ctrlKey || event.altKey ? reader.moveStart(on) : reader.moveEnd(on));
  else reader.step(on);
}

function pressInText(event) {
  if (event.key === "ArrowRight" || event.key === "ArrowLeft") {
    if (!event.shiftKey && (event.altKey || event.ctrlKey)) return;
    event.preventDefault();
    return sideways(event);
  }
  if (event.altKey || event.ctrlKey || event.metaKey) return;
  const act = /^[1-9]$/.test(event.key) ? () => reader.sentence(Number(event.key)) : KEYS[event.key];
  if (!act) return;
  event.preventDefault();
  act();
}

function pressInPanel(event) {
  if (event.key === "Escape") {
    event.preventDefault();
    return isTyped(event.target) ? panel.form.focus() : panel.close();
  }
  if (event.ctrlKey || event.metaKey || (!event.altKey && isTyped(event.target))) return;
  const key = event.altKey ? letter(event) : event.key;
  if (key === "Enter" && event.target === panel.form) {
    event.preventDefault();
    return panel.submit();
  }
  const act = STANCES[key] ? () => panel.setStance(STANCES[key]) : /^[1-9]$/.test(key) ? () => panel.toggleName(Number(key) - 1) : PANEL_KEYS[key];
  if (!act) return;
  event.preventDefault();
  act();
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.isComposing || $("help").open) return;
  const { target } = event;
  if (panel.form.contains(target)) return pressInPanel(event);
  if (finishing.section.contains(target)) {
    if (!target.closest("button") || event.key === "Escape") if (finishing.press(event)) event.preventDefault();
    return;
  }
  if (target.closest("#desk-sticky")) {
    if (event.key === "Escape") return leaveField();
    if (event.altKey && panel.isOpen) return pressInPanel(event);
  }
  const outside = target !== document.body && !desk.contains(target);
  if (outside || isTyped(target) || (target.closest("button, summary, a") && event.key === "Enter")) return;
  pressInText(event);
});

$("undo").addEventListener("click", undo);
$("next").addEventListener("click", () => KEYS.n());
$("finish").addEventListener("click", finish);
$("help-open").addEventListener("click", KEYS["?"]);
$("close").addEventListener("click", () => panel.close());
$("hint").addEventListener("click", ({ target }) => {
  const key = target.closest("[data-key]")?.dataset.key;
  if (key) KEYS[key]();
});

// --- beginning

showFigures(Object.fromEntries(["logged", "dismissed", "untouched"].map((name) => [name, Number($("meter").dataset[name])])));
showClaimsBehindMarks($("text"), $("tip"));
onState(queue.steps.length, "", []);
if (!store.lasts) banner("This browser keeps nothing for this site: do not close the page before all is saved.");
for (const hasty of store.get("hasty", [])) sendHasty(hasty);
if (queue.steps.length) queue.pump();
const draft = store.get("draft", null);
if (draft?.place) {
  reader.selectPlace(draft.place);
  panel.restore({ ...draft, place: { ...draft.place, sha256 } });
  say("What you were writing was kept.");
} else toText();
desk.dataset.ready = "yes";
