"""Pages to look at: the story of one antibody and its neighbours, and a large synthetic graph.

Identifiers under ``example.org`` are made up; the page does not care.
"""

from __future__ import annotations

from kg.model import ArmRole, Effect, Kind, LinkStatus, Modality
from kg.review import (
    Mark,
    PageArm,
    PageClaim,
    PageData,
    PageDocument,
    PageEvidence,
    PageMeta,
    PageNode,
    PageResult,
    PageTrial,
    Role,
    RunnerUp,
)

BASE = "https://example.org/id/"

_KINDS = {
    Kind.DRUG: "isatuximab pomalidomide dexamethasone carfilzomib daratumumab lenalidomide bortezomib venetoclax imatinib "
    "pembrolizumab pemetrexed trastuzumab semaglutide dapagliflozin tocilizumab",
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

_B, _H, _P = Modality.BELIEVED, Modality.HYPOTHESIZED, Modality.PLANNED

# subject | predicate | object | sentence; an exclamation mark before the predicate denies it.
_CLAIMS: tuple[tuple[str, str, str, str, Modality, float], ...] = (
    ("isatuximab", "cg:targets", "CD38", "Isatuximab binds a distinct part of CD38 on the plasma cell.", Modality.ASSERTED, 0.96),
    ("CD38", "cg:expressedIn", "multiple myeloma", "CD38 sits densely and evenly on multiple myeloma cells.", Modality.ASSERTED, 0.94),
    ("isatuximab", "biolink:in_clinical_trials_for", "relapsed/refractory multiple myeloma",
     "Isatuximab was studied in people with relapsed/refractory multiple myeloma.", Modality.ASSERTED, 0.91),
    ("isatuximab", "cg:combinedWith", "pomalidomide", "Isatuximab was given together with pomalidomide.", Modality.ASSERTED, 0.88),
    ("pomalidomide", "cg:combinedWith", "isatuximab", "Isatuximab was given together with pomalidomide.", Modality.ASSERTED, 0.88),
    ("isatuximab", "cg:combinedWith", "dexamethasone", "Isatuximab was added to dexamethasone.", Modality.ASSERTED, 0.87),
    ("pomalidomide", "cg:combinedWith", "dexamethasone", "Everyone received pomalidomide and dexamethasone.", Modality.ASSERTED, 0.9),
    ("isatuximab", "biolink:affects", "apoptosis", "Isatuximab is thought to push myeloma cells into apoptosis.", _B, 0.7),
    ("isatuximab", "cg:approvedFor", "relapsed/refractory multiple myeloma",
     "A filing of isatuximab for relapsed/refractory multiple myeloma is foreseen later this year.", _P, 0.66),
    ("pomalidomide", "!cg:targets", "CD38", "Unlike the antibody, pomalidomide does not bind CD38.", Modality.ASSERTED, 0.62),
    ("pomalidomide", "cg:targets", "cereblon", "Pomalidomide acts through cereblon.", Modality.ASSERTED, 0.93),
    ("lenalidomide", "cg:targets", "cereblon", "Lenalidomide works by way of cereblon.", Modality.ASSERTED, 0.92),
    ("bortezomib", "cg:inhibits", "proteasome", "Bortezomib blocks the proteasome.", Modality.ASSERTED, 0.95),
    ("bortezomib", "cg:targets", "proteasome", "Bortezomib blocks the proteasome.", Modality.ASSERTED, 0.95),
    ("carfilzomib", "cg:inhibits", "proteasome", "Carfilzomib shuts the proteasome down for good.", Modality.ASSERTED, 0.93),
    ("carfilzomib", "biolink:treats", "multiple myeloma", "Carfilzomib is effective in multiple myeloma.", Modality.ASSERTED, 0.81),
    ("daratumumab", "cg:targets", "CD38", "Daratumumab was the first antibody against CD38.", Modality.ASSERTED, 0.97),
    ("daratumumab", "cg:approvedFor", "multiple myeloma", "Daratumumab is approved for multiple myeloma.", Modality.ASSERTED, 0.95),
    ("daratumumab", "biolink:has_adverse_event", "infusion-related reaction",
     "With daratumumab, an infusion-related reaction is common at the first dose.", Modality.ASSERTED, 0.86),
    ("isatuximab", "biolink:has_adverse_event", "infusion-related reaction",
     "An infusion-related reaction followed isatuximab in a third of patients.", Modality.ASSERTED, 0.89),
    ("isatuximab", "biolink:has_adverse_event", "neutropenia", "Isatuximab came with more neutropenia.", Modality.ASSERTED, 0.83),
    ("bortezomib", "biolink:has_adverse_event", "peripheral neuropathy",
     "Bortezomib is known for peripheral neuropathy.", Modality.ASSERTED, 0.9),
    ("bortezomib", "biolink:treats", "multiple myeloma", "Bortezomib changed the outlook of multiple myeloma.", Modality.ASSERTED, 0.72),
    ("lenalidomide", "biolink:treats", "multiple myeloma", "Lenalidomide prolongs life in multiple myeloma.", Modality.ASSERTED, 0.84),
    ("venetoclax", "cg:inhibits", "BCL2", "Venetoclax inhibits BCL2.", Modality.ASSERTED, 0.96),
    ("venetoclax", "!biolink:treats", "multiple myeloma", "Venetoclax did not help people with multiple myeloma.", Modality.ASSERTED, 0.64),
    ("venetoclax", "biolink:treats", "multiple myeloma", "Venetoclax may help some people with multiple myeloma.", _H, 0.55),
    ("BCL2", "biolink:gene_associated_with_condition", "multiple myeloma",
     "High BCL2 marks a subset of multiple myeloma.", Modality.ASSERTED, 0.7),
    ("carfilzomib", "cg:combinedWith", "lenalidomide", "Carfilzomib joined lenalidomide in the KRd regimen.", Modality.ASSERTED, 0.8),
    ("imatinib", "cg:inhibits", "BCR-ABL", "Imatinib switches BCR-ABL off.", Modality.ASSERTED, 0.97),
    ("BCR-ABL", "biolink:gene_associated_with_condition", "chronic myeloid leukaemia",
     "BCR-ABL drives chronic myeloid leukaemia.", Modality.ASSERTED, 0.96),
    ("imatinib", "cg:approvedFor", "chronic myeloid leukaemia", "Imatinib was cleared for chronic myeloid leukaemia in 2001.", Modality.ASSERTED, 0.95),
    ("pembrolizumab", "cg:targets", "PD-1", "Pembrolizumab blocks PD-1.", Modality.ASSERTED, 0.96),
    ("pembrolizumab", "cg:combinedWith", "pemetrexed", "Pembrolizumab was added to pemetrexed.", Modality.ASSERTED, 0.9),
    ("pembrolizumab", "biolink:in_clinical_trials_for", "non-small cell lung cancer",
     "Pembrolizumab was tested in non-small cell lung cancer.", Modality.ASSERTED, 0.93),
    ("trastuzumab", "cg:targets", "HER2", "Trastuzumab binds HER2.", Modality.ASSERTED, 0.97),
    ("HER2", "cg:expressedIn", "breast cancer", "HER2 is found on a fifth of breast cancer.", Modality.ASSERTED, 0.88),
    ("trastuzumab", "biolink:contraindicated_in", "heart failure", "Trastuzumab should not be used in heart failure.", Modality.ASSERTED, 0.77),
    ("semaglutide", "cg:activates", "GLP1R", "Semaglutide activates GLP1R.", Modality.ASSERTED, 0.95),
    ("semaglutide", "biolink:treats", "obesity", "Semaglutide is effective against obesity.", Modality.ASSERTED, 0.9),
    ("semaglutide", "biolink:has_adverse_event", "nausea", "Nausea was frequent under semaglutide.", Modality.ASSERTED, 0.92),
    ("dapagliflozin", "cg:inhibits", "SGLT2", "Dapagliflozin inhibits SGLT2 in the kidney.", Modality.ASSERTED, 0.96),
    ("dapagliflozin", "biolink:treats", "heart failure", "Dapagliflozin benefits people with heart failure.", Modality.ASSERTED, 0.9),
    ("tocilizumab", "cg:targets", "IL6R", "Tocilizumab binds IL6R.", Modality.ASSERTED, 0.97),
    ("tocilizumab", "biolink:treats", "giant cell arteritis", "Tocilizumab spares steroids in giant cell arteritis.", Modality.ASSERTED, 0.83),
    ("ICARIA-MM", "biolink:clinical_trial_conditions", "relapsed/refractory multiple myeloma",
     "ICARIA-MM was in people with relapsed/refractory multiple myeloma.", Modality.ASSERTED, 0.95),
    ("ICARIA-MM", "biolink:clinical_trial_interventions", "isatuximab", "In ICARIA-MM half of the patients received isatuximab.", Modality.ASSERTED, 0.93),
    ("ICARIA-MM", "biolink:clinical_trial_interventions", "pomalidomide", "All in ICARIA-MM received pomalidomide.", Modality.ASSERTED, 0.93),
    ("ICARIA-MM", "biolink:clinical_trial_interventions", "dexamethasone", "ICARIA-MM gave dexamethasone in both arms.", Modality.ASSERTED, 0.93),
    ("IKEMA", "biolink:clinical_trial_interventions", "isatuximab", "IKEMA added isatuximab.", Modality.ASSERTED, 0.9),
    ("IKEMA", "biolink:clinical_trial_interventions", "carfilzomib", "Everyone in IKEMA received carfilzomib.", Modality.ASSERTED, 0.9),
    ("KEYNOTE-189", "biolink:clinical_trial_interventions", "pembrolizumab", "KEYNOTE-189 gave pembrolizumab.", Modality.ASSERTED, 0.92),
    ("KEYNOTE-189", "biolink:clinical_trial_conditions", "non-small cell lung cancer",
     "KEYNOTE-189 was in non-small cell lung cancer.", Modality.ASSERTED, 0.94),
    ("STEP 1", "biolink:clinical_trial_interventions", "semaglutide", "STEP 1 compared semaglutide with placebo.", Modality.ASSERTED, 0.94),
    ("STEP 1", "biolink:clinical_trial_conditions", "obesity", "STEP 1 enrolled adults with obesity.", Modality.ASSERTED, 0.92),
    ("DAPA-HF", "biolink:clinical_trial_interventions", "dapagliflozin", "DAPA-HF randomised people to dapagliflozin.", Modality.ASSERTED, 0.94),
    ("DAPA-HF", "biolink:clinical_trial_conditions", "heart failure", "DAPA-HF was in heart failure.", Modality.ASSERTED, 0.95),
    ("DAPA-HF", "biolink:study_size", "=4744", "DAPA-HF enrolled 4744 patients.", Modality.ASSERTED, 0.95),
    ("ICARIA-MM", "biolink:study_size", "=307", "ICARIA-MM enrolled 307 patients.", Modality.ASSERTED, 0.97),
    ("ICARIA-MM", "cg:siteCount", "=96", "ICARIA-MM ran at 96 centres.", Modality.ASSERTED, 0.95),
    ("ICARIA-MM", "cg:countryCount", "=24", "ICARIA-MM ran in 24 countries.", Modality.ASSERTED, 0.95),
    ("ICARIA-MM", "biolink:clinical_trial_phase", "=clinical_trial_phase_3", "ICARIA-MM is a phase 3 study.", Modality.ASSERTED, 0.97),
)  # fmt: skip

_DOCUMENTS = (
    PageDocument("cd38.md", "Two antibodies, one antigen", "https://example.org/cd38", "2019-02", "Example Haematology"),
    PageDocument("cardiometabolic.md", "Old organs, new drugs", "https://example.org/cardio", "2021-06-01", "Example Review"),
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
        before="What came before.",
        after="What came after.",
    )


def _document_of(subject: str) -> str:
    if subject in ("semaglutide", "dapagliflozin", "STEP 1", "DAPA-HF", "trastuzumab"):
        return "cardiometabolic.md"
    return "notes/kinases.txt" if subject in ("imatinib", "BCR-ABL") else "cd38.md"


def _claim(number: int) -> PageClaim:
    subject, predicate, target, sentence, modality, confidence = _CLAIMS[number]
    literal = target.startswith("=")
    value = target[1:] if literal else ""
    shown = value.removeprefix("clinical_trial_") .replace("_", " ") if literal else target
    return PageClaim(
        iri=f"{BASE}claim/{number:04d}",
        subject=iri(subject),
        predicate=predicate.lstrip("!"),
        object=None if literal else iri(target),
        value=value,
        negated=predicate.startswith("!"),
        modality=modality,
        confidence=confidence,
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
                    runners_up=(RunnerUp("CD38 molecule, pseudogene", "EX:other", 0.41),) if name == "CD38" else (),
                )
            )
    return tuple(nodes)


