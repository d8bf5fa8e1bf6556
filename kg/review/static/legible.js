// Names that can be read at any distance: as many as have room, those of the most connected concepts first.

import { nodes } from "./data.js";

const SIZE = 12.5;
const SMALLEST = 9;
const LARGEST = 120;
const CHARACTER = 0.56;
const LINE = 1.2;

/**
 * The font size, in the picture's own pixels, of each concept whose name is written. `first` are written whatever is
 * in the way. Names have one size on the screen; the nearer one looks, the more of them there is room for.
 */
export function legible(places, scale, first) {
  const font = Math.min(LARGEST, Math.max(SMALLEST, SIZE / scale));
  const rank = (id) => (first.has(id) ? -1e9 : 0) - nodes[id].claims.length;
  const ids = [...places.keys()].sort((a, b) => rank(a) - rank(b) || a - b);
  const taken = [];
  const sizes = new Map();
  for (const id of ids) {
    const box = labelBox(id, places.get(id), font);
    if (!first.has(id) && taken.some((other) => overlap(box, other))) continue;
    taken.push(box);
    sizes.set(id, font);
  }
  return sizes;
}

/** Where the name stands below its shape. */
function labelBox(id, { x, y }, font) {
  const lines = nodes[id].text.split("\n");
  const half = (Math.max(...lines.map((line) => line.length)) * font * CHARACTER) / 2;
  const top = y + nodes[id].size;
  return { left: x - half, right: x + half, top, bottom: top + lines.length * font * LINE };
}

const overlap = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
