"""The results of a trial: what all its passages say of one endpoint, put together."""

from __future__ import annotations

import re
from dataclasses import replace

from kg.claims.trials.arms import Arm
from kg.claims.trials.clauses import ArmCues
from kg.claims.trials.evidence import evidence, trial_end
from kg.claims.trials.naming import Study
from kg.claims.trials.outcomes import read
from kg.claims.trials.scope import Passage, Reach
from kg.claims.trials.sections import cites, is_prospect, tells_a_plan, tells_of_others
from kg.claims.trials.verdicts import Statement
from kg.claims.view import DocumentView
from kg.model import ArmRole, BlockKind, Effect, Endpoint, Evidence, Kind, TrialResult

_SAFETY = re.compile(
    r"\b(?:safety|warnings?|precautions?|side\s+effects?|adverse|tolerab\w+|harms?|watch\s+for|price)\b", re.I
)
_IN_TURN = re.compile(r"\brespectively\b")
"""What makes two values those of two trials, and not of two arms."""
_COMPOSITE = re.compile(r"\bcomposite\b|,|\bor\b")
_DEGREES = re.compile(
    r"\b(?:clinical|complete|enlarging|fatal|major|mild|minor|moderate|new|non-?fatal|partial|severe|vertebral)"
    r"(?:\s+(?:or|and)\s+)(?=[\w-]+\s)",
    re.I,
)
"""``moderate or severe`` exacerbations are one event."""
_PARTS = re.compile(r",|\bor\b|\band\b|\bcomposite\s+of\b")
_BACKGROUND = re.compile(r"\b(?:background|introduction)\b", re.I)


_PROTOCOL = re.compile(
    r"\b(?:protocols?|(?:rationale|background)\b[^.]{0,20}\bdesigns?|designs?\s+(?:and|of)\s+(?:an?|methods|rationale|the)\b|study\s+designs?|"
    r"methodology\s+of)\b",
    re.I,
)
"""Titles of papers that tell how a trial is to be done, and no result of it."""
_ANIMALS = re.compile(r"\b(?:mice|mouse|rats?|monkeys?|swine|piglets?|rabbits?|rodents?)\b", re.I)


def arm_cues(arms: tuple[Arm, ...], short: dict[str, frozenset[str]]) -> ArmCues:
    """How the text speaks of ``arms``; ``short`` has the drugs of the document's regimen abbreviations."""
    drugs = tuple(arm.regimen.curies for arm in arms)
    names = tuple(frozenset(name for name, own in short.items() if own == curies) for curies in drugs)
    comparators = [n for n, arm in enumerate(arms) if arm.role is ArmRole.COMPARATOR]
    tested = tuple(n for n in range(len(arms)) if n not in comparators)
    return ArmCues(drugs, names, comparators[-1] if comparators else None, tested)


