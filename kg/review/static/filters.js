// The filters, and the legend, which are two ways to the same switches.

import { claims, groupBy, nodes, page } from "./data.js";
import { button, byId, el, kindIcon } from "./dom.js";
import { counts } from "./filter.js";
import { GROUPINGS, groups, isGrouped } from "./groups.js";
import { activeFilters, change, clearFilters, state, toggled } from "./state.js";

const kindCounts = new Map([...groupBy(nodes, (node) => node.kind)].map(([kind, group]) => [kind, group.length]));
const predicateCounts = counts((claim) => claim.p);
const MODALITIES = ["asserted", "believed", "hypothesized", "planned"];
const modalityCounts = counts((claim) => claim.modality);
const predicates = Object.keys(page.predicates).filter((curie) => predicateCounts.has(curie));
const drawnPredicates = predicates.filter((curie) => claims.some((claim) => claim.p === curie && claim.o !== null));
const usedKinds = Object.keys(page.kinds).filter((kind) => kindCounts.has(kind));

/** The switches beside the list. */
export function showFilters() {
  const active = activeFilters();
  const pill = byId("filter-count");
  pill.hidden = !active;
  pill.textContent = active;
  const place = document.activeElement?.id;
  byId("filter-body").replaceChildren(
    isGrouped && groupChoice(),
    group("Kinds", usedKinds.map((kind) => kindSwitch(kind, "filter"))),
    group("Predicates", predicates.map((curie) => predicateSwitch(curie, "filter"))),
    group("Modality", MODALITIES.filter((name) => modalityCounts.has(name)).map(modalitySwitch)),
    el("div", { class: "filter-row" }, choices("polarity", "Polarity", POLARITIES), choices("curation", "Decision", CURATIONS)),
    articleChoice(),
    el("div", { class: "filter-row" }, dateInput("from", "Published from"), dateInput("until", "until")),
    confidenceSlider(),
    active > 0 && button("Clear the filters", clearFilters, { class: "clear", id: "clear-filters" }),
  );
  if (place) byId(place)?.focus();
}

const POLARITIES = [["", "both"], ["affirmed", "affirmed"], ["negated", "negated"]];
const CURATIONS = [["", "all"], ["open", "open"], ["accepted", "accepted"], ["rejected", "rejected"], ["unsure", "unsure"]];

const group = (label, switches) =>
  el("div", { class: "filter-group", role: "group", "aria-label": label }, el("h3", {}, label), el("div", { class: "switches" }, switches));

function kindSwitch(kind, where) {
  const { plural, shape } = page.kinds[kind];
  const shown = !state.hiddenKinds.includes(kind);
  return button([kindIcon(kind, shape), plural, count(kindCounts.get(kind))], () => change({ hiddenKinds: toggled(state.hiddenKinds, kind) }), {
    class: "switch",
    id: `${where}-kind-${kind}`,
    "aria-pressed": String(shown),
  });
}

function predicateSwitch(curie, where) {
  const { label, colour, says } = page.predicates[curie];
  const swatch = el("i", { class: "swatch" });
  swatch.style.setProperty("--line", colour);
  return button([swatch, label, count(predicateCounts.get(curie))], () => change({ hiddenPredicates: toggled(state.hiddenPredicates, curie) }), {
    class: "switch",
    id: `${where}-predicate-${predicates.indexOf(curie)}`,
    title: `${curie}: ${says}`,
    "aria-pressed": String(!state.hiddenPredicates.includes(curie)),
  });
}

function modalitySwitch(modality) {
  return button([modality, count(modalityCounts.get(modality))], () => change({ hiddenModalities: toggled(state.hiddenModalities, modality) }), {
    class: "switch",
    id: `filter-modality-${modality}`,
    "aria-pressed": String(!state.hiddenModalities.includes(modality)),
  });
}

const count = (number) => el("small", {}, (number ?? 0).toLocaleString("en"));

function choices(name, label, options) {
  const list = options.map(([value, text]) => el("option", { value, selected: state[name] === value }, text));
  return el("label", {}, label, el("select", { id: `filter-${name}`, on: { change: (event) => change({ [name]: event.target.value }) } }, list));
}

const articles = el(
  "select",
  { id: "filter-document", on: { change: (event) => change({ document: event.target.value || null }) } },
  el("option", { value: "" }, "all"),
  page.documents.map((article) => el("option", { value: article.source }, article.title)),
);

/** The list of articles is made once, for it may be long. */
function articleChoice() {
  articles.value = state.document ?? "";
  return el("label", {}, "Article", articles);
}

/** Articles that give a year or a month alone pass when any day of it lies in the range. */
function dateInput(name, label) {
  const pick = (event) => change({ [name]: event.target.value });
  return el("label", {}, label, el("input", { id: `filter-${name}`, type: "date", value: state[name], on: { change: pick } }));
}

/** What a click on a group does in the picture. */
function groupChoice() {
  const option = ({ key, label, members }) => el("option", { value: key, selected: key === state.open }, `${label} (${members.length.toLocaleString("en")})`);
  const by = (event) => change({ by: event.target.value, open: null });
  const pick = (event) => change({ open: event.target.value || null, node: null, hops: 0 });
  return el(
    "div",
    { class: "filter-row" },
    el("label", {}, "Group by", el("select", { id: "filter-by", on: { change: by } }, Object.entries(GROUPINGS).map(([value, name]) => el("option", { value, selected: value === state.by }, name)))),
    el("label", {}, "Open group", el("select", { id: "filter-open", on: { change: pick } }, el("option", { value: "" }, "none"), groups().map(option))),
  );
}

function confidenceSlider() {
  const shown = el("output", {}, state.confidence.toFixed(2));
  const slider = el("input", {
    id: "filter-confidence",
    type: "range",
    min: 0,
    max: 1,
    step: 0.05,
    value: state.confidence,
    on: {
      input: (event) => (shown.textContent = Number(event.target.value).toFixed(2)),
      change: (event) => change({ confidence: Number(event.target.value) }),
    },
  });
  return el("label", { class: "slider" }, "Confidence at least ", shown, slider);
}

/** The legend over the picture: kinds as switches, what the lines mean. */
export function showLegend() {
  const place = document.activeElement?.id;
  byId("legend").replaceChildren(
    el("div", { class: "legend-row legend-kinds" }, usedKinds.map((kind) => kindSwitch(kind, "legend"))),
    el("div", { class: "legend-row legend-predicates" }, drawnPredicates.map((curie) => predicateSwitch(curie, "legend"))),
    lineKey(),
  );
  if (place?.startsWith("legend-")) byId(place)?.focus();
}

function lineKey() {
  const any = (test) => claims.some(test);
  const entry = (name, text) => el("span", { class: "line-entry" }, el("i", { class: `line line-${name}` }), text);
  return el(
    "div",
    { class: "legend-row legend-lines" },
    entry("asserted", "asserted"),
    any(({ modality }) => modality === "believed" || modality === "hypothesized") && entry("believed", "believed, hypothesized"),
    any(({ modality }) => modality === "planned") && entry("planned", "planned"),
    any(({ negated }) => negated) && entry("denied", "negated"),
    any((claim) => nodes[claim.s].unresolved) && el("span", { class: "line-entry" }, kindIcon("drug", "dot", true), "no identifier"),
  );
}
