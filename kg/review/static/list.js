// The claims beside the picture, each a line that opens into its card.

import { claimCard, confidenceBar, marksOf, statement } from "./cards.js";
import { claims, howMany, nodes } from "./data.js";
import { button, byId, el, replace } from "./dom.js";
import { worth } from "./filter.js";
import { change, state } from "./state.js";

const PORTION = 80;

let current = [];
let portion = PORTION;
let written = 0;
let opened = null;

/** Lists the claims; the open one is always among those that are written out. */
export function showList(listed) {
  const same = written > 0 && listed.length === current.length && listed.every((claim, at) => claim.id === current[at].id);
  if (!same) portion = PORTION;
  current = listed;
  const open = listed.findIndex((claim) => claim.id === state.claim);
  if (open >= portion) portion = open + PORTION;
  if (same && portion === written) [opened, state.claim].forEach(refreshRow);
  else writeList();
  opened = state.claim;
  const about = state.node === null ? "" : ` about ${nodes[state.node].label}`;
  byId("list-title").textContent = `${howMany(listed)}${about}`;
}

function writeList() {
  written = portion;
  byId("list").replaceChildren(...current.slice(0, portion).map(row), ...more());
}

function more() {
  const left = current.length - portion;
  if (left <= 0) return current.length ? [] : [el("p", { class: "empty" }, "No claim passes the filters.")];
  return [button(`Show ${Math.min(left, PORTION)} more of ${left}`, showMore, { class: "more" })];
}

function showMore() {
  portion += PORTION;
  writeList();
}

function row(claim) {
  const open = claim.id === state.claim;
  const line = button([statement(claim), el("span", { class: "row-marks" }, reasons(claim), marksOf(claim), confidenceBar(claim))], () => toggle(claim), {
    class: "row",
    id: `row-${claim.id}`,
    "aria-expanded": String(open),
    "aria-controls": open ? `card-${claim.id}` : null,
  });
  const classes = ["item", open && "open", claim.negated && "is-denied", claim.hedged && "is-hedged"].filter(Boolean);
  return el("div", { class: classes.join(" "), role: "listitem" }, line, open && claimCard(claim));
}

/** In the queue, why a claim stands where it does. */
function reasons(claim) {
  if (state.order !== "worth") return [];
  return worth(claim).why.map((why) => el("span", { class: "chip" }, why));
}

function toggle(claim) {
  change({ claim: claim.id === state.claim ? null : claim.id });
}

/** Writes one line and its card again, where it stands. */
export function refreshRow(id) {
  const line = id === null ? null : byId(`row-${id}`);
  if (line) replace(line.parentElement, row(claims[id]));
}

/** Brings the open claim into sight; with `focus`, under the keyboard too. */
export function revealOpen(focus) {
  const line = byId(`row-${state.claim}`);
  if (!line) return;
  line.scrollIntoView({ block: "nearest" });
  byId(`card-${state.claim}`)?.scrollIntoView({ block: "nearest" });
  line.scrollIntoView({ block: "nearest" });
  if (focus) line.focus({ preventScroll: true });
}

/** The claim `step` lines below the open one (above it when negative). */
export function neighbourOfOpen(step) {
  if (!current.length) return null;
  const at = current.findIndex((claim) => claim.id === state.claim);
  if (at < 0) return current[step > 0 ? 0 : current.length - 1];
  return current[Math.min(Math.max(at + step, 0), current.length - 1)];
}
