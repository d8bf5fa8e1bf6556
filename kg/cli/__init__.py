"""The command ``kg``: thin, it parses, calls and renders. Nothing heavy is imported before a command runs."""

from __future__ import annotations

import os
import sys

from kg.errors import ClaimgraphError

INTERRUPTED = 130
CUT_SHORT = 1
"""The reader of stdout left before the end."""


def main() -> None:
    """Run the command line and exit: data to stdout, messages to stderr, the status that of :mod:`kg.errors`."""
    try:
        status = _run()
        sys.stdout.flush()
    except BrokenPipeError:
        # Whoever read the output has seen enough. Python would complain once more when it flushes at the very end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        status = CUT_SHORT
    sys.exit(status)


def _run() -> int:
    try:
        from kg.cli.app import app

        app()
    except SystemExit as ended:
        return ended.code if isinstance(ended.code, int) else 0
    except KeyboardInterrupt:
        return INTERRUPTED
    except ClaimgraphError as error:
        print(f"kg: {error}", file=sys.stderr)
        return error.exit_status
    return 0
