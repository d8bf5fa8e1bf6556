// Which concepts are drawn, and where: the positions of the build for the overview, rings around the middle for a neighbourhood.

import { claims, neighbourhood, nodes, page } from "./data.js";
import { state } from "./state.js";

const RING = 170;
const ROOM = 150;
const WIDE = 1.4;
const MOST_NEAR = 90;

export const overview = new Map(page.picture.nodes.map((node) => [node.id, node]));
export const joinedCount = nodes.filter((node) => node.claims.some((id) => claims[id].o !== null)).length;

/** What to draw of the passing claims: concepts with their places, the claims between them, and how many had no room. */
export function arrangement(passing) {
  const drawable = withoutImplied(passing.filter((claim) => claim.o !== null));
  const isolated = state.node !== null && state.hops > 0;
  const distance = isolated ? neighbourhood(state.node, state.hops, new Set(drawable.map((claim) => claim.id))) : null;
  const ids = isolated ? [...distance.keys()] : endsOf(drawable);
  const kept = isolated ? nearest(ids, distance) : mostConnected(ids);
  const places = isolated ? rings(kept, distance) : spread(kept);
  const shown = drawable.filter((claim) => places.has(claim.s) && places.has(claim.o));
  return { places, shown, left: ids.length - kept.length, isolated };
}

/** A line that another one implies is not drawn beside it: "inhibits" says "targets". It stays in the list and the table. */
function withoutImplied(some) {
  const implied = new Set();
  for (const claim of some) {
    const { implies } = page.predicates[claim.p];
    if (implies && !claim.negated && !claim.hedged) implied.add(`${claim.s}|${implies}|${claim.o}`);
  }
  return some.filter((claim) => claim.negated || claim.hedged || !implied.has(`${claim.s}|${claim.p}|${claim.o}`));
}

const endsOf = (some) => [...new Set(some.flatMap((claim) => [claim.s, claim.o]))];

/** At most as many as can be read around one concept: by distance, then those with the most claims. */
function nearest(ids, distance) {
  const ranked = [...ids].sort((a, b) => distance.get(a) - distance.get(b) || byClaims(a, b));
  return ranked.slice(0, MOST_NEAR);
}

/** At most as many as can be read: the overview's own first, then those with the most claims. */
function mostConnected(ids) {
  if (ids.length <= page.mostDrawn) return ids;
  const ranked = [...ids].sort((a, b) => overview.has(b) - overview.has(a) || byClaims(a, b));
  return ranked.slice(0, page.mostDrawn);
}

const byClaims = (a, b) => nodes[b].claims.length - nodes[a].claims.length || a - b;

/** The places of the build; a concept that the overview left out stands beside the others in rows. */
function spread(ids) {
  const places = new Map();
  const rest = ids.filter((id) => !overview.has(id));
  for (const id of ids) if (overview.has(id)) places.set(id, overview.get(id));
  const below = Math.max(0, ...[...places.values()].map(({ y }) => y)) + RING;
  const columns = Math.ceil(Math.sqrt(rest.length * 1.6));
  rest.forEach((id, order) => {
    const x = ((order % columns) - (columns - 1) / 2) * ROOM * 1.3;
    places.set(id, { x, y: below + Math.floor(order / columns) * ROOM });
  });
  return places;
}

/** Rings around the concept that is looked at: each step away from it has one, or more when they are many. */
function rings(ids, distance) {
  const places = new Map([[state.node, { x: 0, y: 0 }]]);
  let radius = 0;
  for (let hop = 1; hop <= state.hops; hop += 1) {
    let rest = ids.filter((id) => distance.get(id) === hop).sort((a, b) => angleOf(a, places) - angleOf(b, places));
    while (rest.length) {
      radius += RING;
      const room = Math.max(6, Math.floor((2 * Math.PI * radius * WIDE) / ROOM));
      circle(rest.slice(0, room), radius, places);
      rest = rest.slice(room);
    }
  }
  return places;
}

function circle(ids, radius, places) {
  ids.forEach((id, order) => {
    const angle = (2 * Math.PI * (order + 0.5)) / ids.length - Math.PI / 2;
    places.set(id, { x: Math.round(radius * WIDE * Math.cos(angle)), y: Math.round(radius * Math.sin(angle)) });
  });
}

/** The direction of a concept's first neighbour that has a place, so that lines cross little; kinds stand together. */
function angleOf(id, places) {
  for (const claimId of nodes[id].claims) {
    const claim = claims[claimId];
    const place = places.get(claim.s === id ? claim.o : claim.s);
    if (place && (place.x || place.y)) return Math.atan2(place.y, place.x);
  }
  return Object.keys(page.kinds).indexOf(nodes[id].kind);
}
