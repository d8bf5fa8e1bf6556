// The search box: concepts by name, synonym or identifier below it, and the claims narrowed as one types.

import { aboutIt, page } from "./data.js";
import { byId, el, kindIcon } from "./dom.js";
import { conceptsCalled } from "./find.js";
import { change, state } from "./state.js";

const MOST = 8;
const PAUSE = 120;

let found = [];
let active = -1;
let timer = 0;

export function createSearch(goTo) {
  const box = byId("search");
  box.value = state.query;
  box.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => typed(box.value, goTo), PAUSE);
  });
  box.addEventListener("keydown", (event) => pressed(event, goTo));
  box.addEventListener("blur", () => setTimeout(close, 150));
  byId("search-form").addEventListener("submit", (event) => event.preventDefault());
}

function typed(text, goTo) {
  change({ query: text.trim() });
  found = conceptsCalled(text, MOST);
  active = -1;
  showHits(goTo);
}

function showHits(goTo) {
  const hits = byId("hits");
  hits.replaceChildren(...found.map((node, index) => hit(node, index, goTo)));
  hits.hidden = !found.length;
  byId("search").setAttribute("aria-expanded", String(!hits.hidden));
}

function hit(node, index, goTo) {
  const other = otherName(node);
  return el(
    "li",
    { role: "option", id: `hit-${index}`, "aria-selected": String(index === active), on: { mousedown: () => choose(index, goTo) } },
    kindIcon(node.kind, page.kinds[node.kind].shape, node.unresolved),
    el("span", {}, node.label, other && el("i", {}, ` ${other}`)),
    el("small", {}, [node.curie, aboutIt(node)].filter(Boolean).join(" · ")),
  );
}

/** The synonym by which a concept was found, when its label does not hold the words. */
function otherName(node) {
  const words = state.query.toLowerCase();
  if (node.label.toLowerCase().includes(words)) return "";
  return node.names.find((name) => name.toLowerCase().includes(words)) ?? "";
}

function choose(index, goTo) {
  const node = found[index];
  if (!node) return;
  byId("search").value = "";
  close();
  change({ query: "", claim: null });
  goTo(node.id);
}

function pressed(event, goTo) {
  if (event.key === "Escape") {
    close();
    event.target.value = "";
    change({ query: "" });
  } else if (event.key === "Enter") {
    clearTimeout(timer);
    typed(event.target.value, goTo);
    if (found.length) choose(Math.max(active, 0), goTo);
  } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    active = (active + (event.key === "ArrowDown" ? 1 : -1) + found.length) % Math.max(found.length, 1);
    showHits(goTo);
    event.target.setAttribute("aria-activedescendant", `hit-${active}`);
  }
}

function close() {
  byId("hits").hidden = true;
  byId("search").setAttribute("aria-expanded", "false");
  byId("search").removeAttribute("aria-activedescendant");
}

/** Writes the query into the box when it came from elsewhere (the address, the reset). */
export function showQuery() {
  const box = byId("search");
  if (document.activeElement !== box) box.value = state.query;
}

