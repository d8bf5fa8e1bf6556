"""Writes the pages of ``docs/reference`` that are made from the code. A test holds them to it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from typer.testing import CliRunner

from kg import errors
from kg.cli.app import app
from kg.settings import ENVIRONMENT, FILE, Settings
from kg.vocab import PREDICATES

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


def pages() -> dict[str, str]:
    """The text of each generated page by its path under ``docs``."""
    made = {
        "reference/cli.md": command_line(),
        "reference/settings.md": settings(),
        "reference/predicates.md": predicates(),
    }
    return {name: re.sub(r" +$", "", text, flags=re.MULTILINE) for name, text in made.items()}


def main() -> None:
    for name, text in pages().items():
        path = HERE / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
