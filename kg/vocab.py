"""The closed list of predicates, kinds and namespaces that a build writes, each with its source.

Biolink Model 4.4 wherever it has the term; ``cg:`` terms are declared in ``ontologies/claimgraph.ttl``.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from urllib.parse import quote

from kg.model import Kind, PairLabel

DEFAULT_BASE = "https://w3id.org/claimgraph/id/"
"""Where minted nodes live unless the settings say otherwise."""

PREFIXES = MappingProxyType(
    {
        "biolink": "https://w3id.org/biolink/vocab/",
        "cg": "https://w3id.org/claimgraph/vocab#",
        "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
        "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
        "xsd": "http://www.w3.org/2001/XMLSchema#",
        "owl": "http://www.w3.org/2002/07/owl#",
        "skos": "http://www.w3.org/2004/02/skos/core#",
        "prov": "http://www.w3.org/ns/prov#",
        "dcterms": "http://purl.org/dc/terms/",
        "oa": "http://www.w3.org/ns/oa#",
        "schema": "https://schema.org/",
    }
)

IDENTIFIER_PREFIXES = MappingProxyType(
    {
        # The IRIs of the prefix map that comes with biolink-model 4.4.6, but for three: FPLX and orphanet, which it
        # lacks (its ORDO is the same without "Orphanet_"), and clinicaltrials, which is the registry's own page.
        "UNII": "http://identifiers.org/unii/",
        "HGNC": "http://identifiers.org/hgnc/",
        "FPLX": "https://identifiers.org/fplx:",
        "MESH": "http://id.nlm.nih.gov/mesh/",
        "MONDO": "http://purl.obolibrary.org/obo/MONDO_",
        "HP": "http://purl.obolibrary.org/obo/HP_",
        "GO": "http://purl.obolibrary.org/obo/GO_",
        "CHEBI": "http://purl.obolibrary.org/obo/CHEBI_",
        "NCIT": "http://purl.obolibrary.org/obo/NCIT_",
        "DOID": "http://purl.obolibrary.org/obo/DOID_",
        "DRUGBANK": "http://identifiers.org/drugbank/",
        "CHEMBL.COMPOUND": "http://identifiers.org/chembl.compound/",
        "UniProtKB": "http://purl.uniprot.org/uniprot/",
        "NCBIGene": "http://identifiers.org/ncbigene/",
        "ENSEMBL": "http://identifiers.org/ensembl/",
        "clinicaltrials": "https://clinicaltrials.gov/study/",
        "orphanet": "http://www.orpha.net/ORDO/Orphanet_",
        "EFO": "http://www.ebi.ac.uk/efo/EFO_",
        "PUBCHEM.COMPOUND": "http://identifiers.org/pubchem.compound/",
        "CAS": "http://identifiers.org/cas/",
        "INCHIKEY": "http://identifiers.org/inchikey/",
        "DrugCentral": "http://drugcentral.org/drugcard/",
        "KEGG.DRUG": "http://identifiers.org/kegg.drug/",
        "RXCUI": "https://mor.nlm.nih.gov/RxNav/search?searchBy=RXCUI&searchTerm=",
        "OMIM": "http://purl.obolibrary.org/obo/OMIM_",
        "OMIM.PS": "https://www.omim.org/phenotypicSeries/",
        "UMLS": "http://identifiers.org/umls/",
        "SNOMEDCT": "http://snomed.info/id/",
        "MEDDRA": "http://identifiers.org/meddra/",
        "HGNC.FAMILY": "http://identifiers.org/hgnc.family/",
        "PR": "http://purl.obolibrary.org/obo/PR_",
        "REACT": "http://www.reactome.org/PathwayBrowser/#/",
    }
)


@dataclass(frozen=True, slots=True)
class Predicate:
    """A predicate of a direct triple: what it joins, and what it implies."""

    curie: str
    subjects: frozenset[Kind]
    objects: frozenset[Kind]
    says: str
    implies: str | None = None
    symmetric: bool = False
    literal: str | None = None
    """The datatype CURIE when the object is a literal."""


_DRUG = frozenset({Kind.DRUG})
_TARGET = frozenset({Kind.TARGET})
_DISEASE = frozenset({Kind.DISEASE})
_CONDITION = frozenset({Kind.DISEASE, Kind.FINDING})
_TRIAL = frozenset({Kind.TRIAL})
_NONE: frozenset[Kind] = frozenset()

_ALL = (
    Predicate("cg:targets", _DRUG, _TARGET, "acts through the target"),
    Predicate("cg:inhibits", _DRUG, _TARGET, "inhibits the target", implies="cg:targets"),
    Predicate("cg:activates", _DRUG, _TARGET, "activates the target", implies="cg:targets"),
    Predicate("cg:expressedIn", _TARGET, _DISEASE, "is expressed on or in the cells of the disease"),
    Predicate(
        "biolink:gene_associated_with_condition", _TARGET, _DISEASE, "drives, is mutated in, is a marker or risk of"
    ),
    Predicate("biolink:in_clinical_trials_for", _DRUG, _CONDITION, "is or was tested for it in people"),
    Predicate("biolink:treats", _DRUG, _CONDITION, "established benefit, in the text's own words"),
    Predicate("cg:approvedFor", _DRUG, _CONDITION, "a regulator approved it", implies="biolink:treats"),
    Predicate("biolink:contraindicated_in", _DRUG, _CONDITION, "must not be given in"),
    Predicate("biolink:has_adverse_event", _DRUG, _CONDITION, "caused or was followed by the event"),
    Predicate("biolink:affects", _DRUG, frozenset({Kind.PROCESS}), "acts on a biological process"),
    Predicate("cg:combinedWith", _DRUG, _DRUG, "given together in one regimen", symmetric=True),
    Predicate("biolink:clinical_trial_interventions", _TRIAL, _DRUG, "the protocol gives the drug in some arm"),
    Predicate("biolink:clinical_trial_conditions", _TRIAL, _CONDITION, "the trial is in people with"),
    Predicate("biolink:clinical_trial_phase", _TRIAL, _NONE, "the phase", literal="xsd:string"),
    Predicate("biolink:study_size", _TRIAL, _NONE, "patients enrolled or randomised", literal="xsd:integer"),
    Predicate("cg:siteCount", _TRIAL, _NONE, "number of sites", literal="xsd:integer"),
    Predicate("cg:countryCount", _TRIAL, _NONE, "number of countries", literal="xsd:integer"),
)

PREDICATES = MappingProxyType({p.curie: p for p in _ALL})

PAIR_PREDICATES = MappingProxyType(
    {
        PairLabel.ACTS_ON: "cg:targets",
        PairLabel.INHIBITS: "cg:inhibits",
        PairLabel.ACTIVATES: "cg:activates",
        PairLabel.CAUSES: "biolink:has_adverse_event",
        PairLabel.COMBINED_WITH: "cg:combinedWith",
    }
)
"""The predicate that comes nearest to what the pair classifier sees between two mentions. ``RELIEVES`` has none: which
rung of the claim ladder a sentence reaches is not in it. ``ASSOCIATED_WITH`` has one between a target and a disease.
"""


def expand(curie: str, base: str = DEFAULT_BASE) -> str:
    """The IRI of ``curie``; ``cgid:kind/slug`` expands under ``base``, percent-encoded where an IRI must not hold it.
    An identifier of an added terminology that has no prefix is its IRI already.

    Raises ``KeyError`` when the prefix is not one of this module's.
    """
    prefix, _, local = curie.partition(":")
    if prefix == "cgid":
        return base + quote(local, safe="/-._~")
    if prefix in ("https", "http"):
        return curie
    return (IDENTIFIER_PREFIXES.get(prefix) or PREFIXES[prefix]) + local


def compact(iri: str) -> str:
    """The CURIE of ``iri`` by the longest namespace of this module that it begins with, or ``iri`` itself."""
    known = {**PREFIXES, **IDENTIFIER_PREFIXES}
    fitting = [(len(namespace), prefix) for prefix, namespace in known.items() if iri.startswith(namespace)]
    if not fitting:
        return iri
    length, prefix = max(fitting)
    return f"{prefix}:{iri[length:]}"
