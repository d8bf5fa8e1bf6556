// The IRI that a curator means by what they write into a field, and what to offer them there.

import { nodeWithIri, nodes, page } from "./data.js";
import { el } from "./dom.js";
import { conceptsCalled } from "./find.js";

const SUGGESTED = 12;

/** A field that is called by its name, with what belongs to it. */
export function labelled(name, control, ...more) {
  return el("label", {}, el("span", {}, name[0].toUpperCase() + name.slice(1)), control, more);
}

/** A field for any concept of the page by name, what the linker also weighed for `id`, or an identifier of another one. */
export function conceptInput(name, field, id, said) {
  const list = el("datalist", { id: `${field}-list` });
  const suggest = (text) => list.replaceChildren(...suggestions(id, text).map((value) => el("option", { value })));
  const value = said === undefined ? (id === null ? "" : called(nodes[id])) : writtenAs(id, said);
  suggest("");
  return labelled(
    name,
    el("input", { id: field, value, list: list.id, autocomplete: "off", spellcheck: "false", on: { input: ({ target }) => suggest(target.value) } }),
    list,
  );
}

/** The name of what an IRI stands for, as far as the page knows it. */
export function labelOf(iri) {
  const runners = nodes.flatMap((node) => node.runnersUp);
  return nodeWithIri(iri)?.label ?? runners.find((other) => other.iri === iri)?.label ?? iri;
}

const called = ({ label, curie, kind }) => `${label} [${curie || kind}]`;

const runnersUp = (id) => (id === null ? [] : nodes[id].runnersUp);

function writtenAs(id, iri) {
  const known = nodeWithIri(iri) ?? runnersUp(id).find((other) => other.iri === iri);
  return known ? called(known) : iri;
}

function suggestions(id, text) {
  const runners = runnersUp(id).filter(({ label, curie }) => `${label} ${curie}`.toLowerCase().includes(text.toLowerCase()));
  return [...new Set([...runners, ...conceptsCalled(text, SUGGESTED)].map(called))];
}

/** The IRI that a reader means by `text`: a concept by its name or identifier, or an identifier of a known scheme. */
export function iriOf(id, text) {
  const own = (id === null ? [] : [nodes[id], ...runnersUp(id)]).find((other) => called(other) === text);
  if (own) return own.iri;
  const bare = text.replace(/ \[[^\]]*\]$/, "");
  const [found] = conceptsCalled(bare, SUGGESTED).filter((node) => called(node) === text || node.label === text || node.curie === text);
  if (found) return found.iri;
  const [, prefix, local] = /^([A-Za-z.]+):([A-Za-z0-9._-]+)$/.exec(text) ?? [];
  if (prefix && Object.hasOwn(page.prefixes, prefix)) return page.prefixes[prefix] + local;
  return /^https?:\/\/[^\s<>"{}|^`\\]+$/.test(text) ? text : null;
}
