// Which concepts are drawn, and where: all of a small graph, the groups of a large one, an open group, or a neighbourhood.

import { claims, groupBy, neighbourhood, nodes, page } from "./data.js";
import { groupOf, groups, isGrouped, openGroup, patterns } from "./groups.js";
import { settled } from "./place.js";
import { state } from "./state.js";

const RING = 170;
const ROOM = 150;
const WIDE = 1.4;
const MOST_NEAR = 90;
const MOST_BESIDE = 24;

/** Where the build put the concepts of a small graph; a concept that is dragged changes its place here. */
export const overview = new Map(page.picture.nodes.map((node) => [node.id, { x: node.x, y: node.y }]));

/**
 * What to draw of the passing claims: `places` of concepts, `shown` claims between them, `bubbles` for groups, `links`
 * to and between those, how many concepts were `left` out, and whether it `isolated` a neighbourhood.
 */
export function arrangement(passing) {
  const drawable = withoutImplied(passing.filter((claim) => claim.o !== null));
  if (state.node !== null && state.hops > 0) return nearby(drawable);
  const ids = endsOf(drawable);
  const group = openGroup();
  if (group) return opened(group, drawable, ids);
  if (ids.length > page.mostDrawn) return inGroups(drawable, ids);
  const places = isGrouped ? settled(ids, globally) : new Map(ids.map((id) => [id, overview.get(id)]));
  return picture(places, drawable, ids.length);
}

function picture(places, drawable, wanted, more = {}) {
  const shown = drawable.filter((claim) => places.has(claim.s) && places.has(claim.o));
  return { places, shown, bubbles: [], links: [], left: wanted - places.size, isolated: false, ...more };
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

function endsOf(some) {
  const ids = new Set();
  for (const claim of some) ids.add(claim.s).add(claim.o);
  return [...ids];
}

const byClaims = (a, b) => nodes[b].claims.length - nodes[a].claims.length || a - b;

/** A concept's pattern in the whole graph: its community's place, and its own within that. */
function globally(id) {
  const [group, own] = [groupOf(id, "community"), patterns.get(id)];
  return group && own ? { x: group.x + (own.x * group.radius) / 500, y: group.y + (own.y * group.radius) / 500 } : group;
}

function inGroups(drawable, ids) {
  const members = groupBy(ids, (id) => groupOf(id));
  const bubbles = groups().filter((group) => members.has(group)).map((group) => bubble(group, members.get(group), group));
  return { ...picture(new Map(), [], 0), bubbles, links: linksOf(drawable, (id) => groupOf(id).key), left: ids.length };
}

const bubble = (group, members, { x, y }) => ({ key: group.key, label: group.label, radius: group.radius, members, x, y });

/** The members of a group with the claims between them, and the groups beside it that they have most claims with. */
function opened(group, drawable, ids) {
  const members = groupBy(ids, (id) => groupOf(id));
  const own = (members.get(group) ?? []).sort(byClaims);
  const drawn = own.slice(0, page.mostDrawn - MOST_BESIDE);
  const places = drawn.length ? settled(drawn, state.by === "community" ? (id) => patterns.get(id) : () => null) : new Map();
  const inside = new Set(own);
  const outside = drawable.filter((claim) => inside.has(claim.s) !== inside.has(claim.o));
  const beside = groupBy(outside, (claim) => groupOf(inside.has(claim.s) ? claim.o : claim.s));
  const nearest = [...beside.keys()].sort((a, b) => beside.get(b).length - beside.get(a).length).slice(0, MOST_BESIDE);
  const bubbles = around(group, nearest, places).map(([other, place]) => bubble(other, members.get(other), place));
  const end = (id) => (places.has(id) ? id : groupOf(id).key);
  const links = linksOf(outside.filter((claim) => places.has(claim.s) || places.has(claim.o)), end);
  const known = new Set(nearest.map(({ key }) => key));
  const drawnLinks = links.filter(({ ends }) => ends.every((one) => typeof one === "number" || known.has(one)));
  return picture(places, drawable, own.length, { bubbles, links: drawnLinks });
}

/** Groups on an ellipse around what is drawn, each in the direction in which it stands in the overview. */
function around(group, others, places) {
  const points = [...places.values()];
  const reach = (axis) => Math.max(120, ...points.map((point) => Math.abs(point[axis]))) * 1.15 + 150;
  const angle = (other) => Math.atan2(other.y - group.y, other.x - group.x);
  const ordered = [...others].sort((a, b) => angle(a) - angle(b));
  const turn = ordered.length ? angle(ordered[0]) : 0;
  return ordered.map((other, order) => {
    const direction = turn + (2 * Math.PI * order) / ordered.length;
    return [other, { x: Math.round(reach("x") * Math.cos(direction)), y: Math.round(reach("y") * Math.sin(direction)) }];
  });
}

/** The claims between different ends, counted. */
function linksOf(some, end) {
  const counts = new Map();
  for (const claim of some) {
    const ends = [end(claim.s), end(claim.o)];
    if (ends[0] === ends[1]) continue;
    const key = ends.map(String).sort().join("|");
    if (!counts.has(key)) counts.set(key, { key, ends, count: 0 });
    counts.get(key).count += 1;
  }
  return [...counts.values()];
}

/** What is within some steps of a concept: at most as many as can be read, the nearest and most connected first. */
function nearby(drawable) {
  const distance = neighbourhood(state.node, state.hops, new Set(drawable.map((claim) => claim.id)));
  const ranked = [...distance.keys()].sort((a, b) => distance.get(a) - distance.get(b) || byClaims(a, b));
  const places = rings(ranked.slice(0, MOST_NEAR), distance);
  return picture(places, drawable, ranked.length, { isolated: true });
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
