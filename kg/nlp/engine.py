"""The spaCy pipelines: scispaCy's tokenizer and abbreviation detector around a recogniser.

The only module that touches spaCy; what leaves it are records with offsets of the document's text.
"""

from __future__ import annotations

import re
import sys
import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from kg.errors import ResourceError, UsageError
from kg.model import Kind, Sentence, Span, Token
from kg.nlp.encoding import Hint, normalised
from kg.nlp.recogniser import Recognised, Recogniser
from kg.nlp.relations import Read

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

RECOGNISER = "claimgraph_recogniser"

DEFAULT_LABELS: Mapping[str, Kind] = {
    "CHEMICAL": Kind.DRUG,
    "DISEASE": Kind.DISEASE,
    "CANCER": Kind.DISEASE,
    "SIMPLE_CHEMICAL": Kind.DRUG,
    "GENE_OR_GENE_PRODUCT": Kind.TARGET,
    "GGP": Kind.TARGET,
    "PROTEIN": Kind.TARGET,
}
"""Labels of scispaCy's published models (bc5cdr, bionlp13cg, craft, jnlpba) that name one of our kinds."""


@dataclass(frozen=True, slots=True)
class Parsed:
    """What spaCy and its components say of a stretch of sentences, in offsets of the document.

    ``tokens`` has one tuple a sentence; ``definitions`` are pairs (short form, long form); ``read`` are the chunks
    with their states for the pair classifier, from our recogniser alone.
    """

    tokens: tuple[tuple[Token, ...], ...]
    recognised: tuple[Recognised, ...]
    definitions: tuple[tuple[Span, Span], ...]
    read: tuple[Read, ...] = ()


class Engine:
    """A spaCy pipeline with what is needed to read its results."""

    def __init__(self, language: Language, labels: Mapping[str, Kind] | None) -> None:
        self._language = language
        self._labels = labels

    def parse(self, text: str, sentences: Sequence[Sentence], hints: Sequence[Hint] = (), *, recognise: bool) -> Parsed:
        """Run the pipeline over neighbouring ``sentences`` of ``text``; only the tokenizer unless ``recognise``.

        ``hints`` is what the terminology knows in them, in text order.
        """
        start, end = sentences[0].span.start, sentences[-1].span.end
        plain = _one_line(normalised(text[start:end]))
        spans = [sentence.span.moved(-start) for sentence in sentences]
        doc = self._language.make_doc(plain)
        if not recognise:
            return Parsed(_tokens(doc, text, start, spans), (), ())
        doc._.sentences = tuple(spans)
        doc._.hints = tuple(replace(hint, span=hint.span.moved(-start)) for hint in hints)
        _mark_sentence_starts(doc, spans)
        doc = self._language(doc)
        return Parsed(
            _tokens(doc, text, start, spans),
            tuple(_moved(found, start) for found in self._recognised(doc)),
            tuple(_definitions(doc, start)),
            tuple(replace(read, chunk=read.chunk.moved(start)) for read in doc._.read),
        )

    def _recognised(self, doc: Doc) -> Sequence[Recognised]:
        if self._labels is None:
            found: Sequence[Recognised] = doc._.recognised
            return found
        return [
            Recognised(Span(entity.start_char, entity.end_char), self._labels[entity.label_], 1.0)
            for entity in doc.ents
            if entity.label_ in self._labels
        ]


def own_engine(recogniser: Recogniser) -> Engine:
    """scispaCy's tokenizer, the recogniser, scispaCy's abbreviation detector."""
    with _known_warnings(), _without_torch():
        import spacy
        from scispacy.custom_tokenizer import combined_rule_tokenizer  # type: ignore[import-untyped]
        from spacy.language import Language as Languages

        if not Languages.has_factory(RECOGNISER):
            Languages.factory(RECOGNISER, func=_component, default_config={"recogniser": None})
        language = spacy.blank("en")
        language.tokenizer = combined_rule_tokenizer(language)
        language.add_pipe(RECOGNISER).recogniser = recogniser  # type: ignore[attr-defined]
        _add_abbreviations(language)
    return Engine(language, None)


def installed_engine(name: str, labels: Mapping[str, Kind]) -> tuple[Engine, str]:
    """An installed spaCy pipeline (or one in a folder) in place of ours, and its name with its version.

    Nothing is downloaded: ``ResourceError`` when there is none of this name, ``UsageError`` when no label of it has a
    kind.
    """
    with _known_warnings():
        import spacy

        try:
            language = spacy.load(name)
        except OSError as error:
            raise ResourceError(
                f"there is no spaCy pipeline called {name!r}",
                where="--model",
                cure=f"Install it (pip install the release of {name}), give the folder it is in, or leave --model out.",
            ) from error
        known = {label: kind for label, kind in (labels or DEFAULT_LABELS).items() if label in _labels_of(language)}
        if not known:
            raise UsageError(
                f"no label of {name!r} stands for a kind; it has {', '.join(sorted(_labels_of(language))) or 'none'}",
                where="labels",
                cure="Say in the settings what they mean, for example labels = { CHEMICAL = 'drug' }.",
            )
        _add_abbreviations(language)
    return Engine(language, known), f"{name} {language.meta.get('version', '')}".strip()


