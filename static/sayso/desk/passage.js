/* What is logged of a passage, as plain data: filled in from what the server proposes, and made into a step.

   `kept` is a panel's snapshot: every field by its name, the place of the words, the names found, and which fields
   the editor has touched, which no proposal changes. */

export const TYPED = ["hedge_words", "asserted_date", "asserted_date_words", "asserted_time", "asserted_time_words", "asserted_figure", "asserted_unit", "asserted_role", "asserted_attribution", "translation", "translator", "note"];
export const CHOSEN = ["part", "endorsement", "hedged"];

export function filled(kept, found, speakers) {
  const touched = new Set(kept.touched);
  const full = { ...kept, dates: found.dates, hedge: found.hedge, names: found.names.map((name) => asBefore(name, kept, speakers)) };
  if (!touched.has("part")) full.part = found.part;
  const here = found.dates.filter((date) => date.here);
  const day = here.find((date) => date.edtf);
  if (!day || touched.has("date") || kept.date) return full;
  return { ...full, dated: day, date: day.edtf, time: day.time || (here.find(({ time }) => time)?.time ?? "") };
}

// Taken unless the editor dropped it; who speaks in a passage does not thereby take part in what it tells.
function asBefore(name, kept, speakers) {
  const same = (kept.names ?? []).find(({ kind, id }) => kind === name.kind && id === name.id);
  const speaks = speakers.some(({ token }) => token === `${name.kind}:${name.id}`);
  return { ...name, taken: same ? same.taken : name.sure && !speaks };
}

export function stepOf(kept, claim, sticky) {
  const { speakers, credits, basis } = sticky;
  const evidence = { stance: kept.stance, ...given(kept, [...TYPED, ...CHOSEN]), ...kept.asserted };
  return {
    place: kept.place,
    claim,
    new: claim ? null : { statement: kept.statement.trim(), ...newClaim(kept, speakers) },
    evidence: basis ? { ...evidence, basis } : evidence,
    speakers,
    credits: basis === "relays" ? credits : [],
  };
}

const given = (kept, names) =>
  Object.fromEntries(names.map((name) => [name, (kept[name] ?? "").trim()]).filter(([, value]) => value));

function newClaim(kept, speakers) {
  const taken = (kind) => kept.names.filter((name) => name.taken && name.kind === kind).map(({ id }) => id);
  const [head] = speakers;
  const uttered = kept.kind === "utterance" && head && !head.startsWith("new:") ? { utterer: head } : {};
  return { kind: kept.kind, ...when(kept), ...uttered, people: taken("person"), organizations: taken("organization"), places: taken("place") };
}

// The words and the reasoning of a date hold only while it is the one proposed.
function when({ date, time, dated }) {
  const inferred = dated?.inferred && dated.edtf === date.trim();
  return {
    date: date.trim(),
    time: time.trim(),
    date_words: inferred ? dated.words : "",
    date_inferred: Boolean(inferred),
    date_reason: inferred ? dated.reason : "",
  };
}

// A step that came back, as a snapshot.
export function snapshotOf({ place, claim, evidence, new: made }) {
  const { hedged, basis, ...said } = evidence;
  const names = ["person", "organization", "place"].flatMap((kind) =>
    (made?.[{ person: "people", organization: "organizations", place: "places" }[kind]] ?? []).map((id) => ({ kind, id, name: "", taken: true })),
  );
  const asserted = Object.fromEntries(["place", "person", "organization"].map((kind) => [`asserted_${kind}`, said[`asserted_${kind}`]]).filter(([, id]) => id));
  const { date = "", date_words: words = "", date_inferred: inferred, date_reason: reason } = made ?? {};
  return {
    ...said,
    hedged: hedged === undefined ? "" : String(hedged),
    statement: made?.statement ?? "",
    date,
    time: made?.time ?? "",
    kind: made?.kind ?? "event",
    dated: inferred ? { edtf: date, words, reason, inferred } : null,
    names,
    asserted,
    place,
    pinned: claim ? { claim, statement: "the claim chosen before", state: "", date: "", why: "", score: 0 } : null,
    touched: ["part", "date"],
  };
}
