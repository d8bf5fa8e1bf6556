// A curator's decisions: an append-only log in the browser, one event for each decision, downloaded as JSON Lines.

import { claims, page } from "./data.js";

const STORE = "claimgraph.decisions";

export const DECISIONS = { accepted: "Accept", rejected: "Reject", unsure: "Unsure" };
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

const claimsByIri = new Map(claims.flatMap((claim) => claim.iris.map((iri) => [iri, claim.id])));
const log = stored();
const latest = new Map();
const made = [];
const observers = [];
for (const event of log) latest.set(event.claim, event);

/** Events of an earlier visit; a browser that keeps nothing starts empty. */
function stored() {
  try {
    const events = JSON.parse(localStorage.getItem(STORE) ?? "[]");
    return Array.isArray(events) ? events.filter((event) => event && typeof event.claim === "string") : [];
  } catch {
    return [];
  }
}

function keep() {
  try {
    localStorage.setItem(STORE, JSON.stringify(log));
    return true;
  } catch {
    return false;
  }
}

/** Calls `observer(claimId, kept)` after each event; `kept` is false when the browser could not store it. */
export function onDecision(observer) {
  observers.push(observer);
}

/** The standing decision on a claim: that of this browser, else the one that came with the graph. */
export function decisionOn(claim) {
  const event = latest.get(claim.iris[0]);
  const usual = { decision: claim.curation === "unreviewed" ? "" : claim.curation, tag: "", note: "" };
  return event ? { ...usual, ...event, decision: event.decision === "unreviewed" ? "" : event.decision } : usual;
}

/** Records a decision on a claim and its mirror image; `details` may hold a tag and a note. */
export function decide(claim, decision, details = {}) {
  const before = decisionOn(claim);
  made.push({ claim, before });
  record(claim, decision, { tag: before.tag, note: before.note, ...details });
}

/** Takes the last decision of this visit back, as a further event; returns its claim, or null. */
export function undo() {
  const last = made.pop();
  if (!last) return null;
  record(last.claim, last.before.decision || "unreviewed", { tag: last.before.tag, note: last.before.note });
  return last.claim;
}

function record(claim, decision, { tag = "", note = "" }) {
  const time = new Date().toISOString();
  for (const iri of claim.iris) {
    const event = {
      id: identifier(),
      claim: iri,
      evidence: claim.evidence.map((one) => one.iri),
      decision,
      tag,
      note,
      curator: curator(),
      time,
      tool: `claimgraph ${page.meta.version}`,
      supersedes: latest.get(iri)?.id ?? null,
    };
    log.push(event);
    latest.set(iri, event);
  }
  const kept = keep();
  for (const observer of observers) observer(claim.id, kept);
}

function identifier() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

const CURATOR = "claimgraph.curator";

export function curator() {
  try {
    return localStorage.getItem(CURATOR) ?? "";
  } catch {
    return "";
  }
}

/** Keeps the curator's ORCID when its check digit is right (or it is empty); says whether it was kept. */
export function setCurator(orcid) {
  const bare = orcid.trim().replace(/^https:\/\/orcid\.org\//, "");
  if (bare && !validOrcid(bare)) return false;
  try {
    localStorage.setItem(CURATOR, bare);
    return true;
  } catch {
    return false;
  }
}

/** ISO 7064 MOD 11-2, as ORCID's documentation gives it. */
export function validOrcid(orcid) {
  if (!/^\d{4}-\d{4}-\d{4}-\d{3}[\dX]$/.test(orcid)) return false;
  const digits = orcid.replaceAll("-", "");
  const total = [...digits.slice(0, 15)].reduce((sum, digit) => (sum + Number(digit)) * 2, 0);
  const check = (12 - (total % 11)) % 11;
  return digits[15] === (check === 10 ? "X" : String(check));
}

/** The events about this page's claims, one JSON object a line. */
export function jsonLines() {
  return log
    .filter((event) => claimsByIri.has(event.claim))
    .map((event) => `${JSON.stringify(event)}\n`)
    .join("");
}

/** How many claims of this page are accepted, rejected, unsure, and open. */
export function tally() {
  const counts = { accepted: 0, rejected: 0, unsure: 0, open: 0 };
  for (const claim of claims) counts[decisionOn(claim).decision || "open"] += 1;
  return counts;
}
