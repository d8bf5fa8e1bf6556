"""``kg eval``: how well a corpus that people have annotated is read."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.build import AnnotationFormat, Model, Workers
from kg.cli.console import ConfigOption, Format, JsonFlag, Steps, say, write_json, write_rows

if TYPE_CHECKING:
    from kg.evaluate import Mistake, Score
    from kg.evaluate.bootstrap import Estimate, Measure


class Mentions(StrEnum):
    """Whose mentions are linked."""

    FOUND = "found"
    GOLD = "gold"


def evaluate(
    gold: Annotated[Path, typer.Option(help="The annotated corpus; may be compressed (.gz, .xz).")],
    corpus: Annotated[
        Path | None, typer.Argument(metavar="[CORPUS]", help="The articles, when their layout is to be read too.")
    ] = None,
    form: Annotated[
        AnnotationFormat | None,
        typer.Option("--format", help="Format of the gold file; told by its content when not given."),
    ] = None,
    mentions: Annotated[
        Mentions, typer.Option(help="Link what is found, or the gold mentions: linking and claims alone.")
    ] = Mentions.FOUND,
    label: Annotated[
        list[str] | None, typer.Option(metavar="LABEL=KIND", help="The kind that a label stands for; may be repeated.")
    ] = None,
    relation: Annotated[
        list[str] | None,
        typer.Option(metavar="LABEL=PREDICATE", help="The predicate that a relation stands for; may be repeated."),
    ] = None,
    kind: Annotated[list[str] | None, typer.Option(help="Score this kind; all that are marked if not given.")] = None,
    scheme: Annotated[
        list[str] | None,
        typer.Option(metavar="[KIND=]PREFIX", help="Compare identifiers of this scheme; the commonest if not given."),
    ] = None,
    errors: Annotated[Path | None, typer.Option(help="Write every wrong answer here, tab-separated.")] = None,
    samples: Annotated[int, typer.Option(min=0, help="Bootstrap samples of the documents.")] = 1000,
    seed: Annotated[int, typer.Option(min=0, help="Seed of the bootstrap.")] = 0,
    model: Model = None,
    workers: Workers = None,
    config: ConfigOption = None,
    as_json: JsonFlag = False,
) -> None:
    """Score recognition, linking and claims on a corpus that people have annotated."""
    from kg.evaluate import Terms, read_gold
    from kg.evaluate.labels import chosen_schemes, known_kinds, with_labels, with_relations
    from kg.run.evaluate import evaluate as run_evaluate
    from kg.settings import load_settings

    settings = load_settings({"model": model, "workers": workers}, file=config)
    labels, relations = with_labels(label or ()), with_relations(relation or ())
    only, schemes = known_kinds(kind or ()), chosen_schemes(scheme or ())
    terms = Terms(read_gold(gold, form.value if form else None), labels, relations, only, schemes)
    if terms.unknown_labels:
        say(f"note: not scored, as they stand for no kind: {', '.join(terms.unknown_labels)}. See --label.")
    chosen = mentions is Mentions.GOLD
    score = run_evaluate(
        terms, settings, corpus=corpus, gold_mentions=chosen, samples=samples, seed=seed, progress=Steps()
    )
    for document, why in score.missing:
        say(f"missing {document}: {why}")
    if errors is not None:
        _write_mistakes(score.mistakes, errors)
    if as_json:
        write_json(_json(score, recognition=not chosen))
    else:
        _write_tables(score, recognition=not chosen)


def _json(score: Score, *, recognition: bool) -> dict[str, object]:
    content = asdict(score) | {"why": score.why()}
    if not recognition:
        for row in content["mentions"]:
            del row["exact"], row["overlapping"]
    return content


def _write_tables(score: Score, *, recognition: bool) -> None:
    typer.echo(f"{score.documents} documents; in brackets the 95 % interval\n")
    if recognition:
        columns = ["recognition", "marked", "found", "precision", "recall", "F1", "overlapping: precision", "recall"]
        write_rows(columns, list(_recognition(score)), Format.TABLE)
    if any(row.linked.tally.gold for row in score.mentions):
        columns = ["linking", "ids", "marked", "found", "precision", "recall", "F1", "right id on found spans", "of"]
        write_rows(columns, list(_linking(score)), Format.TABLE)
    if score.claims:
        columns = ["claims", "marked", "found", "precision", "recall", "F1"]
        write_rows(columns, [[row.predicate, *_measure(row.claims)] for row in score.claims], Format.TABLE)
    why = [[why, f"{sum(of.values())}", _counted(of)] for why, of in sorted(score.why().items())]
    write_rows(["wrong answers", "", "of which"], why, Format.TABLE)


def _recognition(score: Score) -> Iterator[list[str]]:
    for row in score.mentions:
        near = row.overlapping
        yield [row.kind, *_measure(row.exact), f"{near.precision.value:.3f}", f"{near.recall.value:.3f}"]


def _linking(score: Score) -> Iterator[list[str]]:
    for row in score.mentions:
        of = row.accuracy.tally.gold
        yield [row.kind, row.scheme, *_measure(row.linked), _estimate(row.accuracy.recall), f"{of}"]


def _measure(measure: Measure) -> list[str]:
    tally = measure.tally
    shares = (measure.precision, measure.recall, measure.f1)
    return [f"{tally.gold}", f"{tally.found}", *map(_estimate, shares)]


def _estimate(estimate: Estimate) -> str:
    return f"{estimate.value:.3f} [{estimate.low:.3f}, {estimate.high:.3f}]"


def _counted(of: Mapping[str, int]) -> str:
    return ", ".join(f"{kind} {count}" for kind, count in sorted(of.items()))


def _write_mistakes(mistakes: tuple[Mistake, ...], path: Path) -> None:
    from dataclasses import fields

    from kg.errors import UsageError
    from kg.evaluate import Mistake

    columns = [field.name for field in fields(Mistake)]
    try:
        with path.open("w", encoding="utf-8", newline="") as file:
            table = csv.writer(file, delimiter="\t", lineterminator="\n")
            table.writerow(columns)
            for mistake in mistakes:
                table.writerow([" ".join(str(getattr(mistake, column)).split()) for column in columns])
    except OSError as error:
        raise UsageError(f"cannot be written: {error.strerror}", where=str(path), cure="Name another file.") from error
