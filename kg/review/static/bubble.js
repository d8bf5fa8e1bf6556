// A group as it is drawn: a circle with the number of its concepts, in a ring of their kinds.

import { page } from "./data.js";
import { counted } from "./dom.js";
import { kindsOf } from "./groups.js";

const RING = 7;
const LETTERS = 24;

const current = new Map();

/** The group as vis-network takes it, which asks once for a renderer and keeps it: what it draws is looked up. */
export function bubbleStyle(bubble, look, scale) {
  const id = `group/${bubble.key}`;
  current.set(id, { ...bubble, shares: kindsOf(bubble.members), look, scale });
  return { id, x: bubble.x, y: bubble.y, shape: "custom", ctxRenderer, looks: JSON.stringify([look, scale, bubble.members.length]) };
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

function drawCircle(ctx, { x, y, radius, shares, members, look }, lit) {
  ctx.save();
  ctx.beginPath();
  ctx.arc(x, y, radius, 0, 2 * Math.PI);
  ctx.fillStyle = lit ? look.lit : look.ground;
  ctx.fill();
  let start = -Math.PI / 2;
  for (const [kind, count] of shares) {
    const end = start + (2 * Math.PI * count) / members.length;
    ctx.beginPath();
    ctx.arc(x, y, radius - RING / 2, start, end);
    ctx.lineWidth = RING;
    ctx.strokeStyle = page.picture.options.groups[kind].color.background;
    ctx.stroke();
    start = end;
  }
  ctx.fillStyle = look.text;
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  ctx.font = `600 ${Math.max(13, Math.round(radius / 2.2))}px ${page.picture.options.nodes.font.face}`;
  ctx.fillText(members.length.toLocaleString("en"), x, y);
  ctx.restore();
}

function drawLabel(ctx, { x, y, radius, label, look, scale }) {
  const size = Math.min(40, Math.max(12, 12.5 / scale));
  ctx.save();
  ctx.font = `${size}px ${page.picture.options.nodes.font.face}`;
  ctx.textAlign = "center";
  ctx.textBaseline = "top";
  ctx.lineWidth = 4;
  ctx.strokeStyle = look.ground;
  ctx.fillStyle = look.text;
  label.split(", ").forEach((name, order) => {
    const text = name.length > LETTERS ? `${name.slice(0, LETTERS - 1)}…` : name;
    ctx.strokeText(text, x, y + radius + 4 + order * size * 1.15);
    ctx.fillText(text, x, y + radius + 4 + order * size * 1.15);
  });
  ctx.restore();
}
