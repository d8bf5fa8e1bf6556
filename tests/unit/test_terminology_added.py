"""Added terminologies beside the embedded ones: what is known already, whose names win, what is refused."""

from __future__ import annotations

import lzma
from pathlib import Path

import pytest

from kg.errors import ResourceError, UsageError
from kg.model import Kind
from kg.terminology import Terminology
from kg.terminology.added import optional
from kg.terminology.added.add import About, add
from kg.terminology.added.folder import Added, added_in, default_folder, remove
from kg.terminology.added.kinds import Kinds
from kg.terminology.added.namespaces import Namespaces

HEAD = "text\tcurie\tname\tpredicate\n"
ACME = Namespaces({"ACME": "https://acme.example/id/"})


@pytest.fixture(scope="module")
def embedded() -> Terminology:
    return Terminology.load()


def put(folder: Path, embedded: Terminology, rows: str, kind: Kind = Kind.DRUG, **about: object) -> Added:
    path = folder.parent / f"{about.get('name', 'acme')}.tsv"
    path.write_text(HEAD + rows, encoding="utf-8")
    return add(path, folder, embedded, Kinds(kind), namespaces=ACME, about=About(**about)).added


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "added"


def test_a_name_for_an_identifier_that_is_known_belongs_to_the_known_concept(
    folder: Path, embedded: Terminology
) -> None:
    put(folder, embedded, "Project Bluebird\tUNII:R30772KCU0\t\t\n")
    concept = Terminology.load(added=folder).lookup("project bluebird")[0].concept
    known = embedded.concept("UNII:R30772KCU0")
    assert known is not None
    assert (concept.curie, concept.label, concept.xrefs) == (known.curie, known.label, known.xrefs)
    assert set(concept.names) == {*known.names, "Project Bluebird"}


def test_an_identifier_of_ones_own_becomes_a_cross_reference_of_the_known_concept(
    folder: Path, embedded: Terminology, tmp_path: Path
) -> None:
    path = tmp_path / "acme.sssom.tsv"
    path.write_text(
        "subject_id\tsubject_label\tpredicate_id\tobject_id\nACME:7\tbluebird\tskos:exactMatch\tUNII:R30772KCU0\n",
        encoding="utf-8",
    )
    report = add(path, folder, embedded, Kinds(Kind.DRUG), namespaces=ACME)
    terminology = Terminology.load(added=folder)
    (concept,) = terminology.by_xref("https://acme.example/id/7")
    assert (concept.curie, concept.label) == ("UNII:R30772KCU0", "isatuximab")
    assert terminology.lookup("bluebird")[0].concept == concept
    assert report.known == 1


@pytest.mark.parametrize(
    ("precedence", "wins"), [(1, "https://acme.example/id/9"), (0, "UNII:R30772KCU0"), (-1, "UNII:R30772KCU0")]
)
def test_precedence_says_whose_name_it_is(folder: Path, embedded: Terminology, precedence: int, wins: str) -> None:
    put(folder, embedded, "isatuximab\tACME:9\tisatuximab\trdfs:label\n", precedence=precedence)
    found = Terminology.load(added=folder).lookup("isatuximab")
    assert found[0].concept.curie == wins
    assert len(found) == (2 if precedence == 0 else 1)


def test_names_of_another_kind_are_no_rivals(folder: Path, embedded: Terminology) -> None:
    put(folder, embedded, "CD38\tACME:9\tCD38\trdfs:label\n", precedence=1)
    kinds = {candidate.concept.kind for candidate in Terminology.load(added=folder).lookup("CD38")}
    assert kinds >= {Kind.DRUG, Kind.TARGET}