def story() -> PageData:
    """About forty concepts and sixty claims, with a trial that has arms and results."""
    arm_sentence = "Patients received pomalidomide and dexamethasone with or without isatuximab."
    arm_evidence = (evidence("arm", arm_sentence, "pomalidomide", "isatuximab"),)
    result_sentence = "In ICARIA-MM the primary endpoint, progression-free survival, was met."
    three, two = ("isatuximab", "pomalidomide", "dexamethasone"), ("pomalidomide", "dexamethasone")
    trial = PageTrial(
        iri=iri("ICARIA-MM"),
        arms=(
            PageArm(ArmRole.EXPERIMENTAL, tuple(map(iri, three)), evidence=arm_evidence),
            PageArm(ArmRole.COMPARATOR, tuple(map(iri, two)), evidence=arm_evidence),
        ),
        results=(
            PageResult(
                "progression-free survival",
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
                evidence=(evidence("result", result_sentence, "ICARIA-MM", "progression-free survival"),),
            ),
        ),
    )
    claims = tuple(_claim(number) for number in range(len(_CLAIMS)))
    return PageData(_nodes(), claims, _DOCUMENTS, (trial,), PageMeta("Myeloma and neighbours", "0.1.0"))


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
            other = (i * (j + 7) * 7919 + j) % i if j else (i * 31) % max(1, i // 9 + 1)
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
    return PageData(nodes, tuple(claims), documents, (), PageMeta("A large graph", "0.1.0"))
