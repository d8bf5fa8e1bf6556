// A claim's card: what it says, how firmly, the sentences that say it, and what a curator makes of it.

import { contradictions, isOutcome, nodes, page, predicateOf, reading, samePair } from "./data.js";
import { stateOf } from "./decisions.js";
import { decisionDesk } from "./desk.js";
import { button, counted, el, kindIcon, link } from "./dom.js";
import { evidenceQuote } from "./evidence.js";
import { change } from "./state.js";

const MEANING = {
  believed: "The text says it is believed.",
  hypothesized: "The text says it may be so.",
  planned: "The text says it is planned.",
};

/** The shape and name of a concept, as it stands inside a line. */
export function conceptName(id) {
  const node = nodes[id];
  return el("span", { class: "concept-name" }, kindIcon(node.kind, page.kinds[node.kind].shape, node.unresolved), node.label);
}

/** A concept that can be clicked to look at it. */
export function conceptButton(id) {
  const node = nodes[id];
  return button(conceptName(id), () => change({ node: id, claim: null }), { class: "concept-link", title: node.curie || node.kind });
}

/** Subject, predicate, object. Negation stands in the line itself. */
export function statement(claim) {
  const arrow = el("span", { class: `predicate${claim.negated ? " denied" : ""}${claim.hedged ? " hedged" : ""}` });
  arrow.style.setProperty("--line", predicateOf(claim).colour);
  arrow.append(claim.negated ? el("b", { class: "not" }, "✕ not ") : "", predicateOf(claim).label);
  const object = claim.o === null ? el("span", { class: "value" }, claim.value) : conceptName(claim.o);
  return el("span", { class: "statement" }, conceptName(claim.s), " ", arrow, " ", object);
}

/** How firmly it is said, when that is not plainly; and the decision on it. */
export function marksOf(claim) {
  const decided = stateOf(claim);
  return [
    claim.negated && el("span", { class: "chip chip-denied" }, "negated"),
    claim.hedged && el("span", { class: `chip chip-${claim.modality}` }, claim.modality),
    decided !== "open" && el("span", { class: `chip chip-${decided}` }, decided),
  ].filter(Boolean);
}

export function confidenceBar(claim) {
  const percent = Math.round(claim.confidence * 100);
  const bar = el("span", { class: "meter" }, el("i"));
  bar.firstChild.style.width = `${percent}%`;
  return el("span", { class: "confidence", role: "img", title: `confidence ${percent} %`, "aria-label": `confidence ${percent} percent` }, bar);
}

/** The card of one claim, to stand below its line. */
export function claimCard(claim) {
  return el(
    "div",
    { class: "card", id: `card-${claim.id}` },
    ends(claim),
    firmness(claim),
    claim.evidence.map(evidenceQuote),
    knownElsewhere(claim),
    decisionDesk(claim),
    linking(claim),
    related("Contradicted by", contradictions(claim)),
    related(isOutcome(claim) ? "Also of this trial" : "Also about this pair", samePair(claim).filter((other) => !contradictions(claim).includes(other))),
  );
}

/** The concepts at both ends, to look at. */
function ends(claim) {
  return el("p", { class: "ends" }, [claim.s, claim.o].filter((id) => id !== null).map((id) => [conceptButton(id), identifier(nodes[id])]));
}

function firmness(claim) {
  return el(
    "div",
    { class: "firmness" },
    el("p", { class: "origin" }, [claim.negated ? "negated" : "", claim.modality, `confidence ${claim.confidence.toFixed(2)}`, counted(claim.evidence.length, "sentence")].filter(Boolean).join(" · ")),
    claim.negated && el("p", { class: "warn" }, "The text denies it: this is not a fact of the graph."),
    claim.hedged && el("p", { class: "warn" }, `${MEANING[claim.modality]} It is not a fact of the graph.`),
  );
}

/** What a registry or a curated table says of it; it is never evidence. */
function knownElsewhere(claim) {
  if (!claim.known.length) return null;
  const item = ({ says, source, agrees }) =>
    el("li", {}, el("span", { class: `chip ${agrees ? "chip-agrees" : "chip-denied"}` }, agrees ? "agrees" : "differs"), ` ${says} `, el("span", { class: "origin" }, source));
  return el("section", { class: "known" }, el("h3", {}, "Known from elsewhere, no evidence"), el("ul", {}, claim.known.map(item)));
}

/** What the linker also weighed for either end, and the claim's own name. */
function linking(claim) {
  const weighed = [claim.s, claim.o].filter((id) => id !== null).flatMap((id) => nodes[id].runnersUp.map((other) => [nodes[id], other]));
  const line = ([node, other]) =>
    el("li", {}, `${node.label}: `, other.label, " ", el("span", { class: "curie" }, other.curie), el("span", { class: "origin" }, `score ${other.score.toFixed(2)}`));
  return [
    weighed.length > 0 && el("details", { class: "related" }, el("summary", {}, `Also weighed by the linker: ${counted(weighed.length, "concept")}`), el("ul", {}, weighed.map(line))),
    el("details", { class: "related" }, el("summary", {}, "Name of the claim in the graph"), el("p", { class: "origin" }, el("code", {}, [claim.iri, ...claim.mirrored].join(" ")))),
  ];
}

/** The concept's identifier with a link to where it is described, or that it has none. */
export function identifier(node) {
  if (node.unresolved || !node.curie) return el("span", { class: "chip chip-unresolved" }, "no identifier");
  return link(node.url, node.curie, { class: "curie" });
}

function related(title, others) {
  if (!others.length) return null;
  const item = (other) =>
    el("li", {}, button(`${reading(other)}${other.hedged ? ` (${other.modality})` : ""}`, () => change({ claim: other.id }), { class: "text-link" }));
  return el("details", { class: "related" }, el("summary", {}, `${title}: ${counted(others.length, "claim")}`), el("ul", {}, others.map(item)));
}

