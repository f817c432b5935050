"""What the database keeps of printing and of importing."""

from reports.models.imports import (
    BatchState,
    DraftState,
    FileState,
    FormSource,
    ImportBatch,
    ImportDraft,
    ImportFile,
)
from reports.models.printing import OPEN_STATES, QUIET, JobFormat, JobState, PrintJob, PrintJobItem, PrintJobQuerySet

__all__ = [
    "OPEN_STATES",
    "QUIET",
    "BatchState",
    "DraftState",
    "FileState",
    "FormSource",
    "ImportBatch",
    "ImportDraft",
    "ImportFile",
    "JobFormat",
    "JobState",
    "PrintJob",
    "PrintJobItem",
    "PrintJobQuerySet",
]
