// Which claims are looked at, and in what order.

import { claims, contradictions, documentWithSource, endsOf, groupBy, nodes, page, predicateOf } from "./data.js";
import { stateOf } from "./decisions.js";
import { haystack, wordsOf } from "./find.js";
import { groupOf, openGroup } from "./groups.js";
import { state } from "./state.js";

const spoken = new Map();

/** All that a claim says and is said with, in small letters. */
function words(claim) {
  if (!spoken.has(claim.id)) {
    const said = claim.evidence.map((one) => one.parts.map(([text]) => text).join("")).join("\n");
    spoken.set(claim.id, [...endsOf(claim).map(haystack), predicateOf(claim).label, claim.value, said].join("\n").toLowerCase());
  }
  return spoken.get(claim.id);
}

/** The tests that a claim has to pass, made once for all claims: only the filters that are set. */
function tests() {
  const { hiddenKinds, hiddenPredicates, hiddenModalities, polarity, confidence, document, from, until, curation } = state;
  const kinds = new Set(hiddenKinds);
  const shown = (id) => !kinds.has(nodes[id].kind);
  const article = document === null ? null : documentWithSource(document);
  const sought = wordsOf(state.query);
  return [
    kinds.size && ((claim) => endsOf(claim).every(shown)),
    hiddenPredicates.length && ((claim) => !hiddenPredicates.includes(claim.p)),
    hiddenModalities.length && ((claim) => !hiddenModalities.includes(claim.modality)),
    confidence && ((claim) => claim.confidence >= confidence),
    polarity && ((claim) => claim.negated === (polarity === "negated")),
    article !== null && ((claim) => claim.evidence.some((one) => one.document === article)),
    (from || until) && ((claim) => claim.evidence.some((one) => dated(page.documents[one.document].date, from, until))),
    curation && ((claim) => stateOf(claim) === curation),
    sought.length && ((claim) => sought.every((word) => words(claim).includes(word))),
  ].filter(Boolean);
}

/** Whether a date, which may be a year or a month alone, lies in the range; either end may be open. */
function dated(date, from, until) {
  if (!date) return false;
  return date >= from.slice(0, date.length) && (!until || date.slice(0, until.length) <= until);
}

/** The claims that pass the filters and the search. */
export function filtered() {
  const all = tests();
  return all.length ? claims.filter((claim) => all.every((test) => test(claim))) : claims;
}

/** Of those, the claims of the concept or the group that is looked at, in the chosen order. */
export function listed(passing) {
  const { node } = state;
  if (node !== null) return ordered(passing.filter((claim) => endsOf(claim).includes(node)));
  const group = openGroup();
  return ordered(group ? passing.filter((claim) => groupOf(claim.s) === group || (claim.o !== null && groupOf(claim.o) === group)) : passing);
}

const collator = new Intl.Collator("en", { numeric: true });

/** Compares texts as people sort them: "arm 9" before "arm 10". */
export const compareTexts = (a, b) => collator.compare(a, b);

/** What is worth a curator's minute, and why: contradicted, uncertain, hedged or denied, and much depends on it. */
export function worth(claim) {
  const known = claim.known.filter((fact) => !fact.agrees).length;
  const against = contradictions(claim).length + known;
  const uncertain = 1 - Math.abs(claim.confidence - 0.5) * 2;
  const dependents = nodes[claim.s].claims.length + (claim.o === null ? 0 : nodes[claim.o].claims.length);
  const score = against * 3 + uncertain * 2 + (claim.hedged || claim.negated ? 1 : 0) + Math.log1p(dependents) / 4;
  const why = [against > known && "contradicted", known && "known otherwise", uncertain > 0.6 && "uncertain", dependents > 20 && "much depends on it"];
  return { score: stateOf(claim) === "open" ? score : score - 100, why: why.filter(Boolean) };
}

export const ORDERS = { subject: "by subject", worth: "worth checking first", confidence: "least confident first", document: "by article" };

const firstDocument = (claim) => claim.evidence[0]?.document ?? page.documents.length;

/** Claims come by subject, predicate and object; the other orders keep to that among equals. */
function ordered(some) {
  if (state.order === "confidence") return [...some].sort((a, b) => a.confidence - b.confidence || a.id - b.id);
  if (state.order === "document") return [...some].sort((a, b) => firstDocument(a) - firstDocument(b) || a.id - b.id);
  if (state.order !== "worth") return some;
  const scores = new Map(some.map((claim) => [claim.id, worth(claim).score]));
  return [...some].sort((a, b) => scores.get(b.id) - scores.get(a.id) || a.id - b.id);
}

/** How many claims there are for each value of `keyOf`. */
export function counts(keyOf) {
  return new Map([...groupBy(claims, keyOf)].map(([key, group]) => [key, group.length]));
}
