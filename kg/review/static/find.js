// Concepts by what they go by.

import { nodes } from "./data.js";

/** The words that a reader typed, all of which must be found. */
export const wordsOf = (query) => query.toLowerCase().split(/\s+/).filter(Boolean);

const haystacks = new Map();

/** All that a concept goes by, in small letters. */
export function haystack(id) {
  if (!haystacks.has(id)) {
    const { label, curie, names } = nodes[id];
    haystacks.set(id, [label, curie, ...names].join("\n").toLowerCase());
  }
  return haystacks.get(id);
}

/** The concepts that go by all the words; best first: the label is them, starts with them, holds them, then names and ids. */
export function conceptsCalled(query, most) {
  const words = wordsOf(query);
  if (!words.length) return [];
  const whole = words.join(" ");
  const rank = (node) => {
    const label = node.label.toLowerCase();
    if (label === whole || node.curie.toLowerCase() === whole) return 0;
    if (label.startsWith(whole)) return 1;
    return label.includes(whole) ? 2 : 3;
  };
  return nodes
    .filter((node) => words.every((word) => haystack(node.id).includes(word)))
    .map((node) => [rank(node), -node.claims.length, node])
    .sort((a, b) => a[0] - b[0] || a[1] - b[1])
    .slice(0, most)
    .map(([, , node]) => node);
}
