// A sentence that says it, with its marks, its context and its article.

import { page } from "./data.js";
import { el, link } from "./dom.js";

const ROLES = { subject: "subject", object: "object", reached: "what an end is reached through" };

/** The sentence with its marks, and where it stands. */
export function evidenceQuote(evidence) {
  const article = page.documents[evidence.document];
  return el(
    "figure",
    { class: "evidence" },
    el("blockquote", {}, marked(evidence)),
    evidence.through.length > 0 && el("p", { class: "through" }, `Reached through: ${evidence.through.join(" · ")}`),
    context(evidence),
    el(
      "figcaption",
      {},
      link(article.url, article.title, { class: "article" }),
      el("span", { class: "origin" }, [article.publisher, article.date, article.source].filter(Boolean).join(" · ")),
      evidence.extractor && el("span", { class: "origin" }, `found by ${evidence.extractor}`),
    ),
  );
}

const marked = ({ parts }) => parts.map(([text, role]) => (role ? el("mark", { class: role, title: ROLES[role] }, text) : text));

/** The sentences around it, a click away; nothing where the article has none. */
function context(evidence) {
  const [before, after] = [evidence.before, evidence.after].map((sentences) => sentences.map((id) => page.texts[id]).join(" "));
  const section = page.texts[evidence.section];
  if (!before && !after && !section) return null;
  return el(
    "details",
    { class: "context" },
    el("summary", {}, "Context"),
    section && el("p", { class: "section" }, section),
    el("p", {}, before && `${before} `, el("strong", {}, marked(evidence)), after && ` ${after}`),
  );
}
