"""A written graph as records again, to be changed and written anew."""

from kg.graph.reading.annotated import annotated_of
from kg.graph.reading.graph import read_graph

__all__ = ["annotated_of", "read_graph"]
