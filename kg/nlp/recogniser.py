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
from kg.nlp.pairs import LABEL_SETS
from kg.nlp.relations import PairReader, Read
from kg.nlp.wording import Vocabulary
from kg.nlp.wording_scores import WordingScores, restored

if TYPE_CHECKING:
    from onnxruntime import InferenceSession  # type: ignore[import-untyped]
    from tokenizers import Tokenizer

CARD = "model.json"
WEIGHTS = "model.onnx"
PAIRS = "pairs.onnx"
WORDING = "wording.npz"
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

    def __init__(
        self, session: InferenceSession, tokenizer: Tokenizer, pairs: PairReader, name: str, sha256: str
    ) -> None:
        self._session = session
        self._tokenizer = tokenizer
        self.pairs = pairs
        self.name = name
        self.sha256 = sha256

    @classmethod
    def load(cls, folder: Path) -> Recogniser:
        """Load the model in ``folder``, 0.3 s: ``model.json``, ``model.onnx``, ``pairs.onnx``, ``wording.npz``,
        ``tokenizer.json``.

        Raises ``ResourceError`` for a file that is missing or whose sha256 is not the one in ``model.json``.
        """
        card = _card(folder)
        names = (WEIGHTS, PAIRS, WORDING, TOKENIZER)
        weights, pairs, words, pieces = (_checked(folder, name, card) for name in names)
        from tokenizers import Tokenizer

        tokenizer = Tokenizer.from_str(pieces.decode("utf-8"))
        tokenizer.no_truncation()
        tokenizer.no_padding()
        vocabulary = Vocabulary.of(tokenizer.get_vocab())
        reader = PairReader(_session(pairs), WordingScores(vocabulary, restored(words)))
        sha256 = hashlib.sha256("".join(card.files[name] for name in (WEIGHTS, PAIRS, WORDING)).encode()).hexdigest()
        return cls(_session(weights), tokenizer, reader, card.name, sha256)

    @property
    def vocabulary(self) -> Vocabulary:
        """The stems of the tokenizer's pieces, as the linear pair models read them."""
        return self.pairs.vocabulary

    def recognise(
        self, text: str, sentences: Sequence[Span], hints: Sequence[Hint]
    ) -> tuple[list[Recognised], list[Read]]:
        """The names in ``sentences`` (spans in ``text``, in order), in text order, without overlaps, and the chunks
        that were read with the encoder's states, which ``pairs`` reads on; ``hints`` are what the terminology knows
        there.
        """
        found: list[Recognised] = []
        read: list[Read] = []
        for chunk in chunks(self._tokenizer, text, sentences, hints):
            scores, states = self._run(chunk)
            found += _names(chunk, scores)
            read.append(Read(chunk, states))
        return found, read

    def _run(self, chunk: Chunk) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """(words × labels) log-probabilities and (pieces × width) states."""
        inputs = {
            "input_ids": np.array([chunk.pieces], dtype=np.int64),
            "attention_mask": np.ones((1, len(chunk.pieces)), dtype=np.int64),
            "token_type_ids": np.array([chunk.types], dtype=np.int64),
        }
        outputs: list[NDArray[np.float32]] = self._session.run(["logits", "states"], inputs)
        logits = outputs[0][0][list(chunk.heads)]
        shifted = logits - logits.max(axis=-1, keepdims=True)
        normalised: NDArray[np.float32] = shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True))
        return normalised, outputs[1][0]


def _session(weights: bytes) -> InferenceSession:
    """On one thread: what comes out does not depend on the machine's cores, and workers share these."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(weights, options, providers=["CPUExecutionProvider"])


def _names(chunk: Chunk, scores: NDArray[np.float32]) -> Iterator[Recognised]:
    probabilities = np.exp(scores)
    for first, end, kind in spans_of(best_path(scores)):
        label = 1 + 2 * KINDS.index(kind)
        certainty = probabilities[first:end, label : label + 2].sum(axis=1).min()
        span = Span(chunk.words[first].start, chunk.words[end - 1].end)
        yield Recognised(span, kind, round(float(certainty), 4))


def pair_labels() -> dict[str, list[str]]:
    """What ``model.json`` says of the pair head's outputs."""
    return {name: list(labels) for name, labels in LABEL_SETS.items()}


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
    expected = {"labels": list(LABELS), "token_types": TOKEN_TYPES, "pair_labels": pair_labels()}
    if any(card.get(key) != value for key, value in expected.items()):
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
