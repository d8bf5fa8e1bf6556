"""The documentation says what the product does: examples are run, generated pages are current, links lead somewhere."""

from __future__ import annotations

import contextlib
import doctest
import io
import re
import runpy
import shlex
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

from built import Built
from kg.cli import main

ROOT = Path(__file__).resolve().parents[2]
PAGES = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").rglob("*.md"))]

_FENCE = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"\]\(([^)\s]+)\)")
_FLAGS = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE


class Command(NamedTuple):
    """A command of the README and what it shows; ``...`` stands for any more of it."""

    line: str
    shows: str


def fences(page: Path, *languages: str) -> list[str]:
    """The fenced blocks in some languages, in order."""
    return [text for language, text in _FENCE.findall(page.read_text(encoding="utf-8")) if language in languages]


def commands() -> list[Command]:
    parts = [part for block in fences(ROOT / "README.md", "console") for part in re.split(r"^\$ ", block, flags=re.M)]
    return [Command(*part.partition("\n")[::2]) for part in parts if part.strip()]


def same(wanted: str, got: str) -> bool:
    return doctest.OutputChecker().check_output(wanted.strip() + "\n", got.strip() + "\n", _FLAGS)


@pytest.fixture
def beside_outputs(built: Built, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder as the checkout is after ``make demo``: with ``corpus`` and ``outputs``."""
    (tmp_path / "corpus").symlink_to(built.corpus)
    (tmp_path / "outputs").symlink_to(built.out)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.usefixtures("beside_outputs")
def test_the_python_example_of_the_readme_prints_what_it_says() -> None:
    (program,), (wanted, *_) = fences(ROOT / "README.md", "python"), fences(ROOT / "README.md", "text")
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile(program, "README.md", "exec"), {"__name__": "__main__"})
    assert same(wanted, printed.getvalue()), printed.getvalue()
    assert len(program.strip().splitlines()) <= 10


@pytest.mark.usefixtures("beside_outputs")
@pytest.mark.parametrize("command", commands(), ids=lambda command: command.line)
def test_a_command_of_the_readme_shows_what_it_says(
    command: Command, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    program, *arguments = shlex.split(command.line)
    if program == "make":
        assert re.search(rf"^{arguments[0]}:.*## ", (ROOT / "Makefile").read_text(), flags=re.M)
        return
    monkeypatch.setattr(sys, "argv", [program, *arguments])
    with pytest.raises(SystemExit) as ended:
        main()
    shown = capsys.readouterr().out
    assert ended.value.code == 0
    assert same(command.shows, shown), shown


@pytest.mark.usefixtures("beside_outputs")
@pytest.mark.parametrize(
    ("page", "program"),
    [(page.name, program) for page in sorted((ROOT / "docs").glob("*.md")) for program in fences(page, "python")],
)
def test_a_python_example_of_the_documentation_runs(
    page: str, program: str, capsys: pytest.CaptureFixture[str]
) -> None:
    exec(compile(program, page, "exec"), {"__name__": "__main__"})
    assert capsys.readouterr().out.strip()


def test_the_picture_of_the_readme_is_there() -> None:
    (picture,) = re.findall(r"!\[[^\]]+\]\(([^)]+\.png)\)", (ROOT / "README.md").read_text(encoding="utf-8"))
    assert (ROOT / picture).read_bytes().startswith(b"\x89PNG")


def test_the_generated_pages_are_current() -> None:
    """When this fails: make docs."""
    pages = runpy.run_path(str(ROOT / "docs" / "generate.py"))["pages"]()
    for name, text in pages.items():
        assert (ROOT / "docs" / name).read_text(encoding="utf-8") == text, name


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_link_leads_somewhere(page: Path) -> None:
    for target in _LINK.findall(page.read_text(encoding="utf-8")):
        if "://" not in target and not target.startswith("#"):
            assert (page.parent / target.partition("#")[0]).exists(), target


def test_every_page_is_reached_from_the_index() -> None:
    seen: set[Path] = set()
    waiting = [ROOT / "docs" / "index.md"]
    while waiting:
        page = waiting.pop()
        if page in seen:
            continue
        seen.add(page)
        if page.suffix == ".md":
            targets = (target.partition("#")[0] for target in _LINK.findall(page.read_text(encoding="utf-8")))
            waiting += [(page.parent / target).resolve() for target in targets if target and "://" not in target]
        elif page.is_dir():
            waiting += sorted(page.glob("*.md"))
    assert set(PAGES) <= seen
