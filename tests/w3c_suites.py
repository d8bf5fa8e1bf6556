"""Runs test suites of the W3C through claimgraph and through Oxigraph alone, in one run.

    python tests/w3c_suites.py --suite FOLDER [--suite FOLDER …] [--details]

A folder holds the suites as the W3C publishes them, each with its ``manifest.ttl``. A case that Oxigraph alone passes
and claimgraph does not must stand in ``w3c/exceptions.tsv`` with the reason; anything else is an error (exit status 1).
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path

from w3c.answers import Answer
from w3c.manifest import Case, cases, manifests
from w3c.ways import WAYS, Disagreement, Refused, alone, wanted

OWN = Path(__file__).parent / "w3c" / "own"
EXCEPTIONS = Path(__file__).parent / "w3c" / "exceptions.tsv"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a case on one way; ``said`` is empty when it passed."""

    case: Case
    way: str
    said: str

    @property
    def passed(self) -> bool:
        return not self.said


@dataclass(frozen=True, slots=True)
class Known:
    """An exception: cases by ``suite/name`` with wildcards, a way, what its message says, and the reason."""

    cases: str
    way: str
    says: str
    why: str

    def covers(self, outcome: Outcome) -> bool:
        fits = fnmatchcase(outcome.case.title, self.cases) and fnmatchcase(outcome.way, self.way)
        return fits and self.says in outcome.said


def exceptions() -> tuple[Known, ...]:
    lines = EXCEPTIONS.read_text(encoding="utf-8").splitlines()
    return tuple(Known(*line.split("\t")) for line in lines[1:])


def outcomes(case: Case) -> Iterator[Outcome]:
    """The outcome alone, then one for each way through claimgraph."""
    yield Outcome(case, "alone", _said(case, "alone", alone))
    for name, way in WAYS[case.kind].items():
        yield Outcome(case, name, _said(case, name, way))


def _said(case: Case, name: str, way: Callable[[Case], Answer]) -> str:
    try:
        answer = way(case)
    except Refused as refused:
        return "" if case.refused else f"refused: {refused}"
    except Disagreement as error:
        return str(error)
    if case.refused:
        return "taken, though it is wrong"
    if case.expected is None:
        return ""
    return "" if answer == wanted(case, name) else "another answer"


def all_cases(folders: Iterable[Path]) -> Iterator[Case]:
    for folder in folders:
        for manifest in manifests(folder.resolve()):
            yield from cases(manifest)


def judged(case: Case, known: tuple[Known, ...]) -> tuple[list[Outcome], list[tuple[Outcome, Known | None]]]:
    """All outcomes, and those that are worse than alone, each with the exception that covers it."""
    found = list(outcomes(case))
    by_itself, ours = found[0], found[1:]
    worse = [outcome for outcome in ours if by_itself.passed and not outcome.passed]
    return found, [(outcome, next((one for one in known if one.covers(outcome)), None)) for outcome in worse]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--suite", type=Path, action="append", required=True)
    parser.add_argument("--details", action="store_true", help="every case that fails, not only those that are errors")
    options = parser.parse_args()
    if missing := [folder for folder in options.suite if not folder.is_dir()]:
        print(f"skipped: there is no folder {missing[0]}; the suites are not part of this project", file=sys.stderr)
        return 2
    known, errors, used = exceptions(), 0, Counter[Known]()
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for case in all_cases(options.suite):
        found, worse = judged(case, known)
        counts[case.suite]["cases"] += 1
        counts[case.suite].update(outcome.way for outcome in found if outcome.passed)
        for outcome, exception in worse:
            if exception is None:
                errors += 1
                print(f"ERROR {case.title} {outcome.way}: {outcome.said}")
            else:
                used[exception] += 1
                counts[case.suite]["excepted"] += 1
        if options.details:
            for outcome in found:
                if not outcome.passed:
                    print(f"  {case.title} {outcome.way}: {outcome.said}")
    _show(counts, used)
    return 1 if errors else 0


def _show(counts: dict[str, Counter[str]], used: Counter[Known]) -> None:
    columns = ("cases", "alone", "open", "export", "query", "serve", "update", "excepted")
    print(f"{'suite':24}" + "".join(f"{column:>9}" for column in columns))
    for suite in sorted(counts):
        print(f"{suite:24}" + "".join(f"{counts[suite][column] or '':>9}" for column in columns))
    for exception, times in used.items():
        print(f"{times:5} excepted: {exception.why}")


if __name__ == "__main__":
    sys.exit(main())
