"""Re-make the compiled terminologies of ``ontologies/`` from the pinned wheels, byte for byte."""

from kg.terminology.compile.build import build
from kg.terminology.compile.wheels import PINNED, download

__all__ = ["PINNED", "build", "download"]
