// The same claims as a table: sortable, for the keyboard and for screen readers, with the same decisions.

import { conceptButton, marksOf } from "./cards.js";
import { claims, howMany, nodes, page, predicateOf, reading } from "./data.js";
import { stateOf } from "./decisions.js";
import { decisionButtons } from "./desk.js";
import { button, byId, el, replace } from "./dom.js";
import { compareTexts } from "./filter.js";
import { change, state } from "./state.js";

const PORTION = 200;

const articleOf = (claim) => page.documents[claim.evidence[0]?.document];

/** Names, and what to sort by: ids of concepts are in the order of their names, and those of claims by subject. */
const COLUMNS = [
  ["Subject", (claim) => claim.id],
  ["Predicate", (claim) => `${predicateOf(claim).label} ${claim.negated ? "not" : ""}`],
  ["Object", (claim) => (claim.o === null ? -1 : claim.o)],
  ["Modality", (claim) => claim.modality],
  ["Confidence", (claim) => claim.confidence],
  ["Sentences", (claim) => claim.evidence.length],
  ["Article", (claim) => articleOf(claim)?.title ?? ""],
  ["Date", (claim) => articleOf(claim)?.date ?? ""],
  ["Decision", stateOf],
];

let sorted = { column: null, down: false };
let portion = PORTION;
let current = null;
let written = "";
let chosen = null;

/** Writes the table, or only the lines of the claims that were and are open when it is the same table. */
export function showTable(listed) {
  const version = JSON.stringify([sorted, portion]);
  if (listed === current && version === written) [chosen, state.claim].forEach(refreshLine);
  else writeTable(listed);
  [current, written, chosen] = [listed, version, state.claim];
}

function writeTable(listed) {
  const rows = inOrder(listed);
  byId("table").replaceChildren(
    el(
      "table",
      { class: "claims" },
      el("caption", {}, `${howMany(listed)}. Choose a column's name to sort by it, a subject to open the claim's card, an object to look at that concept.`),
      el("thead", {}, el("tr", {}, COLUMNS.map(([name], index) => header(name, index)))),
      el("tbody", {}, rows.slice(0, portion).map(line)),
    ),
    ...(rows.length > portion ? [button(`Show ${PORTION} more of ${rows.length - portion}`, showMore, { class: "more" })] : []),
  );
}

function showMore() {
  portion += PORTION;
  showTable(current);
}

/** Writes the line of a claim again, where it stands. */
export function refreshLine(id) {
  const old = id === null ? null : byId(`line-${id}`);
  if (old) replace(old, line(claims[id]));
}

function inOrder(listed) {
  if (sorted.column === null) return listed;
  const [, valueOf] = COLUMNS[sorted.column];
  const sign = sorted.down ? -1 : 1;
  const values = new Map(listed.map((claim) => [claim.id, valueOf(claim)]));
  return [...listed].sort((a, b) => sign * compared(values.get(a.id), values.get(b.id)) || a.id - b.id);
}

const compared = (a, b) => (typeof a === "number" ? a - b : compareTexts(a, b));

function header(name, index) {
  const own = sorted.column === index;
  const direction = own ? (sorted.down ? "descending" : "ascending") : "none";
  const sort = () => {
    sorted = { column: index, down: own && !sorted.down };
    showTable(current);
    byId(`sort-${index}`).focus();
  };
  const sign = own ? (sorted.down ? " ↓" : " ↑") : "";
  return el("th", { scope: "col", "aria-sort": direction }, button(name + sign, sort, { id: `sort-${index}` }));
}

/** Opens the card; whoever came by keyboard goes on there. */
function openCard(claim, { detail }) {
  change({ claim: claim.id });
  if (detail === 0) byId(`row-${claim.id}`)?.focus();
}

function line(claim) {
  const open = claim.id === state.claim;
  const opener = button(nodes[claim.s].label, (event) => openCard(claim, event), {
    class: "text-link",
    id: `open-${claim.id}`,
    "aria-label": `Open: ${reading(claim)}`,
    "aria-pressed": String(open),
  });
  const classes = [open && "chosen", claim.negated && "is-denied", claim.hedged && "is-hedged"].filter(Boolean).join(" ");
  const article = articleOf(claim);
  return el(
    "tr",
    { class: classes || null, id: `line-${claim.id}` },
    el("th", { scope: "row" }, opener),
    el("td", {}, claim.negated && el("b", { class: "not" }, "✕ not "), predicateOf(claim).label),
    el("td", {}, claim.o === null ? claim.value : conceptButton(claim.o)),
    el("td", {}, claim.hedged ? marksOf(claim).filter((mark) => mark.textContent === claim.modality) : claim.modality),
    el("td", { class: "number" }, claim.confidence.toFixed(2)),
    el("td", { class: "number" }, claim.evidence.length),
    el("td", { class: "title" }, el("div", { title: article?.title ?? null }, article?.title ?? "")),
    el("td", { class: "date" }, article?.date ?? ""),
    el("td", { class: "decided" }, el("span", { class: `chip chip-${stateOf(claim)}` }, stateOf(claim)), el("span", { class: "decide-short" }, decisionButtons(claim, undefined, "line"))),
  );
}
