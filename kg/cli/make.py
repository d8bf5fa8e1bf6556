"""``kg terminology build`` and ``kg train``: making again what comes with the package."""

from __future__ import annotations

import typer

terminology = typer.Typer(no_args_is_help=True, help="The embedded terminologies.")
