// A graph of more concepts than can be drawn, in groups that open on a click: communities, or concepts of one kind.

import { nodes, page } from "./data.js";
import { state } from "./state.js";

const groupings = page.picture.groupings ?? null;

export const GROUPINGS = { community: "communities", kind: "kinds" };

/** Whether the graph has more concepts than can be drawn at once. */
export const isGrouped = groupings !== null;

/** Where a concept stands within its community; the least connected members of a large one have no place. */
export const patterns = new Map((page.picture.places ?? []).map(([id, x, y]) => [id, { x, y }]));

const membership = new Map();

/** The groups of the chosen grouping. */
export const groups = () => groupings?.[groupings[state.by] ? state.by : "community"] ?? [];

/** The group that a concept belongs to; null for one that no claim joins to another. */
export function groupOf(id, by = state.by) {
  if (!isGrouped) return null;
  if (!membership.has(by)) {
    membership.set(by, new Map(groupings[by].flatMap((group) => group.members.map((member) => [member, group]))));
  }
  return membership.get(by).get(id) ?? null;
}

/** The group that is open, or null. */
export const openGroup = () => groups().find((group) => group.key === state.open) ?? null;

/** How many of the concepts are of each kind, in the order of the kinds. */
export function kindsOf(ids) {
  const counts = new Map(Object.keys(page.kinds).map((kind) => [kind, 0]));
  for (const id of ids) counts.set(nodes[id].kind, counts.get(nodes[id].kind) + 1);
  return [...counts].filter(([, count]) => count);
}
