// A small picture is alive: a concept that is dragged takes those around it along, and they stay where they come to rest.

import { overview } from "./arrange.js";
import { page } from "./data.js";

const REST = 1500;

/** Springs as long as the lines are drawn, and nothing else: the picture stands still until somebody pulls at it. */
const SPRINGS = {
  enabled: true,
  solver: "barnesHut",
  barnesHut: { gravitationalConstant: 0, centralGravity: 0, springConstant: 0.03, damping: 0.4, avoidOverlap: 0 },
  stabilization: { enabled: false },
  minVelocity: 1,
};

/** `drawing()` is what the picture shows. */
export function createLife(network, drawing) {
  let resting = 0;
  network.on("dragStart", ({ nodes: [id] }) => {
    if (typeof id !== "number" || !lively(drawing())) return;
    clearTimeout(resting);
    stretch(network, drawing());
    network.setOptions({ physics: SPRINGS });
  });
  network.on("dragEnd", ({ nodes: [id] }) => {
    if (id === undefined) return;
    resting = setTimeout(() => settle(network, drawing()), network.physics.physicsEnabled ? REST : 0);
  });
}

/** All concepts of a graph that can be drawn whole, for a reader who does not mind motion. */
function lively({ places, isolated }) {
  return !isolated && overview.size > 0 && places.size <= page.mostDrawn && !matchMedia("(prefers-reduced-motion: reduce)").matches;
}

/** Each line's spring is as long as the line. */
function stretch(network, { places, shown }) {
  const length = ({ s, o }) => Math.hypot(places.get(s).x - places.get(o).x, places.get(s).y - places.get(o).y);
  network.body.data.edges.update(shown.map((claim) => ({ id: claim.id, length: Math.max(1, length(claim)) })));
}

/** Everything stays where it has come to. */
function settle(network, { places }) {
  network.setOptions({ physics: { enabled: false } });
  for (const [id, place] of Object.entries(network.getPositions([...places.keys()]))) {
    const now = { x: Math.round(place.x), y: Math.round(place.y) };
    places.set(Number(id), now);
    if (overview.has(Number(id))) overview.set(Number(id), now);
  }
}
