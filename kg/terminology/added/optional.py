"""Libraries that only whoever adds terminologies needs."""

from __future__ import annotations

from importlib import import_module
from types import ModuleType

from kg.errors import ResourceError


def needed(module: str) -> ModuleType:
    """The module. Raises ``ResourceError`` with the line that installs it when it is not there."""
    try:
        return import_module(module)
    except ModuleNotFoundError as error:
        if error.name != module:
            raise
        raise ResourceError(
            f"this format needs {module}, which is not installed", cure='Run: pip install "claimgraph[terminology]"'
        ) from error
