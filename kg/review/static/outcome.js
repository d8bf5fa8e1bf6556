// What a trial should have instead: an arm of another role with other drugs, or a result with other values.

import { nodeWithIri, page } from "./data.js";
import { byId, el } from "./dom.js";
import { conceptInput, iriOf, labelOf, labelled } from "./ends.js";

const ROLES = [["experimental", "experimental"], ["comparator", "comparator"]];
const ENDPOINT_ROLES = [["", "not said"], ["primary", "primary"], ["secondary", "secondary"]];
const MET = [["", "not said"], ["true", "met"], ["false", "not met"]];
const EFFECTS = [["", "not said"], ["improved", "improved"], ["worsened", "worsened"], ["no_difference", "no difference"]];
const VALUES = [
  ["hazardRatio", "hazard ratio"],
  ["ciLower", "interval from"],
  ["ciUpper", "interval to"],
  ["pValue", "p value"],
  ["experimentalValue", "experimental"],
  ["comparatorValue", "comparator"],
  ["unit", "unit"],
];

/** The fields of an arm or a result, filled with what was `said` instead, else with what was read. */
export function outcomeFields(claim, said, field) {
  return claim.arm ? armFields(said?.arm ?? armWithIris(claim.arm), field) : resultFields(said?.result ?? claim.result, field);
}

const armWithIris = ({ role, drugs, label }) => ({ role, label, drugs: drugs.map((id) => page.nodes[id].iri) });

function armFields({ role, drugs, label }, field) {
  return [
    choice("arm", field("role"), role, ROLES),
    [...drugs, undefined].map((iri, order) => conceptInput(order < drugs.length ? "drug" : "one more", field(`drug-${order}`), iri === undefined ? null : (nodeWithIri(iri)?.id ?? null), iri)),
    labelled("label", el("input", { id: field("label"), value: label })),
  ];
}

function resultFields(result, field) {
  return [
    choice("endpoint", field("endpoint"), result.endpoint, Object.entries(page.endpoints)),
    labelled("called", el("input", { id: field("label"), value: result.label ?? "" })),
    choice("rank", field("role"), result.role ?? "", ENDPOINT_ROLES),
    choice("met", field("met"), result.met === undefined ? "" : String(result.met), MET),
    choice("effect", field("effect"), result.effect ?? "", EFFECTS),
    VALUES.map(([name, label]) => labelled(label, el("input", { id: field(name), value: result[name] ?? "" }))),
  ];
}

function choice(name, id, value, options) {
  return labelled(name, el("select", { id }, options.map(([option, label]) => el("option", { value: option, selected: option === value }, label))));
}

/** What the fields say: `{ object }`, or the `problem` with it. */
export function readOutcome(claim, field) {
  const value = (name) => byId(field(name)).value.trim();
  return claim.arm ? readArm(claim, value, field) : { object: { result: readResult(value) } };
}

function readArm(claim, value, field) {
  const written = [];
  for (let order = 0; byId(field(`drug-${order}`)); order += 1) written.push(value(`drug-${order}`));
  const drugs = written.filter(Boolean).map((text) => [text, iriOf(null, text)]);
  const [unknown] = drugs.filter(([, iri]) => iri === null);
  if (unknown) return { problem: `“${unknown[0]}” is neither a concept of this page nor an identifier such as UNII:R30772KCU0.` };
  const found = { role: value("role"), drugs: [...new Set(drugs.map(([, iri]) => iri))], label: value("label") };
  return { object: { arm: { ...found, label: fittingLabel(armWithIris(claim.arm), found) } } };
}

/** A label that the article gave an arm of other drugs says nothing of this one. */
function fittingLabel(before, { drugs, label }) {
  const sameDrugs = [...before.drugs].sort().join() === [...drugs].sort().join();
  return sameDrugs || label !== before.label ? label : "";
}

function readResult(value) {
  const result = { endpoint: value("endpoint") };
  for (const name of ["label", "role", "effect", ...VALUES.map(([each]) => each)]) {
    if (value(name)) result[name] = value(name);
  }
  if (value("met")) result.met = value("met") === "true";
  return result;
}

/** Whether two outcomes say the same. */
export const sameOutcome = (one, other) => JSON.stringify(inOrder(one)) === JSON.stringify(inOrder(other));

function inOrder({ arm, result }) {
  if (arm) return [arm.role, [...arm.drugs].sort(), arm.label];
  return Object.keys(result).sort().map((name) => [name, result[name]]);
}

/** An arm or a result in words. */
export function outcomeText({ arm, result }) {
  if (arm) return `${arm.role}: ${arm.drugs.map(labelOf).join(" + ") || arm.label || "no drug named"}`;
  const { endpoint, label, met, effect, role, ...values } = result;
  const said = [role, met === undefined ? "" : met ? "met" : "not met", effect?.replace("_", " "), ...VALUES.filter(([name]) => values[name]).map(([name, word]) => `${word} ${values[name]}`)];
  return `${label || page.endpoints[endpoint]}: ${said.filter(Boolean).join(", ") || "nothing more"}`;
}
