"""Other ways to say a name that no terminology has as it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.model import Kind

_TARGET_FRONT = re.compile(
    r"^(?:anti[- ]|human |mutant |mutated |activated |soluble |recombinant |phospho[- ]?|phosphorylated |wild-?type |p-(?=[A-Z])|"
    r"serum |plasma |the |native |endogenous |murine |rat |mouse |oncogenic |surface |h(?=[A-Z]{2,}))",
    re.IGNORECASE,
)
_TARGET_BACK = re.compile(
    r"[ -](?:genes?|proteins?|receptors?|antigens?|ligands?|inhibitors?|inhibition|antibod(?:y|ies)|kinases?|enzymes?|"
    r"oncogenes?|mutations?|mutants?|alleles?|locus|loci|mrnas?|cdnas?|isoforms?|promoters?|molecules?|complex(?:es)?|family|"
    r"families|subunits?|pathways?|signal+ing|positive|negative|expression|polypeptides?|precursors?|transcripts?|"
    r"homologs?|channels?|transporters?|fusions?|variants?|polymorphisms?|domains?|agonists?|antagonists?|blockers?)$",
    re.IGNORECASE,
)
_DRUG_FRONT = re.compile(
    r"^(?:oral |intravenous |i\.?v\.? |subcutaneous |topical |intrathecal |inhaled |transdermal |liposomal |pegylated |"
    r"(?:ultra-)?low-dose |high-dose |standard-dose |weekly |nebuli[sz]ed |generic |biosimilar |the |racemic |"
    r"adjuvant |neoadjuvant |maintenance |recombinant (?:human )?|human |exogenous |endogenous |[RSDL]-|\((?:[RSDL]|\+|-|\+/-)\)-?|"
    r"\[?\d{1,3}[A-Z][a-z]?\]?-)",
    re.IGNORECASE,
)
_DRUG_BACK = re.compile(
    r"[ -](?:tablets?|capsules?|injections?|infusions?|monotherapy|therapy|treatment|patch(?:es)?|cream|gel|ointment|"
    r"depot|sr|xr|er|cr|mr|la|hcl|ions?|salts?|derivatives?|compounds?|esters?|analog(?:ue)?s?|metabolites?|vaccines?)$",
    re.IGNORECASE,
)
_DISEASE_FRONT = re.compile(
    r"^(?:the |a |an |human |familial |hereditary |sporadic |congenital |inherited )", re.IGNORECASE
)
_DISEASE_BACK = re.compile(
    r" (?:disease|disorder|syndrome|patients?|attacks?|episodes?|events?|symptoms?)s?$", re.IGNORECASE
)

_EQUIVALENT = (
    (r"\bcancers?\b", "carcinoma"),
    (r"\bcancers?\b", "neoplasm"),
    (r"\bcarcinomas?\b", "cancer"),
    (r"\btumou?rs?\b", "neoplasm"),
    (r"\btumou?rs?\b", "cancer"),
    (r"\bmalignanc(?:y|ies)\b", "neoplasm"),
    (r"\bneoplasms?\b", "cancer"),
    (r"\brenal\b", "kidney"),
    (r"\bkidney\b", "renal"),
    (r"\bhepatic\b", "liver"),
    (r"\bliver\b", "hepatic"),
    (r"\bcardiac\b", "heart"),
    (r"\bheart\b", "cardiac"),
    (r"\bpulmonary\b", "lung"),
    (r"\blung\b", "pulmonary"),
    (r"\bgastric\b", "stomach"),
    (r"\bcerebral\b", "brain"),
    (r"\bovarian\b", "ovary"),
    (r"\bcolonic\b", "colon"),
    (r"\bcoronary heart\b", "coronary artery"),
    (r"\bmyocardial\b", "heart"),
    (r"\bdamage\b", "injury"),
    (r"\binjury\b", "disease"),
    (r"\bfailure\b", "insufficiency"),
    (r"\binsufficiency\b", "failure"),
    (r"\bdysfunction\b", "disease"),
    (r"\bimpairment\b", "disorder"),
    (r"\bimpairments?\b", "dysfunction"),
    (r"\bdeficits?\b", "impairment"),
    (r"\bdeficits?\b", "disorder"),
    (r"\btoxicity\b", "disease"),
    (r"\babnormalit(?:y|ies)\b", "disorder"),
    (r"\babnormalit(?:y|ies)\b", "disease"),
    (r"\bdefects?\b", "abnormality"),
    (r"\bmalformations?\b", "abnormality"),
    (r"\bdiseases?\b", "disorder"),
    (r"\bdisorders?\b", "disease"),
    (r"\bdisturbances?\b", "disorder"),
    (r"\bthrombus(?:es)?\b|\bthrombi\b", "thrombosis"),
    (r"\bemboli(?:sm)?\b", "embolism"),
    (r"\bblood pressure (?:elevation|increase)\b", "hypertension"),
    (r"\bbleeding\b", "hemorrhage"),
    (r"\bh[ae]+morrhage\b", "bleeding"),
    (r"\binfarcts?\b", "infarction"),
    (r"\bseizures?\b", "epilepsy"),
    (r"\bepileptic\b", "epilepsy"),
    (r"\bhypertensive\b", "hypertension"),
    (r"\bhypotensive\b", "hypotension"),
    (r"\bdepressive\b|\bdepressed\b", "depression"),
    (r"\bpsychotic\b", "psychosis"),
    (r"\bischa?emic\b", "ischemia"),
    (r"\bnecrotic\b", "necrosis"),
    (r"\bthrombotic\b", "thrombosis"),
    (r"\bdiabetic\b", "diabetes"),
    (r"\ban(?:a)?emic\b", "anemia"),
    (r"\bproteinuric\b", "proteinuria"),
    (r"\bstiffness\b", "rigidity"),
    (r"\bmemory (?:loss|deficits?|impairments?)\b", "memory disorder"),
    (r"\bswelling\b", "edema"),
    (r"\bache\b", "pain"),
    (r"\bdeath\b", "death"),
)
"""Words of medical English that stand for each other inside a name; tried one at a time."""


def variants(name: str, kind: Kind) -> Iterator[tuple[str, float]]:
    """Other forms of ``name`` to look up, each with what it costs as a factor, the closest first."""
    front, back = {
        Kind.TARGET: (_TARGET_FRONT, _TARGET_BACK),
        Kind.DRUG: (_DRUG_FRONT, _DRUG_BACK),
    }.get(kind, (_DISEASE_FRONT, _DISEASE_BACK))
    seen = {name}
    for form, cost in _stripped(name, front, back):
        if form and form not in seen:
            seen.add(form)
            yield form, cost
    if kind in (Kind.DISEASE, Kind.FINDING):
        for pattern, replacement in _EQUIVALENT:
            form = re.sub(pattern, replacement, name, flags=re.IGNORECASE)
            if form not in seen:
                seen.add(form)
                yield form, 0.92


def _stripped(name: str, front: re.Pattern[str], back: re.Pattern[str]) -> Iterator[tuple[str, float]]:
    without_parentheses = re.sub(r"\s*\([^()]*\)", "", name)
    yield without_parentheses, 0.96
    shorter_front = front.sub("", name)
    yield shorter_front, 0.96
    shorter_back = back.sub("", name)
    yield shorter_back, 0.95
    yield back.sub("", shorter_front), 0.93
    yield back.sub("", shorter_back), 0.92
    yield back.sub("", back.sub("", shorter_front)), 0.9
