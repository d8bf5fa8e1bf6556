// What stands decided about each claim, and how a curator decides.

import { claims, nodes, page, predicateOf } from "./data.js";
import { allEvents, append, claimKey, onEvents, sealed, standing, written } from "./log.js";
import { curator } from "./orcid.js";

export const DECISIONS = { accept: "Accept", reject: "Reject", unsure: "Unsure" };

/** How a standing decision is called; a claim without one is open. */
export const STATES = { accept: "accepted", reject: "rejected", unsure: "unsure" };

export const TAGS = [
  ["", "no error tag"],
  ["grounding", "wrong concept"],
  ["entity_boundaries", "wrong words marked"],
  ["wrong_relation", "wrong relation"],
  ["negation", "negation missed"],
  ["modality", "modality missed"],
  ["no_relation", "says nothing of the kind"],
  ["other", "other"],
];

const NOTHING = { decision: "", tag: "", note: "", correction: null };
const claimsByEventKey = new Map(claims.flatMap((claim) => [claim.iri, ...claim.mirrored].map((iri) => [claimKey(iri), claim.id])));
const about = new Map();
const made = [];
const observers = [];
let last = Promise.resolve();

take(allEvents());
onEvents((fresh, kept) => {
  const ids = take(fresh);
  for (const observer of observers) observer(ids, kept);
});

/** Calls `observer(claimIds, kept)` after each decision; `kept` is false when the browser could not store it. */
export function onDecision(observer) {
  observers.push(observer);
}

/** Notes the events by the claims of this page that they are about; returns those claims' ids. */
function take(some) {
  const touched = new Set();
  for (const event of some) {
    const id = claimsByEventKey.get(claimKey(event.claim));
    if (id === undefined) continue;
    touched.add(id);
    if (!about.has(id)) about.set(id, []);
    about.get(id).push(claimKey(event.claim) === claims[id].key ? event : { ...event, correction: mirrored(event.correction) });
  }
  return [...touched];
}

/** A correction of a symmetric claim, seen from its other end. */
function mirrored(correction) {
  if (!correction) return correction;
  const { subject, object, ...rest } = correction;
  const ends = Object.entries({ subject: object, object: subject }).filter(([, end]) => end !== undefined);
  return { ...rest, ...Object.fromEntries(ends) };
}

function triple(claim) {
  return { subject: nodes[claim.s].iri, predicate: claim.p, object: objectOf(claim), negated: claim.negated, modality: claim.modality };
}

/** What stands at the claim's other end: a concept, an arm, a result or a value. */
export function objectOf(claim) {
  if (claim.arm) return { arm: { ...claim.arm, drugs: claim.arm.drugs.map((id) => nodes[id].iri) } };
  if (claim.result) return { result: claim.result };
  return claim.o === null ? { value: claim.literal, datatype: predicateOf(claim).datatype } : nodes[claim.o].iri;
}

/** A sentence as an event has it. Places count code points, as everywhere in the graph. */
function seen({ iri, document, start, parts }) {
  const quote = parts.map(([text]) => text).join("");
  return { iri, document: page.documents[document].source, start, end: start + [...quote].length, quote };
}

/** The events that stand on a claim, in whichever direction they name it, the latest last. */
export const standingOn = (claim) => standing(about.get(claim.id) ?? []);

/** What stands decided: the latest event of the log, else what came with the graph. */
export function decisionOn(claim) {
  const event = about.has(claim.id) ? standingOn(claim).at(-1) : null;
  return event ?? { ...NOTHING, decision: Object.keys(STATES).find((decision) => STATES[decision] === claim.curation) ?? "" };
}

/** `accepted`, `rejected`, `unsure` or `open`. */
export const stateOf = (claim) => STATES[decisionOn(claim).decision] ?? "open";

/** Decides on a claim; `details` may hold a tag, a note and a correction. `withdraw` reopens it. */
export function decide(claim, decision, details = {}) {
  return next(async () => {
    made.push({ claim, before: decisionOn(claim) });
    await record(claim, decision, details);
  });
}

/** Takes the last decision of this visit back, as a further event; the claim it was about, or null. */
export function undo() {
  return next(async () => {
    const step = made.pop();
    if (!step) return null;
    await record(step.claim, step.before.id ? step.before.decision : "withdraw", step.before);
    return step.claim;
  });
}

/** One after the other, for each decision says which it supersedes. */
function next(step) {
  last = last.then(step, step);
  return last;
}

/** One event says it for a symmetric claim's mirror image too. */
async function record(claim, decision, details) {
  const one = event(claim, decision, fitting(decision, details));
  if (one) append([await sealed(one)]);
}

/** What may come with a decision: a tag with a rejection or a doubt, a correction with a rejection. */
function fitting(decision, { tag = "", note = "", correction = null }) {
  const wrong = decision === "reject" || decision === "unsure";
  return { tag: wrong ? tag : "", note: cleaned(note), correction: decision === "reject" ? correction : null };
}

/** Without the characters that no text of a graph may hold; with its flag u the pattern finds halves of pairs only. */
const cleaned = (text) => text.replace(/[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]/gu, "").trim();

/** The event of a decision; null where there is nothing to withdraw. */
function event(claim, decision, { tag, note, correction }) {
  const supersedes = standingOn(claim).filter((one) => one.curator === curator()).map((one) => one.id);
  if (decision === "withdraw" && !supersedes.length) return null;
  return {
    claim: claim.iri,
    triple: triple(claim),
    evidence: uniqueByIri(claim.evidence.map(seen)),
    decision,
    tag,
    note: decision === "withdraw" ? "" : note,
    correction,
    curator: curator(),
    time: new Date().toISOString(),
    tool: `claimgraph-page ${page.meta.version}`,
    supersedes,
  };
}

const uniqueByIri = (sentences) => [...new Map(sentences.map((one) => [one.iri, one])).values()];

/** The events about this page's claims, one JSON object a line. */
export function jsonLines() {
  return written(allEvents().filter((one) => claimsByEventKey.has(claimKey(one.claim))));
}

/** How many claims of this page are accepted, rejected, unsure, and open. */
export function tally() {
  const counts = { accepted: 0, rejected: 0, unsure: 0, open: 0 };
  for (const claim of claims) counts[stateOf(claim)] += 1;
  return counts;
}
