// The same claims as a table: sortable, for the keyboard and for screen readers.

import { marksOf } from "./cards.js";
import { nodes, objectLabel, page, predicateOf, reading } from "./data.js";
import { decisionOn } from "./decisions.js";
import { button, byId, counted, el } from "./dom.js";
import { compareTexts } from "./filter.js";
import { change, state } from "./state.js";

const PORTION = 200;

const COLUMNS = [
  ["Subject", (claim) => nodes[claim.s].label],
  ["Predicate", (claim) => (claim.negated ? "not " : "") + predicateOf(claim).label],
  ["Object", objectLabel],
  ["Modality", (claim) => claim.modality],
  ["Confidence", (claim) => claim.confidence],
  ["Sentences", (claim) => claim.evidence.length],
  ["Article", (claim) => page.documents[claim.evidence[0]?.document]?.title ?? ""],
  ["Decision", (claim) => decisionOn(claim).decision || "open"],
];

let sorted = { column: null, down: false };
let portion = PORTION;

export function showTable(listed) {
  const rows = inOrder(listed);
  byId("table").replaceChildren(
    el(
      "table",
      { class: "claims" },
      el("caption", {}, `${counted(listed.length, "claim")}. Choose a column's name to sort by it, a claim to open its card.`),
      el("thead", {}, el("tr", {}, COLUMNS.map(([name], index) => header(name, index, listed)))),
      el("tbody", {}, rows.slice(0, portion).map(line)),
    ),
    ...(rows.length > portion ? [button(`Show ${PORTION} more`, () => showMore(listed), { class: "more" })] : []),
  );
}

function showMore(listed) {
  portion += PORTION;
  showTable(listed);
}

function inOrder(listed) {
  if (sorted.column === null) return listed;
  const [, valueOf] = COLUMNS[sorted.column];
  const sign = sorted.down ? -1 : 1;
  return [...listed].sort((a, b) => sign * compared(valueOf(a), valueOf(b)) || a.id - b.id);
}

function compared(a, b) {
  return typeof a === "number" ? a - b : compareTexts(a, b);
}

function header(name, index, listed) {
  const chosen = sorted.column === index;
  const direction = chosen ? (sorted.down ? "descending" : "ascending") : "none";
  const sort = () => {
    sorted = { column: index, down: chosen && !sorted.down };
    showTable(listed);
    byId(`sort-${index}`).focus();
  };
  const sign = chosen ? (sorted.down ? " ↓" : " ↑") : "";
  return el("th", { scope: "col", "aria-sort": direction }, button(name + sign, sort, { id: `sort-${index}` }));
}

function line(claim) {
  const chosen = claim.id === state.claim;
  const open = button(nodes[claim.s].label, () => change({ claim: claim.id }), {
    class: "text-link",
    "aria-label": `Open: ${reading(claim)}`,
    "aria-pressed": String(chosen),
  });
  const classes = [chosen && "chosen", claim.negated && "is-denied", claim.hedged && "is-hedged"].filter(Boolean).join(" ");
  return el(
    "tr",
    { class: classes || null, on: { click: () => change({ claim: claim.id }) } },
    el("th", { scope: "row" }, open),
    el("td", {}, claim.negated && el("b", { class: "not" }, "✕ not "), predicateOf(claim).label),
    el("td", {}, objectLabel(claim)),
    el("td", {}, claim.hedged ? marksOf(claim).filter((mark) => mark.textContent === claim.modality) : claim.modality),
    el("td", { class: "number" }, claim.confidence.toFixed(2)),
    el("td", { class: "number" }, claim.evidence.length),
    el("td", { class: "title" }, page.documents[claim.evidence[0]?.document]?.title ?? ""),
    el("td", {}, decisionOn(claim).decision || "open"),
  );
}
