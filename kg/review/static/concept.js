// The card of the concept that is looked at; a trial's card has its facts, arms and results.

import { identifier } from "./cards.js";
import { aboutIt, nodes, page, predicateOf, trialOf } from "./data.js";
import { button, byId, counted, el, kindIcon } from "./dom.js";
import { change, state } from "./state.js";

const NAMES_SHOWN = 8;

export function showConcept() {
  const node = state.node === null ? null : nodes[state.node];
  byId("concept").replaceChildren(...(node ? [conceptCard(node)] : []));
}

function conceptCard(node) {
  const { shape, label } = page.kinds[node.kind];
  const trial = trialOf(node);
  return el(
    "section",
    { class: "concept", "aria-label": `Concept: ${node.label}` },
    el("h2", {}, kindIcon(node.kind, shape, node.unresolved), el("span", {}, node.label), closeButton()),
    el("p", { class: "concept-line" }, label, " · ", identifier(node), " · ", aboutIt(node)),
    names(node),
    trial && factList(trial),
    reach(),
  );
}

function closeButton() {
  return button("×", () => change({ node: null, hops: 0 }), { class: "close", "aria-label": "Look at all claims again" });
}

function names(node) {
  if (!node.names.length) return null;
  const few = node.names.slice(0, NAMES_SHOWN).join(", ");
  const rest = node.names.slice(NAMES_SHOWN);
  return el(
    "p",
    { class: "names" },
    `Also called ${few}`,
    rest.length > 0 && el("details", {}, el("summary", {}, `and ${counted(rest.length, "more name")}`), rest.join(", ")),
  );
}

/** A trial's literal facts; each opens its claim. */
export function factList(trial) {
  if (!trial.facts.length) return null;
  const fact = (claim) =>
    el("div", {}, el("dt", {}, predicateOf(claim).label), el("dd", {}, button(factText(claim), () => change({ claim: claim.id }), { class: "text-link" })));
  return el("dl", { class: "facts" }, trial.facts.map(fact));
}

function factText(claim) {
  const sure = claim.negated ? "not " : claim.hedged ? `${claim.modality}: ` : "";
  return sure + (/^\d+$/.test(claim.value) ? Number(claim.value).toLocaleString("en") : claim.value);
}

function reach() {
  const choice = (hops, label) =>
    button(label, () => change({ hops, view: "graph" }), { "aria-pressed": String(state.hops === hops) });
  return el(
    "div",
    { class: "reach", role: "group", "aria-label": "How much of the picture is drawn" },
    el("span", {}, "Draw"),
    choice(0, "all"),
    choice(1, "1 step"),
    choice(2, "2 steps"),
    choice(3, "3 steps"),
  );
}

