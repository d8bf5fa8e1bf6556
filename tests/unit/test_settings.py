"""Where settings come from, and what is said about one that cannot be."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import UsageError
from kg.model import Kind
from kg.settings import ENVIRONMENT, Settings, load_settings


@pytest.fixture(autouse=True)
def empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name in Settings.model_fields:
        monkeypatch.delenv(ENVIRONMENT + name.upper(), raising=False)
    return tmp_path


def test_a_flag_wins_over_the_environment_that_over_the_file_that_over_the_default(
    empty_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    default = load_settings().threshold
    (empty_folder / "kg.toml").write_text("threshold = 0.1\nmodel = 'from_the_file'\n")
    from_file = load_settings()
    monkeypatch.setenv("CLAIMGRAPH_THRESHOLD", "0.2")
    from_environment = load_settings()
    from_flag = load_settings({"threshold": 0.3, "model": None})
    assert [default, from_file.threshold, from_environment.threshold, from_flag.threshold] == [0.5, 0.1, 0.2, 0.3]
    assert from_flag.model == "from_the_file"


def test_settings_cannot_be_changed() -> None:
    with pytest.raises(ValueError, match="frozen"):
        Settings().threshold = 0.9  # type: ignore[misc]


def test_labels_of_another_model_are_mapped_to_kinds(empty_folder: Path) -> None:
    (empty_folder / "other.toml").write_text("[labels]\nCHEMICAL = 'drug'\n")
    assert load_settings(file=Path("other.toml")).labels == {"CHEMICAL": Kind.DRUG}


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("treshold = 0.7", "unknown setting 'treshold' (bad.toml). Did you mean threshold?"),
        (
            "zzz = 1",
            "Known are base, threshold, least_link, model, labels, terminologies, calibration, exclude, workers",
        ),
        ("threshold = 7", "setting 'threshold' cannot be 7: input should be less than or equal to 1 (bad.toml)"),
        ("base = 'claims'", "an absolute http or https IRI is needed"),
        ("base = 'https://example.org/id'", "must end in '/' or '#'"),
        ("base = 'https://example.org/a b/'", "no blanks"),
        ("[labels]\nX = 'drugs'", "setting 'labels.X' cannot be 'drugs'"),
        ("threshold = ", "no TOML"),
    ],
)
def test_an_error_says_what_is_wrong_where_and_the_cure(content: str, says: str) -> None:
    Path("bad.toml").write_text(content)
    with pytest.raises(UsageError) as caught:
        load_settings(file=Path("bad.toml"))
    assert says in str(caught.value)
    assert "bad.toml" in str(caught.value)


def test_an_unknown_variable_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLAIMGRAPH_TRESHOLD", "0.7")
    with pytest.raises(UsageError, match="Did you mean CLAIMGRAPH_THRESHOLD"):
        load_settings()


def test_a_bad_value_in_the_environment_names_the_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLAIMGRAPH_WORKERS", "many")
    with pytest.raises(UsageError, match=r"\(CLAIMGRAPH_WORKERS\)"):
        load_settings()


def test_a_settings_file_that_was_named_must_exist() -> None:
    with pytest.raises(UsageError, match=r"there is no such settings file \(nowhere\.toml\)"):
        load_settings(file=Path("nowhere.toml"))


def test_the_digest_covers_all_but_the_number_of_workers() -> None:
    assert Settings(workers=3).digest() == Settings().digest()
    assert Settings(threshold=0.6).digest() != Settings().digest()
