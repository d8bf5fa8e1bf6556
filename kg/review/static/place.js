// Room for concepts whose places were not computed for this very picture: spread to fill it, and pushed apart.

import { nodes } from "./data.js";

const FILLED = 0.3;
const WIDE = 1.45;
const ROUNDS = 80;
const CHARACTER = 7.6;
const LINE = 17;

/** Half the width and height of a concept with its name, in pixels. */
export function boxOf(id) {
  const lines = nodes[id].text.split("\n");
  const width = Math.max(...lines.map((line) => line.length)) * CHARACTER;
  return { width: Math.max(width / 2, nodes[id].size) + 7, height: nodes[id].size + (lines.length * LINE) / 2 + 6 };
}

/** Points for the concepts around the middle, in the pattern of `pattern(id)`; null there means: find it a place. */
export function settled(ids, pattern) {
  const boxes = ids.map(boxOf);
  const points = spread(ids.map((id, order) => pattern(id) ?? spiral(order)), boxes);
  pushApart(points, boxes);
  return new Map(ids.map((id, order) => [id, { x: Math.round(points[order].x), y: Math.round(points[order].y) }]));
}

/** The sunflower's pattern: the first in the middle, the last outside. */
function spiral(order) {
  const angle = order * Math.PI * (3 - Math.sqrt(5));
  return { x: 60 * Math.sqrt(order) * Math.cos(angle), y: 60 * Math.sqrt(order) * Math.sin(angle) };
}

/** Scaled so that the boxes fill their share of the area, wider than high. */
function spread(points, boxes) {
  const [xs, ys] = [points.map(({ x }) => x), points.map(({ y }) => y)];
  const [width, height] = [Math.max(...xs) - Math.min(...xs), Math.max(...ys) - Math.min(...ys)];
  const needed = boxes.reduce((sum, box) => sum + 4 * box.width * box.height, 0);
  const scale = Math.sqrt(needed / (FILLED * WIDE * Math.max(width * height, 1)));
  const [middleX, middleY] = [(Math.max(...xs) + Math.min(...xs)) / 2, (Math.max(...ys) + Math.min(...ys)) / 2];
  return points.map(({ x, y }) => ({ x: (x - middleX) * scale * WIDE, y: (y - middleY) * scale }));
}

/** Moves overlapping boxes apart along the axis on which they overlap least. */
function pushApart(points, boxes) {
  for (let round = 0; round < ROUNDS; round += 1) {
    let touched = false;
    for (let a = 0; a < points.length; a += 1) {
      for (let b = a + 1; b < points.length; b += 1) touched = part(points[a], points[b], boxes[a], boxes[b]) || touched;
    }
    if (!touched) return;
  }
}

function part(one, other, box, otherBox) {
  const [apartX, apartY] = [one.x - other.x, one.y - other.y];
  const overX = box.width + otherBox.width - Math.abs(apartX);
  const overY = box.height + otherBox.height - Math.abs(apartY);
  if (overX <= 0.5 || overY <= 0.5) return false;
  const axis = overX < overY ? "x" : "y";
  const shift = (Math.min(overX, overY) / 2) * ((axis === "x" ? apartX : apartY) < 0 ? -1 : 1);
  one[axis] += shift;
  other[axis] -= shift;
  return true;
}
