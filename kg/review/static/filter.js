// Which claims are looked at, and in what order.

import { claims, contradictions, groupBy, nodes, objectLabel, page, predicateOf } from "./data.js";
import { decisionOn } from "./decisions.js";
import { state } from "./state.js";

/** The words that a reader typed, all of which must be found. */
const wordsOf = (query) => query.toLowerCase().split(/\s+/).filter(Boolean);

const spoken = claims.map((claim) =>
  [
    nodes[claim.s].haystack,
    predicateOf(claim).label,
    claim.o === null ? claim.value : nodes[claim.o].haystack,
    ...claim.evidence.map((one) => one.parts.map(([text]) => text).join("")),
  ]
    .join("\n")
    .toLowerCase(),
);

/** The concepts that go by all the words; best first: the label starts with them, then contains them, then names and ids. */
export function conceptsCalled(query, most) {
  const words = wordsOf(query);
  if (!words.length) return [];
  const whole = words.join(" ");
  const found = nodes.filter((node) => words.every((word) => node.haystack.includes(word)));
  const rank = (node) => {
    const label = node.label.toLowerCase();
    if (label === whole || node.curie.toLowerCase() === whole) return 0;
    if (label.startsWith(whole)) return 1;
    return label.includes(whole) ? 2 : 3;
  };
  return found
    .map((node) => [rank(node), -node.claims.length, node])
    .sort((a, b) => a[0] - b[0] || a[1] - b[1])
    .slice(0, most)
    .map(([, , node]) => node);
}

const shownKind = (id) => id === null || !state.hiddenKinds.includes(nodes[id].kind);

function passes(claim, words) {
  if (!shownKind(claim.s) || !shownKind(claim.o)) return false;
  if (state.hiddenPredicates.includes(claim.p) || state.hiddenModalities.includes(claim.modality)) return false;
  if (claim.confidence < state.confidence) return false;
  if (state.polarity && (state.polarity === "negated") !== claim.negated) return false;
  if (state.document !== null && !claim.evidence.some((one) => one.document === state.document)) return false;
  if (state.curation && (decisionOn(claim).decision || "open") !== state.curation) return false;
  return words.every((word) => spoken[claim.id].includes(word));
}

/** The claims that pass the filters and the search. */
export function filtered() {
  const words = wordsOf(state.query);
  return claims.filter((claim) => passes(claim, words));
}

/** Of those, the claims of the concept that is looked at, in the chosen order. */
export function listed(passing) {
  const { node } = state;
  const own = node === null ? passing : passing.filter((claim) => claim.s === node || claim.o === node);
  return ordered(own);
}

const collator = new Intl.Collator("en", { numeric: true });

/** Compares texts as people sort them: "arm 9" before "arm 10". */
export const compareTexts = (a, b) => collator.compare(a, b);

const byText = (textOf) => (a, b) => collator.compare(textOf(a), textOf(b));

/** What is worth a curator's minute: contradicted, uncertain, hedged, and much depends on it. */
function worth(claim) {
  if (decisionOn(claim).decision) return -1;
  const uncertain = 1 - Math.abs(claim.confidence - 0.5) * 2;
  const dependents = Math.log1p(nodes[claim.s].claims.length + (claim.o === null ? 0 : nodes[claim.o].claims.length));
  return contradictions(claim).length * 3 + uncertain * 2 + (claim.hedged || claim.negated ? 1 : 0) + dependents / 4;
}

const subjectThenPredicate = (a, b) =>
  byText((claim) => nodes[claim.s].label)(a, b) ||
  byText((claim) => predicateOf(claim).label)(a, b) ||
  byText(objectLabel)(a, b);

export const ORDERS = {
  subject: ["by subject", subjectThenPredicate],
  worth: ["worth checking first", null],
  confidence: ["least confident first", (a, b) => a.confidence - b.confidence],
  document: ["by article", (a, b) => firstDocument(a) - firstDocument(b)],
};

const firstDocument = (claim) => claim.evidence[0]?.document ?? page.documents.length;

function ordered(some) {
  if (state.order === "worth") {
    const scores = new Map(some.map((claim) => [claim.id, worth(claim)]));
    return [...some].sort((a, b) => scores.get(b.id) - scores.get(a.id) || a.id - b.id);
  }
  const [, compare] = ORDERS[state.order] ?? ORDERS.subject;
  return [...some].sort((a, b) => compare(a, b) || a.id - b.id);
}

/** How many claims there are for each value of `keyOf`. */
export function counts(keyOf) {
  return new Map([...groupBy(claims, keyOf)].map(([key, group]) => [key, group.length]));
}
