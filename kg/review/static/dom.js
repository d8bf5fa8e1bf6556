// Elements are made node by node and text is only ever text: nothing on the page is parsed as HTML.

const SVG = "http://www.w3.org/2000/svg";

const SHAPES = {
  dot: "M8 2a6 6 0 1 1 0 12a6 6 0 1 1 0-12z",
  diamond: "M8 1l7 7l-7 7l-7-7z",
  square: "M2.5 2.5h11v11h-11z",
  triangle: "M8 1.5l7 12.5h-14z",
  triangleDown: "M8 14.5l7-12.5h-14z",
  star: "M8 .8l2.1 4.9l5.3.5l-4 3.5l1.2 5.2l-4.6-2.7l-4.6 2.7l1.2-5.2l-4-3.5l5.3-.5z",
  hexagon: "M4.5 2h7l3.5 6l-3.5 6h-7l-3.5-6z",
};

/** An element; `on` holds event listeners, other attributes are set as they are, false and null ones are left out. */
export function el(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === false || value === null || value === undefined) continue;
    if (name === "on") listen(element, value);
    else element.setAttribute(name, value === true ? "" : String(value));
  }
  element.append(...children.flat(Infinity).filter((child) => child || child === 0));
  return element;
}

function listen(element, handlers) {
  for (const [event, handler] of Object.entries(handlers)) element.addEventListener(event, handler);
}

export const byId = (id) => document.getElementById(id);

/** A button that does one thing. */
export function button(label, onClick, attributes = {}) {
  return el("button", { type: "button", on: { click: onClick }, ...attributes }, label);
}

/** A link to a web address; any other address (javascript:, data:, file:) leaves the text without a link. */
export function link(address, text, attributes = {}) {
  if (!/^https?:\/\//i.test(address || "")) return el("span", attributes, text);
  return el("a", { href: address, target: "_blank", rel: "noopener noreferrer", ...attributes }, text);
}

/** The shape of a kind, as in the picture; an unresolved concept's is hollow. */
export function kindIcon(kind, shape, hollow = false) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 16 16");
  svg.setAttribute("class", `kind kind-${kind}${hollow ? " hollow" : ""}`);
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", SHAPES[shape]);
  svg.append(path);
  return svg;
}

/** Puts `fresh` in the place of `old`, and the keyboard where it was. */
export function replace(old, fresh) {
  const id = old.contains(document.activeElement) ? document.activeElement.id : "";
  old.replaceWith(fresh);
  if (id) byId(id)?.focus({ preventScroll: true });
}

/** Says it to a screen reader. */
export function announce(text) {
  byId("says").textContent = text;
}

/** `3 claims`, `1 claim`. */
export function counted(count, word, plural = `${word}s`) {
  return `${count.toLocaleString("en")} ${count === 1 ? word : plural}`;
}
