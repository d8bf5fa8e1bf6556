"""What a report says of the code, model, terminology and settings that made an output."""

from __future__ import annotations

import re
from pathlib import Path

from kg.run.provenance import digest, hashes, versions
from kg.settings import Settings


def test_every_part_that_can_change_an_output_has_its_hash() -> None:
    known = hashes(Settings())
    assert set(known) == {"code", "model", "terminology", "settings"}
    assert all(re.fullmatch(r"[0-9a-f]{64}", value) for value in known.values())


def test_another_model_has_another_hash_and_one_that_is_not_there_has_none(tmp_path: Path) -> None:
    (tmp_path / "meta.json").write_text("{}", encoding="utf-8")
    other = hashes(Settings(model=str(tmp_path)))["model"]
    assert other not in (hashes(Settings())["model"], "missing")
    assert hashes(Settings(model="no_such_model"))["model"] == "missing"


def test_no_package_that_can_change_an_output_is_missing() -> None:
    assert "missing" not in versions().values()


def test_a_digest_covers_names_and_contents_and_no_caches(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("1", encoding="utf-8")
    first = digest(tmp_path, tmp_path.rglob("*"))
    (tmp_path / "__pycache__").mkdir()
    (tmp_path / "__pycache__" / "a.pyc").write_text("cache", encoding="utf-8")
    assert digest(tmp_path, tmp_path.rglob("*")) == first
    (tmp_path / "a").rename(tmp_path / "b")
    assert digest(tmp_path, tmp_path.rglob("*")) != first
