// What a claim should say instead: another concept, another predicate, another modality, the other polarity.

import { isOutcome, nodes, page, predicateOf } from "./data.js";
import { objectOf } from "./decisions.js";
import { button, byId, el } from "./dom.js";
import { conceptInput, iriOf, labelOf, labelled } from "./ends.js";
import { outcomeFields, outcomeText, readOutcome, sameOutcome } from "./outcome.js";

const MODALITIES = ["asserted", "believed", "hypothesized", "planned"];

/** A correction in words: the parts of the claim with the changed ones in their place. */
export function corrected(claim, correction) {
  const { s, o } = claim;
  const not = (correction.negated ?? claim.negated) ? "not " : "";
  const subject = correction.subject === undefined ? nodes[s].label : nameOf(correction.subject);
  const predicate = page.predicates[correction.predicate ?? claim.p]?.label ?? correction.predicate;
  const object = correction.object === undefined ? (o === null ? claim.value : nodes[o].label) : nameOf(correction.object);
  const modality = correction.modality ? ` (${correction.modality})` : "";
  return `${subject} ${not}${predicate} ${object}${modality}`;
}

function nameOf(end) {
  if (typeof end === "string") return labelOf(end);
  return end.arm || end.result ? outcomeText(end) : end.value;
}

/** The form; `onKeep` gets the correction, or null when the form says what the claim says. */
export function correctionForm(claim, correction, onKeep) {
  const said = correction ?? {};
  const problem = el("p", { class: "problem", role: "alert" });
  const keep = () => {
    const found = read(claim);
    problem.textContent = found.problem ?? "";
    if (!found.problem) onKeep(found.correction);
  };
  return el(
    "details",
    { class: "correction", id: `correction-${claim.id}`, open: correction !== null },
    el("summary", {}, "What it should say"),
    conceptInput(isOutcome(claim) ? "trial" : "subject", field(claim, "subject"), claim.s, said.subject),
    isOutcome(claim) ? outcomeFields(claim, said.object, (name) => field(claim, name)) : claimFields(claim, said),
    problem,
    button("Keep the correction", keep, { class: "plain", id: field(claim, "keep") }),
  );
}

const field = (claim, name) => `correct-${name}-${claim.id}`;

/** The declared predicates with an object of the same sort: a concept, or a value. */
function predicatesFor(claim) {
  const fits = ([curie, { declared, datatype }]) => curie === claim.p || (declared && (claim.o === null) === Boolean(datatype));
  return Object.entries(page.predicates).filter(fits).map(([curie, { label }]) => [curie, label]);
}

/** The fields of a claim beside its subject. */
function claimFields(claim, said) {
  return [
    choice(claim, "predicate", said.predicate ?? claim.p, predicatesFor(claim)),
    claim.o === null ? valueInput(claim, said.object) : conceptInput("object", field(claim, "object"), claim.o, said.object),
    choice(claim, "modality", said.modality ?? claim.modality, MODALITIES.map((name) => [name, name])),
    choice(claim, "negated", String(said.negated ?? claim.negated), [["false", "affirmed"], ["true", "negated"]]),
  ];
}

function choice(claim, name, value, options) {
  const list = options.map(([option, label]) => el("option", { value: option, selected: option === value }, label));
  return labelled(name === "negated" ? "polarity" : name, el("select", { id: field(claim, name) }, list));
}

function valueInput(claim, said) {
  return labelled("value", el("input", { id: field(claim, "object"), value: said?.value ?? claim.literal }));
}

/** What the form says that the claim does not: `{ correction }`, or the `problem` with it. */
function read(claim) {
  return isOutcome(claim) ? readTrial(claim) : readClaim(claim);
}

const unknown = (name) => ({ problem: `The ${name} is neither a concept of this page nor an identifier such as MONDO:0005148.` });

function readTrial(claim) {
  const subject = iriOf(claim.s, byId(field(claim, "subject")).value.trim());
  if (!subject) return unknown("trial");
  const { object, problem } = readOutcome(claim, (name) => field(claim, name));
  if (problem) return { problem };
  const changed = [subject !== nodes[claim.s].iri && ["subject", subject], !sameOutcome(object, objectOf(claim)) && ["object", object]].filter(Boolean);
  return { correction: changed.length ? Object.fromEntries(changed) : null };
}

function readClaim(claim) {
  const value = (name) => byId(field(claim, name)).value.trim();
  const now = {
    subject: iriOf(claim.s, value("subject")),
    predicate: value("predicate"),
    object: claim.o === null ? value("object") : iriOf(claim.o, value("object")),
    negated: value("negated") === "true",
    modality: value("modality"),
  };
  for (const name of ["subject", "object"]) {
    if (!now[name]) return unknown(name);
  }
  return { correction: difference(claim, now) };
}

function difference(claim, now) {
  const before = { subject: nodes[claim.s].iri, predicate: claim.p, object: claim.o === null ? claim.literal : nodes[claim.o].iri, negated: claim.negated, modality: claim.modality };
  const changed = Object.keys(now).filter((name) => now[name] !== before[name]);
  if (!changed.length) return null;
  const literal = (name) => name === "object" && claim.o === null;
  const { datatype } = page.predicates[now.predicate] ?? predicateOf(claim);
  return Object.fromEntries(changed.map((name) => [name, literal(name) ? { value: now.object, datatype } : now[name]]));
}
