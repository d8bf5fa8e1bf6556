// Wires the page together: one state, three views of the same claims, and the keyboard.

import { claims, howMany, nodes, page, reading } from "./data.js";
import { DECISIONS, decide, jsonLines, onDecision, stateOf, tally, undo } from "./decisions.js";
import { announce, byId, counted, el } from "./dom.js";
import { ORDERS, filtered, listed } from "./filter.js";
import { showFilters, showLegend } from "./filters.js";
import { showConcept } from "./concept.js";
import { neighbourOfOpen, refreshRow, revealOpen, showList } from "./list.js";
import { curator, setCurator } from "./orcid.js";
import { createPicture, fit, isDrawn, lookAtChosen, paint, showPicture } from "./picture.js";
import { createSearch, showQuery } from "./search.js";
import { startSending } from "./sending.js";
import { change, onChange, readAddress, state } from "./state.js";
import { refreshLine, showTable } from "./table.js";
import { refreshOutcome, showTrials } from "./trials.js";

const VIEWS = ["graph", "table", "trials"];
const ONLY_SELECTION = new Set(["claim", "node"]);

let passing = claims;
let shown = claims;
let pictured = false;
let byKeyboard = false;

function start() {
  byId("counts").textContent = summary();
  byId("order").append(...Object.entries(ORDERS).map(([value, label]) => el("option", { value }, label)));
  byId("order").addEventListener("change", (event) => change({ order: event.target.value }));
  for (const view of VIEWS) byId(`view-${view}`).addEventListener("click", () => change({ view }));
  byId("theme").addEventListener("click", switchTheme);
  byId("download").addEventListener("click", download);
  byId("help-open").addEventListener("click", help);
  byId("help-close").addEventListener("click", () => byId("help").close());
  byId("curator").value = curator();
  byId("curator").addEventListener("change", signed);
  document.addEventListener("keydown", pressed);
  addEventListener("hashchange", readAddress);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", paint);
  restoreTheme();
  createPicture();
  createSearch(goTo);
  onChange(update);
  onDecision(decided);
  readAddress();
  update(new Set(Object.keys(state)));
  performance.mark("drawn");
  document.documentElement.dataset.ready = "true";
  startSending(sent);
}

/** Whether the server has the decisions; a page from disk has no server and says nothing. */
function sent({ waiting, failed, refused }) {
  const few = counted(waiting, "decision");
  const state = failed ? `${few} could not be sent and will be tried again; they are kept in this browser.` : waiting ? `Sending ${few}…` : "The server has all decisions.";
  const but = refused ? ` It refused ${counted(refused, "other")}: download your decisions to keep them.` : "";
  byId("sent").textContent = state + but;
}

function summary() {
  const { failed } = page.meta;
  const parts = [
    counted(page.documents.length, "article"),
    counted(nodes.length, "concept"),
    howMany(claims),
    failed ? `${failed} not read` : "",
  ];
  return parts.filter(Boolean).join(" · ");
}

/** Brings every view in line with the state; only what changed is made again. */
function update(changed) {
  const selectionOnly = [...changed].every((name) => ONLY_SELECTION.has(name));
  if (!selectionOnly) {
    passing = filtered();
    showFilters();
    showLegend();
  }
  byId("order").value = state.order;
  showQuery();
  showConcept();
  if (!changed.has("claim") || changed.size > 1) shown = listed(passing);
  showList(shown);
  showStage(changed);
  showTally();
  if (changed.has("claim") && state.claim !== null) opened();
  byKeyboard = false;
}

function opened() {
  revealOpen(byKeyboard);
  announce(reading(claims[state.claim]));
}

function showStage(changed) {
  for (const view of VIEWS) {
    byId(view).hidden = view !== state.view;
    byId(`view-${view}`).setAttribute("aria-pressed", String(view === state.view));
  }
  if (state.view === "table") showTable(shown);
  else if (state.view === "trials") showTrials(passing);
  else showPicture(passing);
  if (state.view === "graph" && (changed.has("view") || !pictured)) {
    fit(false);
    pictured = true;
  }
  if (state.view === "graph" && changed.has("node")) lookAtChosen(false);
}

function showTally() {
  const { accepted, rejected, unsure, open } = tally();
  const states = Object.entries({ accepted, rejected, unsure, open });
  byId("tally").textContent = states.map(([name, count]) => `${count.toLocaleString("en")} ${name}`).join(" · ");
}

/** Looks at a concept: in the picture when it is drawn there, else in a picture of its neighbourhood. */
function goTo(id) {
  const drawn = isDrawn(id);
  change({ node: id, hops: drawn ? state.hops : 1, claim: null });
  if (drawn && state.view === "graph") lookAtChosen(true);
}

function decided(ids, kept) {
  for (const id of ids) {
    refreshRow(id);
    refreshLine(id);
    refreshOutcome(id);
  }
  showTally();
  if (!kept) announce("This browser keeps no decisions: download them before you close the page.");
}

const KEYS = {
  j: () => move(1),
  k: () => move(-1),
  a: () => judge("accept"),
  r: () => judge("reject"),
  u: () => judge("unsure"),
  z: takeBack,
  "/": () => byId("search").focus(),
  "?": help,
  Escape: () => change({ node: null, claim: null, hops: 0, open: null }),
};

function pressed(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target) || byId("help").open || !(event.key in KEYS)) return;
  event.preventDefault();
  byKeyboard = true;
  KEYS[event.key]();
  byKeyboard = false;
}

function help() {
  byId("help").showModal();
}

const typing = (element) => Boolean(element?.closest?.("input, select, textarea"));

function move(step) {
  const next = neighbourOfOpen(step);
  if (next) change({ claim: next.id });
}

function judge(decision) {
  if (state.claim === null) return;
  const claim = claims[state.claim];
  decide(claim, decision);
  announce(`${DECISIONS[decision]}: ${reading(claim)}`);
}

async function takeBack() {
  const claim = await undo();
  if (!claim) return;
  change({ claim: claim.id });
  announce(`Taken back: ${reading(claim)} is ${stateOf(claim)}`);
}

function signed(event) {
  const right = setCurator(event.target.value);
  event.target.setAttribute("aria-invalid", String(!right));
  announce(right ? "ORCID kept for further decisions." : "This is no ORCID: its check digit is wrong.");
}

function download() {
  const address = URL.createObjectURL(new Blob([jsonLines()], { type: "application/jsonl" }));
  el("a", { href: address, download: "decisions.jsonl" }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

const THEME = "claimgraph.theme";

function restoreTheme() {
  try {
    const kept = localStorage.getItem(THEME);
    if (kept === "dark" || kept === "light") document.documentElement.dataset.theme = kept;
  } catch {
    // A browser that keeps nothing follows the system's theme.
  }
}

function switchTheme() {
  const root = document.documentElement;
  const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  root.dataset.theme = dark ? "light" : "dark";
  try {
    localStorage.setItem(THEME, root.dataset.theme);
  } catch {
    // The theme then lasts as long as the page is open.
  }
  paint();
}

start();
