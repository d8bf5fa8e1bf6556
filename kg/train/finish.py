"""The second half of a training: the pair head alone, on the states of the exported encoder.

The encoder learns words and pairs at once and is then stored with int8 weights. The head learns on from the states
that the stored encoder gives, which cost nothing to use again: every corpus with relations, many epochs in minutes.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from kg.nlp.encoding import Hint
from kg.nlp.recogniser import Recogniser
from kg.train.corpora import Labelled
from kg.train.examples import sentence_spans
from kg.train.relations import PairBatch, Pairs, Related, pair_batch, pairs

if TYPE_CHECKING:
    from torch import Tensor

    from kg.train.head import PairHead


@dataclass(frozen=True, slots=True)
class Stated:
    """The pairs of a chunk with the encoder's states, (pieces × width) in float16; ``document`` numbers its text."""

    document: int
    related: Related
    pairs: Pairs
    states: NDArray[np.float16]


@dataclass(frozen=True, slots=True)
class Finish:
    """How the head learns on; ``epochs`` through all rows, about ``batch_size`` chunks at once."""

    epochs: int = 2
    learning_rate: float = 6e-4
    batch_size: int = 32
    weight_decay: float = 0.02
    dropout: float = 0.3
    seed: int = 13


def stated(
    recogniser: Recogniser, texts: Sequence[tuple[Labelled, Sequence[Hint]]], *, first: int = 0
) -> Iterator[Stated]:
    """The chunks of ``texts`` that have pairs, as recognition reads them; documents are numbered from ``first``."""
    for number, (labelled, hints) in enumerate(texts, start=first):
        if labelled.related is None:
            continue
        sentences = sentence_spans(labelled.text)
        for read in recogniser.recognise(labelled.text, sentences, hints)[1]:
            found = pairs(read.chunk, labelled.related, sentences)
            if len(found.heads):
                yield Stated(number, labelled.related, found, read.states.astype(np.float16))


def finish(
    head: PairHead, rows: Sequence[Stated], how: Finish, report: Callable[[str], None] | None = None
) -> PairHead:
    """A copy of ``head`` that has learnt from ``rows``; the rate falls to zero."""
    import torch

    from kg.train.head import pair_loss

    torch.manual_seed(how.seed)
    source, head = random.Random(how.seed), deepcopy(head).train()
    for part in head.modules():
        if isinstance(part, torch.nn.Dropout):
            part.p = how.dropout
    optimizer = torch.optim.AdamW(head.parameters(), lr=how.learning_rate, weight_decay=how.weight_decay)
    epochs = [list(_batches(rows, how.batch_size, source)) for _ in range(how.epochs)]
    steps, step = sum(map(len, epochs)), 0
    for number, epoch in enumerate(epochs):
        total = 0.0
        for group in epoch:
            for one in optimizer.param_groups:
                one["lr"] = how.learning_rate * min(1.0, 20 * (step + 1) / steps) * (1 - step / steps)
            loss = pair_loss(*_run(head, group))
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(head.parameters(), 1.0)
            optimizer.step()
            total, step = total + loss.item(), step + 1
        if report is not None:
            report(f"pair head, epoch {number + 1} of {how.epochs}, loss {total / max(1, len(epoch)):.4f}")
    head.eval()
    return head


def odds_of(
    head: PairHead, rows: Sequence[Stated], size: int = 32
) -> Iterator[tuple[Sequence[Stated], NDArray[np.float32]]]:
    """Rows in groups with the log-odds of their pairs, (pairs × outputs), in the order of the rows."""
    import torch

    with torch.inference_mode():
        for start in range(0, len(rows), size):
            group = rows[start : start + size]
            yield group, _run(head.eval(), group)[0].numpy()


def _batches(rows: Sequence[Stated], size: int, source: random.Random) -> Iterator[list[Stated]]:
    """The rows in random order, those of a document together."""
    documents: dict[int, list[Stated]] = {}
    for row in rows:
        documents.setdefault(row.document, []).append(row)
    group: list[Stated] = []
    for number in source.sample(sorted(documents), len(documents)):
        group += documents[number]
        if len(group) >= size:
            yield group
            group = []
    if group:
        yield group


def _run(head: PairHead, group: Sequence[Stated]) -> tuple[Tensor, PairBatch]:
    import torch

    from kg.train.head import pair_scores

    width = max(len(row.states) for row in group)
    states = np.zeros((len(group), width, group[0].states.shape[1]), dtype=np.float32)
    for at, row in enumerate(group):
        states[at, : len(row.states)] = row.states
    batch = pair_batch([(row.document, row.related, row.pairs) for row in group], width)
    assert batch is not None
    return pair_scores(head, torch.from_numpy(states), batch), batch
