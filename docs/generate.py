"""Writes the pages of ``docs/reference`` that are made from the code. A test holds them to it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from rdflib import DCTERMS, OWL, RDF, RDFS, SKOS, Graph, URIRef
from typer.testing import CliRunner

from kg import errors
from kg.cli.app import app
from kg.export import ANNOTATIONS_LOSE, GRAPH_ANNOTATIONS, NETWORK_FORMATS
from kg.graph import RDF_FORMATS
from kg.settings import ENVIRONMENT, FILE, Settings
from kg.vocab import PREDICATES, PREFIXES, compact

HERE = Path(__file__).resolve().parent
NOTE = "<!-- Made by docs/generate.py; do not edit. -->\n"
COMMANDS = (
    (),
    ("build",),
    ("annotate",),
    ("load",),
    ("query",),
    ("ask",),
    ("explain",),
    ("path",),
    ("neighbours",),
    ("central",),
    ("communities",),
    ("export",),
    ("serve",),
    ("diff",),
    ("merge",),
    ("describe",),
    ("validate",),
    ("verify",),
    ("doctor",),
    ("eval",),
    ("curate",),
    ("curate", "apply"),
    ("curate", "agreement"),
    ("curate", "export"),
    ("curate", "learn"),
    ("curate", "queue"),
    ("terminology", "build"),
    ("terminology", "add"),
    ("terminology", "list"),
    ("terminology", "remove"),
    ("terminology", "check"),
    ("train",),
)


def command_line() -> str:
    """Every command's help."""
    parts = ["# The command line\n", NOTE]
    for command in COMMANDS:
        shown = CliRunner().invoke(app, [*command, "--help"], prog_name="kg", terminal_width=100, color=False)
        if shown.exit_code != 0:
            raise RuntimeError(f"kg {' '.join(command)} --help ended with {shown.exit_code}")
        title = " ".join(("kg", *command))
        parts.append(f"## `{title}`\n\n```text\n{shown.output.strip()}\n```\n")
    parts.append(_exit_statuses())
    return "\n".join(parts)


def _exit_statuses() -> str:
    tree = (errors.__doc__ or "").split("\n\n", 1)[1].strip()
    meaning = "0 is success and 130 an interruption. The others are those of the errors:"
    return f"## Exit statuses\n\n{meaning}\n\n```text\n{tree}\n```\n"


def settings() -> str:
    """Every setting with its default."""
    parts = [
        "# Settings\n",
        NOTE,
        f"A flag wins over the environment, that over `{FILE}` (of the current folder, or named by `--config`), "
        "that over the default.\n",
        f"| key in `{FILE}` | environment | default | what it is |\n|---|---|---|---|",
    ]
    for name, field in Settings.model_fields.items():
        default = field.get_default(call_default_factory=True, validated_data={})
        parts.append(f"| `{name}` | `{ENVIRONMENT}{name.upper()}` | `{default}` | {field.description} |")
    return "\n".join(parts) + "\n"


def predicates() -> str:
    """The closed list of direct triples."""
    rows = "\n".join(_predicate_rows())
    head = "| predicate | from | to | says |\n|---|---|---|---|"
    return f"# Predicates\n\n{NOTE}\n{head}\n{rows}\n"


def _predicate_rows() -> Iterator[str]:
    for predicate in PREDICATES.values():
        subjects = ", ".join(sorted(predicate.subjects))
        objects = predicate.literal or ", ".join(sorted(predicate.objects))
        says = predicate.says + (f"; implies `{predicate.implies}`" if predicate.implies else "")
        yield f"| `{predicate.curie}` | {subjects} | {objects} | {says} |"


def formats() -> str:
    """What each format of ``kg export`` is for and what it loses."""
    rows = [
        f"| `{name}` | {form.loses or 'nothing'} |" for name, form in (*RDF_FORMATS.items(), *NETWORK_FORMATS.items())
    ]
    rows += [f"| `{name}` | {ANNOTATIONS_LOSE} |" for name in GRAPH_ANNOTATIONS]
    head = "| format | what it cannot hold |\n|---|---|"
    return (
        f"# Formats\n\n{NOTE}\nWhat a graph loses in each format of `kg export`:\n\n{head}\n" + "\n".join(rows) + "\n"
    )


def schema() -> str:
    """The vocabulary: a picture of how nodes hang together, and every term with its definition and its place."""
    vocabulary = Graph().parse(HERE.parent / "ontologies" / "claimgraph.ttl")
    about = vocabulary.value(predicate=RDF.type, object=OWL.Ontology)
    parts = [
        "# The vocabulary\n",
        NOTE,
        f"{vocabulary.value(about, DCTERMS.description)}\n",
        "![How the nodes of a graph hang together](../images/schema.svg)\n",
        "Biolink's terms mean what [its model](https://w3id.org/biolink/) 4.4.6 says. These are claimgraph's own:\n",
    ]
    for title, kind in _KINDS:
        terms = sorted(
            str(term) for term in vocabulary.subjects(RDF.type, kind) if str(term).startswith(PREFIXES["cg"])
        )
        rows = [_term_row(vocabulary, URIRef(term)) for term in terms]
        parts += [f"## {title}\n", "| term | definition | from → to | near |\n|---|---|---|---|", *rows, ""]
    return "\n".join(parts)


