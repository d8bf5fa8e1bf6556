// The log of a curator's decisions: events that are never changed, kept in the browser. docs/curation.md has their form.

const STORE = "claimgraph.curation";
const FORM = "curation/1";
const ID = /^[0-9a-f]{32}$/;

const events = new Map(stored().events.map((event) => [event.id, event]));
const observers = [];

/** Calls `observer(events, kept)` with what came into the log; `kept` is false when the browser could not store it. */
export function onEvents(observer) {
  observers.push(observer);
}

export const allEvents = () => [...events.values()];

/** What names a claim under every base: the last part of its IRI. */
export const claimKey = (iri) => iri.slice(iri.lastIndexOf("/") + 1);

/** Adds events to the log; those that it has already are left as they are. */
export function append(some) {
  const fresh = some.filter((event) => !events.has(event.id));
  if (!fresh.length) return;
  for (const event of fresh) events.set(event.id, event);
  const kept = keep();
  for (const observer of observers) observer(fresh, kept);
}

/** An event of `content` with its form and id: 128 bits of the SHA-256 of all that it says. */
export async function sealed(content) {
  const whole = { form: FORM, ...content };
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(canonical(whole)));
  const digits = Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
  return { ...whole, id: digits.slice(0, 32) };
}

/** One JSON object a line, fields in alphabetical order, no blanks. */
export const written = (some) => some.map((event) => `${canonical(event)}\n`).join("");

/** The `events` in lines of JSON, and the `others`: lines that are none and hold nothing up. */
export function parsed(text) {
  const [found, others] = [[], []];
  for (const line of text.split("\n").filter((one) => one.trim())) {
    const event = eventIn(line);
    if (event) found.push(event);
    else others.push(line);
  }
  return { events: found, others };
}

function eventIn(line) {
  try {
    const value = JSON.parse(line);
    return isEvent(value) ? value : null;
  } catch {
    return null;
  }
}

function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  const fields = Object.keys(value).sort();
  return `{${fields.map((name) => `${JSON.stringify(name)}:${canonical(value[name])}`).join(",")}}`;
}

function isEvent(value) {
  return Boolean(value) && value.form === FORM && ID.test(value.id) && typeof value.claim === "string" && Array.isArray(value.supersedes);
}

/** What an earlier visit stored; a browser that keeps nothing starts empty. */
function stored() {
  try {
    return parsed(localStorage.getItem(STORE) ?? "");
  } catch {
    return { events: [], others: [] };
  }
}

/** Stores the log with what another tab may have stored meanwhile; lines that this page cannot read stay as they are. */
function keep() {
  try {
    const before = stored();
    const whole = new Map([...before.events, ...events.values()].map((event) => [event.id, event]));
    localStorage.setItem(STORE, written([...whole.values()]) + before.others.map((line) => `${line}\n`).join(""));
    return true;
  } catch {
    return false;
  }
}

/** Takes over what another tab decides. */
addEventListener("storage", ({ key }) => {
  if (key === STORE) append(stored().events);
});

/** Of the events about one claim those that still count: one for each curator at most, in the order of their times. */
export function standing(some) {
  const superseded = new Set(some.flatMap((event) => event.supersedes));
  const latest = new Map();
  for (const event of [...some].sort(inTime)) {
    if (superseded.has(event.id) || event.decision === "withdraw") continue;
    latest.delete(event.curator);
    latest.set(event.curator, event);
  }
  return [...latest.values()];
}

const inTime = (a, b) => (a.time < b.time ? -1 : a.time > b.time ? 1 : a.id < b.id ? -1 : 1);
