"""The recogniser that comes with the package: a word-piece encoder with int8 weights, run by onnxruntime."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from kg.errors import ResourceError
from kg.model import Kind, Span
from kg.nlp.encoding import KINDS, LABELS, TOKEN_TYPES, Chunk, Hint, best_path, chunks, spans_of

if TYPE_CHECKING:
    from onnxruntime import InferenceSession  # type: ignore[import-untyped]
    from tokenizers import Tokenizer

CARD = "model.json"
WEIGHTS = "model.onnx"
TOKENIZER = "tokenizer.json"

_CURE = "Install claimgraph again, or train a model with kg train."


@dataclass(frozen=True, slots=True, order=True)
class Recognised:
    """A name that the recogniser found; ``score`` is the probability of its least certain word."""

    span: Span
    kind: Kind
    score: float


class Recogniser:
    """Drugs, diseases and targets in English biomedical text.

    Every chunk is run alone: the scales of the quantised activations are taken over a whole input, so that what is
    found in a text would otherwise depend on its neighbours in a batch.
    """

    def __init__(self, session: InferenceSession, tokenizer: Tokenizer, name: str, sha256: str) -> None:
        self._session = session
        self._tokenizer = tokenizer
        self.name = name
        self.sha256 = sha256

    @classmethod
    def load(cls, folder: Path) -> Recogniser:
        """Load the model in ``folder``: ``model.json``, ``model.onnx``, ``tokenizer.json``; 0.2 s.

        Raises ``ResourceError`` for a file that is missing or whose sha256 is not the one in ``model.json``.
        """
        card = _card(folder)
        weights = _checked(folder, WEIGHTS, card)
        vocabulary = _checked(folder, TOKENIZER, card)
        import onnxruntime
        from tokenizers import Tokenizer

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        session = onnxruntime.InferenceSession(weights, options, providers=["CPUExecutionProvider"])
        tokenizer = Tokenizer.from_str(vocabulary.decode("utf-8"))
        tokenizer.no_truncation()
        tokenizer.no_padding()
        return cls(session, tokenizer, card.name, card.files[WEIGHTS])

    def recognise(self, text: str, sentences: Sequence[Span], hints: Sequence[Hint]) -> list[Recognised]:
        """The names in ``sentences`` (spans in ``text``, in order), in text order, without overlaps; ``hints`` are what
        the terminology knows there.
        """
        found: list[Recognised] = []
        for chunk in chunks(self._tokenizer, text, sentences, hints):
            found += _names(chunk, self._log_probabilities(chunk))
        return found

    def _log_probabilities(self, chunk: Chunk) -> NDArray[np.float32]:
        """(words × labels)"""
        inputs = {
            "input_ids": np.array([chunk.pieces], dtype=np.int64),
            "attention_mask": np.ones((1, len(chunk.pieces)), dtype=np.int64),
            "token_type_ids": np.array([chunk.types], dtype=np.int64),
        }
        logits: NDArray[np.float32] = self._session.run(["logits"], inputs)[0][0][list(chunk.heads)]
        shifted = logits - logits.max(axis=-1, keepdims=True)
        normalised: NDArray[np.float32] = shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True))
        return normalised


def _names(chunk: Chunk, scores: NDArray[np.float32]) -> Iterator[Recognised]:
    probabilities = np.exp(scores)
    for first, end, kind in spans_of(best_path(scores)):
        label = 1 + 2 * KINDS.index(kind)
        certainty = probabilities[first:end, label : label + 2].sum(axis=1).min()
        span = Span(chunk.words[first].start, chunk.words[end - 1].end)
        yield Recognised(span, kind, round(float(certainty), 4))


class _Card(NamedTuple):
    """Of ``model.json``: the model's name with its version, and the sha256 of each of its files."""

    name: str
    files: Mapping[str, str]


def _card(folder: Path) -> _Card:
    path = folder / CARD
    try:
        card = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ResourceError(f"the recognition model cannot be read: {error}", where=str(path), cure=_CURE) from error
    if card.get("labels") != list(LABELS) or card.get("token_types") != TOKEN_TYPES:
        what = "the recognition model was made for another version: its labels or its inputs differ"
        raise ResourceError(what, where=str(path), cure=_CURE)
    return _Card(f"{card['name']} {card['version']}", card["files"])


def _checked(folder: Path, name: str, card: _Card) -> bytes:
    path = folder / name
    try:
        content = path.read_bytes()
    except OSError as error:
        raise ResourceError(f"the recognition model is incomplete: {error}", where=str(path), cure=_CURE) from error
    if hashlib.sha256(content).hexdigest() != card.files.get(name):
        what = "the recognition model is not the one that was trained: its sha256 differs"
        raise ResourceError(what, where=str(path), cure=_CURE)
    return content
