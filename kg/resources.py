"""Where the files that come with the product lie: beside the package in a checkout, inside it when installed."""

from __future__ import annotations

from pathlib import Path

from kg.errors import ResourceError

_PACKAGE = Path(__file__).resolve().parent


def ontologies() -> Path:
    """The folder of the embedded terminologies and vocabularies.

    Raises ``ResourceError`` when the installation has lost it.
    """
    for folder in (_PACKAGE / "ontologies", _PACKAGE.parent / "ontologies"):
        if folder.is_dir():
            return folder
    raise ResourceError("the embedded terminologies are missing", where=str(_PACKAGE), cure="Install claimgraph again.")


def models() -> Path:
    """The folder of the recognition models that come with the package."""
    return _PACKAGE / "nlp" / "models"
