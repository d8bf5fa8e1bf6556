// Where a curator decides about a claim: three buttons, what is wrong, a note, and what it should say.

import { correctionForm, corrected } from "./correction.js";
import { reading } from "./data.js";
import { DECISIONS, STATES, TAGS, decide, decisionOn, standingOn } from "./decisions.js";
import { button, byId, el } from "./dom.js";

const KEYS = { accept: "a", reject: "r", unsure: "u" };
const LONGEST_NOTE = 2000;

export function decisionDesk(claim) {
  const { decision, tag, note, correction } = decisionOn(claim);
  const again = (value, changed = {}) => decide(claim, value, { ...readDetails(claim), ...changed });
  const wrong = decision === "reject" || decision === "unsure";
  return el(
    "div",
    { class: "decision", role: "group", "aria-label": `Decision on: ${reading(claim)}` },
    decisionButtons(claim, again),
    wrong && tagSelect(claim, tag, () => again(decision)),
    decision && noteInput(claim, note, () => again(decision)),
    correction && el("p", { class: "corrected" }, "Corrected: ", corrected(claim, correction)),
    decision === "reject" && correctionForm(claim, correction, (changed) => again("reject", { correction: changed })),
    otherOpinions(claim),
  );
}

/** Accept, reject, unsure; the one that is pressed takes itself back. Short ones stand in the lines of a table, `place`. */
export function decisionButtons(claim, decideOn = (value) => decide(claim, value), place = "desk") {
  const short = place !== "desk";
  const { decision } = decisionOn(claim);
  return Object.entries(DECISIONS).map(([value, label]) =>
    button(short ? label[0] : label, () => decideOn(decision === value ? "withdraw" : value), {
      class: `decide decide-${value}`,
      id: `${place}-${value}-${claim.id}`,
      "aria-pressed": String(decision === value),
      "aria-keyshortcuts": KEYS[value],
      "aria-label": short ? `${label}: ${reading(claim)}` : null,
      title: short ? label : null,
    }),
  );
}

function tagSelect(claim, tag, onPick) {
  const options = TAGS.map(([value, label]) => el("option", { value, selected: value === tag }, label));
  return el("select", { id: `tag-${claim.id}`, "aria-label": "What is wrong", on: { change: onPick } }, options);
}

function noteInput(claim, note, onWrite) {
  const attributes = { id: `note-${claim.id}`, value: note, placeholder: "Note", "aria-label": "Note on this decision", maxlength: LONGEST_NOTE };
  return el("input", { ...attributes, on: { change: onWrite } });
}

/** The details as they are on the desk; what is not there is as it was decided before. */
function readDetails(claim) {
  const { tag, note, correction } = decisionOn(claim);
  return { tag: byId(`tag-${claim.id}`)?.value ?? tag, note: byId(`note-${claim.id}`)?.value ?? note, correction };
}

/** What other curators think, when the log holds it. */
function otherOpinions(claim) {
  const others = standingOn(claim).slice(0, -1);
  if (!others.length) return null;
  const opinion = (event) => `${STATES[event.decision]} by ${event.curator || "someone unnamed"}${event.note ? ` (“${event.note}”)` : ""}`;
  return el("p", { class: "origin" }, `Also: ${others.map(opinion).join("; ")}.`);
}