def test_the_label_of_what_is_known_is_replaced_by_a_higher_precedence_alone(
    folder: Path, embedded: Terminology
) -> None:
    rows = "Bluebird\tUNII:R30772KCU0\tBluebird\trdfs:label\n"
    put(folder, embedded, rows)
    concept = Terminology.load(added=folder).concept("UNII:R30772KCU0")
    assert concept is not None
    assert concept.label == "isatuximab"
    put(folder, embedded, rows, precedence=1)
    concept = Terminology.load(added=folder).concept("UNII:R30772KCU0")
    assert concept is not None
    assert concept.label == "Bluebird"


def test_kinds_go_by_what_a_term_is_below(folder: Path, embedded: Terminology, tmp_path: Path) -> None:
    path = tmp_path / "two.sssom.tsv"
    rows = (
        "ACME:2\tbluebirdol\tskos:broadMatch\tACME:1\tsubstance",
        "ACME:4\tblue flu\tskos:broadMatch\tACME:3\tillness",
    )
    head = "subject_id\tsubject_label\tpredicate_id\tobject_id\tobject_label\n"
    path.write_text(head + "\n".join(rows) + "\nACME:5\tstone\tskos:exactMatch\tACME:6\t\n", encoding="utf-8")
    kinds = Kinds.given(["drug=ACME:1", "disease=ACME:3"], ACME)
    report = add(path, folder, embedded, kinds, namespaces=ACME)
    terminology = Terminology.load(added=folder)
    assert [terminology.lookup(name)[0].concept.kind for name in ("bluebirdol", "blue flu")] == [
        Kind.DRUG,
        Kind.DISEASE,
    ]
    assert terminology.lookup("stone") == embedded.lookup("stone")
    assert (report.added.kinds, report.passed_over) == ("disease,drug", 1)


def test_the_hierarchy_joins_the_embedded_one(folder: Path, embedded: Terminology, tmp_path: Path) -> None:
    myeloma = embedded.lookup("multiple myeloma", frozenset({Kind.DISEASE}))[0].concept
    path = tmp_path / "below.sssom.tsv"
    path.write_text(
        "subject_id\tsubject_label\tpredicate_id\tobject_id\n"
        f"ACME:1\tbluebird myeloma\tskos:broadMatch\t{myeloma.curie}\n",
        encoding="utf-8",
    )
    add(path, folder, embedded, Kinds(Kind.DISEASE), namespaces=ACME)
    above = {concept.curie for concept in Terminology.load(added=folder).ancestors("https://acme.example/id/1")}
    assert {myeloma.curie, *(concept.curie for concept in embedded.ancestors(myeloma.curie))} == above


def test_a_terminology_of_the_same_name_is_replaced(folder: Path, embedded: Terminology) -> None:
    put(folder, embedded, "bluebirdol\tACME:1\tbluebirdol\trdfs:label\n")
    put(folder, embedded, "redbirdol\tACME:1\tredbirdol\trdfs:label\n")
    terminology = Terminology.load(added=folder)
    assert terminology.lookup("bluebirdol") == ()
    assert terminology.lookup("redbirdol")
    assert len(list(folder.iterdir())) == 4


def test_what_is_removed_is_gone(folder: Path, embedded: Terminology) -> None:
    put(folder, embedded, "bluebirdol\tACME:1\tbluebirdol\trdfs:label\n")
    put(folder, embedded, "redbirdol\tACME:2\tredbirdol\trdfs:label\n", name="other")
    remove(folder, "acme")
    assert [one.name for one in added_in(folder)] == ["other"]
    assert Terminology.load(added=folder).lookup("bluebirdol") == ()
    with pytest.raises(UsageError, match="no terminology has been added as 'acme'") as error:
        remove(folder, "acme")
    assert error.value.cure == "There are other."


def test_the_list_has_licence_release_precedence_and_hashes(folder: Path, embedded: Terminology) -> None:
    put(folder, embedded, "b12x\tACME:1\tb12x\trdfs:label\n", licence="ours", release="3", precedence=2)
    (one,) = added_in(folder)
    assert (one.licence, one.release, one.precedence, one.kinds, one.concepts) == ("ours", "3", 2, "drug", 1)
    assert {source.sha256 for source in one.files} == {one.rows, one.index, one.replaced}


