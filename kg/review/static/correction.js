// What a claim should say instead: another concept, another predicate, another modality, the other polarity.

import { nodeWithIri, nodes, page, predicateOf } from "./data.js";
import { button, byId, el } from "./dom.js";
import { conceptsCalled } from "./find.js";

const SUGGESTED = 12;
const MODALITIES = ["asserted", "believed", "hypothesized", "planned"];

/** A correction in words: the parts of the claim with the changed ones in their place. */
export function corrected(claim, correction) {
  const { s, o } = claim;
  const not = (correction.negated ?? claim.negated) ? "not " : "";
  const subject = correction.subject === undefined ? nodes[s].label : labelOf(correction.subject);
  const predicate = page.predicates[correction.predicate ?? claim.p]?.label ?? correction.predicate;
  const object = correction.object === undefined ? (o === null ? claim.value : nodes[o].label) : labelOf(correction.object);
  const modality = correction.modality ? ` (${correction.modality})` : "";
  return `${subject} ${not}${predicate} ${object}${modality}`;
}

function labelOf(end) {
  if (typeof end === "object") return end.value;
  const runners = nodes.flatMap((node) => node.runnersUp);
  return nodeWithIri(end)?.label ?? runners.find(({ iri }) => iri === end)?.label ?? end;
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
    conceptInput(claim, "subject", claim.s, said.subject),
    choice(claim, "predicate", said.predicate ?? claim.p, predicatesFor(claim)),
    claim.o === null ? valueInput(claim, said.object) : conceptInput(claim, "object", claim.o, said.object),
    choice(claim, "modality", said.modality ?? claim.modality, MODALITIES.map((name) => [name, name])),
    choice(claim, "negated", String(said.negated ?? claim.negated), [["false", "affirmed"], ["true", "negated"]]),
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

function labelled(name, control, ...more) {
  return el("label", {}, el("span", {}, name[0].toUpperCase() + name.slice(1)), control, more);
}

function choice(claim, name, value, options) {
  const list = options.map(([option, label]) => el("option", { value: option, selected: option === value }, label));
  return labelled(name === "negated" ? "polarity" : name, el("select", { id: field(claim, name) }, list));
}

function valueInput(claim, said) {
  return labelled("value", el("input", { id: field(claim, "object"), value: said?.value ?? claim.literal }));
}

/** Any concept of the page by name, what the linker also weighed, or an identifier of another one. */
function conceptInput(claim, name, id, said) {
  const list = el("datalist", { id: `${field(claim, name)}-list` });
  const suggest = (text) => list.replaceChildren(...suggestions(id, text).map((value) => el("option", { value })));
  const value = said === undefined ? called(nodes[id]) : (nodeWithIri(said) ? called(nodeWithIri(said)) : knownAs(id, said));
  suggest("");
  return labelled(
    name,
    el("input", { id: field(claim, name), value, list: list.id, autocomplete: "off", spellcheck: "false", on: { input: ({ target }) => suggest(target.value) } }),
    list,
  );
}

const called = ({ label, curie, kind }) => `${label} [${curie || kind}]`;

function knownAs(id, iri) {
  const runner = nodes[id].runnersUp.find((other) => other.iri === iri);
  return runner ? called(runner) : iri;
}

function suggestions(id, text) {
  const runners = nodes[id].runnersUp.filter(({ label, curie }) => `${label} ${curie}`.toLowerCase().includes(text.toLowerCase()));
  return [...new Set([...runners, ...conceptsCalled(text, SUGGESTED)].map(called))];
}

/** What the form says that the claim does not: `{ correction }`, or the `problem` with it. */
function read(claim) {
  const value = (name) => byId(field(claim, name)).value.trim();
  const now = {
    subject: iriOf(claim.s, value("subject")),
    predicate: value("predicate"),
    object: claim.o === null ? value("object") : iriOf(claim.o, value("object")),
    negated: value("negated") === "true",
    modality: value("modality"),
  };
  for (const name of ["subject", "object"]) {
    if (!now[name]) return { problem: `The ${name} is neither a concept of this page nor an identifier such as MONDO:0005148.` };
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

/** The IRI that a reader means by `text`: a concept by its name or identifier, or an identifier of a known scheme. */
function iriOf(id, text) {
  const own = [nodes[id], ...nodes[id].runnersUp].find((other) => called(other) === text);
  if (own) return own.iri;
  const bare = text.replace(/ \[[^\]]*\]$/, "");
  const [found] = conceptsCalled(bare, SUGGESTED).filter((node) => called(node) === text || node.label === text || node.curie === text);
  if (found) return found.iri;
  const [, prefix, local] = /^([A-Za-z.]+):([A-Za-z0-9._-]+)$/.exec(text) ?? [];
  if (prefix && Object.hasOwn(page.prefixes, prefix)) return page.prefixes[prefix] + local;
  return /^https?:\/\/[^\s<>"{}|^`\\]+$/.test(text) ? text : null;
}
