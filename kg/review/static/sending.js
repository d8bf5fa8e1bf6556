// A page that is served sends its decisions to its server, which keeps them for good, and takes over those of others.

import { claims } from "./data.js";
import { allEvents, append, claimKey, onEvents, parsed, written } from "./log.js";

const ENDPOINT = "curation";
const LINES = "application/x-ndjson";
const PATIENCE = 10_000;

const own = new Set(claims.flatMap((claim) => [claim.iri, ...claim.mirrored].map(claimKey)));
const acknowledged = new Set();
const refused = new Set();
let sending = null;
let again = 0;

/** Begins when the page's server keeps decisions; `report({ waiting, failed, refused })` hears how many it does not have. */
export async function startSending(report) {
  if (!/^https?:$/.test(location.protocol)) return;
  const log = await fetched();
  if (log === null) return;
  for (const event of log) acknowledged.add(event.id);
  append(log);
  onEvents(() => send(report));
  await send(report);
}

/** The server's log; null when it keeps none. */
async function fetched() {
  try {
    const answer = await fetch(ENDPOINT, { headers: { Accept: LINES } });
    return answer.ok ? parsed(await answer.text()).events : null;
  } catch {
    return null;
  }
}

/** Events about this page's claims that the server has not said it has. */
const waiting = () => allEvents().filter(({ id, claim }) => !acknowledged.has(id) && own.has(claimKey(claim)));

/** Sends what waits, one batch after the other; what fails is tried again. */
async function send(report) {
  if (sending) return;
  clearTimeout(again);
  for (let batch = waiting(); batch.length; batch = waiting()) {
    report({ waiting: batch.length, failed: false, refused: refused.size });
    sending = post(batch);
    const wrong = await sending;
    sending = null;
    if (wrong === null) {
      report({ waiting: waiting().length, failed: true, refused: refused.size });
      again = setTimeout(() => send(report), PATIENCE);
      return;
    }
    for (const { id } of batch) acknowledged.add(id);
    for (const { event } of wrong) refused.add(batch[event - 1]?.id);
  }
  report({ waiting: 0, failed: false, refused: refused.size });
}

/** Those of the batch that the server takes for no events, when it has the others on its disk; null when it has not. */
async function post(batch) {
  try {
    const answer = await fetch(ENDPOINT, { method: "POST", headers: { "Content-Type": LINES }, body: written(batch) });
    if (answer.status === 400 && batch.length === 1) return [{ event: 1 }];
    return answer.ok ? await refusedIn(answer) : null;
  } catch {
    return null;
  }
}

/** What a server refuses of a batch that it keeps else; one that says nothing of it refuses nothing. */
async function refusedIn(answer) {
  try {
    return (await answer.json()).refused ?? [];
  } catch {
    return [];
  }
}
