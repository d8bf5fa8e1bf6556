"""How kinds and predicates look: one source for the picture, the stylesheet and the legend.

Kinds take the colours of Okabe and Ito ("Color Universal Design", 2008), which readers with any colour vision can tell
apart, and a shape each, so that no reader depends on colour. Predicates take a colour by family; the arrowhead and the
label tell the members of a family apart.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType

from kg.model import Endpoint, Kind
from kg.vocab import PREDICATES


@dataclass(frozen=True, slots=True)
class KindStyle:
    """``shape`` is vis-network's name; ``size`` its radius in pixels."""

    label: str
    plural: str
    colour: str
    border: str
    shape: str
    size: int


@dataclass(frozen=True, slots=True)
class PredicateStyle:
    """``label`` reads between subject and object; ``arrow`` is vis-network's arrowhead, empty for a line without.

    ``opposite`` is a predicate that hardly holds of the same two concepts.
    """

    label: str
    family: str
    colour: str
    arrow: str = "triangle"
    opposite: str = ""


KINDS = MappingProxyType(
    {
        Kind.DRUG: KindStyle("drug", "Drugs", "#0072B2", "#00517f", "dot", 15),
        Kind.TARGET: KindStyle("target", "Targets", "#009E73", "#006b4e", "diamond", 17),
        Kind.DISEASE: KindStyle("disease", "Diseases", "#D55E00", "#9a4400", "square", 14),
        Kind.FINDING: KindStyle("finding", "Findings", "#E69F00", "#a87400", "triangle", 15),
        Kind.TRIAL: KindStyle("trial", "Trials", "#CC79A7", "#99517a", "star", 19),
        Kind.TREATMENT: KindStyle("regimen", "Regimens", "#56B4E9", "#2b83b5", "hexagon", 15),
        Kind.PROCESS: KindStyle("process", "Processes", "#8A8F98", "#5d626b", "triangleDown", 14),
    }
)

_ACTS, _GENES, _CARE, _HARM, _REGIMEN, _TRIALS = (
    "acts on",
    "gene and disease",
    "treatment",
    "harm",
    "regimen",
    "trial",
)

PREDICATE_STYLES = MappingProxyType(
    {
        "cg:targets": PredicateStyle("targets", _ACTS, "#2F6DB5"),
        "cg:inhibits": PredicateStyle("inhibits", _ACTS, "#2F6DB5", "bar", opposite="cg:activates"),
        "cg:activates": PredicateStyle("activates", _ACTS, "#2F6DB5", "vee", opposite="cg:inhibits"),
        "biolink:affects": PredicateStyle("affects", _ACTS, "#6F6AC8"),
        "cg:expressedIn": PredicateStyle("expressed in", _GENES, "#16857A"),
        "biolink:gene_associated_with_condition": PredicateStyle("associated with", _GENES, "#4E8F2F"),
        "biolink:in_clinical_trials_for": PredicateStyle("in trials for", _CARE, "#8A63C4"),
        "biolink:treats": PredicateStyle("treats", _CARE, "#5B3FA8", opposite="biolink:contraindicated_in"),
        "cg:approvedFor": PredicateStyle("approved for", _CARE, "#5B3FA8", "vee"),
        "biolink:contraindicated_in": PredicateStyle(
            "contraindicated in", _HARM, "#C2255C", "bar", opposite="biolink:treats"
        ),
        "biolink:has_adverse_event": PredicateStyle("adverse event", _HARM, "#D0700B"),
        "cg:combinedWith": PredicateStyle("combined with", _REGIMEN, "#868E99", ""),
        "biolink:clinical_trial_interventions": PredicateStyle("gives", _TRIALS, "#B0628F"),
        "biolink:clinical_trial_conditions": PredicateStyle("in people with", _TRIALS, "#AA7446"),
        "biolink:clinical_trial_phase": PredicateStyle("phase", _TRIALS, "#868E99"),
        "biolink:study_size": PredicateStyle("patients", _TRIALS, "#868E99"),
        "cg:siteCount": PredicateStyle("sites", _TRIALS, "#868E99"),
        "cg:countryCount": PredicateStyle("countries", _TRIALS, "#868E99"),
        "cg:hasArm": PredicateStyle("has arm", _TRIALS, "#868E99"),
        "biolink:has_study_results": PredicateStyle("has result", _TRIALS, "#868E99"),
    }
)

ENDPOINTS = MappingProxyType(
    {
        Endpoint.PFS: "progression-free survival",
        Endpoint.OS: "overall survival",
        Endpoint.ORR: "overall response rate",
        Endpoint.CR: "complete response",
        Endpoint.MRD: "minimal residual disease",
        Endpoint.DFS: "disease-free survival",
        Endpoint.EFS: "event-free survival",
        Endpoint.DOR: "duration of response",
        Endpoint.TTP: "time to progression",
        Endpoint.OTHER: "another endpoint",
    }
)


def predicate_style(curie: str) -> PredicateStyle:
    """The style of a predicate; one that has none of its own is grey and goes by its local name."""
    return PREDICATE_STYLES.get(curie) or PredicateStyle(curie.partition(":")[2].replace("_", " "), "other", "#868E99")


def implied(curie: str) -> str:
    """The predicate that ``curie`` implies (``cg:inhibits`` implies ``cg:targets``), or an empty string."""
    predicate = PREDICATES.get(curie)
    return (predicate.implies if predicate else None) or ""


def symmetric(curie: str) -> bool:
    """Whether the predicate reads the same in both directions."""
    predicate = PREDICATES.get(curie)
    return predicate is not None and predicate.symmetric
