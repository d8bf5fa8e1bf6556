"""Pages to look at: the story of one antibody and its neighbours, and a large synthetic graph.

Identifiers under ``example.org`` are made up; the page does not care.
"""

from __future__ import annotations

from pathlib import Path

from kg.model import ArmContent, ArmRole, Effect, Endpoint, Kind, LinkStatus, Modality, ResultContent
from kg.review import (
    Mark,
    PageClaim,
    PageData,
    PageDocument,
    PageEvidence,
    PageMeta,
    PageNode,
    Role,
    RunnerUp,
)

BASE = "https://example.org/id/"

_KINDS = {
    Kind.DRUG: "isatuximab pomalidomide dexamethasone carfilzomib daratumumab lenalidomide bortezomib venetoclax "
    "imatinib pembrolizumab pemetrexed trastuzumab semaglutide dapagliflozin tocilizumab",
    Kind.TARGET: "CD38 cereblon proteasome BCL2 BCR-ABL PD-1 HER2 GLP1R SGLT2 IL6R",
    Kind.DISEASE: "multiple_myeloma relapsed/refractory_multiple_myeloma chronic_myeloid_leukaemia "
    "non-small_cell_lung_cancer breast_cancer obesity heart_failure giant_cell_arteritis",
    Kind.FINDING: "infusion-related_reaction neutropenia nausea peripheral_neuropathy",
    Kind.TRIAL: "ICARIA-MM IKEMA KEYNOTE-189 STEP_1 DAPA-HF",
    Kind.TREATMENT: "KRd",
    Kind.PROCESS: "apoptosis",
}
_NAMES = {
    "isatuximab": ("SAR650984", "Sarclisa", "isatuximab-irfc"),
    "pomalidomide": ("Pomalyst", "Imnovid", "CC-4047"),
    "multiple myeloma": ("plasma cell myeloma", "Kahler disease"),
    "CD38": ("ADP-ribosyl cyclase 1", "cyclic ADP-ribose hydrolase 1"),
}
_UNRESOLVED = {"relapsed/refractory multiple myeloma", "KRd"}

_CLAIMS = tuple(
    line.split("\t")
    for line in Path(__file__).with_suffix(".tsv").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
)

_DOCUMENTS = (
    PageDocument("cd38.md", "Two antibodies, one antigen", BASE + "cd38", "2019-02", "Example Haematology"),
    PageDocument("cardiometabolic.md", "Old organs, new drugs", BASE + "cardio", "2021-06-01", "Example Review"),
    PageDocument("notes/kinases.txt", "Switching a kinase off", "", "2020", ""),
)


def iri(name: str) -> str:
    return BASE + name.replace(" ", "_").replace("/", "_")


def evidence(key: str, sentence: str, subject: str, target: str, document: str = "cd38.md") -> PageEvidence:
    """One sentence with the two names marked where they stand."""
    marks = []
    for name, role in ((subject, Role.SUBJECT), (target, Role.OBJECT)):
        at = sentence.lower().find(name.lower())
        if at >= 0:
            marks.append(Mark(at, at + len(name), role))
    return PageEvidence(
        iri=f"{BASE}evidence/{key}",
        sentence=sentence,
        document=document,
        marks=tuple(marks),
        extractor="rules/story 1.0",
        section="What is known",
        before=("What came before.",),
        after=("What came after.",),
        start=120,
    )


def _document_of(subject: str) -> str:
    if subject in ("semaglutide", "dapagliflozin", "STEP 1", "DAPA-HF", "trastuzumab"):
        return "cardiometabolic.md"
    return "notes/kinases.txt" if subject in ("imatinib", "BCR-ABL") else "cd38.md"


def _claim(number: int) -> PageClaim:
    subject, predicate, target, modality, confidence, sentence = _CLAIMS[number]
    literal = target.startswith("=")
    value = target[1:] if literal else ""
    shown = value.removeprefix("clinical_trial_").replace("_", " ") if literal else target
    return PageClaim(
        iri=f"{BASE}claim/{number:04d}",
        subject=iri(subject),
        predicate=predicate.lstrip("!"),
        object=None if literal else iri(target),
        value=value,
        negated=predicate.startswith("!"),
        modality=Modality(modality),
        confidence=float(confidence),
        evidence=(evidence(str(number), sentence, subject, shown, _document_of(subject)),),
    )


