// A claim's card: what it says, how firmly, the sentences that say it, and what a curator makes of it.

import { contradictions, nodes, page, predicateOf, reading, samePair } from "./data.js";
import { DECISIONS, TAGS, decide, decisionOn } from "./decisions.js";
import { button, counted, el, kindIcon, link } from "./dom.js";
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
  const { decision } = decisionOn(claim);
  return [
    claim.negated && el("span", { class: "chip chip-denied" }, "negated"),
    claim.hedged && el("span", { class: `chip chip-${claim.modality}` }, claim.modality),
    decision && el("span", { class: `chip chip-${decision}` }, decision),
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
    firmness(claim),
    claim.evidence.map(evidenceQuote),
    decisionDesk(claim),
    linking(claim),
    related("Contradicted by", contradictions(claim)),
    related("Also about this pair", samePair(claim).filter((other) => !contradictions(claim).includes(other))),
  );
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

/** The sentence with its marks, and where it stands. */
export function evidenceQuote(evidence) {
  const article = page.documents[evidence.document];
  const sentence = evidence.parts.map(([text, role]) => (role ? el("mark", { class: role, title: role }, text) : text));
  return el(
    "figure",
    { class: "evidence" },
    el("blockquote", {}, sentence),
    evidence.through.length > 0 && el("p", { class: "through" }, `Reached through: ${evidence.through.join(" · ")}`),
    el(
      "figcaption",
      {},
      link(article.url, article.title, { class: "article" }),
      el("span", { class: "origin" }, [article.publisher, article.date, article.source].filter(Boolean).join(" · ")),
      evidence.extractor && el("span", { class: "origin" }, `found by ${evidence.extractor}`),
    ),
    (evidence.before || evidence.after) && context(evidence, sentence),
  );
}

function context(evidence) {
  const sentence = evidence.parts.map(([text]) => text).join("");
  return el(
    "details",
    { class: "context" },
    el("summary", {}, "Context"),
    el("p", {}, evidence.before, " ", el("strong", {}, sentence), " ", evidence.after),
  );
}

const KEYS = { accepted: "a", rejected: "r", unsure: "u" };

function decisionDesk(claim) {
  const { decision, tag, note } = decisionOn(claim);
  const again = (value) => decide(claim, value, readDetails(claim));
  return el(
    "div",
    { class: "decision", role: "group", "aria-label": `Decision on: ${reading(claim)}` },
    Object.entries(DECISIONS).map(([value, label]) =>
      button(label, () => again(value), {
        class: `decide decide-${value}`,
        "aria-pressed": String(decision === value),
        "aria-keyshortcuts": KEYS[value],
      }),
    ),
    decision && decision !== "accepted" && tagSelect(claim, tag, () => again(decision)),
    decision && noteInput(claim, note, () => again(decision)),
  );
}

function tagSelect(claim, tag, onPick) {
  const options = TAGS.map(([value, label]) => el("option", { value, selected: value === tag }, label));
  return el("select", { id: `tag-${claim.id}`, "aria-label": "What is wrong", on: { change: onPick } }, options);
}

function noteInput(claim, note, onWrite) {
  const attributes = { id: `note-${claim.id}`, value: note, placeholder: "Note", "aria-label": "Note on this decision", maxlength: 500 };
  return el("input", { ...attributes, on: { change: onWrite } });
}

function readDetails(claim) {
  const { tag, note } = decisionOn(claim);
  return {
    tag: document.getElementById(`tag-${claim.id}`)?.value ?? tag,
    note: document.getElementById(`note-${claim.id}`)?.value ?? note,
  };
}

function linking(claim) {
  const ends = [claim.s, claim.o].filter((id) => id !== null);
  return el(
    "details",
    { class: "linking" },
    el("summary", {}, "Concepts and identifiers"),
    ends.map((id) => linkedAs(nodes[id])),
    el("p", { class: "origin" }, "Claim: ", el("code", {}, claim.iris.join(" "))),
  );
}

function linkedAs(node) {
  const runners = node.runnersUp.map(([label, curie, score]) => `${label} (${curie}, ${score.toFixed(2)})`);
  return el(
    "p",
    {},
    conceptButton(node.id),
    " ",
    identifier(node),
    runners.length > 0 && el("span", { class: "origin" }, `also weighed: ${runners.join("; ")}`),
  );
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