def results(
    view: DocumentView,
    studies: tuple[Study, ...],
    passages: tuple[Passage, ...],
    cues: dict[int, ArmCues],
    safety: frozenset[int] = frozenset(),
) -> dict[int, tuple[TrialResult, ...]]:
    """What ``passages`` say of the endpoints of each trial, in the order of the text.

    ``safety`` has the indices of the sentences that go on telling adverse events.
    """
    said: dict[int, list[Statement]] = {study.key: [] for study in studies}
    last: Statement | None = None
    diseases = [m.text for s in view.sentences for m in s.mentions if m.kind is Kind.DISEASE]
    of_tumours = any(_TUMOUR.search(name) and not _ANY_TUMOUR.fullmatch(name) for name in diseases)
    is_protocol = any(_PROTOCOL.search(s.text) for s in view.sentences if s.block_kind is BlockKind.TITLE)
    for passage in passages:
        if not passage.studies or passage.other or not _may_tell(passage, studies):
            continue
        own = [s for s in said[passage.studies[0]] if s.endpoint is not None]
        previous = last if last is not None and last.passage.position == passage.position else own[-1] if own else None
        if previous is None and last is not None:
            previous = replace(last, role=None, met=None, ratio=None, p=None, experimental=None, comparator=None)
        labels = dict.fromkeys(s.label for s in said[passage.studies[0]] if s.role and s.endpoint is Endpoint.OTHER)
        found = read(passage, cues[passage.studies[0]], previous, tuple(labels))
        if not of_tumours:
            found = tuple(_in_its_words(s) for s in found)
        if is_protocol or tells_a_plan(passage.masked.section) or is_prospect(passage.masked.masked):
            found = tuple(s.defined() for s in found)
        told = passage.reach is not Reach.NAMED and passage.sentence.index in safety
        if told or _SAFETY.search(passage.masked.section):
            found = tuple(
                s
                for s in found
                if s.ratio is not None or s.role or (s.endpoint is not Endpoint.OTHER and s.has_figures)
            )
        if len(passage.studies) > 1 and _IN_TURN.search(passage.masked.masked):
            found = tuple(replace(s, experimental=None, comparator=None, unit=None) for s in found)
        if shared := _P_OF_EACH.search(passage.masked.masked):
            _share(said, passage, shared["p"])
        last = next((s for s in reversed(found) if s.endpoint is not None), last)
        for key in passage.studies:
            said[key].extend(found)
    built: dict[int, tuple[TrialResult, ...]] = {}
    for study in studies:
        groups = _grouped(_named_elsewhere(said[study.key]))
        found_for = tuple(r for r in (_result(view, study, group) for group in groups) if r is not None)
        armed = any(cues[study.key].drugs)
        built[study.key] = tuple(r for r in found_for if not _announces(r, found_for) and (armed or _is_told_fully(r)))
    return built


_P_OF_EACH = re.compile(r"\b(?P<p>[Pp]\s?[<=>]\s?0?[.·]\d+)\s+(?:for|in)\s+(?:all|both|each|either)\b")
"""``P<0.001 for each``: of all trials of the sentence."""


def _share(said: dict[int, list[Statement]], passage: Passage, p: str) -> None:
    """Give ``p`` to what the sentence of ``passage`` has said of other trials before."""
    for statements in said.values():
        for number, statement in enumerate(statements):
            if statement.passage.position == passage.position and statement.p is None and statement.says_something:
                statements[number] = replace(statement, p=p)


_TUMOUR = re.compile(
    r"cancer|carcinom|tumou?r|neoplas|leuk|lymphom|myelom|sarcom|melanom|gliom|blastom|metasta|malignan|waldenstr|"
    r"macroglobulin|myelodysplas|mesotheliom|thymom|adenom|polycyth|histiocyt|mastocyt|amyloid|CLL|AML|NSCLC|MDS",
    re.I,
)
"""Names of diseases whose responses are those of tumours."""


_ANY_TUMOUR = re.compile(r"(?:benign|non-?\s?cancerous|cancerous|non-?malignant)?\s*(?:tumou?rs?|growths?)?", re.I)
"""What a report may call a growth that is no cancer."""


def _in_its_words(statement: Statement) -> Statement:
    """A response of something else than a tumour, named as the text names it: no rate of overall response."""
    if statement.endpoint not in (Endpoint.ORR, Endpoint.CR, Endpoint.DOR):
        return statement
    return replace(statement, endpoint=Endpoint.OTHER)


def _is_told_fully(result: TrialResult) -> bool:
    """Whether a result of a trial none of whose arms is known says enough: a role, a ratio or two values."""
    both = result.experimental_value is not None and result.comparator_value is not None
    return (
        both
        or result.role is not None
        or result.hazard_ratio is not None
        or (result.p_value is not None and result.effect is not None)
    )


def _announces(result: TrialResult, others: tuple[TrialResult, ...]) -> bool:
    """Whether a result without role or figures only announces the primary one: a lack of effect ("did not reduce
    events"), or a part of a composite that the title names alone.
    """
    bare = (result.role, result.hazard_ratio, result.p_value, result.experimental_value) == (None, None, None, None)
    if result.endpoint is not Endpoint.OTHER or not bare:
        return False
    if result.effect is Effect.NO_DIFFERENCE:
        return any(o is not result and o.effect is result.effect and (o.role or _has_figure(o)) for o in others)
    same = [o for o in others if o.role == "primary" and o.effect is result.effect]
    return any(_words(result.label) < _words(o.label) for o in same)