def _nodes() -> tuple[PageNode, ...]:
    nodes = []
    for kind, names in _KINDS.items():
        for name in (word.replace("_", " ") for word in names.split()):
            known = name not in _UNRESOLVED
            nodes.append(
                PageNode(
                    iri=iri(name),
                    label=name,
                    kind=kind,
                    curie=f"EX:{name.replace(' ', '_')}" if known else "",
                    status=LinkStatus.LINKED if known else LinkStatus.UNRESOLVED,
                    names=_NAMES.get(name, ()),
                    runners_up=(RunnerUp(BASE + "other", "CD38 molecule, pseudogene", "EX:other", 0.41),)
                    if name == "CD38"
                    else (),
                )
            )
    return tuple(nodes)


def _outcomes() -> tuple[PageClaim, ...]:
    """What the articles say that ICARIA-MM has: two arms, and a result."""
    given = "Patients received pomalidomide and dexamethasone with or without isatuximab."
    met = "In ICARIA-MM the primary endpoint, progression-free survival, was met."
    three, two = ("isatuximab", "pomalidomide", "dexamethasone"), ("pomalidomide", "dexamethasone")
    result = ResultContent(
        Endpoint.PFS,
        role="primary",
        met=True,
        effect=Effect.IMPROVED,
        hazard_ratio="0.60",
        ci_lower="0.44",
        ci_upper="0.81",
        p_value="0.001",
        experimental_value="11.5",
        comparator_value="6.5",
        unit="months",
    )
    said = (
        ("arm-1", "cg:hasArm", ArmContent(ArmRole.EXPERIMENTAL, tuple(map(iri, three))), given, "isatuximab"),
        ("arm-2", "cg:hasArm", ArmContent(ArmRole.COMPARATOR, tuple(map(iri, two))), given, "pomalidomide"),
        ("result", "biolink:has_study_results", result, met, "progression-free survival"),
    )
    return tuple(
        PageClaim(
            f"{BASE}claim/{key}",
            iri("ICARIA-MM"),
            predicate,
            None,
            confidence=0.9,
            evidence=(evidence(key, sentence, "ICARIA-MM", words),),
            outcome=outcome,
        )
        for key, predicate, outcome, sentence, words in said
    )


def story() -> PageData:
    """About forty concepts and sixty claims, with a trial that has arms and results."""
    claims = tuple(_claim(number) for number in range(len(_CLAIMS)))
    return PageData(_nodes(), (*claims, *_outcomes()), _DOCUMENTS, PageMeta("Myeloma and neighbours", "0.1.0"))


def large(concepts: int) -> PageData:
    """A synthetic graph with three claims for each concept; a few concepts have very many."""
    kinds = tuple(Kind)
    nodes = tuple(
        PageNode(f"{BASE}n/{i}", f"{kinds[i % 7].value} number {i}", kinds[i % 7], f"EX:{i}", names=(f"alias-{i}",))
        for i in range(concepts)
    )
    predicates = ("cg:targets", "biolink:treats", "cg:expressedIn", "biolink:has_adverse_event", "cg:combinedWith")
    claims = []
    for i in range(1, concepts):
        for j in range(3):
            # A hub for each of 25 groups, a neighbour in the group, and now and then a hub of another group.
            other = (i % 25, max(i - 25, 0), (i * 7) % 25 if i % 6 == 0 else (i // 50) * 25 + i % 25)[j]
            if other == i:
                continue
            sentence = f"In article {i % 50}, {nodes[i].label} is said to act on {nodes[other].label}."
            claims.append(
                PageClaim(
                    iri=f"{BASE}claim/{i}-{j}",
                    subject=nodes[i].iri,
                    predicate=predicates[(i + j) % 5],
                    object=nodes[other].iri,
                    negated=(i + j) % 41 == 0,
                    modality=tuple(Modality)[(i + j) % 4] if (i * j) % 13 == 1 else Modality.ASSERTED,
                    confidence=0.4 + (i * 17 + j) % 60 / 100,
                    evidence=(evidence(f"{i}-{j}", sentence, nodes[i].label, nodes[other].label, f"a{i % 50}.txt"),),
                )
            )
    documents = tuple(PageDocument(f"a{i}.txt", f"Article {i}", f"https://example.org/{i}", "2024") for i in range(50))
    return PageData(nodes, tuple(claims), documents, PageMeta("A large graph", "0.1.0"))
