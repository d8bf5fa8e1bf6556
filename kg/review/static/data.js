// What the build wrote into the page, with the look-ups that the views need.

export const page = JSON.parse(document.getElementById("payload").textContent);

export const nodes = page.nodes.map((node, id) => ({
  ...node,
  id,
  key: node.curie || `${node.kind}/${node.label}`,
  haystack: [node.label, node.curie, ...node.names].join("\n").toLowerCase(),
  claims: [],
}));

export const claims = page.claims.map((claim, id) => ({
  ...claim,
  id,
  key: claim.iris[0].split("/").pop(),
  hedged: claim.modality !== "asserted",
}));

for (const claim of claims) {
  nodes[claim.s].claims.push(claim.id);
  if (claim.o !== null && claim.o !== claim.s) nodes[claim.o].claims.push(claim.id);
}

const trialsByNode = new Map(page.trials.map((trial) => [trial.node, trial]));
const claimsByPair = groupBy(claims, pairOf);
const claimsByKey = new Map(claims.map((claim) => [claim.key, claim.id]));
const nodesByKey = new Map(nodes.map((node) => [node.key, node.id]));

export const claimWithKey = (key) => claimsByKey.get(key) ?? null;
export const nodeWithKey = (key) => nodesByKey.get(key) ?? null;

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

/** Claims that say the opposite: the same words, one of them negated. */
export function contradictions(claim) {
  return samePair(claim).filter(
    (other) => other.p === claim.p && other.s === claim.s && other.o === claim.o && other.negated !== claim.negated,
  );
}

/** The trial of a node, with the facts that are literals; null for what is no trial. */
export function trialOf(node) {
  if (node.kind !== "trial") return null;
  const { arms, results } = trialsByNode.get(node.id) ?? { arms: [], results: [] };
  const own = node.claims.map((id) => claims[id]).filter((claim) => claim.s === node.id);
  return {
    node,
    arms,
    results,
    facts: own.filter((claim) => claim.o === null),
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
