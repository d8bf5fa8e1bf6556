"use strict";

// The editor of queries over this server's own endpoint. Nothing is asked of anyone else: the completions come from
// /vocabulary.json, and the page's policy lets no other address be reached.

const ENDPOINT = new URL("/sparql", location.href).href;

/** What the editor knows, so that a typed letter need not wait for the server. */
async function vocabulary() {
  const response = await fetch("/vocabulary.json");
  if (!response.ok) return { prefixes: {}, classes: [], properties: [], names: [], questions: [] };
  return response.json();
}

/** Completion of prefixed names and IRIs out of a list. */
function completer(name, iris, isValidCompletionPosition) {
  return {
    name,
    bulk: true,
    autoShow: false,
    persistenceId: null,
    isValidCompletionPosition,
    get: () => iris,
    preProcessToken: preprocess,
    postProcessSuggestion: (yasqe, token, iri) => shortened(iri, yasqe.getPrefixesFromQuery()) ?? `<${iri}>`,
  };
}

/** A token as the IRI, or the beginning of one, that it stands for. */
function preprocess(yasqe, token) {
  const prefixes = { ...known.prefixes, ...yasqe.getPrefixesFromQuery() };
  const text = token.string.trim();
  let iri = text.replace(/^</, "");
  const colon = text.indexOf(":");
  if (!text.startsWith("<") && colon >= 0 && prefixes[text.slice(0, colon)]) {
    iri = prefixes[text.slice(0, colon)] + text.slice(colon + 1);
  }
  return { ...token, autocompletionString: iri };
}

function shortened(iri, declared) {
  let best = null;
  for (const [prefix, namespace] of Object.entries({ ...known.prefixes, ...declared })) {
    if (iri.startsWith(namespace) && (!best || namespace.length > best[1].length)) best = [prefix, namespace];
  }
  const local = best && iri.slice(best[1].length);
  return best && /^[\w.-]*$/.test(local) && !/[.]$/.test(local) ? `${best[0]}:${local}` : null;
}

const afterType = (yasqe) => /(\ba|rdf:type)\s+\S*$/.test(before(yasqe));
const isTerm = (yasqe) => /[\w<]*:[\w/.#-]*$|<[^>\s]*$/.test(before(yasqe));

function before(yasqe) {
  const { line, ch } = yasqe.getDoc().getCursor();
  return yasqe.getDoc().getLine(line).slice(0, ch);
}

let known;

async function main() {
  known = await vocabulary();
  // Tabs that are opened later take these, which are a public endpoint otherwise.
  Yasgui.defaults.requestConfig.endpoint = ENDPOINT;
  Yasgui.Yasqe.defaults.requestConfig.endpoint = ENDPOINT;
  Yasgui.Yasqe.registerAutocompleter(completer("cg-classes", known.classes, (yasqe) => afterType(yasqe)));
  Yasgui.Yasqe.registerAutocompleter(
    completer("cg-terms", known.properties, (yasqe) => isTerm(yasqe) && !afterType(yasqe)),
  );
  const prefixes = ["biolink", "cg", "rdf", "rdfs", "skos", "prov", "dcterms", "oa"];
  const declared = prefixes.map((prefix) => `PREFIX ${prefix}: <${known.prefixes[prefix]}>`).join("\n");
  const first = `${declared}\nSELECT ?drug ?target WHERE {\n  ?d cg:targets ?t ; rdfs:label ?drug .\n  ?t rdfs:label ?target .\n} ORDER BY ?drug LIMIT 100\n`;
  const given = new URLSearchParams(location.hash.slice(1)).get("query");
  const yasgui = new Yasgui(document.getElementById("yasgui"), {
    requestConfig: { endpoint: ENDPOINT, method: "POST" },
    copyEndpointOnNewTab: true,
    endpointCatalogueOptions: { getData: () => [{ endpoint: ENDPOINT }] },
    persistenceId: "claimgraph",
    populateFromUrl: false,
    yasqe: {
      value: first,
      autocompleters: ["variables", "cg-classes", "cg-terms"],
      createShareableLink: null,
      showQueryButton: true,
    },
    yasr: { prefixes: known.prefixes },
  });
  document.getElementById("yasgui").addEventListener("click", leadHere, true);
  if (given) open(yasgui, "question", `${declared}\n${given}`);
  offer(yasgui, declared);
}

/** An IRI of an answer leads to its page here, which has its claims, rather than to wherever it is from. */
function leadHere(event) {
  const link = event.target.closest(".yasr a.iri");
  const iri = link?.getAttribute("href") ?? "/";
  if (!iri.startsWith("/")) link.href = `/page?iri=${encodeURIComponent(iri)}`;
}

/** The saved questions as a list; the chosen one opens in a tab of its own. */
function offer(yasgui, declared) {
  const saved = document.getElementById("saved");
  for (const question of known.questions) saved.add(new Option(question.title, question.name));
  saved.addEventListener("change", () => {
    const question = known.questions.find(({ name }) => name === saved.value);
    if (question) open(yasgui, question.name, `${declared}\n${question.query}`);
    saved.value = "";
  });
}

function open(yasgui, name, query) {
  const tab = yasgui.addTab(true, { ...Yasgui.Tab.getDefaults(yasgui), name, requestConfig: { endpoint: ENDPOINT } });
  tab.getYasqe().setValue(query);
}

main();
