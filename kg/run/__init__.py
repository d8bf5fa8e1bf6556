"""The pipeline that wires the rooms together."""

from kg.run.annotate import annotate
from kg.run.build import build
from kg.run.outputs import OUTPUTS
from kg.run.progress import SILENT, Progress
from kg.run.report import BuildReport, Counts, DocumentNotice

__all__ = ["OUTPUTS", "SILENT", "BuildReport", "Counts", "DocumentNotice", "Progress", "annotate", "build"]
