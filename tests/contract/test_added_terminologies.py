"""One small ontology in every format: it gives the same concepts, and a broken file changes nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import ClaimgraphError, ResourceError
from kg.model import Concept, Kind
from kg.terminology import Terminology
from kg.terminology.added.add import About, Report, add
from kg.terminology.added.folder import added_in
from kg.terminology.added.kinds import Kinds
from kg.terminology.added.namespaces import Namespaces
from kg.terminology.replaced import read_replaced

DATA = Path(__file__).resolve().parent.parent / "data" / "terminologies"
FILES = ("moon.obo", "moon.json", "moon.owl", "moon.ofn", "moon.ttl", "moon.ssslm.tsv", "moon.sssom.tsv")
NAMES_ALONE = frozenset({"moon.ssslm.tsv"})
"""What has neither cross references nor hierarchy nor deprecated terms."""

MOON = "https://moon.example/id/"
NAMESPACES = Namespaces({"MOON": MOON})
FEVER = Concept(
    f"{MOON}1",
    Kind.DISEASE,
    "lunar fever",
    "Disease",
    names=("selenic fever", "moon heat"),
    xrefs=("UMLS:C9999991",),
    broader=(f"{MOON}2",),
)
DISEASE = Concept(f"{MOON}2", Kind.DISEASE, "lunar disease", "Disease")


@pytest.fixture(scope="module")
def embedded() -> Terminology:
    return Terminology.load()


def add_to(folder: Path, path: Path, embedded: Terminology, **about: object) -> Report:
    return add(path, folder, embedded, Kinds(Kind.DISEASE), namespaces=NAMESPACES, about=About(**about))


@pytest.mark.parametrize("file", FILES)
def test_every_format_gives_the_same_concepts(file: str, tmp_path: Path, embedded: Terminology) -> None:
    report = add_to(tmp_path, DATA / file, embedded)
    terminology = Terminology.load(added=tmp_path)
    fever, disease = FEVER, DISEASE
    if file in NAMES_ALONE:
        fever = Concept(*_all_but_links(FEVER))
    assert terminology.concept(f"{MOON}1") == fever
    assert terminology.concept(f"{MOON}2") == disease
    assert (report.added.concepts, report.added.names, report.known) == (2, 4, 0)
    for name in ("Lunar fever", "selenic fevers", "moon heat"):
        assert terminology.lookup(name)[0].concept == fever


def _all_but_links(concept: Concept) -> tuple[object, ...]:
    return concept.curie, concept.kind, concept.label, concept.biolink_class, concept.names


@pytest.mark.parametrize("file", sorted(set(FILES) - NAMES_ALONE))
def test_every_format_gives_what_is_deprecated(file: str, tmp_path: Path, embedded: Terminology) -> None:
    report = add_to(tmp_path, DATA / file, embedded)
    (replacement,) = read_replaced(tmp_path, report.added.files[2])
    assert (replacement.curie, replacement.by, replacement.label) == (
        f"{MOON}3",
        (f"{MOON}2",),
        "obsolete moon sickness",
    )
    assert Terminology.load(added=tmp_path).concept(f"{MOON}3") is None


@pytest.mark.parametrize("file", FILES)
def test_the_same_file_gives_the_same_bytes(file: str, tmp_path: Path, embedded: Terminology) -> None:
    for folder in ("one", "two"):
        add_to(tmp_path / folder, DATA / file, embedded)
    one, two = ({path.name: path.read_bytes() for path in (tmp_path / folder).iterdir()} for folder in ("one", "two"))
    assert one == two


BROKEN = {
    "moon.obo": ("name: lunar disease", "nam lunar disease", "moon.obo, line 15"),
    "moon.json": ('"type": "CLASS"},', '"type": "CLASS"', "moon.json, line 6"),
    "moon.owl": ("<rdfs:label>lunar disease</rdfs:label>", "<rdfs:label>lunar disease", "moon.owl, line "),
    "moon.ofn": ("Declaration(Class(:2))", "Declaration(Clas(:2))", "moon.ofn, line 9"),
    "moon.ttl": ("skos:broader :2 .", "skos:broader .", "moon.ttl, line 8"),
    "moon.ssslm.tsv": ("moon heat\tMOON:1", "\tMOON:1", "moon.ssslm.tsv, line 4"),
    "moon.sssom.tsv": ("skos:broadMatch\tMOON:2", "skos:broadMatch\tSUN:2", "moon.sssom.tsv, line 6"),
}


@pytest.mark.parametrize("file", FILES)
def test_a_broken_file_names_the_line_and_changes_nothing(file: str, tmp_path: Path, embedded: Terminology) -> None:
    folder = tmp_path / "added"
    add_to(folder, DATA / file, embedded)
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    right, wrong, where = BROKEN[file]
    broken = tmp_path / file
    text = (DATA / file).read_text(encoding="utf-8")
    assert right in text
    broken.write_text(text.replace(right, wrong), encoding="utf-8")
    with pytest.raises(ResourceError) as error:
        add_to(folder, broken, embedded)
    assert error.value.where.startswith(where)
    assert error.value.cure
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


@pytest.mark.parametrize("file", FILES)
@pytest.mark.parametrize("content", [b"", b"\x00\xff\xfe" * 50, b"{}", b"<a/>", b"text\n", b"\n\n\n"])
def test_a_file_of_something_else_is_an_error_of_ours(
    file: str, content: bytes, tmp_path: Path, embedded: Terminology
) -> None:
    broken = tmp_path / file
    broken.write_bytes(content)
    with pytest.raises(ClaimgraphError):
        add_to(tmp_path / "added", broken, embedded)
    assert added_in(tmp_path / "added") == ()