def _has_figure(result: TrialResult) -> bool:
    return (result.hazard_ratio, result.p_value, result.experimental_value) != (None, None, None)


def _may_tell(passage: Passage, studies: tuple[Study, ...]) -> bool:
    """Whether a passage can give a result: the background speaks of it only where it names the trial.

    The discussion does where it speaks of the trial, and not of other work.
    """
    others = passage.reach is Reach.CARRIED or (passage.reach is Reach.REFERRED and cites(passage.masked.masked))
    if others and tells_of_others(passage.masked.section):
        return False
    if _ANIMALS.search(passage.masked.masked):
        return False
    if not _BACKGROUND.search(passage.masked.section):
        return True
    return any(position == passage.position for s in studies if s.key in passage.studies for position, _ in s.sites)


def _named_elsewhere(found: list[Statement]) -> list[Statement]:
    """Put the endpoint that the document calls primary where a sentence only says "the primary endpoint"."""
    result: list[Statement] = []
    for statement in found:
        if statement.endpoint is None:
            known = next((s for s in found if s.endpoint is not None and s.role == statement.role == "primary"), None)
            known = known or (_only(found) if statement.role == "primary" else None)
            if known is not None:
                statement = replace(statement, endpoint=known.endpoint, label=known.label, adverse=known.adverse)
            elif statement.role and statement.says_something and (statement.role == "primary" or statement.has_figures):
                statement = replace(statement, endpoint=Endpoint.OTHER, label=f"{statement.role} endpoint")
            else:
                continue
        result.append(statement)
    return result


def _only(found: list[Statement]) -> Statement | None:
    """The one endpoint of the contract's list that a document without a named primary endpoint calls improved."""
    better = [
        s for s in found if s.endpoint not in (None, Endpoint.OTHER) and s.effect is Effect.IMPROVED and s.by_words
    ]
    return better[0] if len({s.endpoint for s in better}) == 1 else None


def _grouped(found: list[Statement]) -> list[list[Statement]]:
    """The statements on one endpoint in one population and one comparison."""
    first_population: dict[object, str] = {}
    groups: dict[tuple[object, str, str], list[Statement]] = {}
    for statement in found:
        endpoint = _identity(statement, [s for group in groups.values() for s in group])
        population = statement.population
        if population and statement.has_figures:
            first_population.setdefault(endpoint, population if not _has_figures(groups, endpoint) else "")
        if population == first_population.get(endpoint, ""):
            population = ""
        groups.setdefault((endpoint, population, statement.comparison), []).append(statement)
    return _shared(groups)


def _has_figures(groups: dict[tuple[object, str, str], list[Statement]], endpoint: object) -> bool:
    return any(s.has_figures for key, group in groups.items() if key[0] == endpoint for s in group)


def _identity(statement: Statement, known: list[Statement]) -> object:
    if statement.endpoint is not Endpoint.OTHER:
        return statement.endpoint
    words = _words(statement.label)
    for other in known:
        if other.endpoint is Endpoint.OTHER:
            theirs = _words(other.label)
            if _is_component(statement.label, other.label) or _is_component(other.label, statement.label):
                continue
            if statement.role and other.role and statement.role != other.role:
                continue
            if words and len(words & theirs) > 0.67 * min(len(words), len(theirs)):
                return other.label
    return statement.label


def _is_component(label: str, composite: str) -> bool:
    """Whether ``label`` is one part of a composite endpoint ("death" of "death, infarction or stroke")."""
    composite = _DEGREES.sub("", composite)
    parts = [_words(part) for part in _PARTS.split(composite) if part.strip()]
    if not _COMPOSITE.search(composite) or _COMPOSITE.search(label) or len(parts) < 2:
        return False
    words = _words(label)
    return any(len(words & part) > len(words) / 2 for part in parts) and any(
        part and not words & part for part in parts
    )


