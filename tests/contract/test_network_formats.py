"""What the formats for programs that know no RDF keep to."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path
from random import Random

import networkx as nx
import pytest
import yaml

from graph_sample import SmallTerminology, sample
from kg.errors import UsageError
from kg.export import NETWORK_FORMATS, Network
from kg.export.kgx import CATEGORIES, DIRECTIONS, EDGE_COLUMNS, PREDICATES
from kg.graph import assemble, quads
from kg.run.export import Export, save
from kg.run.network import network
from kg.vocab import IDENTIFIER_PREFIXES
from kg.vocab import PREDICATES as CLAIMED


@pytest.fixture(scope="module")
def made() -> Network:
    return network(list(quads(assemble(sample(), SmallTerminology()))))


@pytest.fixture(scope="module")
def biolink(root: Path) -> dict[str, str]:
    """The name of every class and slot of the model with what it is a kind of."""
    lines = (root / "ontologies" / "biolink.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line.startswith(("class", "slot"))]
    return {name: above for _, name, above in rows}


def table(text: str, delimiter: str = "\t") -> list[dict[str, str]]:
    quoting = csv.QUOTE_NONE if delimiter == "\t" else csv.QUOTE_MINIMAL
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter, quoting=quoting))


def files(made: Network, form: str) -> dict[str, str]:
    return dict(NETWORK_FORMATS[form].write(made))


def test_every_claim_between_nodes_is_an_edge_and_every_end_is_a_node(made: Network) -> None:
    rows = list(quads(assemble(sample(), SmallTerminology())))
    claims = {q.subject for q in rows if q.object.value.endswith("/Association")}
    plain = {q.subject for q in rows if q.predicate.value.endswith("#object") and len(q.object) == 2}
    assert len([edge for edge in made.edges if edge.modality]) == len(claims - plain)
    assert {end for edge in made.edges for end in (edge.subject, edge.object)} <= {node.id for node in made.nodes}


def test_what_an_article_says_of_a_trial_as_a_value_is_on_its_node(made: Network) -> None:
    (trial,) = (node for node in made.nodes if node.label == "ICARIA-MM")
    assert ("biolink:study_size", "307") in trial.values


@pytest.mark.parametrize("form", NETWORK_FORMATS)
def test_the_order_of_the_quads_does_not_show(form: str, made: Network) -> None:
    shuffled = list(quads(assemble(sample(), SmallTerminology())))
    Random(5).shuffle(shuffled)
    assert files(network(shuffled), form) == files(made, form)


def test_kgx_says_the_same_in_both_of_its_forms(made: Network) -> None:
    tables, lines = files(made, "kgx-tsv"), files(made, "kgx-jsonl")
    for name in ("nodes", "edges"):
        rows = table(tables[f"{name}.tsv"])
        records = [json.loads(line) for line in lines[f"{name}.jsonl"].splitlines()]
        assert [row["id"] for row in rows] == [record["id"] for record in records]
        for row, record in zip(rows, records, strict=True):
            said = {key for key, value in record.items() if value is not False}
            assert {key for key, value in row.items() if value} == said


def test_kgx_ids_are_curies_of_known_prefixes(made: Network) -> None:
    known = {*IDENTIFIER_PREFIXES, "cgid", "CLINICALTRIALS"} - {"clinicaltrials"}
    for name, text in files(made, "kgx-tsv").items():
        for row in table(text):
            ids = [row["id"]] if name == "nodes.tsv" else [row["id"], row["subject"], row["object"]]
            assert {curie.partition(":")[0] for curie in ids} <= known
            # What KGX takes for a CURIE.
            assert all(re.fullmatch(r"[^ <()>:]+:[^/ :]+", curie) for curie in ids)


def test_a_cell_of_kgx_says_true_or_nothing_because_kgx_takes_any_word_for_true(made: Network) -> None:
    cells = {row["negated"] for row in table(files(made, "kgx-tsv")["edges.tsv"])}
    records = [json.loads(line) for line in files(made, "kgx-jsonl")["edges.jsonl"].splitlines()]
    assert cells == {"", "true"}
    assert {record["negated"] for record in records} == {True, False}


def test_every_predicate_category_and_column_of_kgx_is_biolinks(made: Network, biolink: dict[str, str]) -> None:
    def above(name: str) -> set[str]:
        return {name} | (above(biolink[name]) if biolink.get(name) else set())

    for row in table(files(made, "kgx-tsv")["edges.tsv"]):
        assert "related_to" in above(row["predicate"].removeprefix("biolink:"))
    for curie in {*PREDICATES.values(), *(PREDICATES.get(name, name) for name in CLAIMED if not CLAIMED[name].literal)}:
        assert "related_to" in above(curie.removeprefix("biolink:")), curie
    for row in table(files(made, "kgx-tsv")["nodes.tsv"]):
        assert "NamedThing" in above(row["category"].removeprefix("biolink:"))
    assert set(EDGE_COLUMNS[:-2]) <= set(biolink) | {"id"}
    assert {curie.removeprefix("biolink:") for curie in CATEGORIES.values()} <= set(biolink)


def test_kgx_keeps_the_direction_of_an_effect_as_qualifiers(made: Network) -> None:
    rows = table(files(made, "kgx-tsv")["edges.tsv"])
    (inhibits,) = (row for row in rows if row["original_predicate"] == "cg:inhibits")
    assert (inhibits["predicate"], inhibits["qualified_predicate"]) == ("biolink:affects", "biolink:causes")
    assert inhibits["object_direction_qualifier"] == DIRECTIONS["cg:inhibits"]


def test_networkx_reads_the_graphml(made: Network) -> None:
    (text,) = files(made, "graphml").values()
    read = nx.parse_graphml(text, force_multigraph=True)
    assert set(read) == {node.id for node in made.nodes}
    assert read.number_of_edges() == len(made.edges)
    for edge in made.edges:
        data = read.edges[edge.subject, edge.object, edge.id]
        assert (data["predicate"], data["negated"]) == (edge.predicate, edge.negated)
        assert data["evidence_count"] == edge.evidence_count


def test_neo4j_rows_have_their_ends_among_the_nodes_and_a_type_without_a_prefix(made: Network) -> None:
    read = files(made, "neo4j")
    nodes, edges = table(read["nodes.csv"], ","), table(read["edges.csv"], ",")
    ids = {row["id:ID"] for row in nodes}
    assert len(nodes) == len(ids) == len(made.nodes)
    for row in edges:
        assert {row[":START_ID"], row[":END_ID"]} <= ids
        assert row[":TYPE"].isidentifier()


NEO4J_TYPES = {
    "": str,
    "string": str,
    "int": int,
    "double": float,
    "boolean": {"true": True, "false": False}.__getitem__,
}
"""Those types of the import tool's headers that are used, and how a value of each is read."""