_KINDS = (
    ("Classes", OWL.Class),
    ("Between nodes", OWL.ObjectProperty),
    ("Values", OWL.DatatypeProperty),
    ("Endpoints", URIRef(PREFIXES["cg"] + "Endpoint")),
)
_NEAR = (RDFS.subClassOf, RDFS.subPropertyOf, SKOS.exactMatch, SKOS.closeMatch, SKOS.broadMatch, SKOS.relatedMatch)


def _term_row(vocabulary: Graph, term: URIRef) -> str:
    def names(*predicates: URIRef) -> str:
        found = [
            compact(str(value)) for predicate in predicates for value in sorted(vocabulary.objects(term, predicate))
        ]
        return ", ".join(f"`{name}`" for name in found)

    ends = " → ".join((names(RDFS.domain) or "…", names(RDFS.range) or "…"))
    definition = str(vocabulary.value(term, SKOS.definition)).replace("|", "\\|")
    return f"| `{compact(str(term))}` | {definition} | {ends} | {names(*_NEAR)} |"


_BOXES = {
    "drug": (40, 40, "Drug", "biolink:Drug"),
    "target": (390, 40, "Target", "biolink:Gene, GeneFamily, …"),
    "condition": (740, 40, "Condition", "biolink:Disease, PhenotypicFeature"),
    "claim": (390, 170, "Claim", "biolink:Association"),
    "trial": (40, 300, "Trial", "biolink:ClinicalTrial"),
    "evidence": (390, 300, "Evidence", "cg:Evidence"),
    "document": (740, 300, "Document", "schema:ScholarlyArticle, …"),
    "outcome": (40, 430, "Arm, result", "cg:TrialArm, cg:TrialResult"),
    "mention": (390, 430, "Mention", "oa:Annotation"),
    "place": (740, 430, "Place", "oa:SpecificResource"),
}
"""Left, top, name and class of each kind of node in the picture."""

_ARROWS = (
    ("drug", "target", "cg:targets"),
    ("target", "condition", "cg:expressedIn"),
    ("claim", "drug", "rdf:subject"),
    ("claim", "condition", "rdf:object"),
    ("claim", "evidence", "biolink:has_evidence"),
    ("evidence", "document", "prov:wasDerivedFrom"),
    ("evidence", "mention", "cg:subjectMention"),
    ("mention", "place", "oa:hasTarget"),
    ("place", "document", "oa:hasSource"),
    ("trial", "outcome", "cg:hasArm"),
    ("outcome", "evidence", "biolink:has_evidence"),
)
_WIDTH, _HEIGHT = 210, 56


def picture() -> str:
    """How the nodes of a graph hang together, as SVG."""
    lines = [
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 990 520" font-family="sans-serif" role="img">',
        "<title>How the nodes of a graph hang together</title>",
        '<defs><marker id="tip" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="8" markerHeight="8" orient="auto">'
        '<path d="M0 0 8 4 0 8z" fill="#475569"/></marker></defs>',
        '<rect width="990" height="520" fill="#ffffff"/>',
    ]
    for one, other, label in _ARROWS:
        (x, y), (to_x, to_y) = _ends(one, other)
        lines.append(f'<path d="M{x} {y} {to_x} {to_y}" stroke="#475569" marker-end="url(#tip)"/>')
        middle = f'x="{(x + to_x) / 2:g}" y="{(y + to_y) / 2 - 5:g}"'
        lines.append(
            f'<text {middle} font-size="12" text-anchor="middle" fill="#334155" stroke="#ffffff" stroke-width="4" '
            f'paint-order="stroke">{label}</text>'
        )
    for left, top, name, kind in _BOXES.values():
        lines.append(
            f'<rect x="{left}" y="{top}" width="{_WIDTH}" height="{_HEIGHT}" rx="6" fill="#f1f5f9" stroke="#64748b"/>'
        )
        middle = left + _WIDTH // 2
        lines.append(
            f'<text x="{middle}" y="{top + 24}" font-size="15" text-anchor="middle" fill="#0f172a">{name}</text>'
        )
        lines.append(
            f'<text x="{middle}" y="{top + 43}" font-size="11" text-anchor="middle" fill="#475569">{kind}</text>'
        )
    return "\n".join((*lines, "</svg>", ""))


def _ends(one: str, other: str) -> tuple[tuple[int, int], tuple[int, int]]:
    """Where an arrow leaves one box and meets the other: at their sides in a row, else above and below."""
    left, top, *_ = _BOXES[one]
    to_left, to_top, *_ = _BOXES[other]
    if top == to_top:
        middle = top + _HEIGHT // 2
        return (
            ((left + _WIDTH, middle), (to_left, middle))
            if left < to_left
            else ((left, middle), (to_left + _WIDTH, middle))
        )
    down = top < to_top
    return (
        (left + _WIDTH // 2, top + _HEIGHT if down else top),
        (to_left + _WIDTH // 2, to_top if down else to_top + _HEIGHT),
    )


def pages() -> dict[str, str]:
    """The text of each generated page by its path under ``docs``."""
    made = {
        "reference/cli.md": command_line(),
        "reference/settings.md": settings(),
        "reference/predicates.md": predicates(),
        "reference/formats.md": formats(),
        "reference/schema.md": schema(),
        "images/schema.svg": picture(),
    }
    return {name: re.sub(r" +$", "", text, flags=re.MULTILINE) for name, text in made.items()}


def main() -> None:
    for name, text in pages().items():
        path = HERE / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