def test_what_is_added_changes_the_version(folder: Path, embedded: Terminology) -> None:
    put(folder, embedded, "bluebirdol\tACME:1\tbluebirdol\trdfs:label\n")
    assert Terminology.load(added=folder).version != embedded.version


def test_a_file_of_another_hash_is_refused(folder: Path, embedded: Terminology) -> None:
    one = put(folder, embedded, "bluebirdol\tACME:1\tbluebirdol\trdfs:label\n")
    rows = folder / one.files[0].file
    rows.write_bytes(lzma.compress(lzma.decompress(rows.read_bytes()).replace(b"blue", b"rede")))
    with pytest.raises(ResourceError, match="not the one") as error:
        Terminology.load(added=folder)
    assert error.value.cure == "Add it again: kg terminology add acme.tsv --name acme"


def test_a_broken_list_is_refused_with_its_line(folder: Path, embedded: Terminology) -> None:
    put(folder, embedded, "bluebirdol\tACME:1\tbluebirdol\trdfs:label\n")
    with (folder / "ADDED").open("a", encoding="utf-8") as file:
        file.write("half a line\n")
    with pytest.raises(ResourceError, match="broken") as error:
        Terminology.load(added=folder)
    assert error.value.where.endswith("ADDED, line 3")


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ResourceError, match="no folder"):
        Terminology.load(added=tmp_path / "nowhere")


def test_a_prefix_that_stands_for_nothing_is_refused_with_the_option(folder: Path, embedded: Terminology) -> None:
    with pytest.raises(ResourceError, match="'SUN:1' stands for no IRI") as error:
        put(folder, embedded, "sun\tSUN:1\tsun\trdfs:label\n")
    assert error.value.cure == "Declare its prefix: --prefix SUN=https://…."


def test_a_file_without_a_kind_is_refused(folder: Path, embedded: Terminology, tmp_path: Path) -> None:
    (tmp_path / "x.tsv").write_text(HEAD + "sun\tACME:1\tsun\trdfs:label\n", encoding="utf-8")
    with pytest.raises(ResourceError, match="none of the 1 terms") as error:
        add(tmp_path / "x.tsv", folder, embedded, Kinds(None), namespaces=ACME)
    assert "--kind" in error.value.cure


def test_a_library_that_is_missing_is_named_with_the_line_that_installs_it() -> None:
    with pytest.raises(ResourceError, match="needs no_such_library") as error:
        optional.needed("no_such_library")
    assert error.value.cure == 'Run: pip install "claimgraph[terminology]"'


@pytest.mark.parametrize(
    ("written", "known"),
    [
        ("MESH:D009101", "MESH:D009101"),
        ("msh:D009101", "MESH:D009101"),
        ("http://purl.obolibrary.org/obo/MONDO_0009693", "MONDO:0009693"),
        ("https://identifiers.org/mesh:D009101", "MESH:D009101"),
        ("http://id.nlm.nih.gov/mesh/D009101", "MESH:D009101"),
        ("ACME:1", "https://acme.example/id/1"),
        ("https://elsewhere.example/1", "https://elsewhere.example/1"),
        ("SUN:1", None),
        ("no identifier", None),
        ("https://elsewhere.example/a b", None),
    ],
)
def test_identifiers_are_brought_to_one_form(written: str, known: str | None) -> None:
    assert ACME.known(written) == known


def test_only_the_terms_of_a_prefix_can_be_taken() -> None:
    only = Namespaces.given(["ACME=https://acme.example/id/", "ACME"])
    assert only.wanted("https://acme.example/id/1")
    assert not only.wanted("MESH:D009101")


def test_the_default_folder_is_the_users_data_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert default_folder() == tmp_path / "claimgraph" / "terminologies"