@pytest.mark.parametrize(("name", "roles"), [("nodes", {"ID", "LABEL"}), ("edges", {"START_ID", "END_ID", "TYPE"})])
def test_neo4js_headers_have_each_role_once_and_every_value_is_of_its_columns_type(
    name: str, roles: set[str], made: Network
) -> None:
    head, *rows = csv.reader(io.StringIO(files(made, "neo4j")[f"{name}.csv"], newline=""))
    columns = [column.partition(":")[::2] for column in head]
    assert sorted(kind for _, kind in columns if kind.isupper()) == sorted(roles)
    assert len(set(head)) == len(head)
    for row in rows:
        assert len(row) == len(head)
        for (_, kind), cell in zip(columns, row, strict=True):
            if cell and not kind.isupper():
                values = cell.split("|") if kind.endswith("[]") else [cell]
                assert all(value is not None for value in map(NEO4J_TYPES[kind.removesuffix("[]")], values))


def test_sssom_has_its_head_and_a_row_for_each_name_and_each_match(made: Network) -> None:
    (text,) = files(made, "sssom").values()
    head = [line[1:] for line in text.splitlines() if line.startswith("#")]
    metadata = yaml.safe_load("\n".join(head))
    rows = table("\n".join(line for line in text.splitlines() if not line.startswith("#")) + "\n")
    assert {"mapping_set_id", "license", "curie_map"} <= set(metadata)
    for row in rows:
        assert row["object_id"].partition(":")[0] in metadata["curie_map"]
        assert bool(row["subject_id"]) is (row["subject_type"] == "")
    named = {(row["subject_label"], row["object_id"]) for row in rows if row["subject_type"]}
    assert ("Pomalyst", "UNII:D2UX06XLB5") in named
    assert not any("abx-1" in row["object_id"] for row in rows)
    matched = {(row["subject_id"], row["object_id"]) for row in rows if not row["subject_type"]}
    assert ("HGNC:1667", "NCBIGene:952") in matched
    assert ("cgid:disease/relapsed-refractory-multiple-myeloma", "MONDO:0009693") in matched


def test_several_files_go_into_a_folder_and_one_where_it_is_told(tmp_path: Path) -> None:
    save(Export((("a.tsv", b"a"), ("b.tsv", b"b")), ()), tmp_path / "folder")
    assert (tmp_path / "folder" / "b.tsv").read_bytes() == b"b"
    save(Export((("", b"one"),), ()), tmp_path / "one")
    assert (tmp_path / "one").read_bytes() == b"one"
    with pytest.raises(UsageError, match="cannot be written"):
        save(Export((("", b"one"),), ()), tmp_path / "folder")
