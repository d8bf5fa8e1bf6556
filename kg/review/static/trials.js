// The trials: facts, arms and drugs, endpoints and results, each with the sentence that says it.

import { conceptButton, identifier } from "./cards.js";
import { factList } from "./concept.js";
import { page, trialNodes, trialOf } from "./data.js";
import { byId, counted, el, kindIcon } from "./dom.js";
import { evidenceQuote } from "./evidence.js";
import { state } from "./state.js";

const EFFECTS = { improved: "▲ improved", worsened: "▼ worsened", no_difference: "= no difference" };

/** The trials that a passing claim speaks of; all that the filters leave, or the one that is looked at. */
export function showTrials(passing) {
  const spoken = new Set(passing.flatMap((claim) => [claim.s, claim.o]));
  const wanted = trialNodes
    .filter((node) => spoken.has(node.id) && (!looksAtTrial() || node.id === state.node))
    .map(trialOf)
    .sort((a, b) => told(b) - told(a));
  const head = el("p", { class: "sheet-note" }, wanted.length ? counted(wanted.length, "trial") : "No trial passes the filters.");
  byId("trials").replaceChildren(head, ...wanted.map(trialSheet));
}

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
  const arm = (one) =>
    el(
      "tr",
      {},
      el("th", { scope: "row" }, one.role),
      el("td", {}, one.drugs.length ? one.drugs.map(conceptButton) : one.label || "no drug named"),
      el("td", {}, sentences(one.evidence)),
    );
  return table("Arms", ["Arm", "Drugs", "Evidence"], trial.arms.map(arm));
}

function resultTable(trial) {
  const result = (one) =>
    el(
      "tr",
      {},
      el("th", { scope: "row" }, one.endpoint, one.role && el("span", { class: "origin" }, one.role)),
      el("td", { class: `effect-${one.effect || "none"}` }, EFFECTS[one.effect] ?? "–", met(one)),
      el("td", {}, values(one)),
      el("td", {}, ratio(one)),
      el("td", {}, sentences(one.evidence)),
    );
  const heads = ["Endpoint", "Effect", "Experimental vs comparator", "Hazard ratio", "Evidence"];
  return table("Results", heads, trial.results.map(result));
}

function met({ met: reached }) {
  return reached === null ? null : el("span", { class: "origin" }, reached ? "endpoint met" : "endpoint not met");
}

function values({ experimental, comparator, unit }) {
  if (!experimental && !comparator) return "–";
  return `${experimental || "–"} vs ${comparator || "–"}${unit ? ` ${unit}` : ""}`;
}

function ratio({ hazardRatio, interval, pValue }) {
  const parts = [hazardRatio, interval.length && `(${interval.join("–")})`, pValue && writtenP(pValue)];
  return parts.filter(Boolean).join(" ") || "–";
}

/** A p value as it was written, with its letter. */
const writtenP = (value) => (/^p/i.test(value) ? value : `p ${/^[<>=≤]/.test(value) ? "" : "= "}${value}`);

function sentences(evidence) {
  if (!evidence.length) return "–";
  return el("details", {}, el("summary", {}, counted(evidence.length, "sentence")), evidence.map(evidenceQuote));
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
      el("tbody", {}, rows),
    ),
  );
}
