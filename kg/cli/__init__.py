"""The command ``kg``: thin, it parses, calls and renders. Nothing heavy is imported before a command runs."""

from __future__ import annotations

import sys

from kg.errors import ClaimgraphError


def main() -> None:
    """Run the command line. Data goes to stdout and messages to stderr; the exit status is that of :mod:`kg.errors`."""
    from kg.cli.app import app

    try:
        app()
    except ClaimgraphError as error:
        print(f"kg: {error}", file=sys.stderr)
        sys.exit(error.exit_status)
