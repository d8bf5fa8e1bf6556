"""Each embedded file is listed with its licence and hash, and a changed one is refused."""

from __future__ import annotations

import lzma
import shutil
from pathlib import Path

import pytest

from kg.errors import ResourceError
from kg.resources import ontologies
from kg.terminology import Terminology
from kg.terminology.sources import read_checked, read_sources, sha256
from kg.vocab import IDENTIFIER_PREFIXES

MEBIBYTE = 1024 * 1024


def test_every_listed_file_is_there_with_its_hash() -> None:
    for source in read_sources(ontologies()):
        assert sha256(read_checked(ontologies(), source)) == source.sha256
        assert source.licence
        assert source.version
        assert source.description


def test_every_packed_file_is_listed() -> None:
    packed = {p.name for p in ontologies().iterdir() if p.suffix in (".xz", ".gz")}
    assert packed <= {source.file for source in read_sources(ontologies())}


def test_all_terminologies_take_at_most_12_megabytes() -> None:
    assert sum((ontologies() / s.file).stat().st_size for s in read_sources(ontologies())) <= 12 * MEBIBYTE


def test_no_identifier_is_of_a_scheme_whose_licence_forbids_it() -> None:
    prefixes = set()
    for source in read_sources(ontologies()):
        if source.file.endswith(".tsv.xz"):
            for row in lzma.decompress((ontologies() / source.file).read_bytes()).decode("utf-8").splitlines():
                curie, _, _, _, *lists = row.split("\t")
                prefixes |= {c.partition(":")[0] for c in (curie, *(x for one in lists for x in one.split("|"))) if c}
    assert prefixes <= {*IDENTIFIER_PREFIXES, "cgid"}
    assert not prefixes & {"UMLS", "SNOMEDCT", "MEDDRA", "OMIM"}


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    folder = tmp_path / "ontologies"
    shutil.copytree(ontologies(), folder)
    return folder


def test_a_changed_file_is_refused(copied: Path) -> None:
    with (copied / "drugs.tsv.xz").open("ab") as file:
        file.write(b"x")
    with pytest.raises(ResourceError, match="not the one that SOURCES lists"):
        Terminology.load(copied)


def test_a_missing_file_is_named(copied: Path) -> None:
    (copied / "names.idx.gz").unlink()
    with pytest.raises(ResourceError, match=r"names\.idx\.gz"):
        Terminology.load(copied)


def test_a_folder_without_terminologies_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ResourceError, match="no list of terminologies"):
        Terminology.load(tmp_path)


def test_the_trial_table_may_be_missing(copied: Path) -> None:
    (copied / "trials.tsv").unlink(missing_ok=True)
    assert Terminology.load(copied).lookup("ICARIA-MM") == ()


def test_a_trial_without_registry_number_is_refused_with_its_line(copied: Path) -> None:
    (copied / "trials.tsv").write_text("acronym\taliases\tnct\ttitle\nX-1\t\t\tA trial\n", encoding="utf-8")
    with pytest.raises(ResourceError, match="line 2"):
        Terminology.load(copied)


def test_the_version_changes_with_the_content(copied: Path) -> None:
    before = Terminology.load(copied).version
    assert before == Terminology.load(copied).version
    (copied / "trials.tsv").write_text("acronym\taliases\tnct\ttitle\n", encoding="utf-8")
    assert Terminology.load(copied).version != before
