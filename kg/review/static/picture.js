// The picture, drawn by vis-network. Hedged and denied claims never look like facts: they are dashed, or red and crossed.

import { arrangement } from "./arrange.js";
import { bubbleStyle, bubbleTip, namedGroups } from "./bubble.js";
import { aboutIt, claims, groupBy, nodes, page, predicateOf, reading } from "./data.js";
import { byId, counted } from "./dom.js";
import { openGroup } from "./groups.js";
import { legible } from "./legible.js";
import { createLife } from "./live.js";
import { change, state } from "./state.js";

const LABELLED_EDGES = 26;
const DASHES = { believed: [7, 5], hypothesized: [7, 5], planned: [2, 6] };
const SIGN = { believed: "?", hypothesized: "?", planned: "planned" };
const CROWDED = 250;
const READABLE = 0.6;
const FAINT = { claim: 0.5, node: 0.18 };
const PAUSE = 90;
const BESIDE_NAMES = 0.88;

const nodeSet = new vis.DataSet();
const edgeSet = new vis.DataSet();
const looks = new Map();
let network = null;
let drawn = { places: new Map(), shown: [], bubbles: [], links: [], left: 0, isolated: false };
let repainting = 0;

export function createPicture() {
  const canvas = byId("canvas");
  network = new vis.Network(canvas, { nodes: nodeSet, edges: edgeSet }, page.picture.options);
  const surface = canvas.querySelector("canvas");
  surface.setAttribute("role", "img");
  surface.setAttribute("aria-label", "Graph of the claims. The list and the table hold the same claims as text.");
  network.on("click", clicked);
  network.on("doubleClick", ({ nodes: [id] }) => typeof id === "number" && change({ node: id, hops: 1, claim: null }));
  network.on("hoverNode", ({ node, pointer }) => showTip(nodeTip(node), pointer.DOM));
  network.on("hoverEdge", ({ edge, pointer }) => showTip(edgeTip(edge), pointer.DOM));
  for (const event of ["blurNode", "blurEdge", "dragStart", "zoom"]) network.on(event, hideTip);
  for (const event of ["zoom", "animationFinished", "resize"]) network.on(event, paintSoon);
  createLife(network, () => drawn);
  byId("zoom-in").addEventListener("click", () => zoom(1.35));
  byId("zoom-out").addEventListener("click", () => zoom(1 / 1.35));
  byId("zoom-fit").addEventListener("click", () => fit(true));
}

function clicked({ nodes: [node], edges: [edge] }) {
  if (typeof node === "string") change({ open: node.slice("group/".length), node: null, claim: null, hops: 0 });
  else if (node !== undefined) change({ node, claim: null });
  else if (typeof edge === "number") change({ claim: edge, node: touches(edge) ? state.node : null });
  else if (edge === undefined) change({ node: null, claim: null, hops: 0, open: state.node === null ? null : state.open });
}

const touches = (edge) => claims[edge].s === state.node || claims[edge].o === state.node;

/** Draws the claims that pass, and keeps the eye where it was unless other concepts are drawn. */
export function showPicture(passing) {
  const before = drawnKeys();
  drawn = arrangement(passing);
  paint();
  if (before !== drawnKeys()) fit(Boolean(before));
  notice();
}

const drawnKeys = () => [...drawn.places.keys(), ...drawn.bubbles.map(({ key }) => key)].join();

/** Paints again: another selection, theme or distance. */
export function paint() {
  const look = theme();
  const lit = litUp();
  const scale = network.getScale();
  const fonts = legible(drawn.places, scale, lit?.nodes ?? new Set());
  const concepts = [...drawn.places].map(([id, place]) => nodeStyle(nodes[id], place, look, lit, fonts.get(id)));
  const named = namedGroups(drawn.bubbles, scale);
  replace(nodeSet, [...concepts, ...drawn.bubbles.map((bubble) => bubbleStyle(bubble, look, scale, named.has(bubble.key)))]);
  const curves = curvature(drawn.shown);
  const lines = drawn.shown.map((claim) => edgeStyle(claim, curves.get(claim.id), look, lit));
  replace(edgeSet, [...lines, ...drawn.links.map((link) => linkStyle(link, look))]);
  if (network.getSelectedNodes().length || network.getSelectedEdges().length) network.unselectAll();
}

