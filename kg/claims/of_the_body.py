"""Substances that the body has of itself, and where a text measures them rather than gives them.

Glucose, calcium and testosterone are drugs in some sentences and laboratory values in most. A name of theirs beside the
words of a measurement (*serum*, *levels of*) is no drug there; some of them are never given at all.
"""

from __future__ import annotations

import re

from kg.model import Concept

_NEVER_GIVEN = (
    r"(?:adenosine(?:-5'-)?\s?triphosphate|amino acids.*|beta-?amyloid|amyloid|bile (?:acids?|salts?)(?: and salts)?|"
    r"bilirubin|blood urea nitrogen|"
    r"c-reactive protein|carboxyhemoglobin|cholesterol|cotinine|creatinine|glycogen|h(?:a?)emoglobins?(?: a1c)?|"
    r"homocysteine|gamma-aminobutyric acid|hydroxyproline|isoprostanes?|ketone bod(?:y|ies)|ketones|"
    r"lipids?|lipoproteins?|malondialdehyde|nadide|neurotransmitters?|nitrogen|"
    r"sulfate(?: ion)?|triglycerides?|urate|uric(?: acid)?|whole blood)"
)
_BODY = (
    rf"(?:{_NEVER_GIVEN}|acetylcholine|adrenaline|angiotensin(?: ii)?|calcium|cortisol|dopamine|epinephrine|glucose|"
    r"glutamate|histamine|iron|nitric oxide|noradrenaline|norepinephrine|oxygen|phosphate|potassium|serotonin|sodium|"
    r"water)"
)
_FRACTION = r"(?:(?:ldl|hdl|vldl|blood|serum)[ -])?{body}(?:,? (?:ldl|hdl|vldl|ion|blood|a1c))?"
_ENDOGENOUS = re.compile(_FRACTION.format(body=_BODY))
_LABORATORY = re.compile(_FRACTION.format(body=_NEVER_GIVEN))
_PHYSIOLOGY = re.compile(
    r"(?:adiponectin|aldosterone|androstenedione|carbon dioxide|ferritin|ghrelin|glutathione|lactate|lactic acid|"
    r"leptin|mercury|prolactin)"
)
_ALSO_GIVEN = re.compile(
    r"(?:ademetionine|albumin.*|androgens?|ascorbic acid|biotin|carotene.*|cholecalciferol|choline.*|cobalamin|copper|"
    r"cyanocobalamin|dehydroepiandrosterone.*|estradiol|estrogens?|folate|folic acid|fructose|glucagon|glycerol|"
    r"insulin.*|lactose|magnesium|melatonin|niacin|oestradiol|phosphorus|phytonadione|progesterone|pyridoxine|retinol|"
    r"riboflavin|selenium|sucrose|testosterone|thiamine|thyroxine|tocopherol.*|triiodothyronine|urea|vitamin .*|zinc)"
)
_MEASURED_AFTER = re.compile(
    r"[\s-](?:and \{\w+\}[\s-])?(?:(?:serum|plasma|blood|peak|mean)\s)?(?:absorption|balance|"
    r"clearance|concentrations?|content|control|excretion|"
    r"excursions?|homeostasis|index|intakes?|levels?|measurements?|metabolism|monitoring|output|production|profiles?|"
    r"ratios?|release|resistance|responses?|saturation|secretion|sensitivity|status|synthesis|tests?|tolerance|"
    r"transport|"
    r"turnover|uptake|utili[sz]ation|values?)\b",
    re.IGNORECASE,
)
_MEASURED_BEFORE = re.compile(
    r"\b(?:blood|circulating|endogenous|fasting|intracellular|plasma|postprandial|salivary|serum|tissue|total|urinary|"
    r"urine|(?:absorption|changes?|concentrations?|decline|decreases?|elevation|excretion|formation|increases?|levels?|"
    r"loss|measurements?|production|ratio|reductions?|release|rise|secretion|synthesis|uptake|values?)\s(?:of|in))\s"
    r"(?:(?:and|free|fasting|mean|plasma|serum|total|urinary|\{\w+\},?)\s){0,3}$",
    re.IGNORECASE,
)
_PER_WEIGHT = re.compile(r"/\s?(?:\d+\s?)?(?:g|mg|kg|mmol|mol)\s(?:of\s)?$")
"""``mg/g {G}``: the unit of a measurement."""
_REAGENT = re.compile(r"[\s-](?:and\s\{G\d+\}[\s-])?(?:buffered|embedded|fixed|fixation|stained|staining|embedding)\b")
"""What is done to tissue with a substance."""
_TOKEN = re.compile(r"\{G(\d+)\}")


def is_of_the_body(concept: Concept) -> bool:
    """Whether ``concept`` is a substance that the body has of itself, named as such more often than as a drug."""
    return _ENDOGENOUS.fullmatch(concept.label.lower()) is not None


def is_never_given(concept: Concept) -> bool:
    """Whether ``concept`` is a laboratory value, and nobody's treatment."""
    label = concept.label.lower()
    return _LABORATORY.fullmatch(label) is not None or (
        label.startswith(("blood ", "serum ")) and is_of_the_body(concept)
    )


def may_be_measured(concept: Concept) -> bool:
    """Whether ``concept`` is measured in people as often as it is given to them."""
    return is_of_the_body(concept) or is_physiology(concept) or _ALSO_GIVEN.fullmatch(concept.label.lower()) is not None


def is_physiology(concept: Concept) -> bool:
    """Whether ``concept`` is a hormone or product of the body, hardly ever given to anybody."""
    return _PHYSIOLOGY.fullmatch(concept.label.lower()) is not None


def measured(masked: str, measurable: frozenset[int]) -> frozenset[int]:
    """The numbers of the drugs of a masked sentence that it does not speak of as drugs.

    ``measurable`` are the numbers of those that may be measured; a reagent is any that tissue was treated with.
    """
    found: set[int] = set()
    for token in _TOKEN.finditer(masked):
        number = int(token[1])
        if (
            _REAGENT.match(masked, token.end())
            or _PER_WEIGHT.search(masked, 0, token.start())
            or (
                number in measurable
                and (_MEASURED_AFTER.match(masked, token.end()) or _MEASURED_BEFORE.search(masked, 0, token.start()))
            )
        ):
            found.add(number)
    return frozenset(found)