_NO_WORD = re.compile(
    r"and|annual|annualised|annualized|change|changes|difference|differences|for|from|mean|median|month|number|numbers|per|"
    r"rate|rates|the|with|year"
)


def _words(label: str) -> frozenset[str]:
    """The words of a label that tell it from others, in the singular."""
    return frozenset(
        w.removesuffix("s") for w in re.findall(r"[a-z]{3,}", label.lower()) if _NO_WORD.fullmatch(w) is None
    )


def _shared(groups: dict[tuple[object, str, str], list[Statement]]) -> list[list[Statement]]:
    """What is said of all comparisons together belongs to each of them."""
    result: list[list[Statement]] = []
    for (endpoint, population, comparison), group in groups.items():
        split = [k for k in groups if k[0] == endpoint and k[1] == population and k[2]]
        if not comparison and split:
            for key in split:
                groups[key].extend(group)
            continue
        result.append(group)
    return result


def _result(view: DocumentView, study: Study, group: list[Statement]) -> TrialResult | None:
    if not any(s.says_something for s in group):
        return None
    best = max(group, key=lambda s: (s.ratio is not None, s.experimental is not None, s.p is not None))
    outside = bool(best.population) and all(s.population == best.population for s in group)
    role = next((s.role for s in group if s.role), None)
    effect = _effect(group)
    met = _met(group, role, effect)
    ratio = next((s.ratio for s in [best, *group] if s.ratio is not None and s.ratio.hazard), None)
    noninferior = any(s.noninferior for s in group)
    valued = next((s for s in [best, *group] if s.experimental or s.comparator), best)
    endpoint = best.endpoint or Endpoint.OTHER
    label = max((s.label for s in group), key=len) if endpoint is Endpoint.OTHER else ""
    return TrialResult(
        study.concept,
        endpoint,
        label or (best.population if outside else ""),
        _evidence(view, study, group),
        role,
        met,
        effect,
        ratio.value if ratio else None,
        ratio.lower if ratio else None,
        ratio.upper if ratio else None,
        next((s.p for s in [best, *group] if s.p and (noninferior or _agrees(s, effect))), None),
        valued.experimental,
        valued.comparator,
        valued.unit,
    )


_SURE = re.compile(r"[<=]\s*0?[.·](?P<d>\d+)\s*$")


def _agrees(statement: Statement, effect: Effect | None) -> bool:
    """Whether a p-value is not one of another comparison: below 0.05 where no difference is stated, or above where one
    is.
    """
    number = _SURE.search(statement.p or "")
    if number is None or effect is None or statement.noninferior or statement.ratio is not None:
        return True
    p = float(f"0.{number['d']}")
    return p >= 0.05 if effect is Effect.NO_DIFFERENCE else p < 0.1


def _effect(group: list[Statement]) -> Effect | None:
    """The direction: a stated lack of difference counts most, then words, then figures."""
    stated = [s.effect for s in group if s.effect is not None and s.by_words]
    if Effect.NO_DIFFERENCE in stated:
        return Effect.NO_DIFFERENCE
    if Effect.WORSENED in stated:
        stated = [s.effect for s in group if s.effect is not None and s.ratio is not None] or stated
    return next(iter(stated), None) or next((s.effect for s in group if s.effect is not None), None)


def _met(group: list[Statement], role: str | None, effect: Effect | None) -> bool | None:
    """Whether the endpoint was met: as stated; else, when its role is known, as its direction tells."""
    stated = [s.met for s in group if s.met is not None]
    if False in stated or stated:
        return False not in stated
    if role is None or effect is None:
        return None
    if role == "primary" and any(s.noninferior for s in group):
        return True
    return effect is Effect.IMPROVED


def _evidence(view: DocumentView, study: Study, group: list[Statement]) -> tuple[Evidence, ...]:
    proofs: dict[int, Evidence] = {}
    for statement in group:
        passage = statement.passage
        if passage.position not in proofs:
            where = trial_end(view, study, passage)
            score = 0.9 if statement.has_figures or statement.by_words else 0.8
            proofs[passage.position] = evidence(view, passage, where, statement.span, "result", score)
    return tuple(proofs[position] for position in sorted(proofs))
