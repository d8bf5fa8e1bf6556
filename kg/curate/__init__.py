"""Curators' decisions: their form, the log that keeps them, which of them stand, and what they teach."""

from kg.curate.form import event_id, parse_event, sealed, write_event
from kg.curate.log import CurationLog, LogContent, read_log, read_logs
from kg.curate.standing import standing

__all__ = [
    "CurationLog",
    "LogContent",
    "event_id",
    "parse_event",
    "read_log",
    "read_logs",
    "sealed",
    "standing",
    "write_event",
]
