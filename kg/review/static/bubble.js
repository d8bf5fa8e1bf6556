// A group as it is drawn: a circle with the number of its concepts, in a ring of their kinds.

import { page } from "./data.js";
import { counted } from "./dom.js";
import { kindsOf } from "./groups.js";
import { overlap } from "./legible.js";

const RING = 7;
const SMALLEST = 17;
const LETTER = 11;
const CHARACTER = 0.52;
const LINE = 1.15;
const LETTERS = 24;

const current = new Map();

/** The group, on the screen never smaller than a finger finds, as vis-network takes it, which asks once for a renderer and keeps it: what it draws is looked up. */
export function bubbleStyle(bubble, look, scale, named) {
  const id = `group/${bubble.key}`;
  current.set(id, { ...bubble, radius: radiusOf(bubble, scale), shares: kindsOf(bubble.members), look, scale, named });
  return { id, x: bubble.x, y: bubble.y, shape: "custom", ctxRenderer, looks: JSON.stringify([look, scale, named, bubble.members.length]) };
}

const radiusOf = ({ radius }, scale) => Math.max(radius, SMALLEST / scale);
const fontSize = (scale) => Math.min(60, Math.max(12, 12.5 / scale));
const linesOf = ({ label }) => label.split(", ").map((name) => (name.length > LETTERS ? `${name.slice(0, LETTERS - 1)}…` : name));

/** The groups whose names cover no other group and no other name, the largest groups first. */
export function namedGroups(bubbles, scale) {
  const taken = bubbles.map((bubble) => circleBox(bubble, scale));
  const named = new Set();
  for (const bubble of [...bubbles].sort((a, b) => b.members.length - a.members.length)) {
    const box = nameBox(bubble, scale);
    if (taken.some((other) => other.key !== bubble.key && overlap(box, other))) continue;
    taken.push(box);
    named.add(bubble.key);
  }
  return named;
}

function circleBox({ key, x, y, ...bubble }, scale) {
  const radius = radiusOf(bubble, scale);
  return { key, left: x - radius, right: x + radius, top: y - radius, bottom: y + radius };
}

function nameBox(bubble, scale) {
  const [size, lines] = [fontSize(scale), linesOf(bubble)];
  const half = (Math.max(...lines.map((line) => line.length)) * size * CHARACTER) / 2;
  const top = bubble.y + radiusOf(bubble, scale);
  return { key: bubble.key, left: bubble.x - half, right: bubble.x + half, top, bottom: top + lines.length * size * LINE };
}

function ctxRenderer({ ctx, id, x, y, state }) {
  const bubble = { ...current.get(id), x, y };
  return {
    drawNode: () => drawCircle(ctx, bubble, state.hover || state.selected),
    drawExternalLabel: () => drawLabel(ctx, bubble),
    nodeDimensions: { width: 2 * bubble.radius, height: 2 * bubble.radius },
  };
}

export const bubbleTip = (bubble) => [
  bubble.label,
  `${counted(bubble.members.length, "concept")}: ${kindsOf(bubble.members).map(([kind, count]) => `${count} ${page.kinds[kind].plural.toLowerCase()}`).join(", ")}`,
];

function drawCircle(ctx, { x, y, radius, shares, members, look, scale }, lit) {
  ctx.save();
  ctx.beginPath();
  ctx.arc(x, y, radius, 0, 2 * Math.PI);
  ctx.fillStyle = lit ? look.lit : look.ground;
  ctx.fill();
  const ring = Math.max(RING, 4 / scale);
  let start = -Math.PI / 2;
  for (const [kind, count] of shares) {
    const end = start + (2 * Math.PI * count) / members.length;
    ctx.beginPath();
    ctx.arc(x, y, radius - ring / 2, start, end);
    ctx.lineWidth = ring;
    ctx.strokeStyle = page.picture.options.groups[kind].color.background;
    ctx.stroke();
    start = end;
  }
  ctx.fillStyle = look.text;
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  ctx.font = `600 ${Math.max(13, radius / 2.2, LETTER / scale)}px ${page.picture.options.nodes.font.face}`;
  ctx.fillText(members.length.toLocaleString("en"), x, y);
  ctx.restore();
}

function drawLabel(ctx, { x, y, radius, look, scale, named, ...bubble }) {
  if (!named) return;
  const size = fontSize(scale);
  ctx.save();
  ctx.font = `${size}px ${page.picture.options.nodes.font.face}`;
  ctx.textAlign = "center";
  ctx.textBaseline = "top";
  ctx.lineWidth = 4;
  ctx.strokeStyle = look.ground;
  ctx.fillStyle = look.text;
  linesOf(bubble).forEach((text, order) => {
    ctx.strokeText(text, x, y + radius + 4 + order * size * LINE);
    ctx.fillText(text, x, y + radius + 4 + order * size * LINE);
  });
  ctx.restore();
}