def versions() -> str:
    """``spaCy x, scispaCy y``: what tokenises and finds abbreviations."""
    found = []
    for package in ("spacy", "scispacy"):
        try:
            found.append(f"{package} {version(package)}")
        except PackageNotFoundError:
            continue
    return ", ".join(found)


class _Component:
    """The recogniser as a step of a spaCy pipeline: it fills ``Doc._.recognised`` and ``Doc._.read``."""

    def __init__(self) -> None:
        self.recogniser: Recogniser | None = None

    def __call__(self, doc: Doc) -> Doc:
        if self.recogniser is not None:
            recognised, read = self.recogniser.recognise(doc.text, doc._.sentences, doc._.hints)
            doc._.recognised, doc._.read = tuple(recognised), tuple(read)
        return doc


def _component(nlp: Language, name: str, recogniser: None) -> _Component:  # noqa: ARG001 (spaCy's signature)
    return _Component()


def _add_abbreviations(language: Language) -> None:
    """Add scispaCy's detector, and the attributes in which sentences go in and names come out."""
    import scispacy.abbreviation  # type: ignore[import-untyped]  # noqa: F401 (registers the component)
    from spacy.tokens import Doc

    for attribute in ("sentences", "hints", "recognised", "read"):
        if not Doc.has_extension(attribute):
            Doc.set_extension(attribute, default=())

    if "abbreviation_detector" not in language.pipe_names:
        language.add_pipe("abbreviation_detector")
    # a matcher without patterns warns at every text; this token occurs in none
    detector: Any = language.get_pipe("abbreviation_detector")
    detector.global_matcher.add("never", [[{"ORTH": "\0"}]])


def _labels_of(language: Language) -> set[str]:
    return {label for name in language.pipe_names for label in getattr(language.get_pipe(name), "labels", ())}


@contextmanager
def _known_warnings() -> Iterator[None]:
    """Silence for what spaCy and scispaCy say of their own code, and of models of a neighbouring version."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Possible set union", category=FutureWarning)
        warnings.filterwarnings("ignore", message=r"\[W095\]", category=UserWarning)
        yield


_USE_TORCH = ("spacy_transformers", "spacy_curated_transformers")


@contextmanager
def _without_torch() -> Iterator[None]:
    """A first import of spaCy that leaves PyTorch alone: where it is installed thinc loads it, for 1.4 s and 180 MB,
    and nothing here uses it. Where pipelines are installed that do, or it is loaded already, all stays as it is.
    """
    if {"torch", "thinc"} & sys.modules.keys() or any(map(find_spec, _USE_TORCH)):
        yield
        return
    sys.modules["torch"] = None  # type: ignore[assignment]  # what makes an import fail
    try:
        yield
    finally:
        del sys.modules["torch"]


_LINE_BREAK = re.compile(r"\s")


def _one_line(text: str) -> str:
    """``text`` with every white space as a blank: a name may run over a line break."""
    return _LINE_BREAK.sub(" ", text)


def _mark_sentence_starts(doc: Doc, sentences: Sequence[Span]) -> None:
    starts = iter(sentences)
    following = next(starts, None)
    for token in doc:
        token.is_sent_start = False
        if following is not None and token.idx + len(token) > following.start:
            token.is_sent_start = True
            following = next(starts, None)


def _tokens(doc: Doc, text: str, start: int, sentences: Sequence[Span]) -> tuple[tuple[Token, ...], ...]:
    found: list[list[Token]] = [[] for _ in sentences]
    index = 0
    for token in doc:
        if token.is_space:
            continue
        while index + 1 < len(sentences) and token.idx >= sentences[index + 1].start:
            index += 1
        span = Span(start + token.idx, start + token.idx + len(token))
        found[index].append(Token(span, span.of(text)))
    return tuple(map(tuple, found))


def _definitions(doc: Doc, start: int) -> Iterator[tuple[Span, Span]]:
    for short in doc._.abbreviations:
        long = short._.long_form
        if short.start_char < long.start_char or long.end_char <= short.start_char:
            yield (
                Span(start + short.start_char, start + short.end_char),
                Span(start + long.start_char, start + long.end_char),
            )


def _moved(found: Recognised, start: int) -> Recognised:
    return replace(found, span=found.span.moved(start))