/** Names are written anew when the eye has come to rest. */
function paintSoon() {
  clearTimeout(repainting);
  repainting = setTimeout(paint, PAUSE);
}

/** Makes the set hold these items; what looks as it did is not touched, for vis-network works out each update anew. */
function replace(set, items) {
  const known = looks.get(set) ?? new Map();
  const now = new Map(items.map((item) => [item.id, JSON.stringify(item)]));
  set.remove(set.getIds().filter((id) => !now.has(id)));
  set.update(items.filter((item) => known.get(item.id) !== now.get(item.id)));
  looks.set(set, now);
}

/** The concepts and claims that stay bright, and how faint the others are; null when all are bright. */
function litUp() {
  if (state.claim !== null) {
    const claim = claims[state.claim];
    return { nodes: new Set([claim.s, claim.o ?? claim.s]), edges: new Set([claim.id]), faint: FAINT.claim };
  }
  if (state.node === null || drawn.isolated || !drawn.places.has(state.node)) return null;
  const own = drawn.shown.filter((claim) => claim.s === state.node || claim.o === state.node);
  return {
    nodes: new Set([state.node, ...own.flatMap((claim) => [claim.s, claim.o])]),
    edges: new Set(own.map((claim) => claim.id)),
    faint: FAINT.node,
  };
}

/** The stylesheet's colours, resolved for the theme in force: a canvas knows no custom properties. */
function theme() {
  const probe = document.createElement("i");
  byId("picture").append(probe);
  const value = (name) => {
    probe.style.color = `var(${name})`;
    return getComputedStyle(probe).color;
  };
  const names = { text: "--text", ground: "--stage", lit: "--hover", denied: "--denied", faint: "--label-faint", soft: "--soft" };
  const look = Object.fromEntries(Object.entries(names).map(([key, name]) => [key, value(name)]));
  probe.remove();
  return look;
}

function nodeStyle(node, place, look, lit, font) {
  const bright = !lit || lit.nodes.has(node.id);
  const own = page.picture.options.groups[node.kind];
  const isFocus = node.id === state.node;
  return {
    id: node.id,
    label: font && node.text,
    group: node.kind,
    x: place.x,
    y: place.y,
    size: node.size + (isFocus ? 3 : 0),
    opacity: bright ? 1 : lit.faint,
    borderWidth: node.unresolved ? 2.5 : isFocus ? 3.5 : 1.5,
    color: node.unresolved ? { ...own.color, background: look.ground } : own.color,
    shapeProperties: { borderDashes: node.unresolved ? [4, 3] : false },
    font: { color: bright ? look.text : look.faint, size: font ?? 0, strokeWidth: 4, strokeColor: look.ground },
  };
}

/** How many claims there are between two groups, or between a concept and a group. */
function linkStyle({ key, ends, count }, look) {
  const [from, to] = ends.map((end) => (typeof end === "number" ? end : `group/${end}`));
  return {
    id: `link/${key}`,
    from,
    to,
    label: null,
    width: 1 + Math.log2(count),
    dashes: false,
    color: { color: look.soft, hover: look.soft, highlight: look.soft, opacity: 0.28 },
    arrows: { to: { enabled: false } },
    smooth: false,
  };
}

function edgeStyle(claim, roundness, look, lit) {
  const { colour, arrow } = predicateOf(claim);
  const bright = !lit || lit.edges.has(claim.id);
  const line = claim.negated ? look.denied : colour;
  return {
    id: claim.id,
    from: claim.s,
    to: claim.o,
    label: edgeLabel(claim, bright && (Boolean(lit) || drawn.shown.length <= LABELLED_EDGES)),
    width: (claim.id === state.claim ? 3 : 1) + claim.confidence,
    dashes: DASHES[claim.modality] ?? false,
    color: { color: line, hover: line, highlight: line, opacity: bright ? strength() : lit.faint },
    arrows: { to: { enabled: Boolean(arrow), type: arrow || "arrow", scaleFactor: 0.6 } },
    smooth: roundness ? { enabled: true, type: roundness > 0 ? "curvedCW" : "curvedCCW", roundness: Math.abs(roundness) } : false,
    font: {
      color: claim.negated ? look.denied : look.text,
      background: look.ground,
      strokeWidth: 0,
    },
  };
}

/** Many lines are drawn lighter, so that the concepts stay in front. */
const strength = () => (drawn.shown.length > CROWDED ? 0.55 : 0.92);

