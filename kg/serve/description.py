"""What the service and its graph are, as RDF: SPARQL 1.1 Service Description and VoID, counted by the graph itself."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

_PREFIXES = """
PREFIX sd: <http://www.w3.org/ns/sparql-service-description#>
PREFIX void: <http://rdfs.org/ns/void#>
PREFIX formats: <http://www.w3.org/ns/formats/>
PREFIX dcterms: <http://purl.org/dc/terms/>
"""
_FORMATS = (
    *("SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV"),
    *("Turtle", "N-Triples", "JSON-LD", "RDF_XML"),
)


def service(endpoint: str) -> str:
    """The query that constructs the description of the service at ``endpoint``."""
    formats = ", ".join(f"<http://www.w3.org/ns/formats/{name}>" for name in _FORMATS)
    return f"""{_PREFIXES}
CONSTRUCT {{
  <{endpoint}> a sd:Service ; sd:endpoint <{endpoint}> ; sd:supportedLanguage sd:SPARQL11Query ;
    sd:resultFormat {formats} ; sd:defaultDataset <{endpoint}#dataset> .
  <{endpoint}#dataset> a sd:Dataset ; sd:defaultGraph <{endpoint}#graph> ; sd:namedGraph ?entry .
  <{endpoint}#graph> a sd:Graph, void:Dataset ; void:triples ?triples ; void:sparqlEndpoint <{endpoint}> .
  ?entry a sd:NamedGraph ; sd:name ?name .
}} WHERE {{
  {{ SELECT (COUNT(*) AS ?triples) WHERE {{ ?s ?p ?o }} }}
  OPTIONAL {{
    GRAPH ?name {{ }}
    BIND(IRI(CONCAT("{endpoint}#named-", REPLACE(STR(?name), "^.*/", ""))) AS ?entry)
  }}
}}"""


def void(address: str, endpoint: str, root: str) -> Mapping[str, str]:
    """The queries whose answers together are the VoID description at ``address``: what there is, by class, property."""
    dataset = f"<{address}#dataset>"
    return MappingProxyType(
        {
            "whole": f"""{_PREFIXES}
CONSTRUCT {{
  {dataset} a void:Dataset ; dcterms:title "A graph of claims" ; void:sparqlEndpoint <{endpoint}> ;
    void:rootResource <{root}> ; void:triples ?triples ; void:distinctSubjects ?subjects ; void:properties ?properties ;
    void:documents ?documents ; void:vocabulary <https://w3id.org/biolink/vocab/>, <https://w3id.org/claimgraph/vocab#>,
      <http://www.w3.org/2004/02/skos/core#>, <http://www.w3.org/ns/oa#>, <http://www.w3.org/ns/prov#> .
}} WHERE {{
  {{ SELECT (COUNT(*) AS ?triples) (COUNT(DISTINCT ?s) AS ?subjects) (COUNT(DISTINCT ?p) AS ?properties)
    WHERE {{ ?s ?p ?o }} }}
  {{ SELECT (COUNT(DISTINCT ?d) AS ?documents) WHERE {{ ?d cg:sha256 ?hash }} }}
}}""",
            "classes": f"""{_PREFIXES}
CONSTRUCT {{ {dataset} void:classPartition ?part . ?part void:class ?class ; void:entities ?entities }} WHERE {{
  {{ SELECT ?class (COUNT(DISTINCT ?s) AS ?entities) WHERE {{ ?s a ?class }} GROUP BY ?class }}
  BIND(IRI(CONCAT("{address}#class-", ENCODE_FOR_URI(REPLACE(STR(?class), "^.*[/#]", "")))) AS ?part)
}}""",
            "properties": f"""{_PREFIXES}
CONSTRUCT {{ {dataset} void:propertyPartition ?part . ?part void:property ?property ; void:triples ?triples }} WHERE {{
  {{ SELECT ?property (COUNT(*) AS ?triples) WHERE {{ ?s ?property ?o }} GROUP BY ?property }}
  BIND(IRI(CONCAT("{address}#property-", ENCODE_FOR_URI(REPLACE(STR(?property), "^.*[/#]", "")))) AS ?part)
}}""",
        }
    )


def united(queries: Mapping[str, str]) -> str:
    """One query that constructs what all of them do."""
    heads, bodies = [], []
    for number, query in enumerate(queries.values()):
        construct, where = query.split("CONSTRUCT {", 1)[1].split("} WHERE {", 1)
        # The parts share no solution, and so may share no variable either.
        heads.append(_renamed(construct, number))
        bodies.append("{" + _renamed(where.rstrip().removesuffix("}"), number) + "}")
    return f"{_PREFIXES} CONSTRUCT {{ {' '.join(f'{head} .' for head in heads)} }} WHERE {{ {' UNION '.join(bodies)} }}"


def _renamed(part: str, number: int) -> str:
    return part.replace("?", f"?v{number}").strip().removesuffix(".")
