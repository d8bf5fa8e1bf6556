// The trials: facts, arms and drugs, endpoints and results, each with the sentence that says it.

import { conceptButton, identifier } from "./cards.js";
import { factList } from "./concept.js";
import { claims, page, reading, trialNodes, trialOf } from "./data.js";
import { stateOf } from "./decisions.js";
import { decisionButtons } from "./desk.js";
import { button, byId, counted, el, kindIcon, replace } from "./dom.js";
import { evidenceQuote } from "./evidence.js";
import { change, state } from "./state.js";

const EFFECTS = { improved: "▲ improved", worsened: "▼ worsened", no_difference: "= no difference" };

/** The trials that a passing claim speaks of; all that the filters leave, or the one that is looked at. */
export function showTrials(passing) {
  if (passing === current && state.node === looked) [chosen, state.claim].forEach(refreshOutcome);
  else writeTrials(passing);
  [current, looked, chosen] = [passing, state.node, state.claim];
}

function writeTrials(passing) {
  const allowed = new Set(passing);
  const spoken = new Set(passing.flatMap((claim) => [claim.s, claim.o]));
  const wanted = trialNodes
    .filter((node) => spoken.has(node.id) && (!looksAtTrial() || node.id === state.node))
    .map((node) => trialOf(node, (claim) => allowed.has(claim)))
    .sort((a, b) => told(b) - told(a));
  const head = el("p", { class: "sheet-note" }, wanted.length ? counted(wanted.length, "trial") : "No trial passes the filters.");
  byId("trials").replaceChildren(head, ...wanted.map(trialSheet));
}

/** Writes the line of an arm or a result again, where it stands. */
export function refreshOutcome(id) {
  const old = id === null ? null : byId(`outcome-${id}`);
  if (old) replace(old, claims[id].arm ? armLine(claims[id]) : resultLine(claims[id]));
}

let current = null;
let looked = null;
let chosen = null;

/** How much is known of a trial: the best described come first. */
const told = ({ arms, results, facts }) => results.length * 2 + arms.length + facts.length;

const looksAtTrial = () => trialNodes.some((node) => node.id === state.node);

function trialSheet(trial) {
  const { node } = trial;
  return el(
    "article",
    { class: "trial", "aria-label": `Trial ${node.label}` },
    el("h2", {}, kindIcon("trial", page.kinds.trial.shape, node.unresolved), conceptButton(node.id), identifier(node)),
    factList(trial),
    concepts("In people with", trial.conditions),
    trial.arms.length ? armTable(trial) : concepts("Drugs", trial.drugs),
    trial.results.length > 0 && resultTable(trial),
  );
}

function concepts(label, some) {
  if (!some.length) return null;
  const name = (claim) => [conceptButton(claim.o), claim.hedged && el("span", { class: `chip chip-${claim.modality}` }, claim.modality), claim.negated && el("span", { class: "chip chip-denied" }, "negated")];
  return el("p", { class: "trial-line" }, el("span", { class: "line-label" }, label), some.map(name));
}

function armTable(trial) {
  return table("Arms", ["Arm", "Drugs"], trial.arms.map(armLine));
}

/** What is known, and below it the decision on it and the sentences; the first cell opens the card. */
function outcomeLine(claim, name, ...cells) {
  const open = claim.id === state.claim;
  const opener = button(name, () => change({ claim: claim.id }), { class: "text-link", id: `outcome-open-${claim.id}`, "aria-label": `Open: ${reading(claim)}`, "aria-pressed": String(open) });
  const decided = el("span", { class: "decided" }, el("span", { class: "decide-short" }, decisionButtons(claim, undefined, "outcome")), el("span", { class: `chip chip-${stateOf(claim)}` }, stateOf(claim)));
  return el(
    "tbody",
    { id: `outcome-${claim.id}`, class: [open && "chosen", `is-${stateOf(claim)}`].filter(Boolean).join(" ") },
    el("tr", {}, el("th", { scope: "row" }, opener), cells.map((cell) => el("td", {}, cell))),
    el("tr", { class: "said" }, el("td", { colspan: cells.length + 1 }, decided, sentences(claim))),
  );
}

function armLine(claim) {
  const { role, drugs, label } = claim.arm;
  return outcomeLine(claim, role, drugs.length ? drugs.map(conceptButton) : label || "no drug named");
}

function resultTable(trial) {
  const heads = ["Endpoint", "Effect", "Experimental vs comparator", "Hazard ratio"];
  return table("Results", heads, trial.results.map(resultLine));
}

function resultLine(claim) {
  const { result } = claim;
  const name = [endpointName(result), result.role && el("span", { class: "origin" }, result.role)];
  const effect = el("span", { class: `effect-${result.effect ?? "none"}` }, EFFECTS[result.effect] ?? "–");
  return outcomeLine(claim, name, [effect, met(result)], values(result), ratio(result));
}

const endpointName = ({ endpoint, label }) => (endpoint === "cg:OtherEndpoint" && label ? label : page.endpoints[endpoint]);

function met({ met: reached }) {
  return reached === undefined ? null : el("span", { class: "origin" }, reached ? "endpoint met" : "endpoint not met");
}

function values({ experimentalValue, comparatorValue, unit }) {
  if (!experimentalValue && !comparatorValue) return "–";
  return `${experimentalValue || "–"} vs ${comparatorValue || "–"}${unit ? ` ${unit}` : ""}`;
}

function ratio({ hazardRatio, ciLower, ciUpper, pValue }) {
  const interval = (ciLower || ciUpper) && `(${ciLower || "?"}–${ciUpper || "?"})`;
  const parts = [hazardRatio, interval, pValue && writtenP(pValue)].filter(Boolean);
  return parts.length ? parts.map((part) => [el("span", { class: "whole" }, part), " "]) : "–";
}

/** A p value as it was written, with its letter. */
const writtenP = (value) => (/^p/i.test(value) ? value : `p ${/^[<>=≤]/.test(value) ? "" : "= "}${value}`);

/** The sentences, open again when the line is written anew. */
function sentences({ id, evidence }) {
  if (!evidence.length) return "–";
  const name = `said-${id}`;
  return el("details", { id: name, open: byId(name)?.open ?? false }, el("summary", {}, counted(evidence.length, "sentence")), evidence.map(evidenceQuote));
}

function table(caption, heads, rows) {
  return el(
    "div",
    { class: "scroll" },
    el(
      "table",
      {},
      el("caption", {}, caption),
      el("thead", {}, el("tr", {}, heads.map((head) => el("th", { scope: "col" }, head)))),
      rows,
    ),
  );
}