/** The sign of what is denied or hedged is always there; the predicate's name where it can be read. */
function edgeLabel(claim, wanted) {
  const sign = claim.negated ? "✕ not" : (SIGN[claim.modality] ?? "");
  // vis-network keeps a label that is undefined and drops one that is null.
  return `${sign} ${wanted ? predicateOf(claim).label : ""}`.trim() || null;
}

/** Lines between the same two concepts bend apart. */
function curvature(some) {
  const pairs = groupBy(some, (claim) => [Math.min(claim.s, claim.o), Math.max(claim.s, claim.o)].join());
  const bends = new Map();
  for (const group of pairs.values()) {
    group.forEach((claim, order) => {
      const side = (order - (group.length - 1) / 2) * 0.24;
      bends.set(claim.id, claim.s <= claim.o ? side : -side);
    });
  }
  return bends;
}

function zoom(factor) {
  network.moveTo({ scale: network.getScale() * factor, animation: moving(160) });
  paintSoon();
}

export function fit(animated) {
  network.redraw();
  network.fit({ animation: drawn.bubbles.length || !animated ? false : moving(320), maxZoomLevel: 1.5 });
  // The names of groups are wider than these, and vis-network does not count them.
  if (drawn.bubbles.length) network.moveTo({ scale: network.getScale() * BESIDE_NAMES });
  paintSoon();
}

function moving(duration) {
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  return still ? false : { duration, easingFunction: "easeInOutQuad" };
}

/** Brings the chosen concept and those around it into sight, unless they can be read already. */
export function lookAtChosen(sought) {
  const lit = litUp();
  if (!lit || drawn.isolated || state.claim !== null || (!sought && network.getScale() > READABLE)) return;
  network.fit({ nodes: [...lit.nodes], maxZoomLevel: 1.1, animation: moving(320) });
  paintSoon();
}

export const isDrawn = (id) => drawn.places.has(id);

function notice() {
  byId("notice").textContent = noticeText();
}

function noticeText() {
  const few = drawn.places.size.toLocaleString("en");
  const group = openGroup();
  if (!drawn.places.size && !drawn.bubbles.length) return "Nothing passes the filters.";
  if (drawn.isolated) return near();
  if (group) return `${group.label}: ${drawn.left ? `the ${few} most connected of ${(drawn.places.size + drawn.left).toLocaleString("en")}` : few} concepts. Click the ground to close the group.`;
  return drawn.bubbles.length ? `${counted(drawn.left, "concept")} in ${counted(drawn.bubbles.length, "group")}. Click a group to open it, or search.` : "";
}

function near() {
  const all = drawn.places.size + drawn.left;
  const within = `${counted(all, "concept")} within ${counted(state.hops, "step")} of ${nodes[state.node].label}`;
  return drawn.left ? `${within}; the ${drawn.places.size} nearest and most connected are drawn.` : `${within}.`;
}

function nodeTip(id) {
  if (typeof id === "string") return bubbleTip(drawn.bubbles.find(({ key }) => id === `group/${key}`));
  const node = nodes[id];
  const status = node.unresolved ? "no identifier" : node.curie;
  return [node.label, [page.kinds[node.kind].label, status, aboutIt(node)].filter(Boolean).join(" · ")];
}

function edgeTip(id) {
  if (typeof id === "string") return [counted(drawn.links.find(({ key }) => id === `link/${key}`).count, "claim"), ""];
  const claim = claims[id];
  const sure = `${claim.modality} · confidence ${claim.confidence.toFixed(2)}`;
  return [reading(claim), `${sure} · ${counted(claim.evidence.length, "sentence")}`];
}

function showTip([head, detail], { x, y }) {
  const tip = byId("tip");
  const strong = document.createElement("strong");
  strong.textContent = head;
  const line = document.createElement("span");
  line.textContent = detail;
  tip.replaceChildren(strong, line);
  tip.hidden = false;
  const room = byId("picture").getBoundingClientRect();
  tip.style.left = `${Math.max(8, Math.min(x + 14, room.width - tip.offsetWidth - 8))}px`;
  tip.style.top = `${Math.max(8, Math.min(y + 14, room.height - tip.offsetHeight - 8))}px`;
}

function hideTip() {
  byId("tip").hidden = true;
}
