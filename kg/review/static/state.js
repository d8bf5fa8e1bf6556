// What is being looked at. It lives in the address after #, so that a view can be sent to a colleague.

import { claimWithKey, claims, documentWithSource, nodeWithKey, nodes } from "./data.js";

const defaults = () => ({
  view: "graph",
  query: "",
  hiddenKinds: [],
  hiddenPredicates: [],
  hiddenModalities: [],
  polarity: "",
  confidence: 0,
  document: null,
  from: "",
  until: "",
  curation: "",
  order: "subject",
  by: "community",
  open: null,
  node: null,
  hops: 0,
  claim: null,
});

export const state = defaults();

const listeners = [];

/** Calls `listener(changed)` with the set of changed names after every change. */
export function onChange(listener) {
  listeners.push(listener);
}

export function change(patch) {
  const changed = new Set(Object.keys(patch).filter((name) => String(state[name]) !== String(patch[name])));
  if (!changed.size) return;
  Object.assign(state, patch);
  writeAddress();
  for (const listener of listeners) listener(changed);
}

/** Shows everything again; the view, the order and the grouping stay. */
export function clearFilters() {
  const { view, order, by, open, node, hops, claim, ...filters } = defaults();
  change(filters);
}

export function activeFilters() {
  const { hiddenKinds, hiddenPredicates, hiddenModalities, polarity, confidence, document, from, until, curation } = state;
  const lists = [hiddenKinds, hiddenPredicates, hiddenModalities].filter((list) => list.length).length;
  return lists + [polarity, confidence, document !== null, from || until, curation].filter(Boolean).length;
}

export const toggled = (list, item) => (list.includes(item) ? list.filter((other) => other !== item) : [...list, item]);

function writeAddress() {
  const words = new URLSearchParams();
  const usual = defaults();
  for (const [name, value] of Object.entries(state)) {
    if (String(value) !== String(usual[name])) words.set(name, written(name, value));
  }
  const hash = words.size ? `#${words}` : "";
  if (hash === location.hash) return;
  history.replaceState(null, "", hash || location.pathname + location.search);
}

function written(name, value) {
  if (name === "claim") return claims[value].key;
  if (name === "node") return nodes[value].key;
  return Array.isArray(value) ? value.join(" ") : String(value);
}

const LISTS = ["hiddenKinds", "hiddenPredicates", "hiddenModalities"];
const NUMBERS = ["confidence", "hops"];

/** Takes the state from the address; what the page does not know is left at its default. */
export function readAddress() {
  const words = new URLSearchParams(location.hash.slice(1));
  const next = defaults();
  for (const [name, value] of words) {
    if (name === "claim") next.claim = claimWithKey(value);
    else if (name === "node") next.node = nodeWithKey(value);
    else if (name === "document") next.document = documentWithSource(value) === null ? null : value;
    else if (LISTS.includes(name)) next[name] = value.split(" ").filter(Boolean);
    else if (NUMBERS.includes(name)) next[name] = Number.isFinite(Number(value)) ? Number(value) : next[name];
    else if (Object.hasOwn(next, name)) next[name] = value;
  }
  if (!["graph", "table", "trials"].includes(next.view)) next.view = "graph";
  if (!["community", "kind"].includes(next.by)) next.by = "community";
  change(next);
}
