"""Two short articles, what they say, and the few concepts that they name: one sample for all tests of the graph."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field

from kg.model import (
    Annotated,
    ArmRole,
    Citation,
    Claim,
    Concept,
    Document,
    DocumentKind,
    Effect,
    Endpoint,
    Evidence,
    Extraction,
    Kind,
    Link,
    LinkStatus,
    Literal,
    Mention,
    Modality,
    Span,
    TrialArm,
    TrialResult,
)

# Identifiers as in the terminologies that come with claimgraph; names and cross references are a selection.
ISATUXIMAB = Concept(
    "UNII:R30772KCU0", Kind.DRUG, "isatuximab", "Drug", ("SAR650984", "Sarclisa"), ("DRUGBANK:DB14811",)
)
POMALIDOMIDE = Concept("UNII:D2UX06XLB5", Kind.DRUG, "pomalidomide", "Drug", ("Pomalyst",), ("CHEBI:72690",))
CD38 = Concept("HGNC:1667", Kind.TARGET, "CD38", "Gene", ("T10",), ("NCBIGene:952", "UniProtKB:P28907"))
VEGFA = Concept("HGNC:12680", Kind.TARGET, "VEGFA", "Gene")
VEGF = Concept("FPLX:VEGF", Kind.TARGET, "VEGF", "GeneFamily", members=("HGNC:12680",))
DISEASE = Concept("MONDO:0000001", Kind.DISEASE, "disease", "Disease")
CANCER = Concept("MONDO:0004992", Kind.DISEASE, "cancer", "Disease", broader=("MONDO:0000001",))
MYELOMA = Concept(
    "MONDO:0009693", Kind.DISEASE, "plasma cell myeloma", "Disease", ("multiple myeloma",), broader=("MONDO:0004992",)
)
RRMM = Concept(
    "cgid:disease/relapsed-refractory-multiple-myeloma",
    Kind.DISEASE,
    "relapsed/refractory multiple myeloma",
    "Disease",
    broader=("MONDO:0009693",),
)
ICARIA = Concept("clinicaltrials:NCT02990338", Kind.TRIAL, "ICARIA-MM", "ClinicalTrial", ("NCT02990338",))
REGIMEN = Concept(
    "cgid:treatment/isa-p", Kind.TREATMENT, "Isa-P", "Treatment", members=("UNII:D2UX06XLB5", "UNII:R30772KCU0")
)
UNKNOWN = Concept("cgid:drug/abx-1", Kind.DRUG, "ABX-1", "Drug")
APOPTOSIS = Concept("GO:0006915", Kind.PROCESS, "apoptotic process", "BiologicalProcess", ("apoptosis",))

CONCEPTS = (ISATUXIMAB, POMALIDOMIDE, CD38, VEGFA, VEGF, DISEASE, CANCER, MYELOMA, RRMM, ICARIA, REGIMEN, APOPTOSIS)


class SmallTerminology:
    """The sample's concepts, looked up as the real terminologies are."""

    antibodies = ()

    def __init__(self, concepts: tuple[Concept, ...] = CONCEPTS) -> None:
        self._concepts = {concept.curie: concept for concept in concepts}

    def concept(self, curie: str) -> Concept | None:
        return self._concepts.get(curie)

    def by_xref(self, curie: str) -> tuple[Concept, ...]:
        return tuple(c for c in self._concepts.values() if curie in (c.curie, *c.xrefs))

    def ancestors(self, curie: str) -> tuple[Concept, ...]:
        found: dict[str, Concept] = {}
        waiting = [curie]
        while waiting:
            concept = self._concepts.get(waiting.pop())
            for above in concept.broader if concept else ():
                if above in self._concepts and above not in found:
                    found[above] = self._concepts[above]
                    waiting.append(above)
        return tuple(found[key] for key in sorted(found))


@dataclass
class Article:
    """Builds what the stages before the graph would hand over, with offsets found in the text."""

    source: str
    text: str
    claims: list[Claim] = field(default_factory=list)
    arms: list[TrialArm] = field(default_factory=list)
    results: list[TrialResult] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    metadata: dict[str, object] = field(default_factory=dict)

    def span(self, words: str, within: Span | None = None) -> Span:
        start = self.text.index(words, within.start if within else 0)
        return Span(start, start + len(words))

    def mention(self, words: str, concept: Concept, within: Span | None = None, score: float = 0.98) -> Mention:
        status = LinkStatus.UNRESOLVED if concept is UNKNOWN else LinkStatus.LINKED
        mention = Mention(self.span(words, within), words, concept.kind, link=Link(concept, status, score, "exact"))
        self.mentions.append(mention)
        return mention

    def evidence(
        self,
        sentence: str,
        subject: tuple[str, Concept],
        obj: tuple[str, Concept] | None = None,
        value: str = "",
        score: float = 0.9,
        through: tuple[Mention, ...] = (),
    ) -> Evidence:
        span = self.span(sentence)
        return Evidence(
            self.source,
            span,
            sentence,
            self.mention(*subject, span),
            self.mention(*obj, span) if obj else None,
            self.span(value, span) if value else None,
            through,
            "rules/sample 1.0",
            score,
        )

    def claim(
        self,
        sentence: str,
        subject: tuple[str, Concept],
        predicate: str,
        obj: tuple[str, Concept],
        *,
        modality: Modality = Modality.ASSERTED,
        negated: bool = False,
        score: float = 0.9,
    ) -> Claim:
        evidence = self.evidence(sentence, subject, obj, score=score)
        claim = Claim(subject[1], predicate, obj[1], negated, modality, evidence)
        self.claims.append(claim)
        return claim

    def value(self, sentence: str, subject: tuple[str, Concept], predicate: str, words: str, literal: Literal) -> Claim:
        evidence = self.evidence(sentence, subject, value=words)
        claim = Claim(subject[1], predicate, literal, False, Modality.ASSERTED, evidence)
        self.claims.append(claim)
        return claim

    @property
    def pair(self) -> tuple[Annotated, Extraction]:
        document = Document(
            self.source,
            self.text,
            hashlib.sha256(self.text.encode(errors="surrogatepass")).hexdigest(),
            **self.metadata,  # type: ignore[arg-type]
        )
        mentions = sorted(set(self.mentions))
        return (
            Annotated(document, (), tuple(mentions)),
            Extraction(self.source, tuple(self.claims), tuple(self.arms), tuple(self.results)),
        )


