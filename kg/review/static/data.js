// What the build wrote into the page, with the look-ups that the views need.

import { counted } from "./dom.js";
import { unpacked } from "./payload.js";

export const page = await unpacked("payload");

/** Concepts in the order in which people sort their names: a smaller id stands before a larger one. */
export const nodes = page.nodes.map((node, id) => ({ ...node, id, key: node.curie || `${node.kind}/${node.label}`, claims: [] }));

/** Claims by subject, predicate and object, so that their ids are an order too. */
export const claims = page.claims.map((claim, id) => ({
  ...claim,
  id,
  key: claim.iri.split("/").pop(),
  hedged: claim.modality !== "asserted",
}));

/** The concepts that a claim is about: its ends, and the drugs of an arm. */
export const endsOf = (claim) => [claim.s, ...(claim.o === null ? [] : [claim.o]), ...(claim.arm?.drugs ?? [])];

for (const claim of claims) {
  for (const id of new Set(endsOf(claim))) nodes[id].claims.push(claim.id);
}

const vocabulary = Object.keys(page.predicates);
const claimsByPair = groupBy(claims, pairOf);
const claimsByKey = new Map(claims.map((claim) => [claim.key, claim.id]));
const nodesByKey = new Map(nodes.map((node) => [node.key, node.id]));
const nodesByIri = new Map(nodes.map((node) => [node.iri, node]));
const documentsBySource = new Map(page.documents.map((article, id) => [article.source, id]));

export const claimWithKey = (key) => claimsByKey.get(key) ?? null;
export const nodeWithKey = (key) => nodesByKey.get(key) ?? null;
export const nodeWithIri = (iri) => nodesByIri.get(iri) ?? null;
export const documentWithSource = (source) => documentsBySource.get(source) ?? null;

export function groupBy(things, keyOf) {
  const groups = new Map();
  for (const thing of things) {
    const key = keyOf(thing);
    if (groups.has(key)) groups.get(key).push(thing);
    else groups.set(key, [thing]);
  }
  return groups;
}

export const predicateOf = (claim) => page.predicates[claim.p];

function pairOf(claim) {
  if (claim.o === null) return `${claim.s}|${claim.p}`;
  return claim.s < claim.o ? `${claim.s}|${claim.o}` : `${claim.o}|${claim.s}`;
}

export const objectLabel = (claim) => (claim.o === null ? claim.value : nodes[claim.o].label);

/** The claim as a sentence: "isatuximab targets CD38", "venetoclax not treats multiple myeloma". */
export function reading(claim) {
  const not = claim.negated ? "not " : "";
  return `${nodes[claim.s].label} ${not}${predicateOf(claim).label} ${objectLabel(claim)}`;
}

/** The other claims between the same two concepts. */
export function samePair(claim) {
  return claimsByPair.get(pairOf(claim)).filter((other) => other.id !== claim.id);
}

/** Asserted claims of which only one can be so: affirmed and denied, opposite predicates, two values of one number. */
export function contradictions(claim) {
  if (claim.hedged) return [];
  return samePair(claim).filter((other) => !other.hedged && other.s === claim.s && disagree(claim, other));
}

function disagree(claim, other) {
  if (claim.arm) return false;
  if (claim.result) return sameEndpoint(claim, other) && differ(claim.result.hazardRatio, other.result.hazardRatio);
  if (claim.o === null && !claim.negated && !other.negated) return claim.value !== other.value;
  if (claim.o !== other.o || claim.value !== other.value) return false;
  if (claim.p === other.p) return claim.negated !== other.negated;
  return predicateOf(claim).opposite === other.p && !claim.negated && !other.negated;
}

const sameEndpoint = (claim, other) => claim.result.endpoint === other.result.endpoint && claim.result.label === other.result.label;
const differ = (one, other) => Boolean(one && other) && Number(one) !== Number(other);

/** Whether it is an arm or a result of a trial. */
export const isOutcome = (claim) => Boolean(claim.arm || claim.result);

/** `9 claims, 2 arms, 1 result`: how many there are of what is judged; `0 claims` when there is nothing. */
export function howMany(judged) {
  const arms = judged.filter((claim) => claim.arm).length;
  const results = judged.filter((claim) => claim.result).length;
  const plain = judged.length - arms - results;
  const parts = [
    plain || !judged.length ? counted(plain, "claim") : "",
    arms ? counted(arms, "arm") : "",
    results ? counted(results, "result") : "",
  ];
  return parts.filter(Boolean).join(", ");
}

/** How many claims, arms and results speak of a concept. */
export const aboutIt = (node) => howMany(node.claims.map((id) => claims[id]));

const experimentalFirst = (a, b) => (b.arm.role === "experimental") - (a.arm.role === "experimental");

/** The trial of a node with its arms, results and plain facts, of the claims that `allowed` lets pass; null for what is no trial. */
export function trialOf(node, allowed = () => true) {
  if (node.kind !== "trial") return null;
  const own = node.claims.map((id) => claims[id]).filter((claim) => claim.s === node.id && allowed(claim));
  const plain = own.filter((claim) => claim.o === null && !isOutcome(claim));
  return {
    node,
    arms: own.filter((claim) => claim.arm).sort(experimentalFirst),
    results: own.filter((claim) => claim.result),
    facts: plain.sort((a, b) => vocabulary.indexOf(a.p) - vocabulary.indexOf(b.p)),
    conditions: own.filter((claim) => claim.p === "biolink:clinical_trial_conditions"),
    drugs: own.filter((claim) => claim.p === "biolink:clinical_trial_interventions"),
  };
}

export const trialNodes = nodes.filter((node) => node.kind === "trial");

/** The ids of the concepts within `hops` claims of `start`, with their distance. */
export function neighbourhood(start, hops, allowed) {
  const distance = new Map([[start, 0]]);
  let frontier = [start];
  for (let hop = 1; hop <= hops; hop += 1) {
    frontier = frontier.flatMap((id) => fresh(id, hop, distance, allowed));
  }
  return distance;
}

function fresh(id, hop, distance, allowed) {
  const found = [];
  for (const claimId of nodes[id].claims) {
    const claim = claims[claimId];
    if (claim.o === null || !allowed.has(claimId)) continue;
    const other = claim.s === id ? claim.o : claim.s;
    if (distance.has(other)) continue;
    distance.set(other, hop);
    found.push(other);
  }
  return found;
}
