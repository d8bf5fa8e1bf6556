// Names that can be read at any distance: as many as cover no other name or shape, those of the most connected first.

import { nodes } from "./data.js";

const SIZE = 12.5;
const SMALLEST = 9;
const LARGEST = 120;
const CHARACTER = 0.56;
const LINE = 1.2;
const SHAPE = 0.7;

/**
 * The font size, in the picture's own pixels, of each concept whose name is written. `first` are written whatever is
 * in the way. Names have one size on the screen; the nearer one looks, the more of them there is room for.
 */
export function legible(places, scale, first) {
  const font = Math.min(LARGEST, Math.max(SMALLEST, SIZE / scale));
  const rank = (id) => (first.has(id) ? -1e9 : 0) - nodes[id].claims.length;
  const ids = [...places.keys()].sort((a, b) => rank(a) - rank(b) || a - b);
  const taken = [...places].map(([id, place]) => shapeBox(id, place));
  const sizes = new Map();
  for (const id of ids) {
    const box = labelBox(id, places.get(id), font);
    if (!first.has(id) && taken.some((other) => other.id !== id && overlap(box, other))) continue;
    taken.push(box);
    sizes.set(id, font);
  }
  return sizes;
}

/** The shape itself, a little smaller than it is drawn: a name may touch it. */
function shapeBox(id, { x, y }) {
  const half = nodes[id].size * SHAPE;
  return { id, left: x - half, right: x + half, top: y - half, bottom: y + half };
}

/** Where the name stands below its shape. */
function labelBox(id, { x, y }, font) {
  const lines = nodes[id].text.split("\n");
  const half = (Math.max(...lines.map((line) => line.length)) * font * CHARACTER) / 2;
  const top = y + nodes[id].size;
  return { id, left: x - half, right: x + half, top, bottom: top + lines.length * font * LINE };
}

export const overlap = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