def first_article() -> Article:
    text = (
        "A drug against plasma cells\n\nIsatuximab binds CD38 on myeloma cells. It is believed to trigger apoptosis in "
        "them. ICARIA-MM enrolled 307 people with relapsed disease. They were given isatuximab with pomalidomide "
        "(Pomalyst) or pomalidomide alone. Progression-free survival was longer with three drugs (HR 0.596; p=0.001). "
        "ABX-1 was not tested. Approval in myeloma “is planned”, the 🧪 maker said.\n"
    )
    article = Article("isatuximab.txt", text)
    article.metadata = {
        "kind": DocumentKind.NEWS,
        "title": "A drug against plasma cells",
        "authors": ("Ada Example", 'Bo "B" Example'),
        "date": "2019-02",
        "publisher": "Example Press",
        "url": "https://example.org/isatuximab",
        "licence": "CC0-1.0",
        "citations": (Citation(Span(0, 1), "Example A. A trial. 2018.", "10.1000/not a doi"),),
    }
    binds, drug = "Isatuximab binds CD38 on myeloma cells.", ("Isatuximab", ISATUXIMAB)
    article.claim(binds, drug, "cg:inhibits", ("CD38", CD38))
    article.claim(binds, ("CD38", CD38), "cg:expressedIn", ("myeloma", MYELOMA))
    believed = "It is believed to trigger apoptosis in them."
    antecedent = article.mention("Isatuximab", ISATUXIMAB)
    evidence = article.evidence(believed, ("It", ISATUXIMAB), ("apoptosis", APOPTOSIS), through=(antecedent,))
    article.claims.append(Claim(ISATUXIMAB, "biolink:affects", APOPTOSIS, False, Modality.BELIEVED, evidence))
    enrolled, trial = "ICARIA-MM enrolled 307 people with relapsed disease.", ("ICARIA-MM", ICARIA)
    article.value(enrolled, trial, "biolink:study_size", "307", Literal("307", "xsd:integer"))
    article.claim(enrolled, trial, "biolink:clinical_trial_conditions", ("relapsed disease", RRMM))
    given = "They were given isatuximab with pomalidomide (Pomalyst) or pomalidomide alone."
    article.claim(given, ("isatuximab", ISATUXIMAB), "cg:combinedWith", ("pomalidomide", POMALIDOMIDE))
    article.mention("Pomalyst", POMALIDOMIDE)
    _outcomes(article, given)
    article.mention("ABX-1", UNKNOWN, score=0.0)
    planned = "Approval in myeloma “is planned”, the 🧪 maker said."
    article.claim(
        planned, ("maker", ISATUXIMAB), "cg:approvedFor", ("myeloma", MYELOMA), modality=Modality.PLANNED, score=0.7
    )
    return article


def _outcomes(article: Article, given: str) -> None:
    arms = (
        (ArmRole.EXPERIMENTAL, (REGIMEN,), "isatuximab with pomalidomide"),
        (ArmRole.COMPARATOR, (POMALIDOMIDE,), "pomalidomide alone"),
    )
    for role, drugs, label in arms:
        evidence = article.evidence(given, ("They", ICARIA), value=label)
        article.arms.append(TrialArm(ICARIA, role, drugs, (evidence,), label))
    longer = "Progression-free survival was longer with three drugs (HR 0.596; p=0.001)."
    result = TrialResult(
        ICARIA,
        Endpoint.PFS,
        "progression-free survival",
        (article.evidence(longer, ("Progression-free survival", ICARIA)),),
        role="primary",
        met=True,
        effect=Effect.IMPROVED,
        hazard_ratio="0.596",
        p_value="0.001",
        comparator_value="not reached",
    )
    article.results.append(result)


def second_article(source: str = "notes/second.md") -> Article:
    text = (
        "Isatuximab targets CD38. It does not act on VEGF. Isatuximab is approved for multiple myeloma. "
        "Pomalidomide, it seems, treats it too."
    )
    article = Article(source, text, metadata={"date": "2020-13", "url": "see the website"})
    article.claim("Isatuximab targets CD38.", ("Isatuximab", ISATUXIMAB), "cg:targets", ("CD38", CD38), score=0.8)
    article.claim("It does not act on VEGF.", ("It", ISATUXIMAB), "cg:targets", ("VEGF", VEGF), negated=True)
    article.claim(
        "Isatuximab is approved for multiple myeloma.",
        ("Isatuximab", ISATUXIMAB),
        "cg:approvedFor",
        ("multiple myeloma", MYELOMA),
    )
    article.claim(
        "Pomalidomide, it seems, treats it too.",
        ("Pomalidomide", POMALIDOMIDE),
        "biolink:treats",
        ("it", MYELOMA),
        score=0.3,
    )
    return article


def sample() -> Iterator[tuple[Annotated, Extraction]]:
    """The pairs that :func:`kg.graph.assemble` takes."""
    yield first_article().pair
    yield second_article().pair
