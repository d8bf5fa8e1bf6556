"""The settings of a run: one frozen, typed object.

A flag wins over the environment, that over ``kg.toml``, that over the default. An
unknown key is an error that names the nearest known one, wherever it was written.
"""

from __future__ import annotations

import difflib
import hashlib
import json
import os
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError
from pydantic_settings import (
    BaseSettings,
    EnvSettingsSource,
    SettingsConfigDict,
    SettingsError,
    TomlConfigSettingsSource,
)

from kg.errors import UsageError
from kg.model import Kind
from kg.vocab import DEFAULT_BASE

ENVIRONMENT = "CLAIMGRAPH_"
"""The prefix of environment variables: ``CLAIMGRAPH_THRESHOLD=0.7``."""

FILE = "kg.toml"
"""Read from the current folder when it is there."""

OWN_MODEL = "claimgraph"
"""The name of the model that comes with the package."""

_NOT_SETTINGS = ("CLAIMGRAPH_REQUIRE_", "CLAIMGRAPH_WHEELS")
"""Variables of the test suite, which say what must not be skipped and where inputs lie."""


def _is_base(iri: str) -> str:
    parts = urlsplit(iri)
    if parts.scheme not in ("http", "https") or not parts.netloc:
        raise ValueError("an absolute http or https IRI is needed")
    if any(c in iri for c in '<>"{}|\\^`') or any(c.isspace() for c in iri):
        raise ValueError("an IRI holds no blanks, quotes, brackets or braces")
    if iri[-1] not in "/#":
        raise ValueError("it must end in '/' or '#', because names are appended to it")
    return iri


class Settings(BaseModel):
    """What a run may be told. It reads nothing but its arguments; :func:`load_settings` reads the surroundings."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    base: Annotated[str, AfterValidator(_is_base)] = Field(
        default=DEFAULT_BASE,
        description="IRI under which documents, claims, evidence and unresolved concepts are minted",
    )
    threshold: float = Field(
        default=0.5,
        ge=0,
        le=1,
        description="confidence from which an asserted claim is also written as a direct triple",
    )
    least_link: float = Field(
        default=0.0,
        ge=0,
        le=1,
        description="score below which a mention stays unresolved: the share of links like it that is right",
    )
    model: str = Field(
        default=OWN_MODEL,
        min_length=1,
        description="recognition model: claimgraph's own, or an installed spaCy pipeline by name",
    )
    labels: Mapping[str, Kind] = Field(
        default_factory=dict, description="which kind each label of another model stands for: DISEASE = 'disease'"
    )
    terminologies: Path | None = Field(
        default=None, description="folder of added terminologies, as `kg terminology add` writes it"
    )
    calibration: Mapping[str, Annotated[float, Field(ge=0, le=100)]] = Field(
        default_factory=dict,
        description="how many times as often as its scores promise an extractor is wrong, as kg curate learn finds: "
        "'rules/testing' = 1.5",
    )
    exclude: tuple[str, ...] = Field(
        default=(),
        description="sources that are left out of a build, by name or pattern ('*.md'), and RETRACTED for articles "
        "that are marked as retracted",
    )
    workers: int = Field(
        default=1, ge=1, le=64, description="processes that annotate documents; the output is the same for any number"
    )
    scheduler: str | None = Field(
        default=None,
        pattern=r"^(tcp|tls|ucx|ws|wss)://\S+$",
        description="address of a Dask scheduler (tcp://host:8786) whose workers read the documents instead",
    )

    @property
    def spread(self) -> bool:
        """Whether documents are read by other processes than this one."""
        return self.workers > 1 or self.scheduler is not None

    def known(self) -> dict[str, object]:
        """The settings that can change an output, as plain values. Who reads the documents cannot; of the folder of
        added terminologies the content can, which has a hash of its own.
        """
        return self.model_dump(mode="json", exclude={"workers", "scheduler", "terminologies"})

    def digest(self) -> str:
        """SHA-256 of the settings that can change an output."""
        return hashlib.sha256(json.dumps(self.known(), sort_keys=True).encode()).hexdigest()


class _Surroundings(Settings, BaseSettings):
    """The same fields as pydantic-settings reads them from a file and the environment."""

    model_config = SettingsConfigDict(env_prefix=ENVIRONMENT)


def load_settings(flags: Mapping[str, object] | None = None, *, file: Path | None = None) -> Settings:
    """The settings of this run. Flags whose value is None were not given.

    ``file`` must exist when named; otherwise ``kg.toml`` of the current folder is read when it is there.
    Raises ``UsageError`` for a file that is missing or no TOML, an unknown key, or a value that cannot be.
    """
    given = {key: value for key, value in (flags or {}).items() if value is not None}
    if file is not None and not file.is_file():
        raise UsageError("there is no such settings file", where=str(file), cure="Name an existing TOML file.")
    toml = file or Path(FILE)
    _refuse_unknown_variables()

    try:
        return Settings.model_validate(
            TomlConfigSettingsSource(_Surroundings, toml)() | EnvSettingsSource(_Surroundings)() | given
        )
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"the settings file is no TOML: {error}", where=str(toml), cure="Mend that line.") from error
    except SettingsError as error:
        raise UsageError(f"{error}", where="environment", cure="Write mappings as JSON.") from error
    except ValidationError as error:
        raise _explained(error, given, toml) from error


def _refuse_unknown_variables() -> None:
    known = {ENVIRONMENT + name.upper(): name for name in Settings.model_fields}
    for variable in sorted(os.environ):
        ours = variable.upper().startswith(ENVIRONMENT) and not variable.startswith(_NOT_SETTINGS)
        if ours and variable.upper() not in known:
            cure = _did_you_mean(variable.upper(), list(known))
            raise UsageError(f"unknown setting {variable}", where="environment", cure=cure)


def _explained(error: ValidationError, flags: Mapping[str, object], toml: Path) -> UsageError:
    """The first thing that is wrong, with the place where it was written."""
    first = error.errors(include_url=False)[0]
    key = str(first["loc"][0]) if first["loc"] else ""
    name = ".".join(str(part) for part in first["loc"])
    if key in flags:
        where = f"--{key}"
    elif ENVIRONMENT + key.upper() in os.environ:
        where = ENVIRONMENT + key.upper()
    else:
        where = str(toml)
    if first["type"] == "extra_forbidden":
        return UsageError(f"unknown setting {key!r}", where=where, cure=_did_you_mean(key, list(Settings.model_fields)))
    reason = first["msg"].removeprefix("Value error, ")
    reason = reason[:1].lower() + reason[1:]
    return UsageError(
        f"setting {name!r} cannot be {first['input']!r}: {reason}", where=where, cure="Correct the value."
    )


def _did_you_mean(key: str, known: list[str]) -> str:
    near = difflib.get_close_matches(key, known, n=1, cutoff=0.5)
    return f"Did you mean {near[0]}?" if near else f"Known are {', '.join(known)}."
