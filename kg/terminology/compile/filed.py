"""Names that MeSH files under another record than the concept that has them: those of salts, isomers and groups."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from kg.model import Kind
from kg.terminology.compile.entry import Entry, NameIndex
from kg.terminology.compile.mesh_records import Record, is_written, kind_of
from kg.terminology.filing import FiledName

_KINDS = {
    Kind.DRUG: (Kind.DRUG,),
    Kind.DISEASE: (Kind.DISEASE, Kind.FINDING),
    Kind.FINDING: (Kind.DISEASE, Kind.FINDING),
}


def filed_names(every: Iterable[Record], entries: Iterable[Entry]) -> list[FiledName]:
    """The rows, sorted: each name of a record that some of ``entries`` have and none of them as that record.

    A name is its heading's record's; one that several records have and none as its heading is left out.
    """
    owners = NameIndex(entries)
    headed: dict[tuple[Kind, str], dict[str, str]] = defaultdict(dict)
    listed: dict[tuple[Kind, str], dict[str, str]] = defaultdict(dict)
    for record in every:
        kind = kind_of(record)
        if kind in _KINDS:
            for name in (record.label, *record.names):
                if is_written(name):
                    table = headed if name == record.label else listed
                    table[_KINDS[kind][0], name.casefold()].setdefault(record.curie, name)
    found = []
    for place in sorted({*headed, *listed}):
        records = headed.get(place) or listed[place]
        if len(records) == 1:
            ((curie, name),) = records.items()
            having = [e for e, _ in owners.owners(name) if e.kind in _KINDS[place[0]]]
            if having and not any(curie == e.curie or curie in e.xrefs for e in having):
                found.append(FiledName(name, place[0], (curie,)))
    return sorted(found)
