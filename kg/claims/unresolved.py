"""Which names that no terminology knows may found a claim.

Recognition takes many a word of an article for a name: a clinic, a scale, an operation, a habit. A name that is linked
has a second witness. One that is not has only its form, and an edge about something that is no disease or no drug is
worse than none.
"""

from __future__ import annotations

import re

from kg.model import Kind, Mention

_DISEASE = re.compile(
    r"(?:.*(?:itis|[oa]sis|[oa]ses|a?emias?|omas?|omata|pathy|pathies|algia|uria|penia|pleg(?:ia|ic)|parit?esis|trophy|"
    r"rrh?o?ea|rrhages?|o?edema|pno?ea|ectasis|phobia|philia|megaly|phagia|paresis|dystonia|sclerosis|itides))|"
    r"abscess(?:es)?|abuse|aches?|addictions?|aids|allerg(?:y|ies)|anomal(?:y|ies)|anxiety|arrest|arrhythmias?|asthma|"
    r"attacks?|bleed(?:s|ing)?|blindness|blisters?|burns?|cancers?|clots?|collapse|colic|complaints?|condition|"
    r"contractures?|cramps?|cris[ei]s|damage|deaths?|declines?|defects?|deficien(?:cy|cies|t)|deformit(?:y|ies)|"
    r"degeneration|delirium|dementia|dependence|depression|deterioration|diabetes|diseases?|disabilit(?:y|ies)|"
    r"disorders?|distress|dysfunctions?|dystroph(?:y|ies)|embolisms?|emesis|encephalopath(?:y|ies)|epilepsy|"
    r"exacerbations?|failures?|fatigue|fever|fibrillation|fistulas?|flares?|flu|fractures?|gout|headaches?|"
    r"haemorrhages?|hemorrhages?|hernias?|hypertension|hypotension|illness(?:es)?|impairments?|incontinence|"
    r"infarctions?|infections?|infertility|inflammation|influenza|injur(?:y|ies)|insomnia|instability|"
    r"insufficienc(?:y|ies)|intolerance|isch(?:a)?emia|itch|keratos[ei]s|lesions?|loss|malaria|malformations?|"
    r"malignanc(?:y|ies)|malnutrition|metastas[ei]s|metastatic|migraines?|misuse|mutations?|nausea|neoplasms?|"
    r"obesity|obstructions?|occlusions?|overdose|overload|overweight|pains?|palsy|perforations?|poisoning|polyps?|"
    r"pregnancy|pressure|problems?|progression|prolapse|psychos[ei]s|rash(?:es)?|reactions?|recurrences?|reflux|"
    r"rejection|relapses?|resistance|retardation|retention|ruptures?|seizures?|sepsis|shock|sores?|spasms?|spasticity|"
    r"stenos[ei]s|stones?|strokes?|swelling|symptoms?|syndromes?|tears?|thromb(?:us|i|os[ie]s|o\w*(?:embol\w+|"
    r"phleb\w+|cyt\w+|phil\w+))|tinnitus|toxicit(?:y|ies)|"
    r"traumas?|tremors?|tumou?rs?|ulcers?|vertigo|virus|vomiting|warts?|weakness|withdrawal|worsening|wounds?|"
    r"carriers?|diarrh\w*|smok(?:ers?|ing)|covid\S*|hiv\S*|\w+virus(?:es)?|\w+[a-z]cocc\w+",
    re.I,
)
"""The last word of what a disease, sign or symptom is called in plain words."""
_NO_DISEASE = re.compile(
    r"\b(?:surger(?:y|ies)|\w*ectom(?:y|ies)|\w*scop(?:y|ies|ic)|\w*plast(?:y|ies)|\w*otom(?:y|ies)|ICU|units?|care|"
    r"tests?|scores?|scales?|questionnaires?|state|knowledge|prevention|function(?:ing)?|behaviou?rs?|activity|"
    r"resection|transplant\w*|free|uninfected|healthy|negative)\b",
    re.I,
)
_HABIT = re.compile(
    r"(?:(?:[\w-]+\s)?(?:smoking|exercis\w+|drinking|walking|running|cycling|singing|training|counsel\w+|coaching|"
    r"education|diets?|meals?|foods?|"
    r"\w*(?:posi|nega)tivity|genotypes?|polymorphisms?|alleles?|status|"
    r"massage|acupuncture|yoga|surgery|sham|usual care|infiltration|injections?|"
    r"infusions?|nutrition|program(?:me)?s?|interventions?|apps?|websites?|questionnaires?|electrophoresis|"
    r"spectrometry|doppler|aspirates?|extracts?|pills?|tablets?|capsules?|shots?|medicines?|drugs?|thinners?))|"
    r"controls?|placebos?",
    re.I,
)
"""What is done, eaten or measured, and is no drug."""
_ADJECTIVE = re.compile(r"[a-z]{3,}(?:ing|ized|ised|al|ive|ous|ic|ar|ary)")
_SHORT = re.compile(r"[A-Z][A-Za-z]{0,2}|[a-z]{1,2}")
_CUT_OFF = re.compile(r".*[-–(:/]|.*:.*|[-–)].*", re.S)


def may_found_a_claim(mention: Mention) -> bool:
    """Whether an unresolved ``mention`` has the form of a name of its kind."""
    text = mention.text.strip()
    if _CUT_OFF.fullmatch(text):
        return False
    if mention.kind is Kind.DISEASE:
        words = re.findall(r"[\w'’-]+", text)
        return bool(words) and _NO_DISEASE.search(text) is None and _DISEASE.fullmatch(words[-1]) is not None
    if mention.kind is Kind.DRUG:
        return not (_HABIT.fullmatch(text) or _ADJECTIVE.fullmatch(text) or _SHORT.fullmatch(text))
    return True
